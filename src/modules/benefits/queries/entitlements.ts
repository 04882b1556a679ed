import { sql } from 'kysely';
import type { Fen } from '#base/pure/fen.ts';
import { overWholeTables } from '#base/server/database.ts';
import type { Act } from '#base/server/house.ts';
import { placeOf } from '#base/server/records/columns.ts';
import { newId } from '#base/server/records/write.ts';
import { Person } from '#modules/registry/schema.ts';
import type { Entitlement } from '../rules/entitlements.ts';
import { monthOf, type Month } from '../rules/months.ts';
import { ConscriptHome } from '../schema/conscripts.ts';
import { OneOffShare } from '../schema/oneOff.ts';
import { Line } from '../schema/runs.ts';
import type { Account } from './facts.ts';

/** An approved sum with what a run needs beside: whose file it is kept under, where that is, whether its payee has died, and the account. */
export type Approved = Entitlement & {
  personId: string; divisionCode: string; died: Month | null; account: Account | null;
  /** The blind index of the account that stood when the sum was approved; null where there was none. */
  accountIndex: string | null;
  /** Whether that account was approved with the share itself, its last digits before the approver's eyes. */
  accountShown: boolean;
  /** Whom the conscript's household names as payee now, where that is somebody else. */
  payeeNow: string | null;
  /** What was written down as paid outside a run since the sum was approved, and so was never asked about. */
  unasked: Fen;
  /** When it was approved last, in milliseconds. */
  approvedAt: number;
  /** Files that lines of it hang on, beside the payee's own: what was paid back on them is of this sum too. */
  paidTo: readonly string[];
};

type Row = {
  id: string; person_id: string; division_code: string; programme: string; month: string; fen: string; payee_name: string; filed: boolean; words: string; citation: string; standards: string[]; died_on: string | null;
  own_bank: string | null; own_holder: string | null; own_account: string | null; source: string; bank_name: string | null; bank_holder: string | null; bank_account_sealed: string | null; name: string; account_index: string | null; payee_now: string | null; unasked: string; approved_at: number; paid_to: string[] | null;
};

/** Every sum that was approved in some programmes, also those taken back, in the act's scope; of one person or source alone where asked. The account of a share or household counts before that of the payee's file. */
export async function listApproved(act: Act, programmes: readonly string[], personId?: string, sourceId?: string): Promise<Approved[]> {
  const { county, from, to } = act.scope;
  const look = () => sql<Row>`select e.id, e.person_id, p.division_code, e.programme, e.month, e.fen::text as fen, e.payee_name, e.filed, e.words, e.citation, e.standards, p.died_on, p.name, e.source, e.account_index,
      case when h.person_id is not null and not (e.filed = (h.payee_id is not null) and e.person_id = coalesce(h.payee_id, y.person_id) and (e.filed or e.payee_name = h.payee_name)) then h.payee_name end as payee_now,
      coalesce(s.bank_name, h.bank_name) as own_bank, coalesce(s.bank_holder, h.bank_holder) as own_holder, coalesce(s.bank_account_sealed, h.bank_account_sealed) as own_account, p.bank_name, p.bank_holder, p.bank_account_sealed,
      (select coalesce(sum(x.amount), 0)::text from benefits.payment x where x.county_code = e.county_code and x.line_id is null and x.programme = e.programme and greatest(x.created_at, x.updated_at) > e.approved_at and (x.person_id in (e.person_id, o.person_id, y.person_id) or x.person_id in (select z.person_id from benefits.entitlement z where z.county_code = e.county_code and z.source_id = e.source_id)) and (y.year is null or left(x.month, 4)::int between y.year and y.year + 1)) as unasked, extract(epoch from e.approved_at)::float8 * 1000 as approved_at,
      (select array_agg(distinct l.person_id) from benefits.line l where l.county_code = e.county_code and l.entitlement_id = e.id and l.person_id <> e.person_id) as paid_to
    from benefits.entitlement e join registry.person p on p.county_code = e.county_code and p.id = e.person_id
    left join benefits.one_off_share s on e.source = 'oneOff' and s.county_code = e.county_code and s.id = e.id
    left join benefits.one_off o on e.source = 'oneOff' and o.county_code = e.county_code and o.id = e.source_id
    left join benefits.conscript_year y on e.source = 'conscript' and y.county_code = e.county_code and y.id = e.source_id
    left join benefits.conscript_home h on h.county_code = y.county_code and h.person_id = y.person_id
    where e.county_code = ${county} and p.division_code between ${from} and ${to} and e.programme = any(${[...programmes]}::text[]) ${personId ? sql`and e.person_id = ${personId}::uuid` : sql``} ${sourceId ? sql`and e.source_id = ${sourceId}::uuid` : sql``} order by e.month, y.year, e.id`.execute(act.tx);
  const { rows } = personId === undefined && sourceId === undefined ? await overWholeTables(act.tx, look) : await look();
  return rows.map((row) => ({
    id: row.id, personId: row.person_id, divisionCode: row.division_code, programme: row.programme, month: monthOf(row.month), fen: BigInt(row.fen), payeeName: row.payee_name, filed: row.filed, words: row.words, citation: row.citation, standards: row.standards,
    died: row.died_on === null ? null : monthOf(row.died_on), account: accountOf(row), accountIndex: row.account_index, accountShown: row.source === 'oneOff' && row.own_account !== null, payeeNow: row.payee_now, unasked: BigInt(row.unasked), approvedAt: row.approved_at, paidTo: row.paid_to ?? [],
  }));
}

function accountOf(row: Row): Account | null {
  if (row.own_account !== null) return { bankName: row.own_bank, bankHolder: row.own_holder ?? row.payee_name, sealed: row.own_account, place: placeOf(row.source === 'oneOff' ? OneOffShare : ConscriptHome, 'bankAccount') };
  if (!row.filed || row.bank_account_sealed === null) return null;
  return { bankName: row.bank_name, bankHolder: row.bank_holder ?? row.name, sealed: row.bank_account_sealed, place: placeOf(Person, 'bankAccount') };
}

/** One sum as it is approved. */
export type EntitlementDraft = { id: string; division_code: string; person_id: string; programme: string; source: 'oneOff' | 'conscript'; source_id: string; month: string; fen: Fen; payee_name: string; filed: boolean; payee_index?: string | null; words: string; citation: string; standards: readonly string[] };

/** Puts approved sums in force, or puts others in their place; `hands` are those who made them. The month of one approved before stays. */
export async function putInForce(act: Act, drafts: readonly EntitlementDraft[], hands: readonly string[]): Promise<void> {
  const plain = (_key: string, value: unknown) => (typeof value === 'bigint' ? value.toString() : value);
  await sql`insert into benefits.entitlement as e (county_code, id, division_code, person_id, programme, source, source_id, month, fen, payee_name, filed, payee_index, words, citation, standards, hands, approved_by_id, approved_by, approved_on)
    select ${act.scope.county}, x.id, x.division_code, x.person_id, x.programme, x.source, x.source_id, x.month, x.fen, x.payee_name, x.filed, x.payee_index, x.words, x.citation, x.standards, ${[...hands]}::text[], ${act.actor.id}, ${act.actor.name}, ${act.today}
    from jsonb_to_recordset(${JSON.stringify(drafts, plain)}::jsonb) as x(id uuid, division_code text, person_id uuid, programme text, source text, source_id uuid, month text, fen bigint, payee_name text, filed boolean, payee_index text, words text, citation text, standards uuid[])
    on conflict (county_code, id) do update set fen = excluded.fen, words = excluded.words, citation = excluded.citation, standards = excluded.standards, payee_name = excluded.payee_name, person_id = excluded.person_id, filed = excluded.filed, division_code = excluded.division_code, payee_index = excluded.payee_index, hands = excluded.hands, approved_by_id = excluded.approved_by_id, approved_by = excluded.approved_by, approved_on = excluded.approved_on, approved_at = now(), dropped = false`.execute(act.tx);
}

/** What two rows of a ledger have in common that are about one sum: its year, or its programme, which several kinds of 一次性抚恤金 share. */
const ALIKE = {
  'benefits.conscript_year': sql`b.year = a.year`,
  'benefits.one_off': sql`(case when b.kind in ('martyrAward', 'localGrant') then b.kind else 'deathPension' end) = (case when a.kind in ('martyrAward', 'localGrant') then a.kind else 'deathPension' end)`,
} as const;

/** Whether two files both have a payment of the same programme (or year) that was approved once and still runs. */
export async function findBothApproved(act: Act, ledger: keyof typeof ALIKE, kept: string, gone: string): Promise<boolean> {
  const { rows } = await sql`select 1 from ${sql.table(ledger)} a join ${sql.table(ledger)} b on b.county_code = a.county_code and ${ALIKE[ledger]} and b.person_id = ${gone} and b.state <> 'withdrawn'
    where a.county_code = ${act.scope.county} and a.person_id = ${kept} and a.state <> 'withdrawn' and (a.month is not null or b.month is not null) limit 1`.execute(act.tx);
  return rows.length > 0;
}

/** Whether two files are both payees of one payment, or of one year, with sums in force. */
export async function isSharedByBoth(act: Act, one: string, other: string): Promise<boolean> {
  return (await sql`select 1 from benefits.entitlement x join benefits.entitlement y on y.county_code = x.county_code and y.source_id = x.source_id and y.person_id = ${other} and y.fen > 0
    where x.county_code = ${act.scope.county} and x.person_id = ${one} and x.fen > 0 and x.filed and y.filed limit 1`.execute(act.tx)).rows.length > 0;
}

/** Whom the one sum of a source goes to; `index` tells a person whose file was made since, or whose name was put right: the blind index of the citizen id, null where it is not known. */
export type Payee = { personId: string; name: string; filed: boolean; index: string | null };

/**
 * The id under which a source's one sum for a payee is kept: the first sum bears the id of its source; another payee gets a sum of their own, and what was paid to the former one is overpaid from now on, but for those in `keep`.
 */
export async function idForPayee(act: Act, sourceId: string, { personId, name, filed, index }: Payee, hands: readonly string[], keep: readonly string[] = []): Promise<string> {
  const { rows } = await sql<{ id: string; same: boolean }>`select id, coalesce(payee_index = ${index}::text, false) or (person_id = ${personId} and filed = ${filed} and (filed or payee_name = ${name})) as same
    from benefits.entitlement where county_code = ${act.scope.county} and source_id = ${sourceId} order by same desc, fen desc, id`.execute(act.tx);
  const own = rows[0]?.same ? rows[0].id : undefined;
  await dropOrphans(act, sourceId, own ? [own, ...keep] : keep, hands);
  return own ?? (rows.length === 0 ? sourceId : newId());
}

/** Keeps which account each sum of a source would be paid to as it is approved: one put in its place afterwards is paid to only once a second person has checked it. */
export async function keepAccounts(act: Act, sourceId: string, programme: string): Promise<void> {
  const { keys } = act.house;
  for (const { id, account } of await listApproved(act, [programme], undefined, sourceId)) {
    await sql`update benefits.entitlement set account_index = ${account && keys.index(placeOf(Line, 'bankAccount'), keys.open(account.place, account.sealed))} where county_code = ${act.scope.county} and id = ${id}`.execute(act.tx);
  }
}

/** Takes back every sum of a source: what was paid of them is overpaid from now on. */
export async function takeBack(act: Act, sourceId: string, hands: readonly string[]): Promise<void> {
  await sql`update benefits.entitlement set fen = 0, hands = ${[...hands]}::text[], approved_by_id = ${act.actor.id}, approved_by = ${act.actor.name}, approved_on = ${act.today} where county_code = ${act.scope.county} and source_id = ${sourceId}`.execute(act.tx);
}

/** Takes back the sums of a source other than some: their share is no more, as after two payees' files were merged, or their payee another. */
export async function dropOrphans(act: Act, sourceId: string, ids: readonly string[], hands: readonly string[]): Promise<void> {
  await sql`update benefits.entitlement set dropped = true where county_code = ${act.scope.county} and source_id = ${sourceId} and id <> all(${[...ids]}::uuid[])`.execute(act.tx);
  await sql`update benefits.entitlement set fen = 0, hands = ${[...hands]}::text[], approved_by_id = ${act.actor.id}, approved_by = ${act.actor.name}, approved_on = ${act.today} where county_code = ${act.scope.county} and source_id = ${sourceId} and fen <> 0 and id <> all(${[...ids]}::uuid[])`.execute(act.tx);
}

/** A sum of a source that goes to somebody else than now, and what runs paid of it and did not come back. */
export type FormerSum = { id: string; personId: string; divisionCode: string; payeeName: string; filed: boolean; index: string | null; paid: Fen };

/** The sums of a source of which runs paid something to others than a payee; also one that was not due for a while, but none that a 更正 gave to somebody else. */
export async function listFormerSums(act: Act, sourceId: string, { personId, name, filed, index }: Payee): Promise<FormerSum[]> {
  const { rows } = await sql<Omit<FormerSum, 'paid'> & { paid: string; back: string }>`select * from (select e.id, e.person_id as "personId", e.division_code as "divisionCode", e.payee_name as "payeeName", e.filed, e.payee_index as index,
      p.paid::text as paid, greatest(0, b.repaid - o.owed)::text as back
    from benefits.entitlement e
    cross join lateral (select coalesce(sum(l.amount), 0) as paid from benefits.line l where l.county_code = e.county_code and l.entitlement_id = e.id and l.outcome in ('pending', 'paid')) p
    cross join lateral (select coalesce(sum(x.amount), 0) as repaid from benefits.repayment x where x.county_code = e.county_code and x.programme = e.programme and (x.person_id = e.person_id or x.person_id in (select l.person_id from benefits.line l where l.county_code = e.county_code and l.entitlement_id = e.id))) b
    cross join lateral (select coalesce(sum(greatest(0, y.paid - y.fen)), 0) as owed from (select z.fen, (select coalesce(sum(l.amount), 0) from benefits.line l where l.county_code = z.county_code and l.entitlement_id = z.id and l.outcome in ('pending', 'paid')) as paid
      from benefits.entitlement z where z.county_code = e.county_code and z.person_id = e.person_id and z.programme = e.programme and z.id <> e.id) y) o
    where e.county_code = ${act.scope.county} and e.source_id = ${sourceId} and (e.fen > 0 or not e.dropped) and not (coalesce(e.payee_index = ${index}::text, false) or (e.person_id = ${personId} and e.filed = ${filed} and (e.filed or e.payee_name = ${name})))) x where x.paid <> '0' order by id`.execute(act.tx);
  const came = new Map(rows.map((row) => [row.personId, BigInt(row.back)]));
  return rows.flatMap(({ back: _back, ...row }): FormerSum[] => {
    const [paid, there] = [BigInt(row.paid), came.get(row.personId)!];
    const taken = there < paid ? there : paid; // several payees without files are kept under one: what came back is taken from them once
    came.set(row.personId, there - taken);
    return paid === taken ? [] : [{ ...row, paid: paid - taken }];
  });
}

/** A sum of a source of which a run that has not reached the bank is about to pay more than is in force, with the run's number. */
export async function findUnderWay(act: Act, sourceId: string): Promise<{ payeeName: string; number: string } | undefined> {
  const { rows } = await sql<{ payeeName: string; number: string }>`select e.payee_name as "payeeName", r.number from benefits.entitlement e
    join benefits.line l on l.county_code = e.county_code and l.entitlement_id = e.id and l.outcome = 'pending' and l.amount > 0 join benefits.run r on r.county_code = l.county_code and r.id = l.run_id and r.state in ('computed', 'reviewed', 'approved', 'checked')
    where e.county_code = ${act.scope.county} and e.source_id = ${sourceId} and e.fen < (select sum(x.amount) from benefits.line x where x.county_code = e.county_code and x.entitlement_id = e.id and x.outcome in ('pending', 'paid')) limit 1`.execute(act.tx);
  return rows[0];
}

/** What runs did with the sums of a source, first first. */
export type SourceLine = { lineId: string; runId: string; number: string; title: string; payee: string; amount: string; outcome: string; on: string | null; reason: string | null };

/** The lines that paid the sums of a source. */
export async function listSourceLines(act: Act, sourceId: string): Promise<SourceLine[]> {
  const { rows } = await sql<SourceLine>`select l.id as "lineId", r.id as "runId", r.number, r.title, e.payee_name as payee, l.amount::text as amount, l.outcome, l.outcome_on::text as "on", l.outcome_reason as reason
    from benefits.entitlement e join benefits.line l on l.county_code = e.county_code and l.entitlement_id = e.id join benefits.run r on r.county_code = l.county_code and r.id = l.run_id
    where e.county_code = ${act.scope.county} and e.source_id = ${sourceId} order by l.period, r.number, l.reference`.execute(act.tx);
  return rows;
}

/** SQL on alias `r` for what is in force of a source, and what was paid of it, in fen. */
export const SOURCE_SUMS = {
  inForce: sql`(select sum(e.fen)::bigint from benefits.entitlement e where e.county_code = r.county_code and e.source_id = r.id)`,
  paid: sql`(select sum(l.amount)::bigint from benefits.entitlement e join benefits.line l on l.county_code = e.county_code and l.entitlement_id = e.id and l.outcome = 'paid' where e.county_code = r.county_code and e.source_id = r.id)`,
};
