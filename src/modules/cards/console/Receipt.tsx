import { useQuery } from '@tanstack/react-query';
import { labelOf } from '#base/pure/codes.ts';
import { PageLink } from '#base/web/PageLink.tsx';
import type { DetailTab } from '#base/web/record/RecordDetail.tsx';
import { Failed, Loading } from '#base/web/States.tsx';
import { PreferentialCard, PreferentialKind, PreferentialState } from '../schema/preferential.ts';
import { cardsClient } from './client.ts';

/** The further tab of a handover: whom each card is for, with a column to sign in when it is printed. */
export const HANDOVER_TABS: readonly DetailTab[] = [{ key: 'lines', label: '移交清单（签领表）', render: (row) => <Receipt id={row.id} unit={row.labels.unitId ?? ''} /> }];

function Receipt({ id, unit }: { id: string; unit: string }) {
  const { data, error, refetch } = useQuery({ queryKey: ['cards.lines', id], queryFn: () => cardsClient.lines({ id }) });
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <section className="panel" aria-label="移交清单">
      <p>{unit}　共 {data.length} 张。点页面上方“打印”印出签领表，本人领取时逐张签字。</p>
      <div className="receipt" tabIndex={0} role="region" aria-label="签领表">
        <table>
          <thead><tr><th scope="col">序号</th><th scope="col">姓名</th><th scope="col">村（社区）</th><th scope="col">种类</th><th scope="col">状态</th><th scope="col">领取日期</th><th scope="col">领取人签字</th></tr></thead>
          <tbody>
            {data.map((line, at) => (
              <tr key={line.id}>
                <td>{at + 1}</td><td><PageLink href={`${PreferentialCard.path}/${line.id}`}>{line.personName}</PageLink></td><td>{line.place}</td><td>{labelOf(PreferentialKind, line.kind)}</td><td>{labelOf(PreferentialState, line.state)}</td><td>{line.issuedOn}</td><td>{line.recipient}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <style>{'.receipt{overflow-x:auto}.receipt table{border-collapse:collapse;width:100%;min-width:640px}.receipt th,.receipt td{border:1px solid #8a919f;padding:6px 8px;text-align:left}@media print{.receipt tr{height:10mm;break-inside:avoid}.receipt thead{display:table-header-group}}'}</style>
    </section>
  );
}
