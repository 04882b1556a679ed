import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { printDay } from '#base/pure/day.ts';
import type { YearCell, YearRow } from '../rules/years.ts';
import { NoticeReach, RateKind } from '../schema/standards.ts';
import { sayAmount, shortYuan } from './amounts.ts';

type Looked = { row: YearRow; day: string; cell: YearCell };

/** Standards over the days of effect. The cell under pointer or focus says its documents in one line above; arrow keys walk the cells, which are one stop of the Tab key. */
export function YearTable({ days, rows, summed, picked, onPick }: { days: readonly string[]; rows: readonly YearRow[]; summed: boolean; picked: string; onPick: (row: YearRow) => void }) {
  const table = useRef<HTMLTableElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const [looked, setLooked] = useState<Looked>();
  const [at, setAt] = useState<readonly [number, number]>([0, days.length - 1]);
  useEffect(() => { if (frame.current) frame.current.scrollLeft = frame.current.scrollWidth; }, []);
  const walk = (event: KeyboardEvent, line: number, column: number) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const next = table.current?.querySelector<HTMLElement>(`[data-cell="${line + step[0]} ${column + step[1]}"]`);
    next?.focus();
  };
  return (
    <>
      <p className="cell-line" role="status">{looked ? <Explained looked={looked} /> : <span className="quiet">指向或选中一格，这里显示它的文件和核实情况；点左边的名称看历年走势。</span>}</p>
      <div className="scroll-x" ref={frame} tabIndex={0} role="region" aria-label="历年标准表">
        <table className="choice-table year-table" ref={table} onMouseLeave={() => setLooked(undefined)}>
          <thead><tr><th scope="col">标准</th>{days.map((day) => <th scope="col" key={day} className="number">{day}</th>)}</tr></thead>
          <tbody>
            {rows.map((row, line) => (
              <tr key={row.key}>
                <th scope="row"><button type="button" className={`link-button row-pick ${row.key === picked ? 'picked' : ''}`} aria-pressed={row.key === picked} onClick={() => onPick(row)}>{row.words}</button></th>
                {days.map((day, column) => {
                  const cell = row.cells[column];
                  const look = () => setLooked(cell ? { row, day, cell } : undefined);
                  return (
                    <td key={day}>
                      <button type="button" data-cell={`${line} ${column}`} className={`year-cell ${cell?.carried ? 'same' : ''}`} tabIndex={at[0] === line && at[1] === column ? 0 : -1} onMouseEnter={look} onFocus={() => { setAt([line, column]); look(); }} onKeyDown={(event) => walk(event, line, column)}>
                        {cell ? <>{shortYuan(cell.amount)}{!summed && cell.period === 'month' && '/月'}{cell.marked && <span className="mark" title="待核实">＊<span className="sr-only">待核实</span></span>}</> : <span className="quiet">—</span>}
                      </button>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };

function Explained({ looked: { row, day, cell } }: { looked: Looked }) {
  return (
    <>
      <strong>{row.words}</strong>　{printDay(day)}　
      {cell.parts.map((part) => (
        <span key={part.id}>{labelOf(NoticeReach, part.reach)}{labelOf(RateKind, part.kind)} {sayAmount(part.amount, part.period)}，{printDay(part.effectiveOn)}起，{part.document}{part.verified ? '' : <span className="warned">，待核实{part.released && '（已决定使用）'}</span>}。</span>
      ))}
    </>
  );
}
