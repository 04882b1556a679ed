import { App, Checkbox, Modal } from 'antd';
import { useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { Sealed } from '#base/web/record/Sealed.tsx';
import { PaymentProgramme } from '../schema.ts';
import { Line } from '../schema/runs.ts';
import { runClient, type WaitingLine } from './runClient.ts';
import { RunProgress, RunWrong, useRunWork } from './RunWork.tsx';

/** 账号核对 of several lines: the list once more, each account to be shown in full, and one confirmation; whichever is refused is named. */
export function AccountChecks({ lines, onClose }: { lines: readonly WaitingLine[]; onClose: (done: boolean) => void }) {
  const { message, modal } = App.useApp();
  const [sure, setSure] = useState(false);
  const [missing, setMissing] = useState(false);
  const { busy, wrong, work } = useRunWork();
  const send = async () => {
    if (!sure) return setMissing(true);
    const done = await work(() => runClient.checkAccounts({ ids: lines.map((one) => one.id) }));
    if (!done) return;
    const names = new Map(lines.map((one) => [one.id, one.name]));
    if (done.refused.length > 0) modal.warning({ title: `已核对 ${done.checked} 笔，${done.refused.length} 笔没有核对`, content: <ul className="run-rows">{done.refused.map((one) => <li key={one.id}>{names.get(one.id)}：{one.words}</li>)}</ul>, okText: '知道了' });
    else message.success(`已核对 ${done.checked} 笔`);
    onClose(true);
  };
  return (
    <Modal title={`账号核对：${lines.length} 笔`} open okText="账号都无误" cancelText="取消" confirmLoading={busy} onOk={() => void send()} onCancel={() => onClose(false)} mask={{ closable: false }} width={620}>
      <RunWrong wrong={wrong} />
      <ul className="cards account-checks" tabIndex={0} aria-label="要核对的账号">
        {lines.map((one) => (
          <li key={one.id}>
            <div className="head"><span>{one.name}</span><span className="quiet">{labelOf(PaymentProgramme, one.programme)}</span></div>
            <div>户名 {one.holder ?? '没有'}　{one.bank}　<Sealed type={Line} id={one.id} name="bankAccount" masked={`尾号 ${one.account}`} permission="benefits.reveal" /></div>
            <div className="quiet">上次发到尾号 {one.before || '无'}　{one.place}</div>
          </li>
        ))}
      </ul>
      <Checkbox checked={sure} onChange={(event) => { setSure(event.target.checked); setMissing(false); }}>已逐一对照本人的存折、银行卡或社保卡</Checkbox>
      {missing && <p className="wrong below" role="alert">请先逐一对照，再勾选这一项</p>}
      <RunProgress busy={busy} what="正在登记核对" />
    </Modal>
  );
}
