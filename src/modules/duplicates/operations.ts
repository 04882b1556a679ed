import { z } from 'zod';
import { Done, Id, operation, Paging } from '#base/pure/operation.ts';
import { recordOperations } from '#base/pure/recordOperations.ts';
import { Comparison, Likely, Merge, Run, Typed, Undone } from './schema/answers.ts';
import { Pair } from './schema.ts';

const pairs = recordOperations(Pair);
const tags = [Pair.ledger];
const read = operation.meta({ permission: 'duplicates.read' });
const write = operation.meta({ permission: 'duplicates.write' });
const Reason = z.string().trim().min(2, '请写明原因').max(200);

/** The contract of 查重. Pairs come from comparing: nobody types or imports them. */
export const duplicatesOperations = {
  pairs: { list: pairs.list, get: pairs.get, history: pairs.history, remove: pairs.remove },
  check: operation.meta({ permission: 'duplicates.read', audit: 'none', light: true }).route({ method: 'POST', path: '/duplicates/check', summary: '查重：录入时查找可能的同一人', tags }).input(Typed).output(z.array(Likely)),
  compare: operation.meta({ permission: 'duplicates.read', audit: 'read' }).route({ method: 'GET', path: '/duplicates/compare', summary: '查重：两份档案对照', tags }).input(z.object({ leftId: Id, rightId: Id })).output(Comparison),
  decide: write.route({ method: 'POST', path: '/duplicates/pairs/{id}/decide', summary: '疑似重复：不是同一人或以后再说', tags })
    .input(z.object({ id: Id, version: z.number().int(), state: z.enum(['different', 'later', 'open']), reason: z.string().trim().max(200).optional() })).output(Done),
  merge: write.route({ method: 'POST', path: '/duplicates/merges', summary: '合并两份档案', tags })
    .input(z.object({ id: Id, keptId: Id, goneId: Id, keptVersion: z.number().int(), goneVersion: z.number().int(), take: z.array(z.string().max(60)).max(100), reason: Reason })).output(Merge),
  merges: read.route({ method: 'GET', path: '/duplicates/merges', summary: '合并记录：查询', tags }).input(Paging).output(z.object({ rows: z.array(Merge), total: z.number(), page: z.number(), size: z.number() })),
  undo: write.route({ method: 'POST', path: '/duplicates/merges/{id}/undo', summary: '撤销合并', tags }).input(z.object({ id: Id, reason: Reason })).output(Undone),
  run: write.route({ method: 'POST', path: '/duplicates/runs', summary: '全县查重：开始', tags }).input(z.object({ id: Id })).output(Run),
  lastRun: read.route({ method: 'GET', path: '/duplicates/runs/last', summary: '全县查重：进度', tags }).input(z.object({})).output(z.object({ run: Run.nullable() })),
};
