import { sql } from 'kysely';
import type { Act } from '#base/server/house.ts';
import type { Frozen } from '../rules/frozen.ts';
import { PAYABLE } from '../rules/programmes/all.ts';

/** Lines, persons and sum of a run in the act's scope. */
export async function countRun(act: Act, runId: string): Promise<{ lines: number; persons: number; total: string }> {
  const { county, from, to } = act.scope;
  const { rows } = await sql<{ lines: number; persons: number; total: string }>`select count(*)::int as lines, count(distinct l.person_id)::int as persons, coalesce(sum(l.amount), 0)::text as total from benefits.line l
    where l.county_code = ${county} and l.run_id = ${runId} and l.division_code between ${from} and ${to}`.execute(act.tx);
  return rows[0]!;
}

const MONTHLY = PAYABLE.filter((one) => one.rhythm === 'monthly').map((one) => one.key);

/** How many differences of each kind a run has in the act's scope, by how much those of monthly programmes change a month, and how much the others come to. */
export async function countDifferences(act: Act, runId: string): Promise<{ kind: string; persons: number; delta: string; once: string }[]> {
  const { county, from, to } = act.scope;
  const { rows } = await sql<{ kind: string; persons: number; delta: string; once: string }>`select d.kind, count(*)::int as persons, coalesce(sum(d.now - d.was) filter (where d.programme = any(${MONTHLY}::text[])), 0)::text as delta, coalesce(sum(d.now) filter (where d.programme <> all(${MONTHLY}::text[])), 0)::text as once from benefits.difference d join registry.person p on p.county_code = d.county_code and p.id = d.person_id
    where d.county_code = ${county} and d.run_id = ${runId} and p.division_code between ${from} and ${to} group by d.kind order by d.kind`.execute(act.tx);
  return rows;
}

/** A page of the differences of one kind in the act's scope. */
export async function listDifferences(act: Act, runId: string, kind: string, page: number, size: number): Promise<{ rows: { personId: string; name: string; place: string; programme: string; was: string; now: string; words: string }[]; total: number }> {
  const { county, from, to } = act.scope;
  const { rows } = await sql<{ personId: string; name: string; place: string; programme: string; was: string; now: string; words: string; total: number }>`select d.person_id as "personId", coalesce((select e.payee_name from benefits.entitlement e where e.county_code = d.county_code and e.id = d.entitlement_id), p.name) as name, coalesce(v.path, p.division_code) as place, d.programme, d.was::text as was, d.now::text as now, d.words, count(*) over ()::int as total
    from benefits.difference d join registry.person p on p.county_code = d.county_code and p.id = d.person_id left join organisation.division v on v.county_code = p.county_code and v.code = p.division_code
    where d.county_code = ${county} and d.run_id = ${runId} and d.kind = ${kind} and p.division_code between ${from} and ${to} order by p.division_code, p.name, d.programme limit ${size} offset ${(page - 1) * size}`.execute(act.tx);
  return { rows: rows.map(({ total: _total, ...row }) => row), total: rows[0]?.total ?? 0 };
}

/** Whose line was stopped in a list of the run that went back since, and is not stopped in the present one: whoever computes it anew would pay them. In the act's scope. */
export async function listLostStops(act: Act, runId: string): Promise<{ personId: string; name: string; programme: string; reason: string }[]> {
  const { county, from, to } = act.scope;
  const line = sql`benefits.line l where l.county_code = s.county_code and l.run_id = s.run_id and l.person_id = p.id and l.programme = s.detail ->> 'programme' and l.entitlement_id is not distinct from (s.detail ->> 'entitlement')::uuid`;
  return (await sql<{ personId: string; name: string; programme: string; reason: string }>`select distinct on (p.name, p.id, s.detail ->> 'programme') p.id as "personId", p.name, s.detail ->> 'programme' as programme, s.opinion as reason
    from benefits.run_step s join benefits.run r on r.county_code = s.county_code and r.id = s.run_id join registry.person p on p.county_code = s.county_code and p.id = (s.detail ->> 'person')::uuid
    where s.county_code = ${county} and s.run_id = ${runId} and s.act = 'stop' and p.division_code between ${from} and ${to} and r.state in ('draft', 'computed', 'reviewed', 'approved', 'checked')
      and (r.state = 'draft' or exists (select 1 from ${line} and l.outcome = 'pending')) order by p.name, p.id, s.detail ->> 'programme', s.at desc`.execute(act.tx)).rows;
}

/** What a run was computed under, and the file that was made of it. */
export async function findFrozen(act: Act, runId: string): Promise<{ terms: Frozen | null; digest: string | null; layoutId: string | null; version: number; state: string }> {
  const { rows } = await sql<{ terms: Frozen | null; digest: string | null; layoutId: string | null; version: number; state: string }>`select terms, file_digest as digest, layout_id as "layoutId", version, state from benefits.run where county_code = ${act.scope.county} and id = ${runId}`.execute(act.tx);
  return rows[0]!;
}

/** One line with what it was frozen with, and its months by programme. */
export type FrozenLine = { id: string; runId: string; personId: string; programme: string; amount: string; basis: string; period: string; items: [programme: string, month: number, fen: string][] };

/** The lines of a run, or one of its lines, in the act's scope. */
export async function listFrozenLines(act: Act, where: { runId: string } | { lineId: string }): Promise<FrozenLine[]> {
  const { county, from, to } = act.scope;
  const which = 'runId' in where ? sql`l.run_id = ${where.runId}` : sql`l.id = ${where.lineId}`;
  const { rows } = await sql<FrozenLine>`select l.id, l.run_id as "runId", l.person_id as "personId", l.programme, l.amount::text as amount, l.basis_sealed as basis, l.period,
      (select coalesce(json_agg(json_build_array(i.programme, i.month, i.fen::text)), '[]') from benefits.item i where i.county_code = l.county_code and i.line_id = l.id) as items from benefits.line l
    where l.county_code = ${county} and ${which} and l.division_code between ${from} and ${to}`.execute(act.tx);
  return rows;
}

/** The months of a line in order. */
export async function listLineMonths(act: Act, lineId: string): Promise<{ programme: string; month: number; fen: string; cause: string }[]> {
  const { rows } = await sql<{ programme: string; month: number; fen: string; cause: string }>`select programme, month, fen::text as fen, cause from benefits.item where county_code = ${act.scope.county} and line_id = ${lineId} order by month, programme`.execute(act.tx);
  return rows;
}
