import { type AnyContractProcedure, type AnyContractRouter, isContractProcedure } from '@orpc/contract';
import { sql } from 'kysely';
import type { OperationMeta } from '#base/pure/operation.ts';
import type { Act, House } from '#base/server/house.ts';
import { FILE_SECTIONS } from '../schema/file.ts';
import type { Look } from '../schema/file.ts';

const MOST = 300;

/** Who looked at a person's file or one of its rows, by day, newest first: what was opened, and the reason where one was asked. */
export async function lookersOf(act: Act, personId: string): Promise<Look[]> {
  const labels = readingOperations(act.house);
  const rowsOf = FILE_SECTIONS.filter((one) => one.record).map((one) => sql`select ${one.record!.name} as record, r.id::text as id from ${sql.table(one.record!.name)} r where r.county_code = ${act.scope.county} and r.person_id = ${personId}`);
  const { rows } = await sql<{ on: string; actor_name: string; unit_name: string; operation: string; reason: string | null; times: number }>`
    with watched as (select 'registry.person' as record, ${personId}::text as id union all ${sql.join(rowsOf, sql` union all `)})
    select to_char(e.at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as on, e.actor_name, e.unit_name, e.operation, e.reason, count(*)::int as times
    from watched w join audit.entry e on e.county_code = ${act.scope.county} and e.record = w.record and e.row_id = w.id
    where e.outcome = 'done' and e.operation = any(${[...labels.keys()]}::text[])
    group by 1, 2, 3, 4, 5 order by max(e.at) desc limit ${MOST}`.execute(act.tx);
  return rows.map((row) => ({ on: row.on, name: row.actor_name, unit: row.unit_name, what: labels.get(row.operation)!, reason: row.reason, times: row.times }));
}

const named = new WeakMap<House, Map<string, string>>();

/** The operations whose reads are audited, with what a clerk calls them: 查看, 查看隐藏信息, 服务历程. */
function readingOperations(house: House): Map<string, string> {
  const known = named.get(house);
  if (known) return known;
  const found = new Map<string, string>();
  for (const module of house.modules) for (const [name, procedure] of proceduresOf(module.operations, module.name)) {
    const { route, meta } = procedure['~orpc'];
    if ((meta as OperationMeta).audit === 'read') found.set(name, (route.summary ?? name).replace(/^服务对象：/, ''));
  }
  named.set(house, found);
  return found;
}

function* proceduresOf(contract: AnyContractRouter, name: string): Generator<[string, AnyContractProcedure]> {
  if (isContractProcedure(contract)) yield [name, contract];
  else for (const [key, inner] of Object.entries(contract)) yield* proceduresOf(inner as AnyContractRouter, `${name}.${key}`);
}
