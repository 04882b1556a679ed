import { z } from 'zod';
import { Done, Id, operation, Paging } from './operation.ts';
import type { RecordType, RowOf } from './record.ts';
import { changeShape, draftShape, rowShape } from './shape.ts';

/** What every list takes: page, order, search, filters by field, division, or the rows behind a figure. */
export const RecordQuery = Paging.extend({
  /** Field name, `-` before it for descending. */
  sort: z.string().max(60).optional(),
  search: z.string().trim().max(60).optional(),
  /** 12-digit code: rows of this division and all below. */
  division: z.string().regex(/^\d{12}$/).optional(),
  /** Key of a figure: only the rows it counts. */
  figure: z.string().max(80).optional(),
  /** Period of the figure: 2023, 2023Q1, 2023-05, or two days 2023-01-01..2023-12-31. */
  period: z.string().max(30).optional(),
  /** By field: codes and references any of; days, integers and money [from, to] with '' for open; text contains. */
  filters: z.record(z.string(), z.array(z.string().max(100)).max(100)).optional(),
  /** Only these rows (bulk acts). */
  ids: z.array(Id).max(500).optional(),
});
export type RecordQuery = z.infer<typeof RecordQuery>;

/** One change of a row: who, when, and field by field what it was and became (sealed fields masked). */
export const Change = z.object({
  version: z.number(),
  at: z.string(),
  actor: z.string(),
  act: z.enum(['create', 'update', 'remove', 'restore', 'import']),
  reason: z.string().nullable(),
  fields: z.array(z.object({ field: z.string(), label: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
});
export type Change = z.infer<typeof Change>;

/** The operations that every record has; mounted in a module's contract under the plural of the record. */
export function recordOperations<T extends RecordType>(type: T) {
  const { path } = type;
  const line = type.name.split('.')[0]!;
  const row = rowShape(type) as unknown as z.ZodType<RowOf<T>>;
  const tags = [type.ledger];
  const read = operation.meta({ permission: `${line}.read` });
  const write = operation.meta({ permission: `${line}.write` });
  return {
    list: read.meta({ light: true }).route({ method: 'GET', path, summary: `${type.ledger}：查询`, tags }).input(RecordQuery).output(z.object({ rows: z.array(row), total: z.number(), page: z.number(), size: z.number() })),
    get: operation.meta({ permission: `${line}.read`, audit: type.personal ? 'read' : 'none', light: true }).route({ method: 'GET', path: `${path}/{id}`, summary: `${type.label}：查看`, tags }).input(z.object({ id: Id })).output(row),
    history: read.route({ method: 'GET', path: `${path}/{id}/history`, summary: `${type.label}：变更记录`, tags }).input(z.object({ id: Id })).output(z.array(Change)),
    create: write.route({ method: 'POST', path, summary: `${type.label}：新增`, tags }).input(z.object({ id: Id, draft: draftShape(type) })).output(row),
    update: write.route({ method: 'PATCH', path: `${path}/{id}`, summary: `${type.label}：修改`, tags }).input(z.object({ id: Id, version: z.number().int(), change: changeShape(type) })).output(row),
    remove: write.route({ method: 'DELETE', path: `${path}/{id}`, summary: `${type.label}：删除`, tags }).input(z.object({ id: Id, version: z.coerce.number().int(), reason: z.string().trim().min(2, '请写明删除原因').max(200) })).output(Done),
    restore: write.route({ method: 'POST', path: `${path}/{id}/restore`, summary: `${type.label}：撤销删除`, tags }).input(z.object({ id: Id })).output(row),
    reveal: operation.meta({ permission: `${line}.reveal`, audit: 'read' }).route({ method: 'POST', path: `${path}/{id}/reveal`, summary: `${type.label}：查看隐藏信息`, tags }).input(z.object({ id: Id, field: z.string().max(60), reason: z.string().trim().min(2, '请写明查看原因').max(200) })).output(z.object({ value: z.string().nullable() })),
  };
}

/** The operations of one record, as pages receive their client. */
export type RecordOperations<T extends RecordType = RecordType> = ReturnType<typeof recordOperations<T>>;
