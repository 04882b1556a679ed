import { useQuery } from '@tanstack/react-query';
import { Checkbox, Input, Pagination } from 'antd';
import { useState } from 'react';
import { printYuan } from '#base/pure/fen.ts';
import { labelOf } from '#base/pure/codes.ts';
import { Act } from '#base/web/Act.tsx';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import { saveContent } from '#base/web/files.ts';
import { useMay } from '#base/web/session.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import type { ConfirmHead as Head, StopLine, StopProposal } from '../schema/confirmationActs.ts';
import { MovementState } from '../schema/movements.ts';
import { confirmClient, inPortions, useConfirming } from './confirmClient.ts';
import { ConfirmHead } from './ConfirmHead.tsx';
import { Confirming } from './Confirming.tsx';
import { ResumePanel } from './ResumePanel.tsx';
import { SamplePanel } from './SamplePanel.tsx';
import { useActing } from './useActing.ts';

const PATH = '/benefits/confirm/stops';
/** Lines on one page of the table; sums and acts speak of all. */
const SIZE = 100;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const yuan = (fen: string) => printYuan(BigInt(fen));

/** 停发与恢复 (`/benefits/confirm/stops`): who is not confirmed, what a stop would change before anything happens, its confirmation by another person, and who is resumed. */
export function ConfirmStops() {
  const may = useMay();
  const asking = useConfirming(PATH);
  const { id, one, params, go } = asking;
  const asked = params.get('month') ?? '';
  const month = MONTH.test(asked) ? asked : undefined;
  const { data, error, refetch, isLoading } = useQuery({ queryKey: ['benefits.confirm', 'stops', id, month], queryFn: () => confirmClient.proposal({ id, ...(month ? { month } : {}) }), enabled: id !== '' && may('benefits.read') });
  if (!may('benefits.read')) return <Forbidden />;
  return (
    <>
      <ConfirmHead path={PATH} title="停发与恢复" asking={asking} />
      {error && <Failed error={error} retry={() => void refetch()} />}
      {isLoading && <Loading what="正在计算影响" />}
      {one && <SamplePanel key={one.id} confirmation={one} />}
      {data && one && <Stops key={`${id} ${data.month}`} confirmation={one} proposal={data} onMonth={(next) => go({ month: next })} />}
      {one && <ResumePanel id={one.id} />}
    </>
  );
}

function Stops({ confirmation, proposal, onMonth }: { confirmation: Head; proposal: StopProposal; onMonth: (month: string) => void }) {
  const may = useMay();
  const { busy, acting } = useActing();
  const [month, setMonth] = useState(proposal.month);
  const [page, setPage] = useState(1);
  const [off, setOff] = useState<ReadonlySet<string>>(new Set());
  const [done, setDone] = useState<{ count: number; of: number }>();
  const open = proposal.lines.filter((line) => line.movement === null && line.act === 'stop' && !off.has(line.entryId));
  const waiting = proposal.lines.filter((line) => line.movement?.state === 'proposed' && !line.movement.own && !off.has(line.entryId));
  const sum = (lines: readonly StopLine[]) => yuan(String(lines.reduce((all, line) => all + BigInt(line.before) - BigInt(line.after), 0n)));
  const own = proposal.lines.filter((line) => line.movement?.state === 'proposed' && line.movement.own).length;
  const closed = confirmation.state === 'closed' ? undefined : '年度确认结束后才能提出停发；现在只看影响';
  const wrong = MONTH.test(month) ? undefined : '停发月份应为年月，如 2025-01';
  const toggle = (line: StopLine) => setOff((now) => { const next = new Set(now); if (!next.delete(line.entryId)) next.add(line.entryId); return next; });
  const able = proposal.lines.filter((line) => line.act === 'stop' && line.movement?.state !== 'effective');
  const every = able.every((line) => !off.has(line.entryId));
  const portions = (lines: readonly StopLine[], work: (some: readonly StopLine[]) => Promise<unknown>, words: string) => {
    const show = (count: number) => setDone({ count, of: lines.length });
    show(0);
    return acting(() => inPortions(lines, work, show), words).finally(() => setDone(undefined));
  };
  const propose = () => portions(open, (some) => confirmClient.propose({ id: confirmation.id, month: proposal.month, entryIds: some.map((line) => line.entryId) }), `已提出停发 ${open.length} 人，等另一人复核`);
  const confirm = () => portions(waiting, (some) => confirmClient.confirmStops({ id: confirmation.id, movements: some.map(({ movement }) => ({ id: movement!.id, version: movement!.version })) }), `已停发 ${waiting.length} 人`);
  if (proposal.lines.length === 0) return <section className="panel" aria-label="未确认的人"><p className="empty">名单上的人都已确认，没有要停发的。</p></section>;
  return (
    <section className="panel" aria-label="未确认的人">
      <h2 className="section">未确认的人和停发的影响</h2>
      {proposal.unreviewed > 0 && <p className="warned">还有 {proposal.unreviewed} 人的结果没有复核，请乡镇复核后再停发。</p>}
      {waiting.length > 0 && <p role="status">等您复核：停发 {waiting.length} 人，当月少发 <strong>{sum(waiting)}</strong> 元{uncertain(waiting)}{takenBack(waiting)}。复核以后从各人的停发月份起生效。</p>}
      {own > 0 && <p className="quiet">您提出的 {own} 人，等另一人复核。</p>}
      {able.length === 0 && <p className="quiet">没有确认的人都已停发或另行处理。</p>}
      {(open.length > 0 || (able.length > 0 && waiting.length + own === 0)) && <p role="status">从 <strong>{proposal.month}</strong> 起停发 {open.length} 人，当月少发 <strong>{sum(open)}</strong> 元{uncertain(open)}{takenBack(open)}。这里只是计算，提出以后还要另一个人复核才生效。</p>}
      <div className="toolbar" style={{ marginBottom: 10 }}>
        <label className="field-label" htmlFor="stop-month" style={{ alignSelf: 'center' }}>停发从</label><Input id="stop-month" value={month} maxLength={7} onChange={(event) => setMonth(event.target.value)} onPressEnter={() => !wrong && onMonth(month)} style={{ width: 110 }} />
        <Act why={wrong ?? (month === proposal.month ? '已按这个月计算' : undefined)} onClick={() => onMonth(month)}>重新计算</Act>
        <Act loading={busy} why={proposal.lines.length === 0 ? '没有未确认的人' : undefined} onClick={() => void acting(async () => saveContent(await confirmClient.stopsSheet({ id: confirmation.id, month: proposal.month })), '已导出')}>导出</Act>
        <Confirming title={`提出从 ${proposal.month} 起停发 ${open.length} 人？复核以前不生效。`} why={closed ?? (open.length === 0 ? '没有选中的人' : month === proposal.month ? undefined : '请先重新计算')} onSure={() => void propose()}><Act type="primary" permission="benefits.write" loading={busy} why={closed ?? (open.length === 0 ? '没有选中的人' : month === proposal.month ? undefined : '请先重新计算')}>提出停发 {open.length} 人</Act></Confirming>
        {may('benefits.approve') && <Confirming title={`复核停发 ${waiting.length} 人，当月少发 ${sum(waiting)} 元？`} why={waiting.length === 0 ? '没有等您复核的' : undefined} onSure={() => void confirm()}><Act type="primary" loading={busy} why={waiting.length === 0 ? '没有等您复核的' : undefined}>复核停发 {waiting.length} 人</Act></Confirming>}
      </div>
      {wrong && <p className="wrong" role="alert">{wrong}</p>}
      {done && <p role="status">已办 {done.count} 人，共 {done.of} 人，请不要离开本页。</p>}
      {able.length > 1 && <p><Checkbox checked={every} indeterminate={!every && able.some((line) => !off.has(line.entryId))} onChange={() => setOff(every ? new Set(able.map((line) => line.entryId)) : new Set())}>全选 {able.length} 人</Checkbox></p>}
      <div className="scroll-x" tabIndex={0} role="region" aria-label="未确认的人表">
        <table className="choice-table confirm-rows stacks stacks-pick">
          <thead><tr><th scope="col">选</th><th scope="col">姓名</th><th scope="col">所属区划</th><th scope="col">情况</th><th scope="col" className="confirm-money">现在每月（元）</th><th scope="col" className="confirm-money">停发以后（元）</th><th scope="col" className="confirm-money">追回已发（元）</th><th scope="col">停发</th></tr></thead>
          <tbody>{proposal.lines.slice((page - 1) * SIZE, page * SIZE).map((line) => <Line key={line.entryId} line={line} chosen={!off.has(line.entryId)} onToggle={() => toggle(line)} />)}</tbody>
        </table>
      </div>
      {proposal.lines.length > SIZE && <nav className="list-foot" aria-label="翻页"><Pagination current={page} pageSize={SIZE} total={proposal.lines.length} showSizeChanger={false} size="small" showTotal={(total) => <span role="status">共 {total} 人</span>} onChange={setPage} /></nav>}
    </section>
  );
}

/** Says what of months that were paid already the next run would take back. */
function takenBack(lines: readonly StopLine[]) {
  const back = lines.reduce((sum, line) => sum + BigInt(line.back), 0n);
  return back > 0n && <>，停发月份里已经发过的 <strong>{printYuan(back)}</strong> 元由下一批次追回</>;
}

/** Says of how many the sum is not certain. */
function uncertain(lines: readonly StopLine[]) {
  const count = lines.filter((line) => line.untold).length;
  return count > 0 && <span className="warned">（另有 {count} 人的金额不能确定：标准待核实或缺资料）</span>;
}

function Line({ line, chosen, onToggle }: { line: StopLine; chosen: boolean; onToggle: () => void }) {
  const openPage = useOpenPage();
  const { movement } = line;
  const able = line.act === 'stop' && movement?.state !== 'effective';
  return (
    <tr>
      <td>{able && <Checkbox aria-label={`选择${line.name}`} checked={chosen} onChange={onToggle} />}</td>
      <td><PageLink href={`/registry/persons/${line.personId}`}>{line.name}</PageLink></td><td>{line.place}</td>
      <td className={line.act === 'stop' ? undefined : 'warned'}>{line.words}{line.act === 'death' && <> <Act size="small" permission="changes.write" onClick={() => openPage(`/changes/new?person=${line.personId}&kind=death`)}>登记去世</Act></>}
        {line.act === 'suspend' && <> <Act size="small" permission="benefits.write" onClick={() => openPage(`/benefits/movements/new?personId=${line.personId}`)}>登记中止</Act></>}{line.act === 'move' && <> <Act size="small" permission="changes.write" onClick={() => openPage(`/changes/new?person=${line.personId}`)}>登记迁出</Act></>}</td>
      <td className="confirm-money" data-label="现在每月（元）">{line.untold && line.before === '0' ? <span className="warned">不能确定</span> : <>{yuan(line.before)}{line.untold && <small className="warned"> 另有不能确定的</small>}</>}</td><td className="confirm-money" data-label="停发以后（元）">{yuan(line.after)}</td><td className="confirm-money" data-label="追回已发（元）">{line.back === '0' ? '—' : yuan(line.back)}</td>
      <td data-label="停发">{movement ? <PageLink href={`/benefits/movements/${movement.id}`}>{movement.month} {labelOf(MovementState, movement.state)}</PageLink> : '—'}{movement?.own && movement.state === 'proposed' && <small className="quiet">（您提出的）</small>}</td>
    </tr>
  );
}
