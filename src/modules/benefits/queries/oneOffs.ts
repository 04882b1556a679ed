import { type RawBuilder, sql } from 'kysely';
import type { Fen } from '#base/pure/fen.ts';
import type { Act } from '#base/server/house.ts';
import { decode } from '#base/server/records/columns.ts';
import type { Standing } from '../rules/approval.ts';
import type { Merit } from '../rules/oneOff.ts';
import type { GrantRow, OneOffFacts, Reckoning } from '../rules/reckoning.ts';
import type { Share } from '../rules/shares.ts';
import { isPension, OneOffShare, type OneOffKindCode } from '../schema/oneOff.ts';
import { withHand } from './hands.ts';
import { listWithdrawnOwed } from './owedSums.ts';

/** A payment made once with the facts it is worked out from. */
export type KnownOneOff = { id: string; version: number; divisionCode: string; personId: string; personName: string; total: Fen | null; facts: OneOffFacts } & Standing;

type Row = {
  id: string; version: number; division_code: string; person_id: string; name: string; kind: OneOffKindCode; merit: Merit | 'none' | null; pay: string | null; total: string | null; state: Standing['state']; hands: string[]; month: string | null; revoking: boolean; approved_by_id: string | null;
  died_on: string | null; enlisted_on: string | null; discharged_on: string | null; settlement: string | null; grant_paid_on: string | null; awards: string[] | null; paid_outside: string | null; outside_found: string | null; by_hand: string; standing: string;
};

const programmeOfKind = (kind: OneOffKindCode): string => (isPension(kind) ? 'deathPension' : kind);
const PROGRAMME = sql`case when r.kind in ('martyrAward', 'localGrant') then r.kind else 'deathPension' end`;

/** Approved sums of the same programme for the same person from other sources (alias `o`), each with what runs paid of it or have on its way. */
const OTHERS = sql`(select e.id, e.fen, e.person_id, o.state, coalesce((select sum(l.amount) from benefits.line l where l.county_code = e.county_code and l.entitlement_id = e.id and l.outcome in ('pending', 'paid')), 0) as paid
        from benefits.one_off o join benefits.entitlement e on e.county_code = o.county_code and e.source_id = o.id and e.programme = ${PROGRAMME} where o.county_code = r.county_code and o.person_id = r.person_id and o.id <> r.id)`;

/** The payments that `which` selects (a condition on alias `r`), with what the register says; awards of the time in service only. */
export async function loadOneOffs(act: Act, which: RawBuilder<unknown>, lock = false): Promise<KnownOneOff[]> {
  const { rows } = await sql<Row>`select r.id, r.version, r.division_code, r.person_id, p.name, r.kind, r.merit, r.pay::text as pay, r.total::text as total, r.state, r.hands, r.month, r.revoking, r.approved_by_id, p.died_on::text as died_on, p.enlisted_on, p.discharged_on, p.settlement, d.grant_paid_on::text as grant_paid_on,
      (select array_agg(a.kind) from registry.award a where a.county_code = r.county_code and a.person_id = r.person_id and (p.discharged_on is null or a.awarded_on is null or a.awarded_on <= p.discharged_on)) as awards,
      r.paid_outside::text as paid_outside, r.outside_found::text as outside_found, (select coalesce(sum(o.amount), 0)::text from benefits.payment o where o.county_code = r.county_code and o.line_id is null and o.programme = ${PROGRAMME}
        and (o.person_id = r.person_id or o.person_id in (select s.payee_id from benefits.one_off_share s where s.county_code = r.county_code and s.one_off_id = r.id))) as by_hand,
      (select coalesce(sum(greatest(x.fen, x.paid)), 0)::text from ${OTHERS} x where x.fen > 0) as standing
    from benefits.one_off r join registry.person p on p.county_code = r.county_code and p.id = r.person_id
    left join registry.settlement_detail d on d.county_code = r.county_code and d.person_id = r.person_id
    where r.county_code = ${act.scope.county} and (${which}) order by r.id ${lock ? sql`for update of r` : sql``}`.execute(act.tx);
  const taken = await listWithdrawnOwed(act, 'oneOff');
  return rows.map((row) => ({
    id: row.id, version: row.version, divisionCode: row.division_code, personId: row.person_id, personName: row.name, total: row.total === null ? null : BigInt(row.total), state: row.state, hands: row.hands, month: row.month, revoking: row.revoking, approvedById: row.approved_by_id,
    facts: { kind: row.kind, diedOn: row.died_on, enlistedOn: row.enlisted_on, dischargedOn: row.discharged_on, settlement: row.settlement, awards: row.awards ?? [], merit: row.merit, pay: row.pay === null ? null : BigInt(row.pay), grantPaidOn: row.month === null ? row.grant_paid_on : null, outside: { said: row.paid_outside === null ? null : BigInt(row.paid_outside), asked: row.outside_found === null ? null : BigInt(row.outside_found), found: BigInt(row.by_hand) + BigInt(row.standing), owed: taken.reduce((sum, one) => (one.personId === row.person_id && one.sourceId !== row.id && one.programme === programmeOfKind(row.kind) ? sum + one.fen : sum), 0n) } },
  }));
}

/** The county's terms of its grant in force; of several for one day the verified one confirmed last counts, and comes last. */
export async function listGrantTerms(act: Act): Promise<GrantRow[]> {
  type Terms = { id: string; title: string; effective_on: string; kind: 'byYears' | 'onBase'; per_year: string; nco_step: string; conscript_years: number; base: string; base_years: number; percent: number; verified: boolean };
  const { rows } = await sql<Terms>`select id, title, effective_on::text as effective_on, kind, per_year::text, nco_step::text, conscript_years, base::text, base_years, percent, verification = 'published' as verified from benefits.grant_terms where county_code = ${act.scope.county} and state = 'inForce' order by verification = 'published', confirmed_at, id`.execute(act.tx);
  return rows.map((row): GrantRow => {
    const head = { id: row.id, title: row.title, effectiveOn: row.effective_on, verified: row.verified };
    return row.kind === 'byYears' ? { ...head, kind: 'byYears', perYear: BigInt(row.per_year), ncoStep: BigInt(row.nco_step), conscriptYears: row.conscript_years } : { ...head, kind: 'onBase', base: BigInt(row.base), years: row.base_years, percent: row.percent };
  });
}

/** Keeps what payments come to, as they were just worked out. */
export async function keepReckonings(act: Act, made: readonly { id: string; reckoning: Reckoning; working: string }[]): Promise<void> {
  const rows = made.map(({ id, reckoning, working }) => ({ id, total: reckoning.answer === 'yes' ? String(reckoning.fen) : null, working, standards: reckoning.standards }));
  await sql`update benefits.one_off r set total = x.total, working = x.working, standards = x.standards from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, total bigint, working text, standards uuid[])
    where r.county_code = ${act.scope.county} and r.id = x.id`.execute(act.tx);
  // A discharged soldier's grant goes to him alone: his one share follows the sum.
  await sql`insert into benefits.one_off_share (county_code, id, division_code, one_off_id, relation, payee_id, payee_name, fen)
    select r.county_code, gen_random_uuid(), r.division_code, r.id, 'self', r.person_id, p.name, coalesce(r.total, 0) from benefits.one_off r join registry.person p on p.county_code = r.county_code and p.id = r.person_id
    where r.county_code = ${act.scope.county} and r.id = any(${made.map((one) => one.id)}::uuid[]) and r.kind = 'localGrant' and not exists (select 1 from benefits.one_off_share s where s.county_code = r.county_code and s.one_off_id = r.id)`.execute(act.tx);
  await sql`update benefits.one_off_share s set fen = coalesce(r.total, 0) from benefits.one_off r where s.county_code = ${act.scope.county} and r.county_code = s.county_code and r.id = s.one_off_id and r.id = any(${made.map((one) => one.id)}::uuid[]) and r.kind = 'localGrant' and s.relation = 'self'`.execute(act.tx);
}

/** A share with who receives it; `settled` where a sum of it was approved before. */
export type KnownShare = Share & { id: string; version: number; divisionCode: string; payeeId: string | null; payeeCitizenId: string | null; bankName: string | null; bankHolder: string | null; bankAccount: string | null; settled: boolean; standsFen: Fen | null };

/** The shares of a payment, in the order of the law, then as they were written down; numbers in clear, for the server alone. */
export async function listShares(act: Act, oneOffId: string): Promise<KnownShare[]> {
  type ShareRow = Record<string, unknown> & { id: string; version: number; division_code: string; relation: string; ground: string | null; fen: string; payee_id: string | null; payee_name: string; stands: string | null; file_account: boolean };
  const { rows } = await sql<ShareRow>`select s.*, e.fen::text as stands, coalesce(p.bank_account_sealed is not null, false) as file_account from benefits.one_off_share s
    left join benefits.entitlement e on e.county_code = s.county_code and e.id = s.id left join registry.person p on p.county_code = s.county_code and p.id = s.payee_id
    where s.county_code = ${act.scope.county} and s.one_off_id = ${oneOffId} order by array_position(array['self', 'parent', 'spouse', 'child', 'sibling'], s.relation), s.created_at, s.id`.execute(act.tx);
  return rows.map((row) => {
    const values = decode(OneOffShare, row, act.house.keys) as Record<string, string | null>;
    return {
      id: row.id, version: row.version, divisionCode: row.division_code, relation: row.relation, ground: row.ground, fen: BigInt(row.fen), payeeId: row.payee_id, payeeName: row.payee_name, payeeCitizenId: values.payeeCitizenId ?? null, bankName: values.bankName ?? null, bankHolder: values.bankHolder ?? null,
      bankAccount: values.bankAccount ?? null, identified: row.payee_id !== null || Boolean(values.payeeCitizenId), account: Boolean(values.bankAccount) || row.file_account, settled: row.stands !== null, standsFen: row.stands === null ? null : BigInt(row.stands),
    };
  });
}

/** Payments whose state forbids what was just done with some rows: the first of `which` (on alias `o`) that is not being drafted. */
export async function findUndrafted(act: Act, which: RawBuilder<unknown>): Promise<{ state: string } | undefined> {
  return (await sql<{ state: string }>`select o.state from benefits.one_off o where o.county_code = ${act.scope.county} and (${which}) and o.state <> 'draft' limit 1`.execute(act.tx)).rows[0];
}

/** Writes down that the acting person has worked on some payments that are being drafted (on alias `o`): they may not approve them. */
export async function addOneOffHand(act: Act, which: RawBuilder<unknown>): Promise<void> {
  await sql`update benefits.one_off o set made_by = coalesce(o.made_by, ${act.actor.name}), hands = ${withHand(act, 'o', 'benefits.one_off')} where o.county_code = ${act.scope.county} and o.state = 'draft' and (${which})`.execute(act.tx);
}

/** Whoever ever wrote a share (on alias `r`) that was just brought back has a hand in its payment again. */
export async function addRestoredHands(act: Act, shares: RawBuilder<unknown>): Promise<void> {
  await sql`update benefits.one_off o set hands = o.hands || x.hands from (select r.county_code, r.one_off_id, array_agg(distinct c.actor_id::text) as hands from benefits.one_off_share r join house.change back on back.county_code = r.county_code and back.record = 'benefits.one_off_share' and back.row_id = r.id and back.version = r.version and back.act = 'restore'
    join house.change c on c.county_code = r.county_code and c.record = 'benefits.one_off_share' and c.row_id = r.id and c.actor_id is not null where ${shares} group by 1, 2) x where o.county_code = x.county_code and o.id = x.one_off_id and o.state = 'draft'`.execute(act.tx);
}

/** Brings the names of payees who have a file to those of their files; `shares` is a condition on alias `r`. */
export async function nameFiledPayees(act: Act, shares: RawBuilder<unknown>): Promise<void> {
  await sql`update benefits.one_off_share r set payee_name = p.name from registry.person p where (${shares}) and p.county_code = r.county_code and p.id = r.payee_id and r.payee_name <> p.name`.execute(act.tx);
}

/** The first share among some (on alias `r`) of which a sum was approved. */
export async function findSettledShare(act: Act, shares: RawBuilder<unknown>): Promise<{ payee_name: string } | undefined> {
  return (await sql<{ payee_name: string }>`select r.payee_name from benefits.one_off_share r join benefits.entitlement e on e.county_code = r.county_code and e.id = r.id where (${shares}) limit 1`.execute(act.tx)).rows[0];
}

/** A grant of a run with the row of 安置补充 that there may be, the day of receipt that it tells, and how much of the grant is paid altogether, outside the runs included. */
export type RunGrant = { lineId: string; personId: string; paid: string; detail: { id: string; version: number; paidOn: string | null } | null };

/** The grants of a run of which the outcome is so. */
export async function listGrants(act: Act, runId: string, outcome: 'paid' | 'returned'): Promise<RunGrant[]> {
  const { rows } = await sql<RunGrant>`select l.id as "lineId", l.person_id as "personId", ((select coalesce(sum(w.amount), 0) from benefits.line w join benefits.entitlement x on x.county_code = w.county_code and x.id = w.entitlement_id and x.source_id = e.source_id where w.county_code = l.county_code and w.outcome = 'paid')
      + coalesce((select o.paid_outside from benefits.one_off o where o.county_code = e.county_code and o.id = e.source_id), 0))::text as paid, case when d.id is null then null else jsonb_build_object('id', d.id, 'version', d.version, 'paidOn', d.grant_paid_on) end as detail
    from benefits.line l join benefits.entitlement e on e.county_code = l.county_code and e.id = l.entitlement_id left join registry.settlement_detail d on d.county_code = l.county_code and d.person_id = l.person_id
    where l.county_code = ${act.scope.county} and l.run_id = ${runId} and l.programme = 'localGrant' and l.outcome = ${outcome} and l.amount > 0 order by l.id`.execute(act.tx);
  return rows;
}
