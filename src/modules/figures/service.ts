import { isContractProcedure } from '@orpc/contract';
import type { RecordType } from '#base/pure/record.ts';
import { notFound } from '#base/pure/refusal.ts';
import type { Figure } from '#base/server/figure.ts';
import type { Act, Handlers, House } from '#base/server/house.ts';
import { measure, measureByTownship } from '#base/server/measure.ts';
import { readPeriod } from '#base/server/period.ts';
import { listTownships, spanOfRows } from './queries.ts';
import { comparisonOf, partsOfYear, printFigure } from './rules.ts';
import type { FigureCard, FigureValue, Reading, SeriesPoint, TownshipReading } from './schema.ts';

type Asked = { period: string; division?: string; compare?: boolean; keys?: string[] };

/** Every figure of the product, or those asked for, measured now; with `compare`, also for the same period a year earlier. */
export async function measureAll(act: Act, asked: Asked): Promise<FigureValue[]> {
  const { period, division, compare, keys } = asked;
  const earlier = comparisonOf(period, readPeriod(period), act.today);
  const values: FigureValue[] = [];
  for (const figure of act.house.figures.values()) {
    if (keys && !keys.includes(figure.key)) continue;
    const card = cardOf(act.house, figure);
    const now = await read(act, figure, period, division);
    const before = compare && !card.current ? { ...(await read(act, figure, earlier, division)), period: earlier } : null;
    values.push({ ...card, ...now, before });
  }
  return values.toSorted((a, b) => a.chapter - b.chapter);
}

async function read(act: Act, figure: Figure, period: string, division: string | undefined): Promise<Reading> {
  const { value, rows } = await measure(act, figure, readPeriod(period), division);
  return { value, rows, printed: printFigure(value, figure.print) };
}

function cardOf(house: House, figure: Figure): FigureCard {
  const { key, chapter, title, unit, definition, rule, record } = figure;
  const measured = figure.measure === 'count' ? 'count' : 'distinct' in figure.measure ? 'distinct' : 'sum';
  // A condition that takes no period is a state of today.
  const current = !figure.on && (figure.where?.length ?? 0) === 0;
  return { key, chapter, title, unit, definition, rule: rule ?? null, record: record.name, path: record.path, ledger: record.ledger, permission: permissionOf(house, record), measured, reach: record.reach, current };
}

/** The permission that the list of a record is declared with. */
function permissionOf(house: House, record: RecordType): string {
  const [name = ''] = record.name.split('.');
  const contracts = Object.values(house.modules.find((module) => module.name === name)?.operations ?? {}) as { list?: unknown }[];
  const list = contracts.map((one) => one.list).find((one) => isContractProcedure(one) && one['~orpc'].route.path === record.path);
  return isContractProcedure(list) ? String((list['~orpc'].meta as { permission?: string }).permission) : `${name}.read`;
}

async function byTownship(act: Act, { key, period }: { key: string; period: string }): Promise<TownshipReading[]> {
  const figure = act.house.figures.get(key) ?? notFound('指标');
  const measured = new Map((await measureByTownship(act, figure, readPeriod(period))).map((one) => [one.code, one]));
  const listed = await listTownships(act, figure.record.reach === 'county');
  const unlisted = [...measured.keys()].filter((code) => listed.every((one) => one.code !== code)).map((code) => ({ code, name: `区划 ${code}`, level: 'township' as const }));
  return [...listed, ...unlisted].map((place) => {
    const { value, rows } = measured.get(place.code) ?? { value: 0, rows: 0 };
    return { ...place, value, rows, printed: printFigure(value, figure.print) };
  });
}

type Series = { key: string; year: number; by: 'month' | 'quarter'; division?: string };

async function series(act: Act, { key, year, by, division }: Series): Promise<SeriesPoint[]> {
  const figure = act.house.figures.get(key) ?? notFound('指标');
  const points: SeriesPoint[] = [];
  for (const period of partsOfYear(year, by, act.today)) {
    const earlier = comparisonOf(period, readPeriod(period), act.today);
    points.push({ period, ...(await read(act, figure, period, division)), before: { period: earlier, ...(await read(act, figure, earlier, division)) } });
  }
  return points;
}

async function years(act: Act): Promise<{ first: number; last: number }> {
  const thisYear = act.today.slice(0, 4);
  const span = await spanOfRows(act, `${thisYear}-12-31`);
  return { first: Number((span.first ?? thisYear).slice(0, 4)), last: Number((span.last ?? thisYear).slice(0, 4)) };
}

/** Handlers of 指标. */
export const figuresHandlers = {
  declared: async (act: Act) => [...act.house.figures.values()].map((figure) => cardOf(act.house, figure)).toSorted((a, b) => a.chapter - b.chapter),
  measured: measureAll,
  years,
  byTownship,
  series,
} satisfies Handlers;
