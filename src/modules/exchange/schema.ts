import { z } from 'zod';
import { codeList } from '#base/pure/codes.ts';
import { Id } from '#base/pure/operation.ts';

/** 核对结果: what becomes of one row of a sheet. */
export const Outcome = codeList('核对结果', { new: '新增', changed: '修改', same: '未变', bad: '退回', ambiguous: '待认定', skipped: '跳过' });
export type OutcomeCode = 'new' | 'changed' | 'same' | 'bad' | 'ambiguous' | 'skipped';
const OutcomeWord = z.enum(['new', 'changed', 'same', 'bad', 'ambiguous', 'skipped']);

/** 批次状态. */
export const BatchState = codeList('批次状态', { checking: '核对中', checked: '待提交', committing: '提交中', committed: '已提交', undone: '已撤销', failed: '未完成' });
const BatchWord = z.enum(['checking', 'checked', 'committing', 'committed', 'undone', 'failed']);

/** 导出状态. */
export const ExportState = codeList('导出状态', { waiting: '待审批', writing: '生成中', ready: '可下载', declined: '未批准', failed: '未完成', expired: '已过期' });

/** A finding on one row: the field it belongs to (empty for the whole row), its label and the sentence; a warning does not stop the row. */
export const RowProblem = z.object({
  field: z.string(), label: z.string(), message: z.string(), warning: z.boolean().optional(),
  /** Ids to choose from, where several rows fit. */
  candidates: z.array(z.string()).optional(),
});
export type RowProblem = z.infer<typeof RowProblem>;

/** A ledger that can be imported or exported by whoever asks, and where its pages are. */
export const Ledger = z.object({ name: z.string(), label: z.string(), path: z.string(), line: z.string(), canImport: z.boolean(), canExport: z.boolean() });
export type Ledger = z.infer<typeof Ledger>;

/** Something that a sheet's column can be filled into: a field, one naming column of a reference (`personId.name`), a division column or the record number. */
export const Target = z.object({ target: z.string(), label: z.string(), required: z.boolean(), group: z.string() });
export type Target = z.infer<typeof Target>;

/** One column of the sheet: its header, what it was taken for, some of its cells (numbers of persons masked), and whether it is dropped for secrecy. */
export const SheetColumn = z.object({ index: z.number(), header: z.string(), target: z.string().nullable(), samples: z.array(z.string()), forbidden: z.boolean() });
export type SheetColumn = z.infer<typeof SheetColumn>;

/** A layout to choose; not verified ones are shown as 待核实. */
export const LayoutChoice = z.object({ id: z.string(), name: z.string(), verified: z.boolean() });

/** What was read of a sheet before its rows are checked. */
export const HeaderRead = z.object({
  fileName: z.string(), sheets: z.array(z.string()), sheet: z.string(), headerRow: z.number(),
  columns: z.array(SheetColumn), targets: z.array(Target), warnings: z.array(z.string()), remembered: z.boolean(),
  /** The layouts that the ledger can be imported in, and the one in use or recognised. */
  layouts: z.array(LayoutChoice), layout: z.string().nullable(),
});
export type HeaderRead = z.infer<typeof HeaderRead>;

/** By column index: the target, or null for a column that is not imported. */
export const Mapping = z.record(z.string().regex(/^\d{1,3}$/), z.string().max(120).nullable());
export type Mapping = z.infer<typeof Mapping>;

/** How many rows came to which end. */
export const Counts = z.object({ new: z.number(), changed: z.number(), same: z.number(), bad: z.number(), ambiguous: z.number(), skipped: z.number() });
export type Counts = z.infer<typeof Counts>;

/** An import from check to undo. */
export const Batch = z.object({
  id: Id, ledger: z.string(), ledgerLabel: z.string(), fileName: z.string(), sheet: z.string().nullable(), state: BatchWord, failure: z.string().nullable(),
  read: z.number(), counts: Counts, applied: z.number(), warnings: z.array(z.string()), actorName: z.string(), unitName: z.string(),
  createdAt: z.string(), checkedAt: z.string().nullable(), committedAt: z.string().nullable(), undoneAt: z.string().nullable(),
  /** The layout that the file is in, the day it stands for, and how many values wait as 数据差异. */
  layout: z.string().nullable(), asOf: z.string().nullable(), differences: z.number(),
});
export type Batch = z.infer<typeof Batch>;

/** A candidate of the work list: the row that might be meant. */
export const Candidate = z.object({ id: z.string(), title: z.string(), place: z.string(), facts: z.string() });

/** One row of a batch as it is shown: whom it is about (the row that is there; of a rejected one what its sheet says), its values as they will stand, for changes what they were, sealed ones masked. */
export const BatchRow = z.object({
  number: z.number(), outcome: OutcomeWord, applied: z.boolean(), title: z.string().nullable(), place: z.string().nullable(),
  fields: z.array(z.object({ field: z.string(), label: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
  problems: z.array(RowProblem), candidates: z.array(Candidate),
});
export type BatchRow = z.infer<typeof BatchRow>;

/** An export: what was asked for and by whom, and whether its file can be fetched. */
export const Export = z.object({
  id: Id, number: z.string(), kind: z.enum(['ledger', 'badRows']), ledger: z.string(), ledgerLabel: z.string(), purpose: z.string(),
  state: z.enum(['waiting', 'writing', 'ready', 'declined', 'failed', 'expired']), failure: z.string().nullable(), rows: z.number(), fileName: z.string().nullable(), filter: z.string(),
  actorName: z.string(), unitName: z.string(), own: z.boolean(), approverName: z.string().nullable(), decision: z.string().nullable(),
  createdAt: z.string(), expiresAt: z.string().nullable(),
});
export type Export = z.infer<typeof Export>;

/** Words in which batches may be asked for. */
export const BatchStateWord = BatchWord;
/** Words in which rows of a batch may be asked for. */
export const RowOutcome = OutcomeWord;

/** Rows above which an export waits for a second person: the county's setting. */
export const ApproveAbove = z.number('应为行数').int('应为整数').min(0, '不能小于 0').max(1_000_000, '不能大于 1000000').default(5000);
