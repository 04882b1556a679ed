import { sql } from 'kysely';
import type { Day } from '#base/pure/day.ts';
import type { Fen } from '#base/pure/fen.ts';
import type { Act } from '#base/server/house.ts';
import { newId } from '#base/server/records/write.ts';

/** Whether a step was taken already: a repeated request changes nothing. */
export async function hasRunStep(act: Act, id: string): Promise<boolean> {
  const { rows } = await sql`select 1 from benefits.run_step where county_code = ${act.scope.county} and id = ${id}`.execute(act.tx);
  return rows.length > 0;
}

/** Keeps one step of a run; they are only ever added. */
export async function insertRunStep(act: Act, step: { id: string; runId: string; act: string; from: string; to: string; opinion: string | null; detail?: Record<string, unknown> }): Promise<void> {
  await sql`insert into benefits.run_step (county_code, id, run_id, division_code, act, from_state, to_state, at, actor_id, actor_name, unit_name, opinion, detail)
    values (${act.scope.county}, ${step.id}, ${step.runId}, ${act.scope.county + '000000'}, ${step.act}, ${step.from}, ${step.to}, ${act.now}, ${act.actor.id}, ${act.actor.name}, ${act.actor.unitName}, ${step.opinion}, ${step.detail ? JSON.stringify(step.detail) : null}::jsonb)`.execute(act.tx);
}

/** The steps of a run, first first. */
export async function listRunSteps(act: Act, runId: string): Promise<{ act: string; from: string; to: string; at: string; by: string; unit: string; opinion: string | null; detail: Record<string, unknown> | null }[]> {
  const { rows } = await sql<{ act: string; from: string; to: string; at: Date; by: string; unit: string; opinion: string | null; detail: Record<string, unknown> | null }>`select act, from_state as "from", to_state as "to", at, actor_name as by, unit_name as unit, opinion, detail
    from benefits.run_step where county_code = ${act.scope.county} and run_id = ${runId} order by at, id`.execute(act.tx);
  return rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
}

/** The sum of a run's lines in fen, whatever became of them. */
export async function totalOf(act: Act, runId: string): Promise<Fen> {
  const { rows } = await sql<{ total: string }>`select coalesce(sum(amount), 0)::text as total from benefits.line where county_code = ${act.scope.county} and run_id = ${runId}`.execute(act.tx);
  return BigInt(rows[0]!.total);
}

/** Lines that are still pending become paid, and each is one row of the ledger of payments. */
export async function settleLines(act: Act, runId: string, on: Day): Promise<void> {
  const { county } = act.scope;
  await sql`update benefits.line set outcome = 'paid', outcome_on = ${on}, version = version + 1, updated_at = ${act.now} where county_code = ${county} and run_id = ${runId} and outcome = 'pending'`.execute(act.tx);
  await sql`insert into benefits.payment (county_code, id, division_code, person_id, programme, month, amount, paid_on, roster, line_id)
    select l.county_code, gen_random_uuid(), l.division_code, l.person_id, l.programme, l.period, l.amount, ${on}, r.number, l.id
    from benefits.line l join benefits.run r on r.county_code = l.county_code and r.id = l.run_id where l.county_code = ${county} and l.run_id = ${runId} and l.outcome = 'paid' and l.amount > 0 on conflict do nothing`.execute(act.tx);
}

const PORTION = 2000;

/** Why a line cannot be sent as things stand: 没有账号, or 账号变更 that nobody has checked. */
export type Unpayable = { id: string; personId: string; why: 'noAccount' | 'unchecked' };

/** The lines of a run, in the act's scope, that the bank's file would leave out as things stand. Decided here: over tables just filled the planner would compare every line with every other. */
export async function listUnpayable(act: Act, runId: string): Promise<Unpayable[]> {
  const { county, from, to } = act.scope;
  const { rows } = await sql<{ id: string; person_id: string; account: string | null; vouched: boolean; approved: boolean; payee: string | null; asApproved: boolean }>`select id, person_id, bank_account_index as account, vouched, entitlement_id is not null as approved, payee, as_approved as "asApproved" from benefits.line
    where county_code = ${county} and run_id = ${runId} and outcome = 'pending' and amount > 0 and division_code between ${from} and ${to}`.execute(act.tx);
  const checks = await listChecks(act);
  const [checked, trusted] = [new Set(checks.map(({ person, account, payee }) => checkedKey(person, account, payee))), await listTrusted(act, checks)];
  return rows.flatMap(({ id, person_id: personId, account, vouched, approved, payee, asApproved }): Unpayable[] => {
    if (account === null) return [{ id, personId, why: 'noAccount' }];
    const own = trusted.get(personId)?.has(account);
    const known = approved ? checked.has(checkedKey(personId, account, payee)) || (asApproved && (payee !== null || own !== false)) : own;
    return !vouched && known === false ? [{ id, personId, why: 'unchecked' }] : [];
  });
}

const HELD_WORDS: Readonly<Record<Unpayable['why'], string>> = { noAccount: '没有银行账号', unchecked: '账号变更，待第二人核对' };

/** Tells lines that cannot be sent to wait for the next run. Repeating it changes nothing. */
export async function holdUnpayable(act: Act, runId: string): Promise<void> {
  const { county } = act.scope;
  const found = await listUnpayable(act, runId);
  for (const why of ['noAccount', 'unchecked'] as const) {
    const ids = found.filter((one) => one.why === why).map((one) => one.id);
    for (let at = 0; at < ids.length; at += PORTION) await sql`update benefits.line set outcome = 'carried', outcome_on = ${act.today}, outcome_reason = ${HELD_WORDS[why]}, version = version + 1, updated_at = ${act.now} where county_code = ${county} and id = any(${ids.slice(at, at + PORTION)}::uuid[])`.execute(act.tx);
  }
}

/**
 * By person who was paid before or to whom a payment came back (sums whose account stood as they were approved aside), the accounts that may be paid to: the last one paid, else the one
 * that it came back from, and those that a second person has checked.
 */
async function listTrusted(act: Act, checks: readonly Check[]): Promise<Map<string, Set<string>>> {
  const { county } = act.scope;
  const { rows } = await sql<{ person_id: string; account: string }>`select distinct on (l.person_id) l.person_id, l.bank_account_index as account from benefits.line l where l.county_code = ${county} and l.outcome in ('paid', 'returned') and l.amount > 0 and l.bank_account_index is not null and not l.vouched order by l.person_id, l.outcome = 'paid' desc, l.period desc, l.outcome_on desc`.execute(act.tx);
  const trusted = new Map(rows.map((row) => [row.person_id, new Set([row.account])]));
  for (const { person, account, payee } of checks) if (payee === null) trusted.set(person, (trusted.get(person) ?? new Set()).add(account));
  return trusted;
}

const checkedKey = (personId: string, account: string, payee: string | null): string => `${personId}/${account}/${payee ?? ''}`;

/** An account that a second person has checked, for a file or, of one without a file, a payee under it. */
type Check = { person: string; account: string; payee: string | null };
const listChecks = async (act: Act): Promise<Check[]> => (await sql<Check>`select person_id as person, account_index as account, payee from benefits.account_check where county_code = ${act.scope.county}`.execute(act.tx)).rows;

/** What the bank is told of one line. */
export type BankLine = { id: string; reference: string; bankHolder: string | null; bankName: string | null; sealed: string; fen: Fen; programme: string; period: string; outcome: string };

/** The payable lines of a run in the order of their numbers. */
export async function listBankLines(act: Act, runId: string): Promise<BankLine[]> {
  const { rows } = await sql<{ id: string; reference: string; holder: string | null; bank: string | null; sealed: string; fen: string; programme: string; period: string; outcome: string }>`select id, reference, bank_holder as holder, bank_name as bank, bank_account_sealed as sealed, amount::text as fen, programme, period, outcome
    from benefits.line where county_code = ${act.scope.county} and run_id = ${runId} and reference is not null and amount > 0 and outcome in ('pending', 'paid', 'returned') order by reference`.execute(act.tx);
  return rows.map((row) => ({ id: row.id, reference: row.reference, bankHolder: row.holder, bankName: row.bank, sealed: row.sealed, fen: BigInt(row.fen), programme: row.programme, period: row.period, outcome: row.outcome }));
}

/** Whether a run has a line that comes to 0.00 元 because of what stands against it: it is settled by the close, and needs no payment. */
export async function hasSetOff(act: Act, runId: string): Promise<boolean> {
  return (await sql`select 1 from benefits.line where county_code = ${act.scope.county} and run_id = ${runId} and amount = 0 and outcome = 'pending' limit 1`.execute(act.tx)).rows.length > 0;
}

/** Marks returned payments with the bank's reason; gives the lines that were taken for on their way, or, of a closed run, for paid. */
export async function markReturned(act: Act, runId: string, returned: readonly { reference: string; reason: string }[], on: Day, closed: boolean): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`update benefits.line l set outcome = 'returned', outcome_on = ${on}, outcome_reason = left(s.reason, 200), version = version + 1, updated_at = ${act.now}
    from jsonb_to_recordset(${JSON.stringify(returned)}::jsonb) as s(reference text, reason text) where l.county_code = ${act.scope.county} and l.run_id = ${runId} and l.reference = s.reference and l.outcome = ${closed ? 'paid' : 'pending'} returning l.id`.execute(act.tx);
  return rows.map((row) => row.id);
}

/** Takes a line that was marked as returned for on its way again. */
export async function unmarkReturned(act: Act, lineId: string): Promise<void> {
  await sql`update benefits.line set outcome = 'pending', outcome_on = null, outcome_reason = null, version = version + 1, updated_at = ${act.now} where county_code = ${act.scope.county} and id = ${lineId} and outcome = 'returned'`.execute(act.tx);
}

/** Whether the acting person has read a returned file of a run. */
export async function hasReadReturns(act: Act, runId: string): Promise<boolean> {
  return (await sql`select 1 from benefits.run_step where county_code = ${act.scope.county} and run_id = ${runId} and act = 'returns' and actor_id = ${act.actor.id} limit 1`.execute(act.tx)).rows.length > 0;
}

/** The number of a run, computed since a line came back, that pays something for one of its months, or of its approved sum; undefined where none does. */
export async function findSentAgain(act: Act, lineId: string): Promise<string | undefined> {
  return (await sql<{ number: string }>`select r.number from benefits.line l join benefits.line o on o.county_code = l.county_code and o.person_id = l.person_id and o.programme = l.programme and o.entitlement_id is not distinct from l.entitlement_id and o.run_id <> l.run_id and o.outcome in ('pending', 'paid')
      and exists (select 1 from benefits.item i join benefits.item w on w.county_code = i.county_code and w.line_id = l.id and w.programme = i.programme and w.month = i.month where i.county_code = o.county_code and i.line_id = o.id and i.fen > 0)
    join benefits.run r on r.county_code = o.county_code and r.id = o.run_id and r.known_on >= l.outcome_on where l.county_code = ${act.scope.county} and l.id = ${lineId} limit 1`.execute(act.tx)).rows[0]?.number;
}

/** Takes the rows of lines out of the ledger of payments: the money came back after all. Gives them as they were. */
export async function dropPayments(act: Act, lines: readonly string[]): Promise<{ id: string; version: number; division_code: string; [column: string]: unknown }[]> {
  return (await sql<{ id: string; version: number; division_code: string }>`delete from benefits.payment p where p.county_code = ${act.scope.county} and p.line_id = any(${[...lines]}::uuid[]) returning p.*`.execute(act.tx)).rows;
}

/** Stops one line before it goes to the bank; gives whether it was still pending. */
export async function stopLine(act: Act, runId: string, lineId: string, reason: string): Promise<boolean> {
  const { numAffectedRows } = await sql`update benefits.line set outcome = 'stopped', outcome_on = ${act.today}, outcome_reason = ${reason}, version = version + 1, updated_at = ${act.now}
    where county_code = ${act.scope.county} and run_id = ${runId} and id = ${lineId} and outcome = 'pending'`.execute(act.tx);
  return numAffectedRows === 1n;
}

/** Keeps that a second person has checked the account a line is to be paid to; `payee`: who has no file of their own. */
export async function insertAccountCheck(act: Act, personId: string, division: string, index: string, payee: string | null): Promise<void> {
  await sql`insert into benefits.account_check (county_code, id, person_id, division_code, account_index, payee, checked_by, checked_by_name, checked_at)
    values (${act.scope.county}, ${newId()}, ${personId}, ${division}, ${index}, ${payee}, ${act.actor.id}, ${act.actor.name}, ${act.now}) on conflict do nothing`.execute(act.tx);
}
