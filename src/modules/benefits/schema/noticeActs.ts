import { z } from 'zod';
import { FileContent, Id, operation } from '#base/pure/operation.ts';
import { recordOperations } from '#base/pure/recordOperations.ts';
import { draftShape } from '#base/pure/shape.ts';
import { Notice, Standard } from './standards.ts';

const tags = [Notice.ledger];
const read = operation.meta({ permission: 'benefits.read' });
const write = operation.meta({ permission: 'benefits.write' });
const approve = operation.meta({ permission: 'benefits.approve' });
const row = recordOperations(Notice).get['~orpc'].outputSchema!;
const fenText = z.string().regex(/^-?\d{1,15}$/);
const reason = z.string().trim().min(2, '请写明原因').max(300, '最多 300 个字');

/** One standard as the pages of notices show it; amounts are text of fen. */
export const LineView = z.object({
  id: z.string(), version: z.number(), kind: z.enum(['floor', 'full', 'topUp', 'personal']), category: z.string(), variant: z.string().nullable(), grade: z.number().nullable(), nature: z.string().nullable(), area: z.string().nullable(), addon: z.string().nullable(),
  amount: fenText, period: z.enum(['year', 'month']), verification: z.enum(['published', 'unverified']), source: z.string().nullable(),
  released: z.object({ by: z.string(), on: z.string(), document: z.string(), reason: z.string() }).nullable(),
  /** The notice that it stands in, where several are shown together. */
  document: z.string(), effectiveOn: z.string(),
});
export type LineView = z.infer<typeof LineView>;

/** One place of a notice beside what it replaces. */
export const DifferenceView = z.object({ outcome: z.enum(['raised', 'lowered', 'same', 'new', 'gone']), line: LineView.nullable(), former: LineView.nullable(), change: fenText.nullable(), tenths: z.number().nullable(), yearly: z.boolean() });
export type DifferenceView = z.infer<typeof DifferenceView>;

/** A notice with its lines, its differences, and what its submission would find. */
export const NoticeView = z.object({
  notice: row, lines: z.array(LineView), differences: z.array(DifferenceView), findings: z.array(z.object({ message: z.string(), warning: z.boolean() })),
  /** Whether the asking person made, edited or submitted it, and so may not approve it. */
  own: z.boolean(),
  /** Whether it concerns this county: another province's is kept as reference. */
  used: z.boolean(),
});
export type NoticeView = z.infer<typeof NoticeView>;

const RaiseDraft = z.discriminatedUnion('way', [
  z.strictObject({ way: z.literal('none') }),
  z.strictObject({ way: z.literal('percent'), hundredths: z.number().int().min(-9999, '降幅过大').max(10_000, '增幅过大'), to: z.enum(['fen', 'yuan', 'tenYuan', 'yuanMonthly']) }),
  z.strictObject({ way: z.literal('amount'), fen: fenText, to: z.enum(['fen', 'yuan', 'tenYuan', 'yuanMonthly']) }),
]);

/** What begins a notice: its own fields, and which lines in force it copies (of its own scope or the nation's as full amounts; all, or of some categories) and how raised. */
export const NoticeDraft = z.strictObject({ id: Id, notice: draftShape(Notice), copy: z.boolean(), from: z.enum(['own', 'nation']).default('own'), categories: z.array(z.string().max(40)).max(30).optional(), raise: RaiseDraft });
export type NoticeDraft = z.infer<typeof NoticeDraft>;

/** An act on a notice at the version that the acting person saw. */
export const NoticeActDraft = z.strictObject({ id: Id, version: z.number().int(), act: z.enum(['submit', 'withdraw', 'void']), reason: reason.optional() });
export const NoticeDecision = z.strictObject({ id: Id, version: z.number().int(), act: z.enum(['approve', 'sendBack']), reason: reason.optional() });

/** 使用决定: whether an unverified standard (or all of a notice) may be used, by whom, on which document and why. */
export const ReleaseDraft = z.strictObject({ release: Id, id: Id, standardId: Id.nullable(), decision: z.enum(['use', 'stop']), document: z.string().trim().min(2, '请写明依据的文件').max(120, '最多 120 个字'), reason });
export type ReleaseDraft = z.infer<typeof ReleaseDraft>;

/** A row of a sheet as it would be taken: new, another amount, the same, or wrong. */
export const SheetRowView = z.object({ number: z.number(), outcome: z.enum(['new', 'changed', 'same', 'bad']), words: z.string(), former: fenText.nullable(), amount: fenText.nullable(), period: z.enum(['year', 'month']).nullable(), problems: z.array(z.string()) });
export type SheetRowView = z.infer<typeof SheetRowView>;
const SheetDraft = z.strictObject({ id: Id, content: FileContent });

/** One standard in force as the table by year shows it. */
export const YearLine = z.object({
  id: z.string(), reach: z.enum(['nation', 'province', 'county']), kind: z.enum(['floor', 'full', 'topUp', 'personal']), category: z.string(), variant: z.string().nullable(), grade: z.number().nullable(), nature: z.string().nullable(),
  amount: fenText, period: z.enum(['year', 'month']), effectiveOn: z.string(), publishedOn: z.string().nullable(), document: z.string(), verified: z.boolean(), released: z.boolean(),
});
export type YearLine = z.infer<typeof YearLine>;

/** The acts on notices: written by one person, put in force by another. */
export const noticeCourse = {
  view: read.route({ method: 'GET', path: `${Notice.path}/{id}/course`, summary: '标准通知：标准与差异', tags }).input(z.object({ id: Id })).output(NoticeView),
  draft: write.route({ method: 'POST', path: '/benefits/notice-drafts', summary: '标准通知：拟定', tags }).input(NoticeDraft).output(row),
  act: write.route({ method: 'POST', path: `${Notice.path}/{id}/acts`, summary: '标准通知：提交、收回、作废', tags }).input(NoticeActDraft).output(row),
  decide: approve.route({ method: 'POST', path: `${Notice.path}/{id}/decisions`, summary: '标准通知：复核、退回', tags }).input(NoticeDecision).output(row),
  release: approve.route({ method: 'POST', path: `${Notice.path}/{id}/releases`, summary: '标准通知：待核实标准的使用决定', tags }).input(ReleaseDraft).output(z.object({ standards: z.number() })),
  verify: write.route({ method: 'POST', path: `${Notice.path}/{id}/verification`, summary: '标准通知：与文件核对无误', tags }).input(z.strictObject({ id: Id, ids: z.array(Id).min(1).max(1000), verification: z.enum(['published', 'unverified']) })).output(z.object({ changed: z.number() })),
  readSheet: write.route({ method: 'POST', path: `${Notice.path}/{id}/sheet-preview`, summary: '标准通知：核对表格', tags }).input(SheetDraft).output(z.object({ rows: z.array(SheetRowView) })),
  takeSheet: write.route({ method: 'POST', path: `${Notice.path}/{id}/sheet`, summary: '标准通知：导入表格', tags }).input(SheetDraft).output(z.object({ added: z.number(), changed: z.number() })),
  byYear: read.route({ method: 'GET', path: '/benefits/standards-in-force', summary: '抚恤补助标准：历年', tags: [Standard.ledger] }).input(z.object({})).output(z.object({ lines: z.array(YearLine), province: z.string().nullable() })),
  byYearSheet: read.route({ method: 'POST', path: '/benefits/standards-in-force/sheet', summary: '抚恤补助标准：历年导出', tags: [Standard.ledger] }).input(z.object({})).output(z.object({ name: z.string(), content: z.string() })),
};
