import { labelOf } from '#base/pure/codes.ts';
import { printYuan } from '#base/pure/fen.ts';
import { useNarrow } from '#base/web/narrow.ts';
import { PageLink } from '#base/web/PageLink.tsx';
import { PaymentProgramme } from '../schema.ts';
import { LineOutcome } from '../schema/runs.ts';
import type { RunView } from './runClient.ts';

type Sum = RunView['sums'][number];
type Way = Sum['by'];

const WAYS: readonly { by: Way; label: string }[] = [{ by: 'programme', label: '按发放项目' }, { by: 'township', label: '按乡镇（街道）' }, { by: 'outcome', label: '按发放结果' }];

/** What a sum is called. */
export const sumName = ({ by, key, label }: Pick<Sum, 'by' | 'key' | 'label'>): string => (by === 'programme' ? labelOf(PaymentProgramme, key) : by === 'outcome' ? labelOf(LineOutcome, key) : label || key);
/** The sums of one way: in the order of a payroll, of places, of outcomes. */
export const sumsBy = (view: RunView, by: Way): Sum[] => {
  const order = by === 'programme' ? PaymentProgramme.codes.map((one) => one.code) : by === 'outcome' ? LineOutcome.codes.map((one) => one.code) : undefined;
  const sums = view.sums.filter((one) => one.by === by);
  return order ? sums.sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key)) : sums;
};
/** One column of sums added up, in fen. */
export const addUp = (sums: readonly Sum[], of: 'fen' | 'regular' | 'arrears' | 'recovered'): bigint => sums.reduce((total, one) => total + BigInt(one[of]), 0n);
/** The list of the lines that a sum counts. */
export function linesOf(runId: string, sum?: Pick<Sum, 'by' | 'key'>): string {
  const query = new URLSearchParams({ 'f.runId': runId });
  if (sum?.by === 'township') query.set('division', sum.key);
  else if (sum) query.set(`f.${sum.by}`, sum.key);
  return `/benefits/lines?${query.toString()}`;
}

/** The money of a run added up three ways, and said whether they agree; every number opens its lines. */
export function RunTotals({ view, runId }: { view: RunView; runId: string }) {
  const narrow = useNarrow();
  if (view.lines === 0) return <p className="quiet">{view.state === 'draft' ? '名单还没有计算。' : '名单里没有明细。'}</p>;
  const agree = WAYS.every(({ by }) => addUp(sumsBy(view, by), 'fen') === BigInt(view.total));
  return (
    <>
      <p className={agree ? '' : 'wrong'} role="status"><strong className="run-total">{printYuan(BigInt(view.total))} 元</strong>　<PageLink href={linesOf(runId)}>{view.lines} 笔</PageLink>，{view.persons} 人。{agree ? '三种合计一致 ✓' : '三种合计不一致，请不要继续办理，并告知系统管理员。'}</p>
      <div className="run-ways">{WAYS.map(({ by, label }) => (narrow ? <WayCards key={by} view={view} by={by} label={label} runId={runId} /> : <WayTable key={by} view={view} by={by} label={label} runId={runId} />))}</div>
    </>
  );
}

/** The same sums on a narrow screen, one below the other. */
function WayCards({ view, by, label, runId }: { view: RunView; by: Way; label: string; runId: string }) {
  const sums = sumsBy(view, by);
  const money = (fen: bigint | string) => printYuan(BigInt(fen));
  const parts = (sum: Sum) => [`${sum.persons} 人，${sum.lines} 笔`, ...(by === 'programme' && (sum.arrears !== '0' || sum.recovered !== '0') ? [`当期 ${money(sum.regular)}`, sum.arrears !== '0' && `补发 ${money(sum.arrears)}`, sum.recovered !== '0' && `追回 ${money(sum.recovered)}`] : [])].filter(Boolean).join('，');
  return (
    <div className="run-way">
      <h2 className="section">{label}</h2>
      <ul className="cards run-cards" aria-label={label}>
        {sums.map((sum) => <li key={sum.key}><div className="head"><span>{sumName(sum)}</span><PageLink className="person-fen" href={linesOf(runId, sum)} aria-label={`${sumName(sum)} ${money(sum.fen)} 元的明细`}>{money(sum.fen)}</PageLink></div><p className="quiet">{parts(sum)}</p></li>)}
      </ul>
    </div>
  );
}

function WayTable({ view, by, label, runId }: { view: RunView; by: Way; label: string; runId: string }) {
  const sums = sumsBy(view, by);
  const parts = by === 'programme';
  const money = (fen: bigint | string) => printYuan(BigInt(fen));
  return (
    <div className={parts ? 'run-way whole' : 'run-way'}>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={label}>
        <table className="choice-table run-sums">
          <caption>{label}</caption>
          <thead><tr><th scope="col">{by === 'programme' ? '项目' : by === 'township' ? '乡镇（街道）' : '结果'}</th><th scope="col" className="number">人数</th><th scope="col" className="number">笔数</th>{parts && <><th scope="col" className="number run-part">当期（元）</th><th scope="col" className="number run-part">补发（元）</th><th scope="col" className="number run-part">追回（元）</th></>}<th scope="col" className="number">应发（元）</th></tr></thead>
          <tbody>
            {sums.map((sum) => (
              <tr key={sum.key}>
                <th scope="row">{sumName(sum)}</th><td className="number">{sum.persons}</td><td className="number"><PageLink href={linesOf(runId, sum)} aria-label={`${sumName(sum)}的 ${sum.lines} 笔明细`}>{sum.lines}</PageLink></td>
                {parts && <><td className="number run-part">{money(sum.regular)}</td><td className="number run-part">{money(sum.arrears)}</td><td className="number run-part">{money(sum.recovered)}</td></>}
                <td className="number"><PageLink href={linesOf(runId, sum)} aria-label={`${sumName(sum)} ${money(sum.fen)} 元的明细`}>{money(sum.fen)}</PageLink></td>
              </tr>
            ))}
          </tbody>
          <tfoot><tr><th scope="row">合计</th><td className="number">{view.persons}</td><td className="number">{sums.reduce((total, one) => total + one.lines, 0)}</td>{parts && <><td className="number run-part">{money(addUp(sums, 'regular'))}</td><td className="number run-part">{money(addUp(sums, 'arrears'))}</td><td className="number run-part">{money(addUp(sums, 'recovered'))}</td></>}<td className="number">{money(addUp(sums, 'fen'))}</td></tr></tfoot>
        </table>
      </div>
      {parts && sums.reduce((total, one) => total + one.persons, 0) !== view.persons && <p className="quiet below">一人领几项的，合计人数只算一次。</p>}
    </div>
  );
}
