import { useQueryClient } from '@tanstack/react-query';
import { App, Input, Modal } from 'antd';
import { useState } from 'react';
import { asFailure } from '#base/web/failure.ts';
import { qualityClient } from './client.ts';

/** Asks why a rule does not fit one record, and waives it; the waiver can be taken back. */
export function WaiveDialog({ finding, onDone, onClose }: { finding: { id: string; subject: string; title: string }; onDone: () => void; onClose: () => void }) {
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<string>();
  const [waiverId] = useState(() => crypto.randomUUID());
  const save = async () => {
    try {
      await qualityClient.waive({ id: finding.id, waiverId, reason });
      message.success('已说明不适用，可在“已说明”中撤回');
      await cache.invalidateQueries();
      onDone();
      onClose();
    } catch (error) {
      setWrong(asFailure(error).message);
    }
  };
  return (
    <Modal title={`说明不适用：${finding.title}`} open onOk={() => void save()} onCancel={onClose} okText="保存说明" cancelText="取消" destroyOnHidden>
      <p>“{finding.subject}”的这一项情况属实、无需改正时，写明原因和依据。所涉内容以后变动，会恢复提示。</p>
      <label htmlFor="waive-reason">不适用的原因</label>
      <Input.TextArea id="waive-reason" value={reason} maxLength={200} rows={3} onChange={(event) => setReason(event.target.value)} aria-invalid={wrong !== undefined} aria-describedby="waive-wrong" />
      <p id="waive-wrong" className="wrong" role="alert">{wrong}</p>
    </Modal>
  );
}
