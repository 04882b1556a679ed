import { type RawBuilder, sql } from 'kysely';
import { addDays } from '#base/pure/day.ts';
import { levelOf, rangeOf } from '#base/pure/division.ts';
import type { Act } from '#base/server/house.ts';
import type { Queue } from '#base/server/pending.ts';
import { placeOf } from '#base/server/records/columns.ts';
import { BENEFIT_ROLES, DisabilityGrade, DisabilityNature } from '#modules/registry/schema/codes.ts';
import { Person } from '#modules/registry/schema.ts';
import { type Around, type Prospect, QUIET_DAYS } from '../rules/prospects.ts';
import type { PolicyOverview } from '../schema/policyActs.ts';

/** Persons whose programmes wait to be looked at. */
export const PERSONS: Queue = { table: 'benefits.prospect_pending', id: 'person_id', of: 'registry.person', by: 'person_id' };

const OVER = ['approved', 'withdrawn', 'revoked'];
const REFUSED = ['refused', 'upheld'];
const NATURES = { '1': '因战', '2': '因公', '3': '因病' } as const;
type Row = { id: string; name: string; grade_index: string | null; nature_index: string | null; settled: string[] | null; cases: { kind: string; role: string | null }[] | null; funeral: boolean };

/** What stands around the benefits of the persons that `which` selects (a condition on alias `r`), by person; applications only where the recognition module is mounted. */
export async function loadAround(act: Act, which: RawBuilder<unknown>): Promise<Map<string, Around & { name: string }>> {
  const { county, from, to } = act.scope;
  const mounted = act.house.stores.has('recognition.case');
  const cases = mounted
    ? sql`left join lateral (select jsonb_agg(jsonb_build_object('kind', c.kind, 'role', c.target_role)) as cases from recognition."case" c where c.county_code = ${county} and c.state <> all(${OVER}::text[])
        and c.person_id = r.id
        and (c.state <> all(${REFUSED}::text[]) or coalesce(c.decided_on, c.state_on, c.applied_on) > ${addDays(act.today, -QUIET_DAYS)}::date)) c on true` : sql``;
  const { rows } = await sql<Row>`select r.id, r.name, r.disability_grade_index as grade_index, r.disability_nature_index as nature_index, b.settled, ${mounted ? sql`c.cases` : sql`null::jsonb as cases`},
      r.died_on is not null and (exists (select 1 from benefits.payment p where p.county_code = r.county_code and p.person_id = r.id and p.programme = 'funeral')
        or exists (select 1 from benefits.line l where l.county_code = r.county_code and l.person_id = r.id and l.programme = 'funeral' and l.outcome in ('paid', 'pending'))) as funeral
    from registry.person r
    left join lateral (select array_agg(b.category) as settled from benefits.recipient b where b.county_code = ${county} and b.person_id = r.id and b.state in ('accepted', 'recognisedOnly', 'refused')) b on true
    ${cases}
    where r.county_code = ${county} and r.division_code between ${from} and ${to} and ${which}`.execute(act.tx);
  const indexes = (name: 'disabilityGrade' | 'disabilityNature', list: typeof DisabilityGrade) => new Map(list.codes.map(({ code }) => [act.house.keys.index(placeOf(Person, name), code), code]));
  const [grades, natures] = [indexes('disabilityGrade', DisabilityGrade), indexes('disabilityNature', DisabilityNature)];
  return new Map(rows.map((row) => [row.id, {
    name: row.name, cases: row.cases ?? [], settled: row.settled ?? [], grade: Number(grades.get(row.grade_index ?? '') ?? 0), nature: NATURES[natures.get(row.nature_index ?? '') as keyof typeof NATURES] ?? null, funeralPaid: row.funeral,
  }]));
}

/** A prospect with whose it is. */
export type Judged = Prospect & { personId: string; divisionCode: string };
type Kept = { id: string; person_id: string; division_code: string; programme: string; category: string | null; list: string; facts: string[] | null; reason: string; basis: string | null; act: string; kind: string | null; due_on: string | null; recipient_id: string | null; state: string; aside_until: string | null };

const keyOf = (personId: string, programme: string) => `${personId}/${programme}`;
/** What an entry is about: while this stays, putting it aside stays. */
const matterOf = (one: { list: string; category: string | null; act: string; kind: string | null; facts: readonly string[] | null }) => JSON.stringify([one.list, one.category, one.act, one.kind, one.facts ?? []]);

/** Brings the kept entries of some persons into step with a judgement; writes only what differs. An entry put aside comes back when its matter changes or its day has passed. Gives how many were written. */
export async function keepProspects(act: Act, ids: readonly string[], judged: readonly Judged[]): Promise<number> {
  const { county } = act.scope;
  const { rows } = await sql<Kept>`select id, person_id, division_code, programme, category, list, facts, reason, basis, act, kind, due_on, recipient_id, state, aside_until from benefits.prospect where county_code = ${county} and person_id = any(${[...ids]}::uuid[])`.execute(act.tx);
  const kept = new Map(rows.map((row) => [keyOf(row.person_id, row.programme), row]));
  const changed: Record<string, unknown>[] = [];
  for (const one of judged) {
    const key = keyOf(one.personId, one.programme);
    const was = kept.get(key);
    kept.delete(key);
    const row = { person_id: one.personId, division_code: one.divisionCode, programme: one.programme, category: one.category, list: one.list, facts: one.facts.length > 0 ? one.facts : null, reason: one.reason.slice(0, 400), basis: one.basis, act: one.act, kind: one.kind, due_on: one.dueOn, recipient_id: one.recipientId };
    const reopened = was?.state === 'aside' && (matterOf(was) !== matterOf(one) || (was.aside_until !== null && was.aside_until < act.today));
    if (was && !reopened && same(was, row)) continue;
    changed.push({ ...row, reopened });
  }
  const gone = [...kept.values()].map((row) => row.id);
  if (gone.length > 0) await sql`delete from benefits.prospect where county_code = ${county} and id = any(${gone}::uuid[])`.execute(act.tx);
  if (changed.length > 0) await write(act, changed);
  return gone.length + changed.length;
}

const SHOWN = ['division_code', 'category', 'list', 'reason', 'basis', 'act', 'kind', 'due_on', 'recipient_id'] as const;
const same = (was: Kept, now: Record<string, unknown>) => SHOWN.every((name) => (was[name] ?? null) === (now[name] ?? null)) && JSON.stringify(was.facts ?? []) === JSON.stringify(now.facts ?? []);

async function write(act: Act, rows: readonly Record<string, unknown>[]): Promise<void> {
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(person_id uuid, division_code text, programme text, category text, list text, facts text[], reason text, basis text, act text, kind text, due_on text, recipient_id text, reopened boolean)`;
  const columns = sql`division_code, category, list, facts, reason, basis, act, kind, due_on, recipient_id`;
  await sql`insert into benefits.prospect as p (county_code, person_id, programme, ${columns}, found_on, state, created_at, updated_at)
    select ${act.scope.county}, x.person_id, x.programme, x.division_code, x.category, x.list, x.facts, x.reason, x.basis, x.act, x.kind, x.due_on, x.recipient_id, ${act.today}::date, 'open', ${act.now}, ${act.now} from ${given} order by x.person_id, x.programme
    on conflict (county_code, person_id, programme) do update set (${columns}) = (select excluded.division_code, excluded.category, excluded.list, excluded.facts, excluded.reason, excluded.basis, excluded.act, excluded.kind, excluded.due_on, excluded.recipient_id),
      found_on = case when p.list = excluded.list then p.found_on else excluded.found_on end, version = p.version + 1, updated_at = excluded.updated_at`.execute(act.tx);
  const back = rows.filter((row) => row.reopened);
  if (back.length === 0) return;
  await sql`update benefits.prospect p set state = 'open', aside_reason = null, aside_note = null, aside_until = null, aside_by = null, aside_on = null
    from jsonb_to_recordset(${JSON.stringify(back)}::jsonb) as x(person_id uuid, programme text) where p.county_code = ${act.scope.county} and p.person_id = x.person_id and p.programme = x.programme`.execute(act.tx);
}

/** Whose identities the amounts of a standard concern. */
const CONCERNS: Readonly<Record<string, readonly string[]>> = {
  disabled: ['disabled', 'disabled_other'], wage: ['disabled', 'disabled_other'], survivor: ['kin_martyr', 'kin_duty', 'kin_illness'], combat: ['combat', 'nuclear_test'], nuclearTest: ['nuclear_test'], illReturned: ['ill_returned'],
  martyrChild: ['martyr_child_60'], rural: ['rural60'], demobilised: ['demobilised_old'], redArmy: ['red_army'],
};

/** The categories of some standards (a condition on alias `r`). */
export async function categoriesOf(act: Act, rows: RawBuilder<unknown>): Promise<string[]> {
  return (await sql<{ category: string }>`select distinct r.category from benefits.standard r where ${rows}`.execute(act.tx)).rows.map(({ category }) => category);
}

/**
 * Persons whose answer may go by the amounts of standards of some categories: who has or draws an identity that they concern, and, since the higher is paid, whoever draws a benefit and has or may have
 * another identity. Ids and divisions.
 */
export function dependingOnStandards(act: Act, categories: readonly string[]): RawBuilder<unknown> {
  const concerned = categories.flatMap((one) => CONCERNS[one] ?? []);
  return sql`select r.id, r.division_code from registry.person r where r.county_code = ${act.scope.county} and (r.roles && ${concerned}::text[] or exists (select 1 from benefits.recipient b where b.county_code = r.county_code and b.person_id = r.id and (b.category = any(${concerned}::text[])
    or (select count(*) from unnest(r.roles) k where k = any(${[...BENEFIT_ROLES]}::text[])) > 1 or r.enlisted_on < '1955' or exists (select 1 from registry.bereavement k where k.county_code = r.county_code and k.person_id = r.id)
      or exists (select 1 from registry.service_detail s where s.county_code = r.county_code and s.person_id = r.id and (cardinality(s.combat_kinds) > 0 or s.nuclear_kind_index is not null)))))`;
}

/** Open entries by programme and list, and by the next lower place and list, within a division of the act's scope; how many files still wait. */
export async function prospectCounts(act: Act, division: string): Promise<Omit<PolicyOverview, 'division'>> {
  const range = rangeOf(division);
  const level = levelOf(division);
  const within = sql`p.county_code = ${act.scope.county} and p.division_code between ${act.scope.from} and ${act.scope.to} and p.division_code between ${range.from} and ${range.to}`;
  const code = level === 'county' ? sql`substr(p.division_code, 1, 9) || '000'` : sql`p.division_code`;
  const counts = sql`count(*) filter (where p.list = 'owed')::int as owed, count(*) filter (where p.list = 'over')::int as over, count(*) filter (where p.list = 'soon')::int as soon, count(*) filter (where p.list = 'missing')::int as missing`;
  const programmes = (await sql<PolicyOverview['programmes'][number]>`select p.programme, ${counts} from benefits.prospect p where ${within} and p.state = 'open' group by 1`.execute(act.tx)).rows;
  const places = level === 'village' ? [] : (await sql<PolicyOverview['places'][number]>`with found as (select ${code} as code, ${counts} from benefits.prospect p where ${within} and p.state = 'open' group by 1)
    select f.*, coalesce(d.name, f.code) as name from found f left join organisation.division d on d.county_code = ${act.scope.county} and d.code = f.code order by f.code`.execute(act.tx)).rows;
  const { rows } = await sql<{ aside: number; pending: number }>`select (select count(*)::int from benefits.prospect p where ${within} and p.state = 'aside') as aside,
    (select count(*)::int from benefits.prospect_pending p where ${within}) as pending`.execute(act.tx);
  return { programmes, places, ...rows[0]! };
}
