import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Act } from '#base/server/house.ts';
import type { BulletinDocument, Reading } from './schema/document.ts';
import type { FrozenRow, SignedText, Stored } from './queries.ts';

/** What sign-off freezes of one figure. */
export type Freezing = { reading: Reading; ids: string[]; digest: string };

/** Gives the next free number of a masthead in a year, and the running total. Two sign-offs at once never get the same: the second waits for the first's row and takes the next. */
export async function giveNumber(act: Act, row: Stored, masthead: string, year: number): Promise<{ issueNo: number; totalNo: number }> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const { rows } = await sql<{ issue_no: number; total_no: number }>`insert into bulletin.number (county_code, masthead, year, issue_no, total_no, bulletin_id, division_code, given_at)
      select ${act.scope.county}, ${masthead}, ${year}, coalesce(max(n.issue_no) filter (where n.year = ${year}), 0) + 1, coalesce(max(n.total_no), 0) + 1, ${row.id}, ${row.division_code}, ${act.now}
      from bulletin.number n where n.county_code = ${act.scope.county} and n.masthead = ${masthead} on conflict do nothing returning issue_no, total_no`.execute(act.tx);
    if (rows[0]) return { issueNo: rows[0].issue_no, totalNo: rows[0].total_no };
  }
  throw new Error('期号在五十次尝试后仍未取得');
}

/** SHA-256 of a signed document: its stored form and its printed text. */
export function digestOf(document: BulletinDocument, body: string): string {
  return createHash('sha256').update(JSON.stringify(document)).update('\0').update(body).digest('hex');
}

/** Writes the signed text and every figure with its rows; none of it can be changed afterwards, the tables only take additions. */
export async function freeze(act: Act, row: Stored, document: BulletinDocument, body: string, figures: Freezing[]): Promise<void> {
  await sql`insert into bulletin.signed (county_code, bulletin_id, division_code, document, body, digest, signed_by, signed_name, signed_at)
    values (${act.scope.county}, ${row.id}, ${row.division_code}, ${JSON.stringify(document)}::jsonb, ${body}, ${digestOf(document, body)}, ${act.actor.id}, ${act.actor.name}, ${act.now})`.execute(act.tx);
  for (const [position, { reading, ids, digest }] of figures.entries()) {
    await sql`insert into bulletin.frozen (county_code, bulletin_id, position, division_code, figure, style, period, title, unit, value, row_count, row_ids, digest, printed)
      values (${act.scope.county}, ${row.id}, ${position + 1}, ${row.division_code}, ${reading.figure}, ${reading.style}, ${reading.period}, ${reading.title}, ${reading.unit}, ${reading.value}, ${ids.length}, ${ids}::uuid[], ${digest}, ${reading.printed})`.execute(act.tx);
  }
}

/** The signed text of a bulletin. */
export async function findSigned(act: Act, id: string): Promise<SignedText | undefined> {
  const { rows } = await sql<SignedText>`select document, body, digest, signed_by, signed_name, signed_at from bulletin.signed where county_code = ${act.scope.county} and bulletin_id = ${id}`.execute(act.tx);
  return rows[0];
}

/** The figures of a signed bulletin in the order of the text. */
export async function listFrozen(act: Act, id: string): Promise<FrozenRow[]> {
  const { rows } = await sql<FrozenRow>`select figure, style, period, title, unit, value, row_count, row_ids, digest, printed from bulletin.frozen where county_code = ${act.scope.county} and bulletin_id = ${id} order by position`.execute(act.tx);
  return rows;
}
