import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { Chart } from '#base/web/Chart.tsx';
import { Failed, Loading } from '#base/web/States.tsx';
import { exactFigure, growthWords } from '../rules.ts';
import type { FigureCard, SeriesPoint } from '../schema.ts';
import type { Asked } from './address.ts';
import { chartNumber } from './charting.ts';
import { figuresClient } from './client.ts';
import { RowsLink } from './RowsLink.tsx';

const STEPS = [{ value: 'month', label: '按月' }, { value: 'quarter', label: '按季度' }];
const nameOf = (period: string) => (period.includes('Q') ? `第${period.slice(5)}季度` : `${Number(period.slice(5))}月`);

type Props = { card: FigureCard; asked: Asked; go: (change: Partial<Asked>) => void };

/** A figure through the months or quarters of a year, last year's beside it: bars, and the same numbers as a table. */
export function SeriesPanel({ card, asked, go }: Props) {
  const year = Number(asked.period.slice(0, 4));
  const by = asked.by === 'quarter' ? 'quarter' : 'month';
  const query = { key: card.key, year, by, division: asked.division || undefined } as const;
  const { data, error, refetch } = useQuery({ queryKey: ['figures', 'series', query], queryFn: () => figuresClient.series(query) });
  return (
    <section className="panel figure-panel" aria-labelledby="figure-series">
      <div className="page-head">
        <h2 className="section figure-heading" id="figure-series">{year}年逐{by === 'month' ? '月' : '季度'}</h2>
        <Select className="only-screen" aria-label="按月或按季度" value={by} options={STEPS} onChange={(next) => go({ by: next === 'month' ? '' : next })} style={{ minWidth: 100 }} />
      </div>
      <p className="quiet">{card.measured === 'distinct' ? '同一对象在几期都有记录的，各期都计一次，因此各期之和可能大于全年数。' : '计期末在册的指标为各期期末数；其余指标各期之和等于全年数。'}</p>
      {error && <Failed error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading what="正在统计" />}
      {data?.length === 0 && <p className="quiet">这一年还没有开始。</p>}
      {data && data.length > 0 && <><SeriesChart card={card} year={year} points={data} /><SeriesTable card={card} year={year} points={data} division={asked.division} /></>}
    </section>
  );
}

type Shown = { card: FigureCard; year: number; points: readonly SeriesPoint[] };

function SeriesChart({ card, year, points }: Shown) {
  const series = [
    { name: `${year - 1}年`, values: points.map((point) => chartNumber(point.before.value, card.unit)) },
    { name: `${year}年`, values: points.map((point) => chartNumber(point.value, card.unit)) },
  ];
  return <Chart kind="bar" title={`${card.title}，${year}年各期与上年同期`} unit={card.unit} categories={points.map((point) => nameOf(point.period))} series={series} />;
}

function SeriesTable({ card, year, points, division }: Shown & { division: string }) {
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={`${card.title}逐期数字`}>
      <table className="choice-table figure-table">
        <caption className="sr-only">{card.title}逐期</caption>
        <thead><tr><th scope="col">{year}年</th><th scope="col" className="number">数值（{card.unit}）</th><th scope="col" className="number">上年同期</th><th scope="col">同比</th></tr></thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.period}>
              <th scope="row">{nameOf(point.period)}</th>
              <td className="number"><RowsLink card={card} period={point.period} division={division} label={`${exactFigure(point.value, card.unit)}${card.unit}，${nameOf(point.period)}，查看明细 ${point.rows} 条`}>{exactFigure(point.value, card.unit)}</RowsLink></td>
              <td className="number"><RowsLink card={card} period={point.before.period} division={division} label={`${exactFigure(point.before.value, card.unit)}${card.unit}，上年${nameOf(point.period)}，查看明细 ${point.before.rows} 条`}>{exactFigure(point.before.value, card.unit)}</RowsLink></td>
              <td>{growthWords(point.value, point.before.value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
