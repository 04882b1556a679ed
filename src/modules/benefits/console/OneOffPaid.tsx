import { labelOf } from '#base/pure/codes.ts';
import { printDay } from '#base/pure/day.ts';
import { printYuan } from '#base/pure/fen.ts';
import { useNarrow } from '#base/web/narrow.ts';
import { PageLink } from '#base/web/PageLink.tsx';
import { LineOutcome } from '../schema/runs.ts';
import type { SourceLine } from './OneOffClient.ts';
import './Run.css';

/** What runs did with an approved sum: each line with its run and result. */
export function OneOffPaid({ lines }: { lines: readonly SourceLine[] }) {
  const narrow = useNarrow();
  const result = (one: SourceLine) => `${labelOf(LineOutcome, one.outcome)}${one.on ? `，${printDay(one.on)}` : ''}${one.reason ? `：${one.reason}` : ''}`;
  return (
    <section className="panel" aria-label="发放情况">
      <h2 className="section">发放情况</h2>
      {lines.length === 0 && <p className="quiet flush">还没有进入发放批次。批准以后，发放月份的批次选上这个项目就会列入。</p>}
      {lines.length > 0 && (narrow
        ? <ul className="cards">{lines.map((one) => <li key={one.lineId}><div className="head">{one.payee}　{printYuan(BigInt(one.amount))} 元</div><p className="flush"><PageLink href={`/benefits/runs/${one.runId}`}>{one.title}</PageLink>　<PageLink href={`/benefits/lines/${one.lineId}`}>{result(one)}</PageLink></p></li>)}</ul>
        : (
          <table className="choice-table run-sums">
            <thead><tr><th scope="col">批次</th><th scope="col">领取人</th><th scope="col" className="number">金额（元）</th><th scope="col">结果</th></tr></thead>
            <tbody>{lines.map((one) => <tr key={one.lineId}><td><PageLink href={`/benefits/runs/${one.runId}`}>{one.number}　{one.title}</PageLink></td><td>{one.payee}</td><td className="number">{printYuan(BigInt(one.amount))}</td><td><PageLink href={`/benefits/lines/${one.lineId}`}>{result(one)}</PageLink></td></tr>)}</tbody>
          </table>
        ))}
    </section>
  );
}
