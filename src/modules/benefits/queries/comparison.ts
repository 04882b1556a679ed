import { type RawBuilder, sql } from 'kysely';
import type { Act } from '#base/server/house.ts';
import { decode, encode } from '#base/server/records/columns.ts';
import { ANSWERED } from './confirmEntries.ts';
import { runs } from './movements.ts';
import { type Candidate, Hit, type HitView } from '../schema/comparison.ts';

/** The county's comparison of a file that was taken before, by its digest. */
export async function findByDigest(act: Act, digest: string): Promise<{ id: string; title: string; receivedOn: string } | undefined> {
  return (await sql<{ id: string; title: string; receivedOn: string }>`select id, title, received_on as "receivedOn" from benefits.comparison where county_code = ${act.scope.county} and digest = ${digest}`.execute(act.tx)).rows[0];
}

/** Keeps what a list came to. */
export async function keepCounts(act: Act, id: string, counts: { digest: string; lines: number; matched: number; unmatched: number }): Promise<void> {
  await sql`update benefits.comparison set digest = ${counts.digest}, lines = ${counts.lines}, matched = ${counts.matched}, unmatched = ${counts.unmatched}, taken_by = ${act.actor.name} where county_code = ${act.scope.county} and id = ${id}`.execute(act.tx);
}

/** Whether person `r` draws a benefit that runs. */
const draws = (act: Act) => sql`exists (select 1 from benefits.recipient b where b.county_code = r.county_code and b.person_id = r.id and ${runs(act)} and b.state in ('receiving', 'stopped', 'suspended'))`;

/** Those of some persons who draw a benefit that runs, as somebody tells them apart; by id. */
export async function listCandidates(act: Act, personIds: readonly string[]): Promise<Map<string, Candidate & { division: string }>> {
  const { rows } = await sql<Candidate & { division: string }>`select r.id as "personId", r.name, r.division_code as division, coalesce(d.path, r.division_code) as place, r.birth_on as "birthOn" from registry.person r
    left join organisation.division d on d.county_code = r.county_code and d.code = r.division_code where r.county_code = ${act.scope.county} and r.id = any(${[...personIds]}::uuid[]) and ${draws(act)}`.execute(act.tx);
  return new Map(rows.map((row) => [row.personId, row]));
}

/** One hit to keep; `sealed` and `index` are the finding. */
export type HitDraft = { person: string; division: string; sealed: unknown; index: unknown; event: string | null; matched: string };

/** Keeps hits, all waiting; the same finding of the same person once a comparison. Gives how many. */
export async function insertHits(act: Act, comparisonId: string, hits: readonly HitDraft[]): Promise<number> {
  const { numAffectedRows } = await sql`insert into benefits.comparison_hit (county_code, division_code, comparison_id, person_id, finding_sealed, finding_index, event_on, matched_by, state)
    select ${act.scope.county}, h.division, ${comparisonId}::uuid, h.person, h.sealed, h.index, h.event, h.matched, 'open'
    from jsonb_to_recordset(${JSON.stringify(hits)}::jsonb) as h(person uuid, division text, sealed text, index text, event text, matched text)
    on conflict on constraint comparison_hit_person_key do nothing`.execute(act.tx);
  return Number(numAffectedRows ?? 0n);
}

/** What a hit says, in clear. */
function inClear(act: Act, sealed: { finding_sealed: string; note_sealed: string | null }): Pick<HitView, 'finding' | 'note'> {
  const { finding, note } = decode(Hit, sealed, act.house.keys);
  return { finding: String(finding), note: note as string | null };
}

/** Hits of the act's scope that meet a condition on alias `h`, in clear: a page of them and how many there are. */
export async function listHits(act: Act, where: RawBuilder<unknown>, limit: number, offset = 0): Promise<{ rows: HitView[]; total: number }> {
  const { rows } = await sql<Omit<HitView, 'finding' | 'note' | 'movement' | 'categories'> & { finding_sealed: string; note_sealed: string | null; m_id: string | null; m_act: string; m_month: string; m_state: string; categories: string[] | null; total: number }>`
    select h.id, h.version, h.person_id as "personId", r.name, coalesce(d.path, h.division_code) as place, r.state as "personState", c.title as comparison, c.source, c.received_on as "receivedOn", h.finding_sealed, h.event_on as "eventOn", h.matched_by as "matchedBy",
      h.state, h.note_sealed, h.decided_by as "decidedBy", h.decided_on as "decidedOn", m.id as m_id, m.act as m_act, m.month as m_month, m.state as m_state, count(*) over ()::int as total,
      (select array_agg(distinct b.category) from benefits.recipient b where b.county_code = h.county_code and b.person_id = h.person_id and ${runs(act)}) as categories
    from benefits.comparison_hit h join benefits.comparison c on c.county_code = h.county_code and c.id = h.comparison_id join registry.person r on r.county_code = h.county_code and r.id = h.person_id
    left join organisation.division d on d.county_code = h.county_code and d.code = h.division_code left join benefits.movement m on m.county_code = h.county_code and m.id = h.movement_id
    where h.county_code = ${act.scope.county} and h.division_code between ${act.scope.from} and ${act.scope.to} and ${where} order by (h.state = 'open') desc, h.division_code, r.name_pinyin, h.id limit ${limit} offset ${offset}`.execute(act.tx);
  return {
    rows: rows.map(({ m_id, m_act, m_month, m_state, total: _total, categories, finding_sealed, note_sealed, ...row }) => ({
      ...row, categories: categories ?? [], ...inClear(act, { finding_sealed, note_sealed }), movement: m_id === null ? null : { id: m_id, act: m_act, month: m_month, state: m_state },
    })),
    total: rows[0]?.total ?? 0,
  };
}

/** Locks a hit of the act's scope and gives its version, with its movement while that waits or is in force; undefined where it does not exist. */
export async function lockHit(act: Act, id: string): Promise<{ version: number; personId: string; movementId: string | null } | undefined> {
  return (await sql<{ version: number; personId: string; movementId: string | null }>`select h.version, h.person_id as "personId", (select m.id from benefits.movement m where m.county_code = h.county_code and m.id = h.movement_id and m.state in ('proposed', 'effective')) as "movementId" from benefits.comparison_hit h
    where h.county_code = ${act.scope.county} and h.division_code between ${act.scope.from} and ${act.scope.to} and h.id = ${id} for update of h`.execute(act.tx)).rows[0];
}

/** Writes a decision on a hit. */
export async function writeDecision(act: Act, id: string, state: string, note: string | null, movementId: string | null): Promise<void> {
  const sealed = encode(Hit, { note }, act.house.keys);
  await sql`update benefits.comparison_hit set state = ${state}, note_sealed = ${sealed.note_sealed}, note_index = ${sealed.note_index}, decided_by = ${act.actor.name}, decided_on = ${act.today}, movement_id = ${movementId}, version = version + 1, updated_at = ${act.now} where county_code = ${act.scope.county} and id = ${id}`.execute(act.tx);
}

/** How many were stopped by a 年度确认, have been confirmed since, and nobody has proposed to resume. */
export async function countResumable(act: Act): Promise<number> {
  const { county, from, to } = act.scope;
  return (await sql<{ n: number }>`select count(*)::int as n from benefits.confirmation_entry e join benefits.movement s on s.county_code = e.county_code and s.id = e.stop_id and s.state = 'effective' and not ${ANSWERED}
    left join benefits.movement w on w.county_code = e.county_code and w.id = e.resume_id where e.county_code = ${county} and e.division_code between ${from} and ${to} and e.state = 'confirmed' and (w.id is null or w.state in ('returned', 'withdrawn'))`.execute(act.tx)).rows[0]!.n;
}

/** How many hits of the act's scope wait. */
export async function countOpenHits(act: Act): Promise<number> {
  return (await sql<{ n: number }>`select count(*)::int as n from benefits.comparison_hit where county_code = ${act.scope.county} and division_code between ${act.scope.from} and ${act.scope.to} and state = 'open'`.execute(act.tx)).rows[0]!.n;
}
