import { z } from 'zod';

/** How a figure is printed: the styles of 指标, and `names`, which prints the names of the counted rows instead of their number. */
export const TokenStyle = z.enum(['exact', 'hundredsOver', 'tenThousand', 'tenThousandYuan', 'names']);
export type TokenStyle = z.infer<typeof TokenStyle>;

/** A figure inside a sentence: measured anew at every look until sign-off freezes it. `period` as in every list: 2023, 2023Q1, … */
export const FigureToken = z.strictObject({ figure: z.string().max(80), style: TokenStyle, period: z.string().max(30) });
export type FigureToken = z.infer<typeof FigureToken>;

/** A hand-written claim that no ledger supports (首支、首创、受表彰), with the document or person it comes from; without a source there is no sign-off. */
export const ClaimToken = z.strictObject({ claim: z.string().min(1, '请写明内容').max(300), source: z.string().trim().max(200) });
export type ClaimToken = z.infer<typeof ClaimToken>;

/** One inline piece of a text. */
export const Piece = z.union([z.strictObject({ text: z.string().max(4000) }), FigureToken, ClaimToken]);
export type Piece = z.infer<typeof Piece>;

/** A running text: words, figures and claims in order. */
export const Text = z.array(Piece).max(400);
export type Text = z.infer<typeof Text>;

/** One 一是/二是/三是: the key phrase (without its ordinal and full stop) and what follows it. */
export const Point = z.strictObject({ lead: z.string().trim().max(60), text: Text });
export type Point = z.infer<typeof Point>;

/** One numbered part: heading (without 一、), an opening text, and its points. */
export const Section = z.strictObject({ heading: z.string().trim().max(60), opening: Text.default([]), items: z.array(Point).max(20) });
export type Section = z.infer<typeof Section>;

const receivers = (title: string) => z.array(z.string().trim().min(1).max(80)).max(60).meta({ title });
/** 报 goes to superior offices, 送 to equal ones, 发 to those below. */
export const Distribution = z.strictObject({ report: receivers('报'), send: receivers('送'), issue: receivers('发') });
export type Distribution = z.infer<typeof Distribution>;

/** A whole 工作简报 by the layout of GB/T 9704-2012 and the practice of 简报. `issueNo` is given at sign-off. */
export const BulletinDocument = z.strictObject({
  masthead: z.string().trim().min(1, '请填写简报名称').max(30),
  year: z.number().int().min(1949).max(2999),
  issueNo: z.number().int().min(1).nullable().default(null),
  totalNo: z.number().int().min(1).nullable().default(null),
  secrecyLevel: z.string().trim().max(20).nullable().default(null),
  copyNo: z.string().regex(/^\d{6}$/, '份号为 6 位数字').nullable().default(null),
  editorUnit: z.string().trim().min(1, '请填写编印单位').max(60),
  issuedOn: z.string().regex(/^\d{4}-\d{2}-\d{2}$/, '日期应为 YYYY-MM-DD'),
  editorNote: Text.default([]),
  title: z.string().trim().max(120),
  subtitle: z.string().trim().max(120).nullable().default(null),
  lead: Text,
  sections: z.array(Section).max(12),
  sourceLine: z.string().trim().max(60),
  distribution: Distribution,
  printRun: z.number().int().min(0).max(100_000),
});
export type BulletinDocument = z.infer<typeof BulletinDocument>;

/** A figure token with its number now: what checks, pages and files print from. `from` and `to` are the days of its period. */
export const Reading = FigureToken.extend({
  title: z.string(), unit: z.string(), value: z.number(), rows: z.number().int(), printed: z.string(), exact: z.string(),
  from: z.string(), to: z.string(),
  /** Console path of the ledger that opens the rows. */
  path: z.string(),
  /** False where the product no longer knows the figure. */
  known: z.boolean(),
});
export type Reading = z.infer<typeof Reading>;
