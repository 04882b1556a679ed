import { Input, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { DayInput } from '#base/web/controls/DayInput.tsx';
import { useMe } from '#base/web/session.tsx';
import { Labelled } from '#modules/cards/console/Labelled.tsx';
import { APPROVAL_WORDS, type ApprovalActName } from '../rules/approval.ts';
import { RunProgress, RunWrong, useRunWork } from './RunWork.tsx';

/** What is said and typed with an act: the reason or opinion, and at the first approval the month. */
export type ApprovalSaid = { opinion?: string; month?: string };

const LINES: Readonly<Record<ApprovalActName, string>> = {
  submit: '提交后不能再改，由另一人审批。', recall: '收回后可以继续修改，再提交审批。', withdraw: '撤销后不再办理；需要时另行登记。',
  correct: '更正期间，原来批准的照旧有效；改好后重新提交，另一人审批以后，差额由下一个批次补发或追回。', revoke: '提出后由另一人审批。审批以后不再发放，已经发放的由下一个批次列为待追回。',
  approve: '批准后，发放月份的批次列入发放。', sendBack: '退回后由拟定的人修改，再提交审批。',
};
const ASKS_REASON: readonly ApprovalActName[] = ['sendBack', 'correct', 'revoke'];

/** The calendar gives a day; a payment has a month. */
const monthOnly = (text: string): string => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? text.slice(0, 7) : text);

/** Asks before an act on sums that two persons decide on; `children` shows what is decided on once more, `proposed` the month in which it would be paid where that is chosen now. */
export function OneOffActDialog({ act, title, proposed, revoking, children, onSend, onClose }: { act: ApprovalActName; title: string; proposed?: string; revoking?: boolean; children?: ReactNode; onSend: (said: ApprovalSaid) => Promise<unknown>; onClose: (done: boolean) => void }) {
  const me = useMe();
  const [opinion, setOpinion] = useState('');
  const [month, setMonth] = useState(proposed ?? '');
  const { busy, wrong, work } = useRunWork();
  const asks = ASKS_REASON.includes(act);
  const chooses = act === 'approve' && proposed !== undefined && !revoking;
  const words = act === 'approve' && revoking ? '同意撤销' : APPROVAL_WORDS[act];
  const send = async () => {
    const said = { ...(opinion.trim() ? { opinion: opinion.trim() } : {}), ...(chooses ? { month } : {}) };
    if (await work(() => onSend(said))) onClose(true);
  };
  const at = (name: string) => (wrong?.path[0] === name ? wrong.message : undefined);
  return (
    <Modal title={`${words}：${title}`} open okText={words} cancelText="取消" width={children ? 720 : 560} confirmLoading={busy} okButtonProps={{ danger: act === 'withdraw' || act === 'revoke' || (act === 'approve' && revoking === true), disabled: asks && opinion.trim().length < 2 }} onOk={() => void send()} onCancel={() => onClose(false)} mask={{ closable: false }}>
      <RunWrong wrong={wrong} besides={['opinion', 'month']} />
      <p>{act === 'approve' && revoking ? '同意后这项给付作废；已经发放的由下一个批次列为待追回。' : LINES[act]}</p>
      {children}
      {chooses && <Labelled id="oneoff-month" label={`发放月份（${me.today.slice(0, 7)} 起）`} must wrong={at('month')}><DayInput id="oneoff-month" partial value={month} onChange={(text) => setMonth(monthOnly(text))} /></Labelled>}
      {(asks || act === 'approve') && <Labelled id="oneoff-opinion" label={asks ? '原因' : '意见（可不填）'} must={asks} wrong={at('opinion')}><Input.TextArea id="oneoff-opinion" rows={2} maxLength={200} value={opinion} onChange={(event) => setOpinion(event.target.value)} /></Labelled>}
      <RunProgress busy={busy} what="正在办理" />
    </Modal>
  );
}
