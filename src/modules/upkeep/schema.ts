import { z } from 'zod';
import { codeList } from '#base/pure/codes.ts';
import { isDay } from '#base/pure/day.ts';
import { Paging } from '#base/pure/operation.ts';

/** 结果: whether an audited act was done or refused. */
export const Outcome = codeList('结果', { done: '完成', refused: '拒绝' });

/** 任务状态: the stages of background work. */
export const JobState = codeList('任务状态', { created: '等待', retry: '待重试', active: '进行中', completed: '完成', cancelled: '已取消', failed: '失败', blocked: '受阻' });

/** 核验结论: what a check of the audit may find about a row. */
export const AuditProblemKind = codeList('核验结论', { altered: '被改动', removed: '被删除', inserted: '被插入', unsealed: '未入链', chain: '链断裂' });

const Day = z.string().refine(isDay, '日期应为 YYYY-MM-DD，且须是真实日期');

/** What the auditor asks for: days (both included), person, operation, record and outcome; absent parts do not narrow. */
export const AuditQuery = Paging.extend({
  from: Day.optional(),
  to: Day.optional(),
  /** Part of a person's name, or their id. */
  actor: z.string().trim().max(60).optional(),
  /** Beginning of an operation's name: `care.` or `care.visits.create`. */
  operation: z.string().trim().max(80).optional(),
  record: z.string().trim().max(80).optional(),
  rowId: z.string().trim().max(80).optional(),
  outcome: z.enum(['done', 'refused'], '应为 done 或 refused').optional(),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

/** One audited act as the auditor reads it; `linked` once it stands in the chain. */
export const AuditRow = z.object({
  id: z.string(), at: z.string(), actorId: z.string(), actorName: z.string(), unitName: z.string(), operation: z.string(), operationLabel: z.string(), record: z.string().nullable(), recordLabel: z.string().nullable(), rowId: z.string().nullable(),
  outcome: z.string(), reason: z.string().nullable(), detail: z.record(z.string(), z.unknown()), requestId: z.string(), address: z.string(), linked: z.boolean(),
});
export type AuditRow = z.infer<typeof AuditRow>;

/** The result of a check of the whole chain of the county. */
export const AuditReport = z.object({
  entries: z.number(), links: z.number(),
  problems: z.array(z.object({ kind: z.enum(['altered', 'removed', 'inserted', 'unsealed', 'chain']), county: z.string(), id: z.string(), message: z.string() })),
});

/** One piece of background work. */
export const JobRow = z.object({ id: z.string(), name: z.string(), state: z.string(), createdAt: z.string(), startedAt: z.string().nullable(), completedAt: z.string().nullable(), retries: z.number(), failure: z.string().nullable() });

/** One finished backup in the data folder; `size` in bytes. */
export const BackupRow = z.object({ name: z.string(), size: z.number(), madeAt: z.string() });

/** One setting with the value that stands, and its shape as JSON Schema for the form. */
export const SettingRow = z.object({ key: z.string(), label: z.string(), value: z.unknown(), made: z.boolean(), shape: z.record(z.string(), z.unknown()) });
