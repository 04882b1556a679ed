import { z } from 'zod';
import { Done, Id, operation, Paging } from '#base/pure/operation.ts';
import { recordOperations, RecordQuery } from '#base/pure/recordOperations.ts';
import { Difference, Layout, LayoutColumn } from './schema/layout.ts';
import { Batch, BatchRow, BatchStateWord, Export, HeaderRead, Ledger, LayoutChoice, Mapping, RowOutcome, Target } from './schema.ts';

const read = operation.meta({ permission: 'exchange.read' });
const write = operation.meta({ permission: 'exchange.write' });
const tags = ['导入导出'];
const page = <T extends z.ZodType>(row: T) => z.object({ rows: z.array(row), total: z.number(), page: z.number(), size: z.number() });
const ledger = z.string().max(60);
/** Another system's layout, by id; '' for none. */
const layout = z.string().max(60).optional();
const layouts = recordOperations(Layout);
const columns = recordOperations(LayoutColumn);
const differences = recordOperations(Difference);
const OfBatch = z.object({ batchId: Id });

/** The contract of 导入导出. Files come and go by /files/imports, /files/exports/{id} and /files/templates/{ledger}. */
export const exchangeOperations = {
  ledgers: read.route({ method: 'GET', path: '/exchange/ledgers', summary: '可导入、导出的台账', tags }).output(z.array(Ledger)),
  readHeader: write.meta({ audit: 'none' }).route({ method: 'POST', path: '/exchange/uploads/{uploadId}/header', summary: '导入：识别表头', tags })
    .input(z.object({ uploadId: Id, ledger, sheet: z.string().max(60).optional(), layout })).output(HeaderRead),
  check: write.route({ method: 'POST', path: '/exchange/batches', summary: '导入：核对', tags })
    .input(z.object({ batchId: Id, uploadId: Id, ledger, sheet: z.string().max(60).optional(), mapping: Mapping.optional(), layout, asOf: z.string().regex(/^\d{4}-\d{2}-\d{2}$/, '日期格式应为 YYYY-MM-DD').optional() })).output(Batch),
  batches: {
    list: read.route({ method: 'GET', path: '/exchange/batches', summary: '导入批次：查询', tags }).input(Paging.extend({ ledger: ledger.optional(), state: BatchStateWord.optional() })).output(page(Batch)),
    get: read.route({ method: 'GET', path: '/exchange/batches/{batchId}', summary: '导入批次：查看', tags }).input(OfBatch).output(Batch),
    rows: operation.meta({ permission: 'exchange.read', audit: 'read' }).route({ method: 'GET', path: '/exchange/batches/{batchId}/rows', summary: '导入批次：逐行结果', tags })
      .input(Paging.extend({ batchId: Id, outcome: RowOutcome.optional() })).output(page(BatchRow)),
    remove: write.route({ method: 'DELETE', path: '/exchange/batches/{batchId}', summary: '导入批次：放弃', tags }).input(OfBatch).output(Done),
  },
  resolve: write.route({ method: 'POST', path: '/exchange/batches/{batchId}/rows/{number}', summary: '导入：认定一行', tags })
    .input(z.object({ batchId: Id, number: z.coerce.number().int(), choice: z.union([Id, z.enum(['new', 'skip'])]) })).output(BatchRow),
  commit: write.route({ method: 'POST', path: '/exchange/batches/{batchId}/commit', summary: '导入：提交', tags }).input(OfBatch).output(Batch),
  undo: write.route({ method: 'POST', path: '/exchange/batches/{batchId}/undo', summary: '导入：撤销整批', tags }).input(OfBatch).output(Batch),
  badRows: operation.meta({ permission: 'exchange.write', audit: 'read' }).route({ method: 'POST', path: '/exchange/batches/{batchId}/bad-rows', summary: '导入：退回行工作簿', tags }).input(OfBatch.extend({ id: Id })).output(Export),
  export: read.meta({ audit: 'read' }).route({ method: 'POST', path: '/exchange/exports', summary: '导出台账', tags })
    .input(z.object({ id: Id, ledger, query: RecordQuery.partial().default({}), fields: z.array(z.string().max(60)).max(200).optional(), layout, purpose: z.string().trim().min(4, '请写明导出用途').max(200) })).output(Export),
  exports: {
    list: read.route({ method: 'GET', path: '/exchange/exports', summary: '导出：查询', tags }).input(Paging).output(page(Export)),
  },
  approve: operation.meta({ permission: 'exchange.approve' }).route({ method: 'POST', path: '/exchange/exports/{id}/approve', summary: '导出：审批', tags })
    .input(z.object({ id: Id, approved: z.boolean(), opinion: z.string().trim().max(200).optional() })).output(Export),
  layouts: {
    list: layouts.list, get: layouts.get, history: layouts.history, create: layouts.create, update: layouts.update, remove: layouts.remove, restore: layouts.restore,
    for: read.meta({ audit: 'none' }).route({ method: 'GET', path: '/exchange/ledgers/{ledger}/layouts', summary: '外部版式：某台账可用的', tags }).input(z.object({ ledger, direction: z.enum(['import', 'export']) })).output(z.array(LayoutChoice)),
    targets: read.meta({ audit: 'none' }).route({ method: 'GET', path: '/exchange/layouts/{id}/targets', summary: '外部版式：各列可对应的项目', tags }).input(z.object({ id: Id })).output(z.array(Target)),
    copy: write.route({ method: 'POST', path: '/exchange/layouts/{id}/copies', summary: '外部版式：复制', tags }).input(z.object({ id: Id, copyId: Id, name: z.string().trim().min(2, '请填写新版式的名称').max(60) })).output(Done),
  },
  layoutColumns: { list: columns.list, get: columns.get, history: columns.history, create: columns.create, update: columns.update, remove: columns.remove, restore: columns.restore },
  /** Differences come from files: they are read and decided, not made. */
  differences: {
    list: differences.list, get: differences.get, history: differences.history, remove: differences.remove,
    show: read.meta({ audit: 'read' }).route({ method: 'POST', path: '/exchange/differences/{id}/values', summary: '数据差异：查看两边的全文', tags })
      .input(z.object({ id: Id, reason: z.string().trim().min(2, '请写明查看原因').max(200) })).output(z.object({ ours: z.string().nullable(), theirs: z.string().nullable() })),
    decide: write.route({ method: 'POST', path: '/exchange/differences/decisions', summary: '数据差异：决定', tags })
      .input(z.object({ ids: z.array(Id).min(1, '请选择差异').max(500, '一次最多决定 500 条'), decision: z.enum(['theirs', 'ours']) })).output(z.object({ decided: z.number(), skipped: z.array(z.object({ id: Id, title: z.string(), reason: z.string() })) })),
  },
};
