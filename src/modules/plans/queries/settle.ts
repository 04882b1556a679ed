import { type RawBuilder, sql } from 'kysely';
import { addMonths } from '#base/pure/day.ts';
import type { Act } from '#base/server/house.ts';
import { findReviewMonths } from './reviews.ts';

const history = (act: Act, record: string, kind: string, reason: RawBuilder<unknown>, after: RawBuilder<unknown>) => sql`insert into house.change (county_code, record, row_id, version, division_code, act, at, actor_id, actor_name, reason, after)
  select g.county_code, ${record}, g.id, g.version, g.division_code, ${kind}, ${act.now}::timestamptz, ${act.actor.id}, ${act.actor.name}, ${reason}, ${after} from gone g`;

/** Sets the person and place of measures from their needs; `which` is a condition on alias `n` (the needs). */
export async function placeMeasures(act: Act, which: RawBuilder<unknown>): Promise<void> {
  await sql`update plans.measure m set person_id = n.person_id, division_code = n.division_code from plans.need n
    where m.county_code = ${act.scope.county} and n.county_code = m.county_code and n.id = m.need_id and (m.person_id, m.division_code) is distinct from (n.person_id, n.division_code) and (${which})`.execute(act.tx);
}

/** Cancels what is still to be done for needs that ended; `which` on alias `n`. */
export async function cancelMeasures(act: Act, which: RawBuilder<unknown>): Promise<void> {
  await sql`with gone as (update plans.measure m set state = 'cancelled', result = coalesce(m.result, '需求已办结，不再办理'), version = m.version + 1, updated_at = ${act.now} from plans.need n
      where m.county_code = ${act.scope.county} and m.state = 'pending' and n.county_code = m.county_code and n.id = m.need_id and n.outcome is not null and (${which}) returning m.*)
    ${history(act, 'plans.measure', 'update', sql`'需求已办结'`, sql`jsonb_build_object('state', g.state, 'result', g.result)`)}`.execute(act.tx);
}

/** Sets 待办 or 办理中 of open needs from their measures; `which` on alias `n`, rows in `leaving` no longer count. */
export async function settleStates(act: Act, which: RawBuilder<unknown>, leaving: readonly string[] = []): Promise<void> {
  const state = sql`case when exists (select 1 from plans.measure m where m.county_code = n.county_code and m.need_id = n.id and m.state <> 'cancelled' and m.id <> all(${[...leaving]}::uuid[])) then 'active' else 'waiting' end`;
  await sql`update plans.need n set state = ${state} where n.county_code = ${act.scope.county} and n.outcome is null and n.state <> ${state} and (${which})`.execute(act.tx);
}

/** Ends the open needs of persons who died, moved out or were struck off, with a note; `rows` is a condition on registry.person `r`. */
export async function endOfLeavers(act: Act, rows: RawBuilder<unknown>): Promise<string[]> {
  const { rows: ended } = await sql<{ id: string }>`with gone as (update plans.need n set outcome = 'ended', state = 'ended', ended_on = greatest(${act.today}::date, n.noted_on), version = n.version + 1, updated_at = ${act.now},
        end_note = '对象' || case r.state when 'dead' then '去世' when 'moved' then '迁出' else '注销' end || '，需求终止' from registry.person r
      where n.county_code = ${act.scope.county} and n.outcome is null and r.county_code = n.county_code and r.id = n.person_id and r.state in ('dead', 'moved', 'cancelled') and (${rows}) returning n.*)
    ${history(act, 'plans.need', 'update', sql`g.end_note`, sql`jsonb_build_object('outcome', g.outcome, 'state', g.state, 'ended_on', g.ended_on, 'end_note', g.end_note)`)} returning row_id as id`.execute(act.tx);
  return ended.map((row) => row.id);
}

/** Opens the plan of persons with an open need, closes with a note where nothing is left; rows in `leaving` (needs) no longer count. */
export async function settlePlans(act: Act, persons: readonly string[], leaving: readonly string[] = []): Promise<void> {
  const open = (of: RawBuilder<unknown>) => sql`exists (select 1 from plans.need n where n.county_code = ${act.scope.county} and n.person_id = ${of} and n.outcome is null and n.id <> all(${[...leaving]}::uuid[]))`;
  const review = addMonths(act.today, await findReviewMonths(act));
  await sql`with gone as (insert into plans.plan as r (county_code, division_code, created_at, updated_at, person_id, state, opened_on, review_on)
      select p.county_code, p.division_code, ${act.now}::timestamptz, ${act.now}::timestamptz, p.id, 'open', ${act.today}::date, ${review}::date from registry.person p
      where p.county_code = ${act.scope.county} and p.id = any(${[...persons]}::uuid[]) and ${open(sql`p.id`)}
      on conflict (county_code, person_id) do update set state = 'open', opened_on = excluded.opened_on, review_on = excluded.review_on, closed_on = null, close_note = null, version = r.version + 1, updated_at = excluded.updated_at where r.state = 'closed'
      returning r.*)
    ${history(act, 'plans.plan', 'update', sql`'有未办结的需求，开始一策'`, sql`jsonb_build_object('state', g.state, 'opened_on', g.opened_on, 'review_on', g.review_on)`)}`.execute(act.tx);
  await sql`with gone as (update plans.plan r set state = 'closed', closed_on = ${act.today}, review_on = null, close_note = '需求都已办结，自动关闭', version = r.version + 1, updated_at = ${act.now}
      where r.county_code = ${act.scope.county} and r.person_id = any(${[...persons]}::uuid[]) and r.state = 'open' and not ${open(sql`r.person_id`)} returning r.*)
    ${history(act, 'plans.plan', 'update', sql`g.close_note`, sql`jsonb_build_object('state', g.state, 'closed_on', g.closed_on, 'close_note', g.close_note)`)}`.execute(act.tx);
}

/** Does the measures that wait for a row of a ledger: rows of `record` (condition on alias `r`) written since the measure was made. Answers the needs touched. */
export async function fulfilMeasures(act: Act, record: string, day: RawBuilder<unknown>, rows: RawBuilder<unknown>): Promise<{ need_id: string }[]> {
  const { rows: done } = await sql<{ need_id: string }>`with found as (select distinct on (r.person_id) r.county_code, r.person_id, r.id, ${day}::date as on_day, r.updated_at from ${sql.table(record)} r where ${rows} order by r.person_id, ${day} desc nulls last),
    gone as (update plans.measure m set state = 'done', done_on = least(coalesce(f.on_day, ${act.today}::date), ${act.today}::date), linked_id = f.id::text, result = coalesce(m.result, '台账已登记，自动办结'), version = m.version + 1, updated_at = ${act.now} from found f, plans.need n
      where m.county_code = ${act.scope.county} and m.state = 'pending' and m.linked_record = ${record} and m.linked_id is null and m.person_id = f.person_id and f.county_code = m.county_code
        and n.county_code = m.county_code and n.id = m.need_id and coalesce(f.on_day, ${act.today}::date) >= n.noted_on returning m.*)
    insert into house.change (county_code, record, row_id, version, division_code, act, at, actor_id, actor_name, reason, after)
    select g.county_code, 'plans.measure', g.id, g.version, g.division_code, 'update', ${act.now}::timestamptz, ${act.actor.id}, ${act.actor.name}, '台账已登记，自动办结', jsonb_build_object('state', g.state, 'done_on', g.done_on, 'linked_id', g.linked_id, 'result', g.result)
    from gone g returning (select x.need_id from gone x where x.id = row_id) as need_id`.execute(act.tx);
  return done;
}

/** Solves open needs whose rule is met by the measure alone, once no measure waits. */
export async function solveMet(act: Act, needs: readonly string[], rules: readonly string[]): Promise<void> {
  await sql`with gone as (update plans.need n set outcome = 'solved', state = 'solved', ended_on = greatest(${act.today}::date, n.noted_on), end_note = '措施已完成，自动办结', version = n.version + 1, updated_at = ${act.now}
      where n.county_code = ${act.scope.county} and n.id = any(${[...needs]}::uuid[]) and n.outcome is null and n.rule = any(${[...rules]}::text[])
        and not exists (select 1 from plans.measure m where m.county_code = n.county_code and m.need_id = n.id and m.state = 'pending') returning n.*)
    ${history(act, 'plans.need', 'update', sql`g.end_note`, sql`jsonb_build_object('outcome', g.outcome, 'state', g.state, 'ended_on', g.ended_on, 'end_note', g.end_note)`)}`.execute(act.tx);
}

/** Takes the link off measures whose linked row will go; they stay done. `rows` is a condition on `record` alias `r`. */
export async function unlinkMeasures(act: Act, record: string, rows: RawBuilder<unknown>): Promise<void> {
  await sql`update plans.measure m set linked_id = null, result = coalesce(m.result || '；', '') || '关联的记录已删除' from ${sql.table(record)} r
    where m.county_code = ${act.scope.county} and m.linked_record = ${record} and m.linked_id = r.id::text and m.state = 'done' and (${rows})`.execute(act.tx);
}
