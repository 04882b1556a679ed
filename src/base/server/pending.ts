import { randomUUID } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import { todayIn } from '#base/pure/day.ts';
import { rangeOf } from '#base/pure/division.ts';
import { transact } from './database.ts';
import type { Act, Actor, House } from './house.ts';
import { unlocked } from './perform.ts';

/**
 * What a module works out about rows of a record (findings, proposals) and keeps in step with them: at once for few, in the background for many.
 * Two acts never judge one row side by side: whoever judges holds the row until the end, having read what is to be judged only then (READ COMMITTED: what the one before
 * committed is seen). The background takes what nobody holds; what another's change touches and somebody holds is asked for again. Nothing here locks more than `INLINE` or `PORTION` rows.
 */
export type Queue = {
  /** The module's table: county_code, division_code, asked_at, the id of what waits, and `kind` where rows of several records wait in it; primary key county_code (, kind), id. */
  table: string;
  /** The table's column with the id of what waits. */
  id: string;
  /** What `kind` is for this queue, where the table has one. */
  kind?: string;
  /** The record whose rows wait. */
  of: string;
  /** The column by which rows of other records name one of these. */
  by?: string;
};

/** Rows worked out in the act itself; more wait for the background, so that large imports stay as fast as they were. */
export const INLINE = 200;
/** Rows worked out in one transaction of the background: a clerk who saves one of them meanwhile waits until it ends. */
const PORTION = 200;

const waiting = (act: Act, { kind }: Queue) => sql`q.county_code = ${act.scope.county} ${kind === undefined ? sql`` : sql`and q.kind = ${kind}`}`;
const among = (column: RawBuilder<unknown>, ids: readonly string[]) => sql`${column} = any(${[...ids]}::uuid[])`;

/** SQL (id, division_code) of the queue's rows that rows of a record (condition on alias `r`) are about, those that a changed row named before this act included. Rows of a first version name nobody else, so that a large import reads no history. */
export async function subjectsOf(act: Act, { of, by }: Queue, record: string, rows: RawBuilder<unknown>): Promise<RawBuilder<unknown>> {
  const table = sql.table(record);
  if (record === of) return sql`select r.id, r.division_code from ${table} r where ${rows}`;
  const now = sql`select r.${sql.id(by!)} as id, r.division_code from ${table} r where ${rows} and r.${sql.id(by!)} is not null`;
  const changed = await sql`select 1 from ${table} r where ${rows} and r.version > 1 limit 1`.execute(act.tx);
  if (changed.rows.length === 0) return now;
  return sql`${now} union select p.id, p.division_code from ${table} r join house.change c on c.county_code = r.county_code and c.record = ${record} and c.row_id = r.id and c.version = r.version
    join ${sql.table(of)} p on p.county_code = r.county_code and p.id = (c.before ->> ${by!})::uuid where ${rows} and r.version > 1 and c.before ->> ${by!} is not null`;
}

/** At most so many ids of a selection with `id`. */
export async function someIds(act: Act, selection: RawBuilder<unknown>, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct s.id from (${selection}) s limit ${most}`.execute(act.tx);
  return rows.map((row) => row.id);
}

/** Works on a selection at once, holding its rows, where it is of at most `INLINE`; puts it aside otherwise. Answers whether it waits now. */
export async function nowOrLater(act: Act, queue: Queue, selection: RawBuilder<unknown>, work: (ids: string[]) => Promise<void>): Promise<boolean> {
  const ids = await someIds(act, selection, INLINE + 1);
  const many = ids.length > INLINE;
  if (many) await putAside(act, queue, selection);
  else {
    await hold(act, queue, ids);
    await work(ids);
  }
  return many;
}

/** Holds some rows until the act ends, waiting for whoever writes or judges them; call it before anything that is worked out from them is written. In order of id, so that two acts wait for each other in one order. */
export async function hold(act: Act, { of }: Queue, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await sql`select 1 from ${sql.table(of)} r where r.county_code = ${act.scope.county} and ${among(sql`r.id`, ids)} order by r.id for no key update`.execute(act.tx);
}

/** Of rows that this act's change touches beside its own, those that may be judged now, held until it ends; whatever somebody else holds is asked for again and comes within a minute, because waiting here, with locks of one's own, would make two clerks wait for each other. */
export async function holdOrAsk(act: Act, queue: Queue, ids: readonly string[]): Promise<string[]> {
  const busy = await busyOf(act, queue, ids, sql`for no key update`);
  if (busy.size > 0) await putAside(act, queue, sql`select r.id, r.division_code from ${sql.table(queue.of)} r where r.county_code = ${act.scope.county} and ${among(sql`r.id`, [...busy])}`);
  return ids.filter((id) => !busy.has(id));
}

/** Locks some rows where nobody else holds them; gives the others. Rows that are gone are nobody's. */
async function busyOf(act: Act, { of }: Queue, ids: readonly string[], lock: RawBuilder<unknown>): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const these = sql`from ${sql.table(of)} r where r.county_code = ${act.scope.county} and ${among(sql`r.id`, ids)}`;
  const { rows } = await sql<{ id: string }>`with held as materialized (select r.id ${these} ${lock} skip locked) select r.id ${these} and r.id not in (select h.id from held h)`.execute(act.tx);
  return new Set(rows.map((row) => row.id));
}

/** Puts a whole selection (id, division_code) aside for the background. What waits already is asked for again: the background, which skips locked rows, then takes it only once this act's own rows are there to be read. */
export async function putAside(act: Act, queue: Queue, selection: RawBuilder<unknown>): Promise<void> {
  const { table, id, kind } = queue;
  const some = await sql`select 1 from ${sql.table(table)} q where q.county_code = ${act.scope.county} limit 1`.execute(act.tx);
  if (some.rows.length > 0) await askAgain(act, queue, selection);
  await sql`insert into ${sql.table(table)} (county_code, ${kind === undefined ? sql`` : sql`kind,`} ${sql.id(id)}, division_code, asked_at)
    select ${act.scope.county}, ${kind === undefined ? sql`` : sql`${kind},`} s.id, min(s.division_code), ${act.now}::timestamptz from (${selection}) s group by s.id on conflict do nothing`.execute(act.tx);
}

const ASKED = 2000;

/** By lists of ids, in their order: by a join the planner, who knows nothing of a queue just filled, would look at every row for every row. */
async function askAgain(act: Act, queue: Queue, selection: RawBuilder<unknown>): Promise<void> {
  const { rows } = await sql<{ id: string }>`select distinct s.id from (${selection}) s order by 1`.execute(act.tx);
  const id = sql.id('q', queue.id);
  for (let at = 0; at < rows.length; at += ASKED) {
    const these = sql`${waiting(act, queue)} and ${among(id, rows.slice(at, at + ASKED).map((row) => row.id))}`;
    await sql`select 1 from ${sql.table(queue.table)} q where ${these} order by ${id} for update`.execute(act.tx);
    await sql`update ${sql.table(queue.table)} q set asked_at = ${act.now} where ${these}`.execute(act.tx);
  }
}

/** Puts every row of the act's scope, or of one division of it, aside. */
export async function putAllAside(act: Act, queue: Queue, division?: string): Promise<void> {
  const range = division ? rangeOf(division) : act.scope;
  await putAside(act, queue, sql`select r.id, r.division_code from ${sql.table(queue.of)} r where r.county_code = ${act.scope.county} and r.division_code between ${act.scope.from} and ${act.scope.to} and r.division_code between ${range.from} and ${range.to}`);
}

/** Works out whatever waits, of every county, a portion in each transaction, as the product itself under `name`; gives how many that were. What somebody is writing at the moment waits for the next time. */
export async function workAside(house: House, queue: Queue, name: string, work: (act: Act, ids: string[]) => Promise<void>): Promise<number> {
  const { rows } = await sql<{ county_code: string }>`select distinct q.county_code from ${sql.table(queue.table)} q`.execute(house.database.owner);
  let done = 0;
  for (const { county_code } of rows) {
    for (let taken = PORTION; taken > 0; done += taken) {
      taken = await unlocked(() => asProduct(house, county_code, name, async (act) => {
        const ids = await take(act, queue);
        if (ids.length > 0) await work(act, ids);
        return ids.length;
      }));
    }
  }
  return done;
}

/** Takes a portion of what waits and nobody holds; other workers take others. It is gone from the queue when the transaction ends. Held for share only, so that backgrounds of two modules may work on one row. */
async function take(act: Act, queue: Queue): Promise<string[]> {
  const id = sql.id('q', queue.id);
  const { rows } = await sql<{ id: string }>`select ${id} as id from ${sql.table(queue.table)} q where ${waiting(act, queue)} order by q.asked_at, ${id} limit ${PORTION} for update skip locked`.execute(act.tx);
  const asked = rows.map((row) => row.id);
  const busy = await busyOf(act, queue, asked, sql`for share`);
  const free = asked.filter((one) => !busy.has(one));
  await sql`delete from ${sql.table(queue.table)} q where ${waiting(act, queue)} and ${among(id, free)}`.execute(act.tx);
  return free;
}

/** Work of the product itself, under `name`, on a whole county, in one transaction. */
export function asProduct<T>(house: House, county: string, name: string, work: (act: Act) => Promise<T>): Promise<T> {
  const division = county.padEnd(12, '0');
  const scope = { county, ...rangeOf(division) };
  const actor: Actor = { id: 'system', name, unitId: '', unitName: '本机', division, roles: [], permissions: new Set(), scope };
  const now = house.clock();
  return transact(house.database, scope, (tx) => work({ tx, actor, scope, now, today: todayIn('Asia/Shanghai', now), house, requestId: randomUUID(), note: () => undefined }));
}
