import { sql } from 'kysely';
import type { Act } from '#base/server/house.ts';
import type { Run } from '../schema/answers.ts';

type RunColumns = { id: string; actor_name: string; started_at: string; ended_at: string | null; stage: Run['stage']; read_persons: number; all_persons: number; found_pairs: number; new_pairs: number; failure: string | null };

const shown = (row: RunColumns): Run => ({ id: row.id, by: row.actor_name, startedAt: row.started_at, endedAt: row.ended_at, stage: row.stage, read: row.read_persons, all: row.all_persons, found: row.found_pairs, fresh: row.new_pairs, failure: row.failure });
const COLUMNS = sql.raw('id, actor_name, started_at, ended_at, stage, read_persons, all_persons, found_pairs, new_pairs, failure');

/** One run of the county. */
export async function findRun(act: Act, id: string): Promise<Run | undefined> {
  const { rows } = await sql<RunColumns>`select ${COLUMNS} from duplicates.run where county_code = ${act.scope.county} and id = ${id}`.execute(act.tx);
  return rows[0] && shown(rows[0]);
}

/** The county's last run. */
export async function lastRunOf(act: Act): Promise<Run | undefined> {
  const { rows } = await sql<RunColumns>`select ${COLUMNS} from duplicates.run where county_code = ${act.scope.county} order by started_at desc limit 1`.execute(act.tx);
  return rows[0] && shown(rows[0]);
}

/** A new run that waits for its turn. */
export async function insertRun(act: Act, id: string): Promise<void> {
  await sql`insert into duplicates.run (county_code, id, division_code, actor_name, started_at, stage) values (${act.scope.county}, ${id}, ${act.actor.division}, ${act.actor.name}, ${act.now}, 'waiting')`.execute(act.tx);
}

/** Keeps how far a run is. */
export async function setRun(act: Act, id: string, columns: Record<string, unknown>): Promise<void> {
  await sql`update duplicates.run set ${sql.join(Object.entries(columns).map(([column, value]) => sql`${sql.id(column)} = ${value}`))} where county_code = ${act.scope.county} and id = ${id}`.execute(act.tx);
}
