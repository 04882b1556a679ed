import { Select } from 'antd';
import { PlaceSelect } from '#base/web/controls/PlaceSelect.tsx';
import { periodWords } from '../rules.ts';
import type { Asked, Years } from './address.ts';

type Kind = 'year' | 'quarter' | 'month' | 'days';
type Props = { asked: Asked; years: Years; go: (change: Partial<Asked>) => void };

const KINDS: { value: Kind; label: string }[] = [{ value: 'year', label: '按年' }, { value: 'quarter', label: '按季度' }, { value: 'month', label: '按月' }];
const kindOf = (period: string): Kind => (period.includes('..') ? 'days' : period.includes('Q') ? 'quarter' : period.length > 4 ? 'month' : 'year');
const two = (number: number) => String(number).padStart(2, '0');

/** Chooses the period (年、季度、月) and the division that the numbers are read for; both stand in the address. */
export function PeriodChoice({ asked, years, go }: Props) {
  const { period } = asked;
  const kind = kindOf(period);
  const year = Number(period.slice(0, 4));
  const part = kind === 'quarter' ? Number(period.slice(5)) : kind === 'month' ? Number(period.slice(5, 7)) : 1;
  const choose = (nextKind: Kind, nextYear: number, nextPart: number) =>
    go({ period: nextKind === 'quarter' ? `${nextYear}Q${nextPart}` : nextKind === 'month' ? `${nextYear}-${two(nextPart)}` : String(nextYear) });
  const kinds = kind === 'days' ? [...KINDS, { value: kind, label: periodWords(period) }] : KINDS;
  return (
    <div className="panel query-panel toolbar" role="search" aria-label="时段与区划">
      <Select aria-label="时段单位" value={kind} options={kinds} onChange={(next) => choose(next, year, 1)} style={{ minWidth: 100 }} />
      <Select aria-label="年份" value={year} options={yearsOf(years, year)} onChange={(next) => choose(kind, next, part)} style={{ minWidth: 110 }} />
      {(kind === 'quarter' || kind === 'month') && <Select aria-label={kind === 'quarter' ? '季度' : '月份'} value={part} options={partsOf(kind)} onChange={(next) => choose(kind, year, next)} style={{ minWidth: 110 }} />}
      <div className="figure-place"><PlaceSelect id="figure-division" aria-label="所属区划" placeholder="本单位全部区划" value={asked.division} onChange={(division) => go({ division })} /></div>
    </div>
  );
}

function yearsOf({ first, last }: Years, chosen: number): { value: number; label: string }[] {
  const from = Math.min(first, chosen);
  const to = Math.max(last, chosen);
  return Array.from({ length: Math.min(to - from + 1, 80) }, (_, index) => ({ value: to - index, label: `${to - index}年` }));
}

function partsOf(kind: 'quarter' | 'month'): { value: number; label: string }[] {
  return Array.from({ length: kind === 'quarter' ? 4 : 12 }, (_, index) => ({ value: index + 1, label: kind === 'quarter' ? `第${index + 1}季度` : `${index + 1}月` }));
}
