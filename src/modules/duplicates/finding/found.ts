import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import type { LinkedPair, Weights } from '#base/pure/linkage/declaration.ts';
import type { Act } from '#base/server/house.ts';
import { keepChange, newId } from '#base/server/records/write.ts';
import { sharedDivision } from '../rules/places.ts';
import { LIKELY, type LinkRow, reasonsInWords } from '../rules/linking.ts';
import { Pair } from '../schema.ts';
import { readStored, type StoredPerson } from './candidates.ts';
import { setRun } from './runs.ts';

type Standing = { id: string; left_id: string; right_id: string; state: string; origin: string; compared: string | null; likelihood: string; reasons: string | null; version: number; division_code: string };

/** A keyed digest of what is compared of two persons: it tells that something changed, and nothing else. */
export function digestOf(act: Act, left: LinkRow, right: LinkRow): string {
  const said = [left, right].toSorted((a, b) => (a.id < b.id ? -1 : 1)).map((row) => [row.id, row.name, row.citizenId, row.birthOn, row.divisionCode, row.mobile, row.enlistedOn]);
  return createHmac('sha256', act.house.keys.secret('duplicates pair')).update(JSON.stringify(said)).digest('base64url').slice(0, 32);
}

/** The digest of a pair's persons as they are now. */
export async function digestNow(act: Act, leftId: string, rightId: string): Promise<string | null> {
  const { rows } = await sql<StoredPerson>`select r.id, r.name, r.birth_on, r.citizen_id_sealed, r.mobile_sealed, r.phone_sealed, r.enlisted_on, r.division_code, r.state, '' as place from registry.person r
    where r.county_code = ${act.scope.county} and r.id = any(${[leftId, rightId]}::uuid[])`.execute(act.tx);
  return rows.length === 2 ? digestOf(act, readStored(act, rows[0]!), readStored(act, rows[1]!)) : null;
}

/**
 * Brings the list of pairs into step with what a run found: new ones are added, undecided ones judged anew or taken out, and a pair decided
 * 不是同一人 comes back only where something compared was changed since the decision.
 */
export async function writeFound(act: Act, runId: string, found: LinkedPair[], weights: Weights, persons: ReadonlyMap<string, LinkRow>): Promise<void> {
  const { rows: known } = await sql<Standing>`select id, left_id, right_id, state, origin, compared, likelihood, reasons, version, division_code from duplicates.pair where county_code = ${act.scope.county} for update`.execute(act.tx);
  const standing = new Map(known.map((row) => [`${row.left_id} ${row.right_id}`, row]));
  const seen = new Set<string>();
  let fresh = 0;
  for (const pair of found) {
    const [left, right] = [persons.get(pair.left)!, persons.get(pair.right)!];
    const judged = { likelihood: pair.probability >= LIKELY ? 'likely' : 'possible', reasons: reasonsInWords(pair.levels).join('、') || null };
    const row = standing.get(`${pair.left} ${pair.right}`);
    if (row) seen.add(row.id);
    if (!row) await insertPair(act, left, right, judged);
    else if (!(await judgeAgain(act, row, judged, digestOf(act, left, right)))) continue;
    fresh += 1;
  }
  await takeOut(act, known.filter((row) => !seen.has(row.id)), persons);
  await setRun(act, runId, { stage: 'done', ended_at: act.now, new_pairs: fresh, weights: JSON.stringify(weights) });
}

type Judged = { likelihood: string; reasons: string | null };

async function insertPair(act: Act, left: LinkRow, right: LinkRow, judged: Judged): Promise<void> {
  const [id, division] = [newId(), sharedDivision(left.divisionCode!, right.divisionCode!)];
  const columns = { left_id: left.id, right_id: right.id, ...judged, state: 'open', origin: 'run', found_on: act.today };
  await sql`insert into duplicates.pair (county_code, id, division_code, left_id, right_id, likelihood, reasons, state, origin, found_on)
    select ${act.scope.county}, ${id}, ${division}, ${left.id}, ${right.id}, ${judged.likelihood}, ${judged.reasons}, 'open', 'run', ${act.today}
    where 2 = (select count(*) from registry.person r where r.county_code = ${act.scope.county} and r.id in (${left.id}, ${right.id})) on conflict do nothing`.execute(act.tx);
  await keepChange(act, Pair, id, 1, division, 'create', undefined, null, columns);
}

/** True where the pair is to be looked at again: it was 不是同一人 and its persons changed since. Undecided ones only get their words renewed. */
async function judgeAgain(act: Act, row: Standing, judged: Judged, digest: string): Promise<boolean> {
  const again = row.state === 'different' && row.compared !== digest;
  const renewed = (row.state === 'open' || row.state === 'later') && row.origin === 'run' && (row.likelihood !== judged.likelihood || row.reasons !== judged.reasons);
  if (!again && !renewed) return false;
  const after = { ...judged, ...(again ? { state: 'open', found_on: act.today } : {}) };
  await sql`update duplicates.pair set likelihood = ${judged.likelihood}, reasons = ${judged.reasons}, ${again ? sql`state = 'open', found_on = ${act.today},` : sql``} version = version + 1, updated_at = ${act.now} where county_code = ${act.scope.county} and id = ${row.id}`.execute(act.tx);
  await keepChange(act, Pair, row.id, row.version + 1, row.division_code, 'update', again ? '比对项目有改动，重新提示' : '重新比对', { likelihood: row.likelihood, reasons: row.reasons, ...(again ? { state: row.state } : {}) }, after);
  return again;
}

/** Undecided pairs that no longer look alike, or whose persons are gone, leave the list; decisions stay. */
async function takeOut(act: Act, rows: Standing[], persons: ReadonlyMap<string, LinkRow>): Promise<void> {
  for (const row of rows) {
    const gone = !persons.has(row.left_id) || !persons.has(row.right_id);
    if (row.state === 'merged' || (!gone && (row.state === 'different' || row.origin === 'clerk'))) continue;
    await sql`delete from duplicates.pair where county_code = ${act.scope.county} and id = ${row.id}`.execute(act.tx);
    await keepChange(act, Pair, row.id, row.version + 1, row.division_code, 'remove', gone ? '档案已不在册' : '比对项目有改动，不再相似', { ...row }, null);
  }
}
