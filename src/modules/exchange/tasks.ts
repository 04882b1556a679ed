import { sql } from 'kysely';
import type { Act, Task } from '#base/server/house.ts';

/** What of this module waits: exports to approve, and rows of one's own imports to decide on. */
export async function exchangeTasks(act: Act): Promise<Task[]> {
  const { actor, scope, tx } = act;
  const found: Task[] = [];
  if (actor.permissions.has('exchange.approve')) {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from exchange.export where county_code = ${scope.county} and division_code between ${scope.from} and ${scope.to} and state = 'waiting' and actor_id <> ${actor.id}`.execute(tx);
    if (rows[0]!.n > 0) found.push({ title: `${rows[0]!.n} 个导出待审批`, path: '/exchange/exports', module: 'exchange' });
  }
  if (!actor.permissions.has('exchange.write')) return found;
  const { rows } = await sql<{ id: string; file_name: string; n: number }>`select id, file_name, (counts ->> 'ambiguous')::int as n from exchange.batch
    where county_code = ${scope.county} and division_code between ${scope.from} and ${scope.to} and actor_id = ${actor.id} and state in ('checked', 'committed') and (counts ->> 'ambiguous')::int > 0 order by created_at desc limit 10`.execute(tx);
  return [...found, ...rows.map((row) => ({ title: `导入“${row.file_name}”有 ${row.n} 行待认定`, path: `/exchange/imports/${row.id}`, module: 'exchange' }))];
}
