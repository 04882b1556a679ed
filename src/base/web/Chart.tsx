import { lazy, Suspense, useId, useState } from 'react';
import { Loading } from './States.tsx';

/** What a chart shows: words along one axis, one or more rows of numbers over them. A heat map has one row per line of its grid. */
export type ChartContent = {
  kind: 'bar' | 'line' | 'pie' | 'heatmap';
  title: string;
  /** Words of the first axis, in order. */
  categories: readonly string[];
  series: readonly { name: string; values: readonly (number | null)[] }[];
  /** The unit of the numbers: 人次, 元. */
  unit?: string;
};

type Props = ChartContent & {
  /** Height in CSS pixels, 280 unless given. */
  height?: number;
  /** A click on one bar, point or piece: its place among the categories and its row. */
  onPick?: (category: number, series: number) => void;
  /** How a number is written in the table and in the chart's own words. */
  print?: (value: number) => string;
};

const Drawing = lazy(async () => ({ default: (await import('./ChartDrawing.tsx')).ChartDrawing }));

/** A chart with its numbers as a table beside it: one button shows the one or the other; on paper both stand. */
export function Chart({ height = 280, onPick, print = String, ...content }: Props) {
  const id = useId();
  const [asTable, setAsTable] = useState(false);
  return (
    <figure className="chart" aria-labelledby={id}>
      <figcaption id={id}>
        {content.title}{content.unit && <span className="quiet">（{content.unit}）</span>}
        <button type="button" className="link-button only-screen" onClick={() => setAsTable(!asTable)}>{asTable ? '看图' : '看表'}</button>
      </figcaption>
      {!asTable && <Suspense fallback={<Loading what="正在绘图" />}><Drawing {...content} height={height} onPick={onPick} print={print} /></Suspense>}
      <div className={asTable ? 'scroll-x' : 'sr-only'} tabIndex={asTable ? 0 : undefined} role={asTable ? 'region' : undefined} aria-label={asTable ? content.title : undefined}>
        <table className="choice-table">
          <caption className="sr-only">{content.title}</caption>
          <thead><tr><th scope="col">项目</th>{content.series.map((one) => <th scope="col" key={one.name} className="number">{one.name}</th>)}</tr></thead>
          <tbody>
            {content.categories.map((category, at) => (
              <tr key={category}>
                <th scope="row">{category}</th>
                {content.series.map((one, row) => {
                  const value = one.values[at];
                  const words = value === null || value === undefined ? '—' : print(value);
                  return <td key={one.name} className="number">{onPick && asTable && value ? <button type="button" className="link-button" onClick={() => onPick(at, row)}>{words}</button> : words}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}
