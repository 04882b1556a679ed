import { z } from 'zod';
import { Id } from '#base/pure/operation.ts';

const text = (most: number) => z.string().trim().max(most);

/** What is typed of a new person so far; the name is all that must be there. */
export const Typed = z.object({
  name: text(60).min(1, '请填写姓名'),
  citizenId: text(24).optional(),
  /** YYYY, YYYY-MM or YYYY-MM-DD. */
  birthOn: text(10).regex(/^(\d{4}(-\d{2}(-\d{2})?)?)?$/, '出生年份请填四位数字').optional(),
  mobile: text(24).optional(),
  divisionCode: z.string().regex(/^\d{12}$/).optional(),
});
export type Typed = z.infer<typeof Typed>;

/** A file that may be of the same person: as pickers show persons, and why, in words. */
export const Likely = z.object({ id: Id, name: z.string(), place: z.string(), birthYear: z.string().nullable(), citizenId: z.string().nullable(), state: z.string(), likelihood: z.enum(['likely', 'possible']), reasons: z.array(z.string()) });
export type Likely = z.infer<typeof Likely>;

/** One field of two files beside each other, masked as everywhere; `prefer` is the side proposed for the kept file. What is masked may differ and look the same. */
export const ComparedField = z.object({ name: z.string(), label: z.string(), section: z.string(), left: z.string().nullable(), right: z.string().nullable(), differs: z.boolean(), prefer: z.enum(['left', 'right']) });
export type ComparedField = z.infer<typeof ComparedField>;

const ComparedFile = z.object({ id: Id, version: z.number(), name: z.string(), place: z.string(), birthYear: z.string().nullable(), createdAt: z.string(), updatedAt: z.string() });

/** Two files side by side, with how many rows of each ledger hang on either. */
export const Comparison = z.object({
  left: ComparedFile,
  right: ComparedFile,
  fields: z.array(ComparedField),
  ledgers: z.array(z.object({ ledger: z.string(), left: z.number(), right: z.number() })),
  keep: z.enum(['left', 'right']),
});
export type Comparison = z.infer<typeof Comparison>;

/** What an undo could not bring back, brought back with words that were written since, or found added since: which ledger, the row in a few facts and where it is opened, and why in words. */
export const Leftover = z.object({ record: z.string(), label: z.string(), title: z.string(), path: z.string().nullable(), why: z.string() });
export type Leftover = z.infer<typeof Leftover>;

/** A merge as the list of merges shows it; once taken back, with what that left to the clerk. */
export const Merge = z.object({
  id: Id, keptId: Id, goneId: Id, keptName: z.string(), goneName: z.string(), reason: z.string(), mergedAt: z.string(), by: z.string(), unit: z.string(),
  undoneAt: z.string().nullable(), undoneBy: z.string().nullable(), undoneReason: z.string().nullable(),
  moved: z.array(z.object({ ledger: z.string(), rows: z.number(), aside: z.number() })),
  leftovers: z.array(Leftover),
});
export type Merge = z.infer<typeof Merge>;

/** What an undo brought back, and what it left because somebody changed it since. */
export const Undone = z.object({ keptId: Id, goneId: Id, back: z.number(), leftovers: z.array(Leftover) });
export type Undone = z.infer<typeof Undone>;

/** 全县查重 as it goes. */
export const Run = z.object({
  id: Id, by: z.string(), startedAt: z.string(), endedAt: z.string().nullable(), stage: z.enum(['waiting', 'reading', 'comparing', 'writing', 'done', 'failed']),
  read: z.number(), all: z.number(), found: z.number(), fresh: z.number(), failure: z.string().nullable(),
});
export type Run = z.infer<typeof Run>;
