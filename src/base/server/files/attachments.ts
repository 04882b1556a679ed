import { sql } from 'kysely';
import { type Attachment, type Media, MOST_PER_ROW } from '#base/pure/attachment.ts';
import { notFound, refuse } from '#base/pure/refusal.ts';
import type { Act } from '../house.ts';
import { digestOf, freshKey, pathOf, writeSealed } from './vault.ts';
import { existsSync } from 'node:fs';

/** The row of a record that attachments hang on, as it stands: who asks was found to see it. */
export type Place = { record: string; rowId: string; division: string; reach: 'division' | 'county' };

/** One attachment with where it hangs. */
export type Held = { id: string; record: string; rowId: string; name: string; removed: boolean };

type Columns = { id: string; name_sealed: string; caption_sealed: string | null; media: Media; size: string; thumbnail: string | null; added_by_name: string; added_at: string };

const NAME = 'house.attachment/name';
const CAPTION = 'house.attachment/caption';
/** Where a file's own key is sealed. */
const KEY = 'house.file/key';

/** The attachments of one row in their order. */
export async function listAttachments(act: Act, place: Pick<Place, 'record' | 'rowId'>, id?: string): Promise<Attachment[]> {
  const { rows } = await sql<Columns>`select a.id, a.name_sealed, a.caption_sealed, f.media, f.size, a.thumbnail, a.added_by_name, a.added_at from house.attachment a
    join house.file f on f.county_code = a.county_code and f.digest = a.file
    where a.county_code = ${act.scope.county} and a.record = ${place.record} and a.row_id = ${place.rowId} and a.removed_at is null ${id ? sql`and a.id = ${id}` : sql``} order by a.position, a.added_at, a.id`.execute(act.tx);
  const { keys } = act.house;
  return rows.map((row) => ({
    id: row.id, name: keys.open(NAME, row.name_sealed), caption: row.caption_sealed === null ? null : keys.open(CAPTION, row.caption_sealed),
    media: row.media, size: Number(row.size), thumbnail: row.thumbnail !== null, addedBy: row.added_by_name, addedAt: row.added_at,
  }));
}

/** One attachment, removed or not; refuses as not found where row-level security hides it. Locked when it will be changed. */
export async function getHeld(act: Act, id: string, lock = false): Promise<Held> {
  const found = await findHeld(act, id, lock);
  return found ?? notFound('附件');
}

/** One attachment, or undefined. */
export async function findHeld(act: Act, id: string, lock = false): Promise<Held | undefined> {
  const { rows } = await sql<{ record: string; row_id: string; name_sealed: string; removed_at: string | null }>`select record, row_id, name_sealed, removed_at from house.attachment
    where county_code = ${act.scope.county} and id = ${id} ${lock ? sql`for update` : sql``}`.execute(act.tx);
  const row = rows[0];
  return row && { id, record: row.record, rowId: row.row_id, name: act.house.keys.open(NAME, row.name_sealed), removed: row.removed_at !== null };
}

/** What is needed to read an attachment's content, or its thumbnail's. */
export async function contentOf(act: Act, id: string, thumbnail: boolean): Promise<{ digest: string; key: string; size: number; media: Media; path: string }> {
  const { rows } = await sql<{ digest: string; key_sealed: string; size: string; media: Media }>`select f.digest, f.key_sealed, f.size, f.media from house.attachment a
    join house.file f on f.county_code = a.county_code and f.digest = ${thumbnail ? sql`a.thumbnail` : sql`a.file`}
    where a.county_code = ${act.scope.county} and a.id = ${id} and a.removed_at is null`.execute(act.tx);
  const row = rows[0] ?? notFound('附件');
  return { digest: row.digest, key: act.house.keys.open(KEY, row.key_sealed), size: Number(row.size), media: row.media, path: pathOf(act.house, row.digest) };
}

/** Keeps a content once per county and answers its digest: the same content again writes nothing, unless its file was lost. */
export async function keepFile(act: Act, media: Media, pieces: Buffer[], digest: string): Promise<void> {
  const { keys } = act.house;
  const size = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const { rows } = await sql<{ key_sealed: string; fresh: boolean }>`insert into house.file (county_code, digest, size, media, key_sealed, created_at)
    values (${act.scope.county}, ${digest}, ${size}, ${media}, ${keys.seal(KEY, freshKey())}, ${act.now})
    on conflict (county_code, digest) do update set size = excluded.size returning key_sealed, xmax = 0 as fresh`.execute(act.tx);
  const { key_sealed, fresh } = rows[0]!;
  const path = pathOf(act.house, digest);
  if (fresh || !existsSync(path)) await writeSealed(path, keys.open(KEY, key_sealed), digest, pieces);
}

/** The digest of a content in the act's county. */
export const digestIn = (act: Pick<Act, 'house' | 'scope'>, pieces: Buffer[]) => digestOf(act.house, act.scope.county, pieces);

/** Hangs a kept content on a row, last in its order. */
export async function addAttachment(act: Act, place: Place, attachment: { id: string; file: string; thumbnail: string | undefined; name: string; caption: string | undefined }): Promise<void> {
  const { keys } = act.house;
  const { rows } = await sql<{ count: string; last: number }>`select count(*) filter (where removed_at is null) as count, coalesce(max(position), 0) as last from house.attachment
    where county_code = ${act.scope.county} and record = ${place.record} and row_id = ${place.rowId}`.execute(act.tx);
  if (Number(rows[0]!.count) >= MOST_PER_ROW) refuse('attachment.many', `一条记录最多 ${MOST_PER_ROW} 个附件`, { status: 409 });
  await sql`insert into house.attachment (county_code, id, division_code, reach, record, row_id, file, thumbnail, name_sealed, caption_sealed, position, added_by, added_by_name, added_at)
    values (${act.scope.county}, ${attachment.id}, ${place.division}, ${place.reach}, ${place.record}, ${place.rowId}, ${attachment.file}, ${attachment.thumbnail ?? null}, ${keys.seal(NAME, attachment.name)},
      ${attachment.caption ? keys.seal(CAPTION, attachment.caption) : null}, ${rows[0]!.last + 1}, ${act.actor.id}, ${act.actor.name}, ${act.now})`.execute(act.tx);
}

/** Writes an attachment's 说明; empty takes it away. */
export async function captionAttachment(act: Act, id: string, caption: string): Promise<void> {
  await sql`update house.attachment set caption_sealed = ${caption === '' ? null : act.house.keys.seal(CAPTION, caption)} where county_code = ${act.scope.county} and id = ${id}`.execute(act.tx);
}

/** Puts the attachments of a row into the order of `ids`; those not named stay behind them. */
export async function orderAttachments(act: Act, place: Place, ids: string[]): Promise<void> {
  const wanted = (await listAttachments(act, place)).map((one) => one.id).toSorted((a, b) => rank(ids, a) - rank(ids, b));
  await sql`update house.attachment a set position = o.position from unnest(${wanted}::uuid[]) with ordinality as o(id, position)
    where a.county_code = ${act.scope.county} and a.id = o.id and a.record = ${place.record} and a.row_id = ${place.rowId}`.execute(act.tx);
}

const rank = (ids: string[], id: string) => (ids.includes(id) ? ids.indexOf(id) : ids.length);

/** Takes an attachment off its row, or brings it back as it was. */
export async function markRemoved(act: Act, id: string, removed: boolean): Promise<void> {
  await sql`update house.attachment set removed_at = ${removed ? act.now : null}, with_row = false where county_code = ${act.scope.county} and id = ${id} and (removed_at is null) = ${removed}`.execute(act.tx);
}
