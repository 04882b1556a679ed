import { useQuery } from '@tanstack/react-query';
import { labelOf } from '#base/pure/codes.ts';
import { printDay } from '#base/pure/day.ts';
import { Act } from '#base/web/Act.tsx';
import { PageLink } from '#base/web/PageLink.tsx';
import { Paper, usePaper } from '#base/web/paper.tsx';
import type { DetailTab } from '#base/web/record/RecordDetail.tsx';
import type { AnyRow } from '#base/web/record/values.ts';
import { Failed, Loading } from '#base/web/States.tsx';
import { type HandoverLine, PreferentialCard, PreferentialKind, PreferentialState } from '../schema/preferential.ts';
import { cardsClient } from './client.ts';

/** The further tab of a handover: whom each card is for, and the sheet on which each holder signs. */
export const HANDOVER_TABS: readonly DetailTab[] = [{ key: 'lines', label: '移交清单（签领表）', render: (row) => <Receipt row={row} /> }];

function Receipt({ row }: { row: AnyRow }) {
  const { data, error, refetch } = useQuery({ queryKey: ['cards.lines', row.id], queryFn: () => cardsClient.lines({ id: row.id }) });
  const { paper, print } = usePaper<true>();
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <section className="panel" aria-label="移交清单">
      <div className="line-apart"><p>{row.labels.unitId}　共 {data.length} 张。本人领取时在签领表上逐张签字。</p><Act type="primary" why={data.length === 0 ? '没有要签领的' : undefined} onClick={() => print(true)}>打印签领表</Act></div>
      <div className="scroll-x" tabIndex={0} role="region" aria-label="签领表">
        <table className="choice-table" style={{ minWidth: 640 }}>
          <thead><tr><th scope="col">序号</th><th scope="col">姓名</th><th scope="col">村（社区）</th><th scope="col">种类</th><th scope="col">状态</th><th scope="col">领取日期</th><th scope="col">领取人</th></tr></thead>
          <tbody>
            {data.map((line, at) => (
              <tr key={line.id}>
                <td>{at + 1}</td><td><PageLink href={`${PreferentialCard.path}/${line.id}`}>{line.personName}</PageLink></td><td>{line.place}</td><td>{labelOf(PreferentialKind, line.kind)}</td><td>{labelOf(PreferentialState, line.state)}</td><td>{line.issuedOn}</td><td>{line.recipient}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {paper && <SigningSheet row={row} lines={data} />}
    </section>
  );
}

/** 签领表 on A4: the hand-over between county and station at its head, and a line of each card to be signed by whoever collects it; the head is repeated on each page. */
function SigningSheet({ row, lines }: { row: AnyRow; lines: readonly HandoverLine[] }) {
  const { handedOn, handedBy, receivedBy } = row as unknown as { handedOn: string; handedBy: string | null; receivedBy: string | null };
  return (
    <Paper title="优待证移交签领表">
      <table style={{ marginBottom: '4mm' }}>
        <tbody>
          <tr><th>接收站</th><td>{row.labels.unitId}</td><th>制卡批次</th><td>{row.labels.cardBatchId}</td></tr>
          <tr><th>移交日期</th><td>{printDay(handedOn)}</td><th>移交张数</th><td>{lines.length}</td></tr>
          <tr><th>移交人</th><td>{handedBy}　签字：</td><th>接收人</th><td>{receivedBy}　签字：</td></tr>
        </tbody>
      </table>
      <table>
        <thead><tr><th style={{ width: '12mm' }}>序号</th><th style={{ width: '24mm' }}>姓名</th><th style={{ width: 'auto' }}>村（社区）</th><th style={{ width: '34mm' }}>种类</th><th style={{ width: '26mm' }}>领取日期</th><th style={{ width: '32mm' }}>领取人签字</th></tr></thead>
        <tbody>{lines.map((line, at) => <tr key={line.id} style={{ height: '10mm' }}><td style={{ textAlign: 'center' }}>{at + 1}</td><td>{line.personName}</td><td>{line.place}</td><td>{line.kind === 'kin' ? '遗属优待证' : labelOf(PreferentialKind, line.kind)}</td><td>{line.issuedOn}</td><td>{line.recipient}</td></tr>)}</tbody>
      </table>
      <p className="paper-foot">代领的，请注明与本人关系。</p>
    </Paper>
  );
}
