import { type RawBuilder, sql } from 'kysely';
import type { Fen } from '#base/pure/fen.ts';
import { rowsFrom } from '#base/server/bulk.ts';
import { overWholeTables } from '#base/server/database.ts';
import type { Act } from '#base/server/house.ts';
import { daysOf, monthOf, type Month, printMonth } from '../rules/months.ts';
import { APPROVED_PROGRAMMES } from '../rules/programmes/approved.ts';
import type { Cause, MonthChange, NamedRepayment, Print, Repaid, Settled } from '../rules/settle.ts';
import { BenefitTerms, TERMS_KEY } from '../schema/terms.ts';

/** The county's terms, its setting over the product's. */
export async function findTerms(act: Act): Promise<BenefitTerms> {
  const { rows } = await sql<{ value: unknown }>`select value from house.setting where county_code = ${act.scope.county} and key = ${TERMS_KEY}`.execute(act.tx);
  const read = BenefitTerms.safeParse(rows[0]?.value ?? {});
  return read.success ? read.data : BenefitTerms.parse({});
}

/** The first month of the county's first run whose list was computed and not voided; a draft, which may have been opened by mistake, moves nothing. Null where there is none. */
export async function findFirstMonth(act: Act): Promise<string | null> {
  const { rows } = await sql<{ first: string | null }>`select min(first_month) as first from benefits.run where county_code = ${act.scope.county} and state not in ('draft', 'voided')`.execute(act.tx);
  return rows[0]!.first;
}

const COMPUTING = (act: Act) => sql`hashtextextended(${`benefits.computing/${act.scope.county}`}, 0)`;

/** Computing a county's list excludes that what it rests on is changed or taken away before its lines can be seen. */
export async function beginComputing(act: Act): Promise<void> {
  await sql`select pg_advisory_xact_lock(${COMPUTING(act)})`.execute(act.tx);
}

/** Waits until no list is being computed; several writers do not wait for each other. */
export async function waitForComputing(act: Act): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${COMPUTING(act)})`.execute(act.tx);
}

/** Takes the programmes of a run for itself; gives the one that another open run holds. */
export async function holdProgrammes(act: Act, runId: string, programmes: readonly string[]): Promise<{ programme: string; number: string } | undefined> {
  await sql`insert into benefits.run_programme (county_code, run_id, programme, division_code)
    select ${act.scope.county}, ${runId}, p, ${act.scope.county + '000000'} from unnest(${[...programmes]}::text[]) p on conflict do nothing`.execute(act.tx);
  const { rows } = await sql<{ programme: string; number: string }>`select p.programme, r.number from benefits.run_programme p join benefits.run r on r.county_code = p.county_code and r.id = p.run_id
    where p.county_code = ${act.scope.county} and p.programme = any(${[...programmes]}::text[]) and p.run_id <> ${runId} limit 1`.execute(act.tx);
  return rows[0];
}

/** Lets the programmes of a run go. */
export async function releaseProgrammes(act: Act, runId: string): Promise<void> {
  await sql`delete from benefits.run_programme where county_code = ${act.scope.county} and run_id = ${runId}`.execute(act.tx);
}

/** By `person/programme`, or by the id of an approved sum, what was settled month by month: lines paid or on their way in other runs, and payments written down by hand or import. A month whose payment came back counts as nothing, and says so. The persons in `whole` are looked at from its own month, approved sums from the first. */
export async function listSettled(act: Act, runId: string, programmes: readonly string[], since: Month, whole: { persons: readonly string[]; since: Month }): Promise<Map<string, Map<Month, Settled>>> {
  const { county } = act.scope;
  const { rows } = await overWholeTables(act.tx, () => sql<{ person_id: string; programme: string; entitlement_id: string | null; month: number; fen: string; print: Print; cause: Cause | null; returned: boolean; back: string }>`
    select l.person_id, i.programme, l.entitlement_id, i.month, sum(case when l.outcome in ('paid', 'pending') then i.fen else 0 end)::text as fen, (array_agg(i.print order by l.period desc, l.id))[1] as print, (array_agg(i.cause order by l.period desc, l.id))[1] as cause, bool_or(l.outcome = 'returned') as returned, sum(case when l.outcome in ('paid', 'pending') then coalesce((i.print ->> 'givenBack')::bigint, 0) else 0 end)::text as back
      from benefits.item i join benefits.line l on l.county_code = i.county_code and l.id = i.line_id
      where i.county_code = ${county} and l.run_id <> ${runId} and i.programme = any(${[...programmes]}::text[]) and (l.entitlement_id is not null or i.month >= ${since} or (i.month >= ${whole.since} and l.person_id = any(${[...whole.persons]}::uuid[]))) group by 1, 2, 3, 4
    union all
    select p.person_id, p.programme, null::uuid, split_part(p.month, '-', 1)::int * 12 + split_part(p.month, '-', 2)::int - 1, sum(p.amount)::text, '{"because":"due","approval":null,"graded":null,"standards":[],"detail":null}'::jsonb, null, false, '0'
      from benefits.payment p where p.county_code = ${county} and p.line_id is null and p.amount > 0 and p.programme = any(${[...programmes]}::text[]) and (p.month >= ${printMonth(since)} or (p.month >= ${printMonth(whole.since)} and p.person_id = any(${[...whole.persons]}::uuid[]))) group by 1, 2, 3, 4`.execute(act.tx));
  const found = new Map<string, Map<Month, Settled>>();
  for (const row of rows) {
    const key = row.entitlement_id ?? `${row.person_id}/${row.programme}`;
    let months = found.get(key);
    if (!months) found.set(key, (months = new Map()));
    const fen = BigInt(row.fen);
    const before = months.get(row.month);
    if (before) months.set(row.month, { ...before, fen: before.fen + fen });
    else if (fen !== 0n || row.returned) months.set(row.month, { fen, print: fen === 0n ? { ...row.print, because: 'returned' } : row.print, ...(row.cause ? { cause: row.cause } : {}), ...(row.back === '0' ? {} : { givenBack: BigInt(row.back) }) });
  }
  return found;
}

const SUMS = APPROVED_PROGRAMMES.map(({ key }) => key);

/** By person and programme, what came back since a month for months up to `last`, of some persons or all; what came back for months before it is not counted, since what was paid then is not known here. What came back of approved sums counts whatever months it names: they are not paid by months. A recovery that the ledger of payments holds as a negative amount came back for months that nobody named. What is for months on both sides counts as unnamed: how much of it is for which nobody wrote down. */
export async function sumRepayments(act: Act, programmes: readonly string[], since: Month, last: Month, personIds?: readonly string[]): Promise<Map<string, Repaid>> {
  const whose = personIds ? sql`and person_id = any(${[...personIds]}::uuid[])` : sql``;
  const { rows } = await sql<{ person_id: string; programme: string; from: string | null; to: string | null; fen: string; at: number }>`select person_id, programme, from_month as "from", to_month as "to", sum(amount)::text as fen, extract(epoch from min(created_at))::float8 * 1000 as at from (
    select county_code, person_id, programme, from_month, to_month, received_on, amount, created_at from benefits.repayment
    union all select county_code, person_id, programme, null, null, paid_on, -amount, created_at from benefits.payment where line_id is null and amount < 0 and programme <> all(${SUMS}::text[])) r
    where county_code = ${act.scope.county} and programme = any(${[...programmes]}::text[]) and (programme = any(${SUMS}::text[]) or received_on >= ${daysOf(since).first} and (to_month is null or (to_month >= ${printMonth(since)} and from_month <= ${printMonth(last)}))) ${whose} group by 1, 2, 3, 4 order by 3, 4`.execute(act.tx);
  const found = new Map<string, Repaid>();
  for (const row of rows) {
    const key = `${row.person_id}/${row.programme}`;
    const { fen, unnamed, named, first = row.at } = found.get(key) ?? { fen: 0n, unnamed: 0n, named: [] as readonly NamedRepayment[] } as Repaid;
    const [of, span] = [BigInt(row.fen), row.from !== null && row.to !== null ? { from: monthOf(row.from), to: monthOf(row.to) } : undefined];
    const inside = span !== undefined && span.from >= since && span.to <= last;
    found.set(key, { fen: fen + of, unnamed: inside ? unnamed : unnamed + of, named: span ? [...named, { ...span, fen: of }] : named, first: Math.min(first, row.at) });
  }
  return found;
}

/** Who left money of some programmes open in a run: a line that came back, was stopped or carried forward, or had more to take back than it could; or owed something without a line, or could not be told; or was ever stopped or suspended, and may be made good from that month on. Of some persons, or all. */
export async function listOpenPersons(act: Act, programmes: readonly string[], personIds?: readonly string[]): Promise<string[]> {
  const whose = personIds ? sql`and person_id = any(${[...personIds]}::uuid[])` : sql``;
  const of = sql`county_code = ${act.scope.county} and programme = any(${[...programmes]}::text[]) ${whose}`;
  return (await sql<{ id: string }>`select person_id as id from benefits.line where ${of} and (outcome in ('returned', 'carried', 'stopped') or waiting > 0) union select person_id from benefits.difference where ${of} and kind in ('owing', 'unknown')
    union select person_id from benefits.movement where county_code = ${act.scope.county} and state = 'effective' and act in ('stop', 'suspend') ${whose}`.execute(act.tx)).rows.map(({ id }) => id);
}

/** By person and programme, or by the approved sum, the number of another run that pays a line of the same period. */
export async function listPaidInPeriod(act: Act, runId: string, programmes: readonly string[], period: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ key: string; number: string }>`select coalesce(l.entitlement_id::text, l.person_id || '/' || l.programme) as key, r.number from benefits.line l join benefits.run r on r.county_code = l.county_code and r.id = l.run_id
    where l.county_code = ${act.scope.county} and l.run_id <> ${runId} and l.period = ${period} and l.programme = any(${[...programmes]}::text[]) and l.outcome in ('pending', 'paid')`.execute(act.tx);
  return new Map(rows.map((row) => [row.key, row.number]));
}

/** What a person was paid in a programme by the last run before this one. */
export type Earlier = { personId: string; programme: string; monthly: Fen; print: Print | null };

/** The lines of the last closed run of each programme, as amounts a month of their own period. */
export async function listEarlier(act: Act, runId: string, programmes: readonly string[]): Promise<Earlier[]> {
  const { county } = act.scope;
  const { rows } = await overWholeTables(act.tx, () => sql<{ person_id: string; programme: string; fen: string; first_month: string; last_month: string; print: Print | null }>`
    with last as (select distinct on (p) p as programme, r.id, r.first_month, r.last_month from unnest(${[...programmes]}::text[]) p join benefits.run r on r.county_code = ${county} and r.id <> ${runId} and p = any(r.programmes) and r.state in ('sent', 'closed') order by p, r.last_month desc, r.number desc)
    select distinct on (l.id) l.person_id, l.programme, l.regular::text as fen, last.first_month, last.last_month, i.print
    from last join benefits.line l on l.county_code = ${county} and l.run_id = last.id and l.programme = last.programme and l.regular > 0 and l.entitlement_id is null
    left join benefits.item i on i.county_code = l.county_code and i.line_id = l.id and i.programme = l.programme order by l.id, i.month desc`.execute(act.tx));
  return rows.map((row) => ({ personId: row.person_id, programme: row.programme, monthly: BigInt(row.fen) / BigInt(monthOf(row.last_month) - monthOf(row.first_month) + 1), print: row.print }));
}

/** One line as it is written. */
export type LineDraft = {
  id: string; division_code: string; person_id: string; programme: string; period: string; regular: Fen; arrears: Fen; recovered: Fen; amount: Fen; waiting: Fen; change: string | null; cause: string | null; standards: readonly string[];
  /** The payment number, which follows the payment to the bank and back. */
  reference: string;
  basis_sealed: string; bank_name: string | null; bank_holder: string | null; bank_account_sealed: string | null; bank_account_index: string | null;
  /** The approved sum that it pays; null where it pays months of a benefit. */
  entitlement_id: string | null; payee: string | null; vouched: boolean; as_approved: boolean;
  /** Months of its own programme, and of those that it stands against. */
  items: readonly (MonthChange & { print: Print; programme: string })[];
};
/** One difference as it is written. */
export type DifferenceDraft = { person_id: string; programme: string; entitlement_id: string | null; division_code: string; kind: 'new' | 'stopped' | 'changed' | 'unknown' | 'owing'; was: Fen; now: Fen; words: string };

const LINE = {
  id: 'uuid', division_code: 'text', person_id: 'uuid', programme: 'text', period: 'text', regular: 'bigint', arrears: 'bigint', recovered: 'bigint', amount: 'bigint', waiting: 'bigint', change: 'text', cause: 'text', standards: 'uuid[]', reference: 'text', basis_sealed: 'text',
  bank_name: 'text', bank_holder: 'text', bank_account_sealed: 'text', bank_account_index: 'text', entitlement_id: 'uuid', payee: 'text', vouched: 'boolean', as_approved: 'boolean',
} as const;
const ITEM = { line_id: 'uuid', programme: 'text', month: 'integer', division_code: 'text', fen: 'bigint', cause: 'text', print: 'jsonb' } as const;
const DIFFERENCE = { person_id: 'uuid', programme: 'text', entitlement_id: 'uuid', division_code: 'text', kind: 'text', was: 'bigint', now: 'bigint', words: 'text' } as const;

const namesOf = (shape: object) => sql.join(Object.keys(shape).map((name) => sql.ref(name)));

/** Writes the list of a run part by part, each with one statement; the next part is worked out and made ready while the server writes the last. Gives how many lines there are. */
export async function insertList(act: Act, runId: string, parts: Iterable<{ lines: readonly LineDraft[]; differences: readonly DifferenceDraft[] }>): Promise<number> {
  const { county } = act.scope;
  let [count, writing]: [number, Promise<unknown>] = [0, Promise.resolve()];
  for (const { lines, differences } of parts) {
    const items = lines.flatMap((line) => line.items.map(({ programme, month, fen, cause, print }) => ({ line_id: line.id, programme, month, division_code: line.division_code, fen, cause, print })));
    const statement = sql`with
      lines as (insert into benefits.line (county_code, run_id, ${namesOf(LINE)}) select ${county}, ${runId}::uuid, s.* from ${rowsFrom<Omit<LineDraft, 'items'>>(LINE, lines)} s),
      items as (insert into benefits.item (county_code, ${namesOf(ITEM)}) select ${county}, s.* from ${rowsFrom<(typeof items)[number]>(ITEM, items)} s)
      insert into benefits.difference (county_code, run_id, ${namesOf(DIFFERENCE)}) select ${county}, ${runId}::uuid, s.* from ${rowsFrom<DifferenceDraft>(DIFFERENCE, differences)} s`;
    await writing;
    writing = statement.execute(act.tx);
    writing.catch(() => undefined); // awaited above or below; without this a failure while the next part is worked out would end the process
    await new Promise(setImmediate); // the statement goes out before the next part keeps this thread busy
    count += lines.length;
  }
  await writing;
  return count;
}

/** Takes back the list of a run that is computed anew or voided: nothing of it was paid. */
export async function dropList(act: Act, runId: string): Promise<void> {
  await sql`delete from benefits.line where county_code = ${act.scope.county} and run_id = ${runId}`.execute(act.tx);
  await sql`delete from benefits.difference where county_code = ${act.scope.county} and run_id = ${runId}`.execute(act.tx);
}

/** Sums of a run that must agree, from its lines: by programme, by township and by outcome. */
export type Totals = { by: 'programme' | 'township' | 'outcome'; key: string; label: string; persons: number; lines: number; fen: string; regular: string; arrears: string; recovered: string }[];

/** Sums of a run's lines in scope, each of the three ways. */
export async function sumRun(act: Act, runId: string): Promise<Totals> {
  const { county, from, to } = act.scope;
  const way = (by: string, key: RawBuilder<unknown>, label: RawBuilder<unknown>) => sql`select ${by} as by, ${key} as key, ${label} as label, count(distinct l.person_id)::int as persons, count(*)::int as lines, sum(l.amount)::text as fen, sum(l.regular)::text as regular, sum(l.arrears)::text as arrears, sum(l.recovered)::text as recovered
    from benefits.line l left join organisation.division d on d.county_code = l.county_code and d.code = left(l.division_code, 9) || '000'
    where l.county_code = ${county} and l.run_id = ${runId} and l.division_code between ${from} and ${to} group by 2, 3`;
  const { rows } = await sql<Totals[number]>`${way('programme', sql`l.programme`, sql`l.programme`)} union all ${way('township', sql`left(l.division_code, 9) || '000'`, sql`coalesce(d.name, '')`)} union all ${way('outcome', sql`l.outcome`, sql`l.outcome`)} order by 1, 2`.execute(act.tx);
  return rows;
}
