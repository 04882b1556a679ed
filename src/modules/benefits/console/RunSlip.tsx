import { labelOf } from '#base/pure/codes.ts';
import { printDay } from '#base/pure/day.ts';
import { capitalYuan, printYuan } from '#base/pure/fen.ts';
import { Paper } from '#base/web/paper.tsx';
import type { AnyRow } from '#base/web/record/values.ts';
import { useMe } from '#base/web/session.tsx';
import { monthOf, sayMonth } from '../rules/months.ts';
import { PaymentProgramme } from '../schema.ts';
import type { runClient } from './runClient.ts';
import { lastFour } from './runRoster.ts';

/** 个人发放通知单: in large type what one person gets, how it is made up and why, given to them. */
export function RunSlip({ row, reasons }: { row: AnyRow; reasons: Awaited<ReturnType<typeof runClient.explain>> }) {
  const me = useMe();
  const amount = BigInt(String(row.amount));
  const account = lastFour(row.bankAccount);
  const rule = reasons.months[reasons.months.length - 1]?.rule;
  const waiting = BigInt(String(row.waiting ?? 0));
  return (
    <Paper title="抚恤补助发放通知单" given>
      <div className="run-slip">
        <p className="flush">{row.labels.personId}同志：</p>
        <p>您{sayMonth(monthOf(String(row.period)))}的{labelOf(PaymentProgramme, String(row.programme))}，{OUTCOMES[String(row.outcome)] ?? OUTCOMES.pending}</p>
        <p className="run-slip-sum">{printYuan(amount)} 元<span>{capitalYuan(amount)}</span></p>
        <p className="flush">怎样算的：</p>
        {rule && <p>{rule}。</p>}
        {reasons.words.map((words) => <p key={words}>{words}。</p>)}
        {waiting > 0n && <p>还有 {printYuan(waiting)} 元多发的，留到以后分次扣回。</p>}
        {account && ['pending', 'paid'].includes(String(row.outcome)) && <p>发到{row.bankName ? `您在${String(row.bankName)}` : '您'}尾号 {account} 的账户。</p>}
        {['returned', 'carried', 'stopped'].includes(String(row.outcome)) && <p>情况说明：{String(row.outcomeReason ?? '请到本单位询问')}。</p>}
        <p>依据：{reasons.citation}。</p>
        <p>对金额有疑问的，请与{me.unit.name}联系。联系电话：＿＿＿＿＿＿＿＿</p>
        <p className="signed">{me.unit.name}</p>
        <p className="signed">{printDay(me.today)}</p>
      </div>
    </Paper>
  );
}

const OUTCOMES: Readonly<Record<string, string>> = { pending: '核定发给：', paid: '已经发给您：', returned: '银行没有发成，将在下一批次重发：', carried: '这一批次暂未发出，将在下一批次发给：', stopped: '这一批次暂停付款：' };
