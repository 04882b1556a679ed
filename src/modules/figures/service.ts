import { notFound } from '#base/pure/refusal.ts';
import type { Figure } from '#base/server/figure.ts';
import type { Act, Handlers } from '#base/server/house.ts';
import { measure, measureByTownship } from '#base/server/measure.ts';
import { readPeriod } from '#base/server/period.ts';
import { listTownships } from './queries.ts';
import { printFigure, yearBefore } from './rules.ts';
import type { FigureCard, FigureValue } from './schema.ts';

type Asked = { period: string; division?: string; compare?: boolean; keys?: string[] };

/** Every figure of the product, or those asked for, measured now; with `compare`, also a year earlier. */
export async function measureAll(act: Act, asked: Asked): Promise<FigureValue[]> {
  const chosen = [...act.house.figures.values()].filter((figure) => !asked.keys || asked.keys.includes(figure.key));
  const values: FigureValue[] = [];
  for (const figure of chosen) {
    const now = await printed(act, figure, asked.period, asked.division);
    const before = asked.compare ? await printed(act, figure, yearBefore(asked.period), asked.division) : null;
    values.push({ ...cardOf(figure), ...now, before });
  }
  return values.toSorted((a, b) => a.chapter - b.chapter);
}

async function printed(act: Act, figure: Figure, period: string, division: string | undefined) {
  const { value, rows } = await measure(act, figure, readPeriod(period), division);
  return { value, rows, printed: printFigure(value, figure.print) };
}

function cardOf(figure: Figure): FigureCard {
  const { key, chapter, title, unit, definition, rule, record } = figure;
  return { key, chapter, title, unit, definition, rule: rule ?? null, record: record.name, path: record.path, ledger: record.ledger };
}

async function byTownship(act: Act, { key, period }: { key: string; period: string }) {
  const figure = act.house.figures.get(key) ?? notFound('指标');
  const measured = new Map((await measureByTownship(act, figure, readPeriod(period))).map((one) => [one.code, one]));
  return (await listTownships(act)).map(({ code, name }) => {
    const { value, rows } = measured.get(code) ?? { value: 0, rows: 0 };
    return { code, name, value, rows, printed: printFigure(value, figure.print) };
  });
}

/** Handlers of 指标. */
export const figuresHandlers = {
  declared: async (act: Act) => [...act.house.figures.values()].map(cardOf).toSorted((a, b) => a.chapter - b.chapter),
  measured: measureAll,
  byTownship,
} satisfies Handlers;
