import { Modal } from 'antd';
import type { Given } from './Accounts.tsx';

/** Shows a first password, this once. */
export function FirstPasswordDialog({ given, onClose }: { given: Given; onClose: () => void }) {
  return (
    <Modal title="初始密码" open onOk={onClose} onCancel={onClose} okText="已记下" cancelButtonProps={{ style: { display: 'none' } }} mask={{ closable: false }}>
      <p>账号：<code>{given.account}</code></p>
      {given.password ? <p>初始密码：<code>{given.password}</code></p> : <p>初始密码已经显示过；遗失请重置。</p>}
      <p>只显示这一次，请当面交给本人；首次登录须修改。</p>
    </Modal>
  );
}
