import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Pagination } from 'antd';
import { labelOf } from '#base/pure/codes.ts';
import { printYuan } from '#base/pure/fen.ts';
import { useNarrow } from '#base/web/narrow.ts';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import { Failed, Loading } from '#base/web/States.tsx';
import { programmeOf } from '../rules/programmes/all.ts';
import { PaymentProgramme } from '../schema.ts';
import { runClient, type RunView } from './runClient.ts';

const KINDS = [['new', '新增'], ['stopped', '停发'], ['changed', '变动'], ['unknown', '缺事实'], ['owing', '待追回']] as const;
type Kind = (typeof KINDS)[number][0];
const MEANING: Readonly<Record<Kind, string>> = {
  new: '上一批次没有、这一批次新发的。', stopped: '上一批次发过、这一批次不再发的。', changed: '金额与上一批次不同，或有补发、追回的。',
  unknown: '已核定待遇，但缺少事实或标准待核实，这一批次没有发。补齐后退回重算，或留到下一批次补发。', owing: '已多发，本批次没有可以抵扣的，等待追回或退款。',
};

/** How many differences a run has. */
export const differenceCount = (view: RunView): number => view.differences.reduce((sum, one) => sum + one.persons, 0);

/** The differences from the last run by kind, each kind with its list of who, why, was and now; which kind and page stand in the address. */
export function RunDifferences({ view, runId, asked, page }: { view: RunView; runId: string; asked: string | null; page: number }) {
  const openPage = useOpenPage();
  const kinds = KINDS.map(([kind, label]) => ({ kind, label, found: view.differences.find((one) => one.kind === kind) }));
  const kind = kinds.find((one) => one.kind === asked)?.kind ?? kinds.find((one) => one.found)?.kind;
  const go = (next: Kind, at = 1) => openPage(`/benefits/runs/${runId}?tab=differences&kind=${next}${at > 1 ? `&page=${at}` : ''}`);
  if (!kind) return <p className="quiet">与上一批次没有差异。</p>;
  return (
    <>
      <div className="toolbar" role="group" aria-label="差异种类">
        {kinds.map((one) => <Button key={one.kind} type={one.kind === kind ? 'primary' : 'default'} aria-pressed={one.kind === kind} disabled={!one.found} onClick={() => go(one.kind)}>{one.label} {one.found?.persons ?? 0}</Button>)}
      </div>
      <p className="quiet">{MEANING[kind]}{deltaWords(kinds.find((one) => one.kind === kind)?.found)}</p>
      <Listed runId={runId} kind={kind} page={page} onPage={(at) => go(kind, at)} />
    </>
  );
}

function deltaWords(found: RunView['differences'][number] | undefined): string {
  if (!found) return '';
  const [fen, once] = [BigInt(found.delta), BigInt(found.kind === 'new' ? found.once : 0)];
  return `${fen === 0n ? '' : `每月合计${fen > 0n ? '增加' : '减少'} ${printYuan(fen > 0n ? fen : -fen)} 元。`}${once === 0n ? '' : `一次发给的合计 ${printYuan(once)} 元。`}`;
}

const SIZE = 20;

function Listed({ runId, kind, page, onPage }: { runId: string; kind: Kind; page: number; onPage: (page: number) => void }) {
  const narrow = useNarrow();
  const { data, error, refetch, isFetching } = useQuery({ queryKey: ['benefits.run', 'differences', runId, kind, page], queryFn: () => runClient.differences({ id: runId, kind, page, size: SIZE }), placeholderData: keepPreviousData });
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在查询" />;
  const isMonthly = (row: { programme: string }) => programmeOf(row.programme)?.rhythm === 'monthly';
  const money = (row: { programme: string }, fen: string) => (isMonthly(row) ? printYuan(BigInt(fen)) : '—');
  const link = (row: (typeof data.rows)[number]) => <PageLink href={`/registry/persons/${row.personId}`}>{row.name}</PageLink>;
  return (
    <div aria-busy={isFetching}>
      {narrow ? (
        <ul className="cards" aria-label="差异">
          {data.rows.map((row, at) => <li key={`${row.personId} ${row.programme} ${at}`}><div className="head"><span>{link(row)}　{labelOf(PaymentProgramme, row.programme)}</span></div>{isMonthly(row) && <p className="number" style={{ textAlign: 'left', margin: 0 }}>{money(row, row.was)} → {money(row, row.now)}</p>}<p style={{ margin: 0 }}>{row.words}</p><p className="quiet" style={{ margin: 0 }}>{row.place}</p></li>)}
        </ul>
      ) : (
        <table className="choice-table run-sums">
          <thead><tr><th scope="col">姓名</th><th scope="col">所在地</th><th scope="col">项目</th><th scope="col" className="number">原来（元/月）</th><th scope="col" className="number">现在（元/月）</th><th scope="col">原因</th></tr></thead>
          <tbody>{data.rows.map((row, at) => <tr key={`${row.personId} ${row.programme} ${at}`}><th scope="row">{link(row)}</th><td>{row.place}</td><td>{labelOf(PaymentProgramme, row.programme)}</td><td className="number">{money(row, row.was)}</td><td className="number">{money(row, row.now)}</td><td>{row.words}</td></tr>)}</tbody>
        </table>
      )}
      {data.total > SIZE && <nav className="list-foot" aria-label="翻页"><Pagination current={page} pageSize={SIZE} total={data.total} size="small" showSizeChanger={false} showTotal={(total) => `共 ${total} 条`} onChange={onPage} /></nav>}
    </div>
  );
}
