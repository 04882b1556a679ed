import { z } from 'zod';
import { BulletinDocument, FigureToken, Reading, TokenStyle } from './document.ts';

const State = z.enum(['draft', 'review', 'secrecy', 'signing', 'numbered', 'issued', 'archived']);
const Kind = z.enum(['annual', 'erratum']);

/** One line of the list of bulletins. */
export const BulletinRow = z.object({
  id: z.string(), version: z.number(), kind: Kind, year: z.number(), issueNo: z.number().nullable(), title: z.string(), state: State,
  drafterName: z.string(), updatedAt: z.string(), signedAt: z.string().nullable(),
});
export type BulletinRow = z.infer<typeof BulletinRow>;

/** One thing that was done: who, when, from where to where. */
export const Step = z.object({ act: z.string(), from: State.nullable(), to: State, actorId: z.string(), actorName: z.string(), at: z.string(), note: z.string().nullable() });
export type Step = z.infer<typeof Step>;

/** A figure as it was signed. `digest` is SHA-256 over the ordered ids, versions and counted values of its rows. */
export const Frozen = FigureToken.extend({ title: z.string(), unit: z.string(), value: z.number(), rows: z.number().int(), printed: z.string(), digest: z.string() });
export type Frozen = z.infer<typeof Frozen>;

/** A signed figure beside what its ledger says now. */
export const Comparison = Frozen.extend({
  now: z.object({ value: z.number(), rows: z.number().int(), printed: z.string() }),
  /** Rows, or anything in them, differ from those that were signed. */
  changed: z.boolean(),
  /** The document would print another number now: an erratum is due. */
  printedChanged: z.boolean(),
  added: z.number().int(), removed: z.number().int(),
  /** 签发后有变化, 数据有变动、印发数未变, or empty. */
  remark: z.string(),
  path: z.string(),
});
export type Comparison = z.infer<typeof Comparison>;

/** One finding of the checks before sign-off; a `block` must be put right first. `where` names the place in words. */
export const Finding = z.object({ rule: z.string(), label: z.string(), level: z.enum(['block', 'warn']), message: z.string(), where: z.string() });
export type Finding = z.infer<typeof Finding>;

/** All checks, also those that found nothing. */
export const CheckReport = z.object({ ready: z.boolean(), rules: z.array(z.object({ rule: z.string(), label: z.string(), findings: z.array(Finding) })) });
export type CheckReport = z.infer<typeof CheckReport>;

/** An act that comes next from this state, and whether this person may do it now. */
export const Choice = z.object({ act: z.string(), label: z.string(), needsNote: z.boolean(), decision: z.boolean(), allowed: z.boolean(), reason: z.string().nullable() });
export type Choice = z.infer<typeof Choice>;

/** A correction offered for a signed bulletin: the numbers as printed and as they stand when it was offered. */
export const ErratumEntry = z.object({ figure: z.string(), style: TokenStyle, period: z.string(), title: z.string(), unit: z.string(), before: z.string(), after: z.string() });
export type ErratumEntry = z.infer<typeof ErratumEntry>;

/** A bulletin as its page receives it. After sign-off `document` is the signed one and `comparisons` stands beside every figure. */
export const BulletinView = z.object({
  id: z.string(), version: z.number(), kind: Kind, year: z.number(), state: State, issueNo: z.number().nullable(), totalNo: z.number().nullable(),
  document: BulletinDocument,
  readings: z.array(Reading),
  /** The full text as printed. */
  text: z.string(),
  steps: z.array(Step),
  choices: z.array(Choice),
  editable: z.boolean(),
  signed: z.object({ at: z.string(), by: z.string(), digest: z.string() }).nullable(),
  comparisons: z.array(Comparison),
  errata: z.array(z.object({ id: z.string(), state: State, at: z.string(), entries: z.array(ErratumEntry) })),
  corrects: z.object({ id: z.string(), title: z.string() }).nullable(),
});
export type BulletinView = z.infer<typeof BulletinView>;
