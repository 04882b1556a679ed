import { type RawBuilder, sql } from 'kysely';
import type { DivisionLevel } from '#base/pure/division.ts';
import type { Act } from '#base/server/house.ts';
import type { Step } from './schema.ts';

/** A step as it is written: who and when come from the act. */
export type StepValues = { id: string; applicationId: string; applicationVersion: number; divisionCode: string; act: string; fromState: string; toState: string; actedOn: string; opinion?: string; document?: string; dueOn?: string };

const STEP = sql`id, act, from_state as "fromState", to_state as "toState", acted_on as "actedOn", at, opinion, document, due_on as "dueOn", actor_name as "actorName", unit_name as "unitName"`;

/** The steps of an application, oldest first. */
export async function listSteps(act: Act, applicationId: string): Promise<Step[]> {
  const { rows } = await sql<Step>`select ${STEP} from ratings.step where county_code = ${act.scope.county} and application_id = ${applicationId} order by application_version`.execute(act.tx);
  return rows;
}

/** Whether a step was already taken, so that a repeated call changes nothing. */
export async function hasStep(act: Act, id: string): Promise<boolean> {
  const { rows } = await sql`select 1 from ratings.step where county_code = ${act.scope.county} and id = ${id}`.execute(act.tx);
  return rows.length > 0;
}

/** Whether a written application stands in a state that its steps did not lead to; without steps only `free` actors may have written one that is not a draft. */
export async function hasStrayState(act: Act, rows: RawBuilder<unknown>, free: boolean): Promise<boolean> {
  const { rows: found } = await sql`select 1 from ratings.application r left join lateral (
      select s.to_state from ratings.step s where s.county_code = r.county_code and s.application_id = r.id order by s.application_version desc limit 1) last on true
    where (${rows}) and r.state <> coalesce(last.to_state, case when ${free} then r.state else 'draft' end) limit 1`.execute(act.tx);
  return found.length > 0;
}

/** Writes a step down. */
export async function insertStep(act: Act, step: StepValues): Promise<void> {
  await sql`insert into ratings.step (county_code, id, division_code, application_id, application_version, act, from_state, to_state, acted_on, at, opinion, document, due_on, actor_id, actor_name, unit_name)
    values (${act.scope.county}, ${step.id}, ${step.divisionCode}, ${step.applicationId}, ${step.applicationVersion}, ${step.act}, ${step.fromState}, ${step.toState}, ${step.actedOn}, ${act.now}, ${step.opinion ?? null}, ${step.document ?? null}, ${step.dueOn ?? null}, ${act.actor.id}, ${act.actor.name}, ${act.actor.unitName})`.execute(act.tx);
}

/** Sets columns of an application and counts its version up. */
export async function updateApplication(act: Act, id: string, columns: Record<string, unknown>): Promise<void> {
  const sets: RawBuilder<unknown>[] = Object.entries(columns).map(([column, value]) => sql`${sql.id(column)} = ${value}`);
  await sql`update ratings.application set ${sql.join([...sets, sql`version = version + 1`, sql`updated_at = ${act.now}`])} where county_code = ${act.scope.county} and id = ${id}`.execute(act.tx);
}

/** The level of a unit; undefined where the unit is unknown. */
export async function findUnitLevel(act: Act, unitId: string): Promise<DivisionLevel | undefined> {
  const { rows } = await sql<{ level: DivisionLevel }>`select level from organisation.unit where county_code = ${act.scope.county} and id = ${unitId}`.execute(act.tx);
  return rows[0]?.level;
}
