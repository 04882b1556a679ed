import { setTimeout as wait } from 'node:timers/promises';
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../database.ts';
import type { House } from '../house.ts';
import { type Entry, FIRST, linkDigest, macOf } from './entry.ts';
import { type Heads, keepHeads } from './heads.ts';

const EVERY = 1000;
const PORTION = 2000;
/** An entry gets its number shortly before its act commits; a pass looks back this far for numbers that commit late, a full pass further. */
const LOOK_BACK = 120_000;
const FULL_PASS = 1_800_000;

/** The columns of audit.entry, alias `e`, in the form that sealing and checking work on. */
export const entryColumns: RawBuilder<Entry> = sql`e.county_code, e.id::text as id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') as at, e.actor_id, e.actor_name, e.unit_name,
  e.operation, e.record, e.row_id, e.outcome, e.reason, e.detail, e.request_id, e.address, e.nonce::text as nonce, e.mac`;

/** Starts linking new audit entries into the chain, every second; any number of products may do so on one database, one works at a time. */
export function startSealing(house: House): { stop(): Promise<void> } {
  const ending = new AbortController();
  const work = async () => {
    const marks: { at: number; id: string }[] = [];
    let floor = '0';
    let lastFull = 0;
    while (!ending.signal.aborted) {
      const now = Date.now();
      if (now - lastFull > FULL_PASS) [floor, lastFull] = ['0', now];
      try {
        const highest = await sealAudit(house, floor);
        if (highest) marks.push({ at: now, id: highest });
        while (marks[0] && marks[0].at < now - LOOK_BACK) floor = marks.shift()!.id;
      } catch (error) {
        house.log.error({ fault: String(error) }, '审计链未能接续，稍后重试');
        lastFull = 0;
      }
      await wait(EVERY, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  };
  const running = work();
  return {
    stop: async () => {
      ending.abort();
      await running;
      await sealAudit(house, '0').catch(() => undefined);
    },
  };
}

/** Links every entry above `floor` that has no link yet. Answers the highest number it linked or met, or undefined where another product is at it or nothing is there. */
export async function sealAudit(house: House, floor = '0'): Promise<string | undefined> {
  let highest: string | undefined;
  for (const county of await countiesWithEntries(house)) {
    for (let after: string | undefined = floor; after !== undefined; ) {
      const portion = await sealPortion(house, county, after);
      if (!portion) return highest;
      if (portion.last && (highest === undefined || BigInt(portion.last) > BigInt(highest))) highest = portion.last;
      after = portion.full ? portion.last : undefined;
    }
  }
  return highest;
}

/** Counties that have entries, found by skipping along the primary key. */
async function countiesWithEntries({ database }: House): Promise<string[]> {
  const { rows } = await sql<{ county: string }>`with recursive found as (
      (select county_code from audit.entry order by county_code limit 1)
      union all select (select e.county_code from audit.entry e where e.county_code > found.county_code order by e.county_code limit 1) from found where found.county_code is not null)
    select county_code as county from found where county_code is not null`.execute(database.owner);
  return rows.map((row) => row.county);
}

/** Links the next entries of a county in one transaction; undefined where another product holds the chain. Entries that the product did not write stay out. */
async function sealPortion(house: House, county: string, after: string): Promise<{ last: string | undefined; full: boolean } | undefined> {
  const heads: Heads = {};
  const portion = await house.database.owner.transaction().execute(async (tx) => {
    const { rows: locks } = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(hashtext('ronggui.audit')) as mine`.execute(tx);
    if (!locks[0]!.mine) return undefined;
    const { rows } = await sql<Entry>`select ${entryColumns} from audit.entry e
      where e.county_code = ${county} and e.id > ${after} and not exists (select 1 from audit.link l where l.county_code = e.county_code and l.entry_id = e.id) order by e.county_code, e.id limit ${PORTION}`.execute(tx);
    const genuine = rows.filter((entry) => entry.mac === macOf(house.keys, entry));
    await appendLinks(tx, house, genuine, heads);
    if (genuine.length < rows.length) house.log.error({ entries: rows.filter((one) => !genuine.includes(one)).slice(0, 20).map((one) => one.id) }, '审计中有不是本程序写入的记录');
    return { last: rows[rows.length - 1]?.id, full: rows.length === PORTION };
  });
  keepHeads(house, heads);
  return portion;
}

async function appendLinks(tx: Tx, house: House, entries: Entry[], heads: Heads): Promise<void> {
  const links: { county_code: string; position: string; entry_id: string; digest: string }[] = [];
  for (const entry of entries) {
    const head = (heads[entry.county_code] ??= await headOf(tx, entry.county_code));
    head.position += 1;
    head.digest = linkDigest(house.keys, head.digest, entry);
    links.push({ county_code: entry.county_code, position: String(head.position), entry_id: entry.id, digest: head.digest });
  }
  if (links.length === 0) return;
  await sql`insert into audit.link (county_code, position, entry_id, digest)
    select county_code, position, entry_id, digest from jsonb_to_recordset(${JSON.stringify(links)}::jsonb) as l(county_code text, position bigint, entry_id bigint, digest text)`.execute(tx);
}

async function headOf(tx: Tx, county: string): Promise<{ position: number; digest: string }> {
  const { rows } = await sql<{ position: string; digest: string }>`select position, digest from audit.link where county_code = ${county} order by position desc limit 1`.execute(tx);
  return rows[0] ? { position: Number(rows[0].position), digest: rows[0].digest } : { position: 0, digest: FIRST };
}
