import type { ReactNode } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { sayPlace, sayTenths } from '../rules/noticeLines.ts';
import type { DifferenceView, LineView } from '../schema/noticeActs.ts';
import { RateKind, RatePeriod } from '../schema/standards.ts';
import { sayAmount, sayChange, shortYuan } from './amounts.ts';

const TONES: Partial<Record<DifferenceView['outcome'], string>> = { lowered: 'wrong', new: 'warned', gone: 'quiet' };

/** Lines of a notice beside those they replace: old, new, difference and percent. `line` puts something else in the place of a new amount (its editor), `mark` says how far it is verified. */
export function DifferenceTable({ rows, line: editor, mark }: { rows: readonly DifferenceView[]; line?: (line: LineView) => ReactNode; mark?: (line: LineView) => ReactNode }) {
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label="标准与差异">
      <table className="choice-table standards-table">
        <thead><tr><th scope="col">标准</th><th scope="col" className="number">原标准</th><th scope="col" className="number">新标准</th><th scope="col" className="number">增减（元）</th><th scope="col" className="number">幅度</th>{mark && <th scope="col">核实情况</th>}</tr></thead>
        <tbody>
          {rows.map((one) => {
            const any = (one.line ?? one.former)!;
            return (
              <tr key={any.id} className={TONES[one.outcome]}>
                <th scope="row">{sayPlace(any)}{any.kind !== 'floor' && <span className="quiet">　{labelOf(RateKind, any.kind)}</span>}</th>
                <td className="number" title={one.former?.document}>{one.former ? sayAmount(one.former.amount, one.former.period) : '—'}</td>
                <td className="number">{one.line ? (editor?.(one.line) ?? <>{shortYuan(one.line.amount)}<span className="quiet">{labelOf(RatePeriod, one.line.period)}</span></>) : '未列入，沿用'}</td>
                <td className="number">{one.change === null ? (one.outcome === 'new' ? '新增' : '—') : `${sayChange(one.change)}${one.yearly ? '（按年）' : ''}`}</td>
                <td className="number">{one.tenths === null ? '—' : sayTenths(one.tenths)}</td>
                {mark && <td>{one.line && mark(one.line)}</td>}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
