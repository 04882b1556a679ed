import { type RawBuilder, sql } from 'kysely';
import { refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import type { Follower } from '#base/server/records/store.ts';
import { store } from '#base/server/records/store.ts';
import { inScope } from '#base/server/records/list.ts';
import { rawRow } from '#base/server/records/write.ts';
import { Person } from '#modules/registry/schema.ts';
import { Pair } from '../schema.ts';

/** 疑似重复; placed at the common division of both persons after every write. Those that wait come first in its list, the likely ones before the others. */
export const pairs = store(Pair, {
  orders: { waiting: sql`(case r.state when 'open' then 0 when 'later' then 1 else 2 end, r.likelihood, r.found_on)` },
  onMerge: 'stays',
  beforeWrite: async (act, values, id) => {
    const current = await rawRow(act, Pair, id);
    if (!current) await sql`select 1 from registry.person r where ${inScope(act, Person)} and r.id in (${values.leftId}, ${values.rightId}) order by r.id for no key update`.execute(act.tx);
    if (current && (current.left_id !== values.leftId || current.right_id !== values.rightId)) refuse('pair.persons', '不能把疑似重复改到别的档案上，请另行提出', { path: ['leftId'] });
  },
  afterWrite: placePairs,
  beforeRemove: async (act, rows) => {
    const { rows: kept } = await sql`select 1 from duplicates.pair r where ${rows} and (r.origin <> 'clerk' or r.state <> 'open') limit 1`.execute(act.tx);
    if (kept.length > 0) refuse('pair.kept', '系统查出的和已处理的不删除；不是重复的请选“不是同一人”', { status: 409 });
  },
});

const COMMON = sql`case when a.division_code = b.division_code then a.division_code when left(a.division_code, 9) = left(b.division_code, 9) then left(a.division_code, 9) || '000' else left(a.division_code, 6) || '000000' end`;

/** Puts the pairs that `rows` selects (alias `r`) at the common division of their persons. */
async function placePairs(act: Act, rows: RawBuilder<unknown>): Promise<void> {
  await sql`update duplicates.pair p set division_code = ${COMMON} from registry.person a, registry.person b
    where p.county_code = ${act.scope.county} and p.id in (select r.id from duplicates.pair r where ${rows})
      and a.county_code = p.county_code and a.id = p.left_id and b.county_code = p.county_code and b.id = p.right_id and p.division_code <> ${COMMON}`.execute(act.tx);
}

/** What is kept about persons: pairs follow who moves, go with who goes, and a file that was merged comes back by undoing the merge alone. */
export const personFollower: Follower = {
  record: 'registry.person',
  afterWrite: async (act, rows) => {
    const { county } = act.scope;
    const { rows: some } = await sql<{ pairs: boolean; merged: boolean }>`select exists (select 1 from duplicates.pair p where p.county_code = ${county}) as pairs,
      exists (select 1 from duplicates.merge m where m.county_code = ${county} and m.undone_at is null and exists (select 1 from registry.person r where r.county_code = ${county} and r.id = m.gone_id and ${rows})) as merged`.execute(act.tx);
    if (some[0]!.merged) refuse('merge.gone', '这份档案已合并到另一份，请在合并记录中撤销合并', { status: 409 });
    if (some[0]!.pairs) await placePairs(act, sql`r.county_code = ${county} and r.id in (select p.id from duplicates.pair p join registry.person r on r.county_code = p.county_code and (r.id = p.left_id or r.id = p.right_id) where ${rows})`);
  },
  beforeRemove: async (act, rows) => {
    await sql`delete from duplicates.pair p where p.county_code = ${act.scope.county} and p.state <> 'merged' and exists (select 1 from registry.person r where (r.id = p.left_id or r.id = p.right_id) and ${rows})`.execute(act.tx);
  },
};
