import { plainYuan } from '#base/pure/fen.ts';
import type { Act } from '#base/server/house.ts';
import { readPeriod } from '#base/server/period.ts';
import { measureAll } from '#modules/figures/service.ts';
import type { FigureToken, Reading } from './schema/document.ts';
import { namesBehind, rowsBehind } from './queries.ts';
import { printToken } from './rules/printing.ts';

/** Measures figure tokens now, in their order. A key that the product does not know gives a reading with `known` false. */
export async function readTokens(act: Act, tokens: readonly FigureToken[]): Promise<Reading[]> {
  const measured = new Map<string, Awaited<ReturnType<typeof measureAll>>[number]>();
  for (const period of new Set(tokens.map((token) => token.period))) {
    const keys = [...new Set(tokens.filter((token) => token.period === period).map((token) => token.figure))];
    for (const value of await measureAll(act, { period, keys })) measured.set(`${value.key}|${period}`, value);
  }
  const readings: Reading[] = [];
  for (const token of tokens) {
    const found = measured.get(`${token.figure}|${token.period}`);
    const { from, to } = readPeriod(token.period);
    if (!found) {
      readings.push({ ...token, title: token.figure, unit: '', value: 0, rows: 0, printed: '〔？〕', exact: '', from, to, path: '', known: false });
      continue;
    }
    const names = token.style === 'names' ? await namesBehind(act, act.house.figures.get(token.figure)!, token.period) : [];
    const { title, unit, value, rows, path } = found;
    readings.push({ ...token, title, unit, value, rows, printed: printToken(token.style, value, names), exact: unit === '元' ? plainYuan(BigInt(value)) : String(value), from, to, path, known: true });
  }
  return readings;
}

/** A reading with its rows, taken together: undefined where the ledger moved between the two looks. */
export async function readWithRows(act: Act, reading: Reading): Promise<{ reading: Reading; ids: string[]; digest: string } | undefined> {
  const behind = await rowsBehind(act, act.house.figures.get(reading.figure)!, { from: reading.from, to: reading.to });
  return behind.ids.length === reading.rows && behind.value === reading.value ? { reading, ids: behind.ids, digest: behind.digest } : undefined;
}
