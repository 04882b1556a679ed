import { PageLink } from '#base/web/PageLink.tsx';
import { exactFigure, growthWords, periodWords } from '../rules.ts';
import type { FigureValue } from '../schema.ts';
import { figureAddress } from './address.ts';
import { RowsLink } from './RowsLink.tsx';

type Props = { figure: FigureValue; period: string; division: string };

/** One figure as a block: what it is, the number as documents print it, the exact one where that differs, and last year's beside it. Every number opens its rows. */
export function FigureNumber({ figure, period, division }: Props) {
  return (
    <li className="figure-number">
      <PageLink className="figure-title" href={figureAddress(figure.key, { period, division })}>{figure.title}</PageLink>
      <PrintedNumber figure={figure} period={period} division={division} />
      <Compared figure={figure} division={division} />
    </li>
  );
}

/** The large number with its unit, and the exact value beneath where the printed one is rounded. */
export function PrintedNumber({ figure, period, division }: Props) {
  const { printed, value, unit, title, rows } = figure;
  const rounded = printed !== String(value);
  return (
    <>
      <RowsLink className="figure-large" card={figure} period={period} division={division} label={`${printed}${unit}，${title}，查看明细 ${rows} 条`}>
        <strong>{printed}</strong> <span>{unit}</span>
      </RowsLink>
      {rounded && <span className="quiet">准确数 {exactFigure(value, unit)} {unit}</span>}
    </>
  );
}

/** Last year's number and the growth against it, in words. */
export function Compared({ figure, division }: { figure: FigureValue; division: string }) {
  const { before, current, title, unit, value } = figure;
  if (current) return <span className="quiet">截至今日的在册数</span>;
  if (!before) return null;
  return (
    <span className="quiet figure-before">
      <RowsLink card={figure} period={before.period} division={division} label={`上年同期 ${before.printed}${unit}，${title}（${periodWords(before.period)}），查看明细 ${before.rows} 条`}>上年同期 {before.printed}{unit}</RowsLink>
      <span>同比 {growthWords(value, before.value)}</span>
    </span>
  );
}
