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
  /** The permission that opening the rows needs. */
  permission: z.string(),
  /** Rows counted, different ones counted once, or an amount summed. Only counts and sums of places add up to the county's number. */
  measured: z.enum(['count', 'distinct', 'sum']),
  /** `county`: a ledger of the whole county, whose number is the same for every station that asks. */
  reach: z.enum(['county', 'division']),
  /** True for a state of today, which no period changes and no earlier year can be compared with. */
  current: z.boolean(),
});
export type FigureCard = z.infer<typeof FigureCard>;

/** What a figure came to: `value` as counted (fen for money), `printed` as documents print it, `rows` how many rows are behind it. */
export const Reading = z.object({ value: z.number(), printed: z.string(), rows: z.number().int() });
export type Reading = z.infer<typeof Reading>;

/** A figure with its number, and the number of a year earlier with the period it was read for, where one was asked and can be had. */
export const FigureValue = FigureCard.extend({ ...Reading.shape, before: Reading.extend({ period: z.string() }).nullable() });
export type FigureValue = z.infer<typeof FigureValue>;

/** A figure's number at one township; rows placed at the county itself come under the county's own code. */
export const TownshipReading = Reading.extend({ code: z.string(), name: z.string(), level: z.enum(['county', 'township']) });
export type TownshipReading = z.infer<typeof TownshipReading>;

/** A figure's number in one month or quarter of a year, and a year earlier. */
export const SeriesPoint = Reading.extend({ period: z.string(), before: Reading.extend({ period: z.string() }) });
export type SeriesPoint = z.infer<typeof SeriesPoint>;
