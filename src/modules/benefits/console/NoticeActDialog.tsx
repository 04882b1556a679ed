import { Alert, Input, Modal } from 'antd';
import { useState } from 'react';
import { printDay } from '#base/pure/day.ts';
import { asFailure } from '#base/web/failure.ts';
import { NOTICE_ACT_WORDS, NOTICE_ACTS, type NoticeActName } from '../rules/noticeCourse.ts';
import type { NoticeView } from '../schema/noticeActs.ts';
import { DifferenceTable } from './DifferenceTable.tsx';
import { noticeClient } from './noticeClient.ts';
import { sayDifferences } from './NoticeLines.tsx';

const LINES: Record<NoticeActName, string> = {
  submit: '提交后标准不能再改，由另一人复核。', withdraw: '收回后可以继续修改，再提交复核。', void: '作废后这份通知不再办理，标准不会使用。',
  approve: '复核通过即生效，标准从此不能改动，只能由新的通知取代。', sendBack: '退回后由拟定的人修改，再提交复核。',
};

/** Asks before an act on a notice; before submitting and before approving the differences are shown once more. */
export function NoticeActDialog({ view, act, onClose, onDone, onChanged }: { view: NoticeView; act: NoticeActName; onClose: () => void; onDone: () => void; onChanged: () => void }) {
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<string>();
  const [busy, setBusy] = useState(false);
  const asksReason = act === 'void' || act === 'sendBack';
  const compares = act === 'submit' || act === 'approve';
  const send = async () => {
    if (asksReason && reason.trim().length < 2) return setWrong('请写明原因');
    setBusy(true);
    const draft = { id: view.notice.id, version: view.notice.version, ...(asksReason ? { reason } : {}) };
    try {
      if (NOTICE_ACTS[act].needs === 'approve') await noticeClient.decide({ ...draft, act: act as 'approve' | 'sendBack' });
      else await noticeClient.act({ ...draft, act: act as 'submit' | 'withdraw' | 'void' });
      onDone();
    } catch (error) {
      const failure = asFailure(error);
      setWrong(failure.message);
      setBusy(false);
      if (failure.status === 409) onChanged();
    }
  };
  return (
    <Modal mask={{ closable: false }} title={`${NOTICE_ACT_WORDS[act]}：${view.notice.title}`} open onCancel={onClose} onOk={() => void send()} okText={NOTICE_ACT_WORDS[act]} cancelText="取消" confirmLoading={busy} okButtonProps={{ danger: act === 'void' }} width={compares ? 860 : 560}>
      {wrong && <Alert type="error" showIcon role="alert" title={wrong} style={{ marginBottom: 12 }} />}
      <p>{LINES[act]}</p>
      {compares && <p><strong>自{printDay(view.notice.effectiveOn)}执行，{sayDifferences(view.differences)}。</strong></p>}
      {compares && view.findings.map((one) => <p key={one.message} className={one.warning ? 'warned' : 'wrong'}>{one.message}</p>)}
      {compares && <div className="dialog-table"><DifferenceTable rows={view.differences} mark={(line) => (line.verification === 'published' ? '已核实' : <span className="warned">待核实</span>)} /></div>}
      {asksReason && <><label className="field-label" htmlFor="notice-reason"><span className="must" aria-hidden="true">*</span>原因</label><Input.TextArea id="notice-reason" rows={3} maxLength={300} value={reason} onChange={(event) => setReason(event.target.value)} /></>}
    </Modal>
  );
}
