import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Pagination } from 'antd';
import { useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { printYuan } from '#base/pure/fen.ts';
import { Act } from '#base/web/Act.tsx';
import { useNarrow } from '#base/web/narrow.ts';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import { Failed, Loading } from '#base/web/States.tsx';
import { PaymentProgramme } from '../schema.ts';
import { Line, Run } from '../schema/runs.ts';
import { AccountChecks } from './AccountChecks.tsx';
import { runClient, type RunWaiting as Waiting, type WaitingLine } from './runClient.ts';

type Why = 'unchecked' | 'noAccount';
const WAYS: readonly { why: Why; label: string; words: string }[] = [
  { why: 'unchecked', label: '账号变更待核对', words: '账号与上次发放的不同。由修改人以外的人核对无误后，本批次就发到新账号；送银行时还没有核对的，结转到下一批次。' },
  { why: 'noAccount', label: '没有账号', words: '名单冻结时档案和待遇台账里都没有账号。补上账号后退回重算，本批次就能发；不重算的，结转到下一批次补发。' },
];
const BEFORE_FILE: readonly string[] = ['computed', 'reviewed', 'approved', 'checked'];
const SIZE = 20;

/** How many lines the bank's file would leave out if it were made now; undefined while asked for, and once the file is made. */
export function useWaiting(runId: string, state: string): Waiting | undefined {
  const { data } = useQuery({ queryKey: [Run.name, 'waiting', runId, state], queryFn: () => runClient.waiting({ id: runId }), enabled: BEFORE_FILE.includes(state) });
  return BEFORE_FILE.includes(state) ? data : undefined;
}

/** How many lines wait for either reason. */
export const waitingCount = (waiting: Waiting | undefined): number => (waiting ? waiting.noAccount + waiting.unchecked : 0);
const waitingAddress = (runId: string): string => `${Run.path}/${runId}?tab=waiting`;

/** One sentence before the file is made: what it will leave out, and the way there. */
export function WaitingNotice({ waiting, runId }: { waiting: Waiting | undefined; runId: string }) {
  if (!waiting || waitingCount(waiting) === 0) return null;
  const parts = [waiting.unchecked > 0 && `账号变更待第二人核对 ${waiting.unchecked} 笔`, waiting.noAccount > 0 && `没有银行账号 ${waiting.noAccount} 笔`].filter(Boolean).join('，');
  return <p className="warned run-after" role="status">现在送银行会有 <PageLink href={waitingAddress(runId)}>{waitingCount(waiting)} 笔</PageLink>、{printYuan(BigInt(waiting.fen))} 元进不了文件，结转到下一批次：{parts}。</p>;
}

/** The lines that the bank's file would leave out, by why: opened, their accounts checked one by one or several at once; why and page stand in the address. */
export function RunWaiting({ waiting, runId, state, asked, page }: { waiting: Waiting | undefined; runId: string; state: string; asked: string | null; page: number }) {
  const openPage = useOpenPage();
  if (!BEFORE_FILE.includes(state)) return <p className="quiet">银行文件生成以前，这里列出进不了文件的明细。</p>;
  if (!waiting) return <Loading what="正在核对账号" />;
  if (waitingCount(waiting) === 0) return <p className="quiet">每一笔都能进银行文件。</p>;
  const way = WAYS.find((one) => one.why === asked && waiting[one.why] > 0) ?? WAYS.find((one) => waiting[one.why] > 0)!;
  const go = (why: Why, at = 1) => openPage(`${waitingAddress(runId)}&why=${why}${at > 1 ? `&page=${at}` : ''}`);
  return (
    <>
      <div className="toolbar" role="group" aria-label="进不了文件的原因">
        {WAYS.map(({ why, label }) => <Button key={why} type={why === way.why ? 'primary' : 'default'} aria-pressed={why === way.why} disabled={waiting[why] === 0} onClick={() => go(why)}>{label} {waiting[why]}</Button>)}
      </div>
      <p className="quiet">{way.words}</p>
      <Listed key={way.why} runId={runId} why={way.why} total={waiting[way.why]} page={page} onPage={(at) => go(way.why, at)} />
    </>
  );
}

function Listed({ runId, why, total, page, onPage }: { runId: string; why: Why; total: number; page: number; onPage: (page: number) => void }) {
  const narrow = useNarrow();
  const [chosen, setChosen] = useState<ReadonlyMap<string, WaitingLine>>(new Map());
  const [checking, setChecking] = useState(false);
  const at = Math.min(page, Math.max(1, Math.ceil(total / SIZE)));
  const { data, error, refetch, isFetching } = useQuery({ queryKey: [Run.name, 'waitingLines', runId, why, at], queryFn: () => runClient.waitingLines({ id: runId, why, page: at, size: SIZE }), placeholderData: keepPreviousData });
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在查询" />;
  const able = data.rows.filter((row) => !row.own);
  const set = (rows: readonly WaitingLine[], on: boolean) => setChosen((now) => { const next = new Map(now); for (const row of rows) if (on) next.set(row.id, row); else next.delete(row.id); return next; });
  const all = able.length > 0 && able.every((row) => chosen.has(row.id));
  const pick = (row: WaitingLine) => <Checkbox aria-label={`选择${row.name}`} checked={chosen.has(row.id)} disabled={row.own} onChange={(event) => set([row], event.target.checked)} />;
  const unchecked = why === 'unchecked';
  return (
    <div aria-busy={isFetching}>
      {unchecked && (
        <div className="toolbar" style={{ marginBottom: 10 }}>
          <Checkbox style={{ alignSelf: 'center' }} checked={all} indeterminate={!all && chosen.size > 0} disabled={able.length === 0} onChange={(event) => set(able, event.target.checked)}>选中本页</Checkbox>
          <Act type="primary" permission="benefits.write" why={chosen.size === 0 ? '请先选中要核对的' : undefined} onClick={() => setChecking(true)}>核对选中的 {chosen.size} 笔</Act>
        </div>
      )}
      {narrow ? <Cards rows={data.rows} unchecked={unchecked} pick={pick} /> : <Table rows={data.rows} unchecked={unchecked} pick={pick} />}
      {data.total > SIZE && <nav className="list-foot" aria-label="翻页"><Pagination current={at} pageSize={SIZE} total={data.total} showSizeChanger={false} simple={narrow} size={narrow ? undefined : 'small'} showTotal={(sum) => <span role="status">共 {sum} 笔</span>} onChange={onPage} /></nav>}
      {checking && <AccountChecks lines={[...chosen.values()]} onClose={(done) => { setChecking(false); if (done) setChosen(new Map()); }} />}
    </div>
  );
}

type Rows = { rows: readonly WaitingLine[]; unchecked: boolean; pick: (row: WaitingLine) => React.ReactNode };
const person = (row: WaitingLine) => <PageLink href={`/registry/persons/${row.personId}`}>{row.name}</PageLink>;
const line = (row: WaitingLine) => <PageLink href={`${Line.path}/${row.id}`} aria-label={`${row.name}的${labelOf(PaymentProgramme, row.programme)}明细`}>{printYuan(BigInt(row.amount))}</PageLink>;
const writer = (row: WaitingLine) => (row.own ? '您修改的，须由另一人核对' : row.changedBy ? `${row.changedBy} 修改` : '导入');

function Table({ rows, unchecked, pick }: Rows) {
  return (
    <table className="choice-table run-sums">
      <thead><tr>{unchecked && <th scope="col">选</th>}<th scope="col">姓名</th><th scope="col">所在地</th><th scope="col">项目</th><th scope="col" className="number">应发（元）</th>{unchecked && <><th scope="col">户名</th><th scope="col">账号尾号</th><th scope="col">谁改的</th></>}</tr></thead>
      <tbody>{rows.map((row) => <tr key={row.id}>{unchecked && <td>{pick(row)}</td>}<th scope="row">{person(row)}</th><td>{row.place}</td><td>{labelOf(PaymentProgramme, row.programme)}</td><td className="number">{line(row)}</td>{unchecked && <><td>{row.holder}<br /><span className="quiet">{row.bank}</span></td><td>{row.before || '无'} → {row.account}</td><td>{writer(row)}</td></>}</tr>)}</tbody>
    </table>
  );
}

function Cards({ rows, unchecked, pick }: Rows) {
  return (
    <ul className="cards" aria-label="进不了文件的明细">
      {rows.map((row) => (
        <li key={row.id}>
          <div className="head"><span>{unchecked && <>{pick(row)}　</>}{person(row)}</span><span>{line(row)} 元</span></div>
          <p style={{ margin: 0 }}>{labelOf(PaymentProgramme, row.programme)}</p>
          {unchecked && <p style={{ margin: 0 }}>{row.holder}　{row.bank}　尾号 {row.before || '无'} → {row.account}　<span className="quiet">{writer(row)}</span></p>}
          <p className="quiet" style={{ margin: 0 }}>{row.place}</p>
        </li>
      ))}
    </ul>
  );
}
