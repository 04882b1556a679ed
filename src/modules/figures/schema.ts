import { z } from 'zod';

/** The four chapters of the yearly bulletin, by number. */
export const CHAPTERS = { 1: '创建工作', 2: '就业创业', 3: '服务保障', 4: '双拥宣传' } as const;

/** A figure's declaration as pages and outside systems see it. */
export const FigureCard = z.object({
  key: z.string(),
  chapter: z.number().int().min(1).max(4),
  title: z.string(),
  unit: z.string(),
  definition: z.string(),
  rule: z.string().nullable(),
  /** Record whose list opens the rows, and its path in the console. */
  record: z.string(),
  path: z.string(),
  ledger: z.string(),
});
export type FigureCard = z.infer<typeof FigureCard>;

/** A figure with its number: `value` as counted (fen for money), `printed` as documents print it, `rows` how many rows are behind it. */
export const FigureValue = FigureCard.extend({
  value: z.number(),
  printed: z.string(),
  rows: z.number().int(),
  /** The same figure in the comparison period, where one was asked. */
  before: z.object({ value: z.number(), printed: z.string(), rows: z.number().int() }).nullable(),
});
export type FigureValue = z.infer<typeof FigureValue>;
