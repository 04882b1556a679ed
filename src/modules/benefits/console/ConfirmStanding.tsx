import { useQuery } from '@tanstack/react-query';
import { Act } from '#base/web/Act.tsx';
import { PageLink } from '#base/web/PageLink.tsx';
import { useMay, useMe } from '#base/web/session.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import type { ConfirmCounts } from '../schema/confirmationActs.ts';
import { ConfirmEntry } from '../schema/confirmation.ts';
import { confirmClient, useConfirming } from './confirmClient.ts';
import { ConfirmHead } from './ConfirmHead.tsx';

const PATH = '/benefits/confirm/progress';
const COLUMNS: readonly { key: keyof ConfirmCounts; label: string; filters?: Record<string, string[]> }[] = [
  { key: 'listed', label: '名单', filters: {} }, { key: 'confirmed', label: '已确认', filters: { state: ['confirmed'] } }, { key: 'doubtful', label: '有情况待核', filters: { state: ['doubtful'] } }, { key: 'waiting', label: '未确认', filters: { state: ['waiting'] } },
  { key: 'homeVisits', label: '其中预约入户', filters: { state: ['waiting'], homeVisit: ['true'] } }, { key: 'dropped', label: '已去世', filters: { state: ['dropped'] } }, { key: 'unreviewed', label: '待复核' }, { key: 'reviewed', label: '复核属实', filters: { review: ['agreed'] } }, { key: 'sampled', label: '被抽查', filters: { sampled: ['true'] } }, { key: 'checked', label: '抽查已登记', filters: { spotCheck: ['agreed', 'disagreed'] } },
];

/** 年度确认进展 (`/benefits/confirm/progress`): how far each place is, in the order of the places; a number opens its rows where the caller may see the ledger. */
export function ConfirmStanding() {
  const may = useMay();
  const me = useMe();
  const asking = useConfirming(PATH);
  const { id, division, one } = asking;
  const { data, error, refetch, isLoading } = useQuery({ queryKey: ['benefits.confirm', 'progress', id, division], queryFn: () => confirmClient.progress({ id, division }), enabled: id !== '' && may('benefits.progress') });
  if (!may('benefits.progress')) return <Forbidden />;
  const address = (code: string, filters: Record<string, string[]>) => { const params = new URLSearchParams({ division: code, 'f.confirmationId': id }); for (const [name, values] of Object.entries(filters)) for (const value of values) params.append(`f.${name}`, value); return `${ConfirmEntry.path}?${params.toString()}`; };
  const reviews = (code: string) => (may('benefits.confirm') && me.division.level !== 'village' ? asking.addressOf('/benefits/confirm', { division: code, show: 'review' }) : undefined);
  const rows = data ? [{ code: division, name: '合计', ...data.whole }, ...data.places] : [];
  return (
    <>
      <ConfirmHead path={PATH} title="年度确认进展" asking={asking} acts={<Act why={data ? undefined : '还没有内容'} onClick={() => window.print()}>打印</Act>} />
      {error && <Failed error={error} retry={() => void refetch()} />}
      {isLoading && <Loading what="正在统计" />}
      {data && one && (
        <section className="panel" aria-label="进展">
          <h2 className="section">{one.title}</h2>
          <p className="quiet">{one.untilOn} 截止{one.state === 'closed' ? '，已结束' : ''}。按区划次序排列，不作排名。</p>
          <div className="scroll-x" tabIndex={0} role="region" aria-label="各地进展">
            <table className="choice-table stacks stacks-pairs">
              <thead><tr><th scope="col">区划</th>{COLUMNS.map(({ key, label }) => <th key={key} scope="col" className="number">{label}</th>)}</tr></thead>
              <tbody>{rows.map((row, at) => (
                <tr key={row.code}>
                  <th scope="row">{at === 0 ? <strong>{row.name}</strong> : <PageLink href={asking.addressOf(PATH, { division: row.code })}>{row.name}</PageLink>}</th>
                  {COLUMNS.map(({ key, label, filters }) => <td key={key} className="number" data-label={label}><Opening href={row[key] === 0 ? undefined : filters ? (may('benefits.read') ? address(row.code, filters) : undefined) : reviews(row.code)} label={`${row.name}，${label} ${row[key]}`}>{row[key]}</Opening></td>)}
                </tr>))}
              </tbody>
            </table>
          </div>
        </section>
      )}
    </>
  );
}

/** A number that opens its rows, where the caller may see them. */
function Opening({ href, label, children }: { href: string | undefined; label: string; children: number }) {
  return href === undefined ? <>{children}</> : <PageLink href={href} aria-label={label}>{children}</PageLink>;
}
