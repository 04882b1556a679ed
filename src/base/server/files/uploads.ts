import { randomBytes } from 'node:crypto';
import { mkdir, open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { notFound, refuse } from '#base/pure/refusal.ts';
import type { Act, House } from '../house.ts';
import type { Place } from './attachments.ts';
import { freshKey, openFrame, readAt, sealFrame } from './vault.ts';

/** An upload on its way: whose it is, what it will hang on, and how much of it is there; bytes. */
export type Upload = { id: string; record: string; rowId: string; name: string; size: number; received: number; stored: number; key: string };

/** How many unfinished uploads one person may have. */
const MOST_OPEN = 50;
const NAME = 'house.upload/name';
const KEY = 'house.upload/key';
const HEAD = 4 + 12;

/** Where the parts of uploads wait, encrypted; no part of a backup. */
export const uploadPath = (house: House, id: string) => join(house.config.data, 'receiving', id);

/** Begins an upload under a client-made id. Begun before, it answers how far that came; the same id for another file is refused. */
export async function beginUpload(act: Act, place: Place, { id, name, size }: { id: string; name: string; size: number }): Promise<Upload> {
  const { keys } = act.house;
  const found = await findUpload(act, id);
  if (found) return same(found, place, name, size) ? found : refuse('upload.differs', '这个编号正用于另一个文件，请重新选择文件', { status: 409 });
  const { rows } = await sql<{ count: string }>`select count(*) as count from house.upload where county_code = ${act.scope.county} and actor_id = ${act.actor.id}`.execute(act.tx);
  if (Number(rows[0]!.count) >= MOST_OPEN) refuse('upload.many', `没有传完的文件已有 ${MOST_OPEN} 个，请先传完或取消`, { status: 409 });
  const key = freshKey();
  const { numAffectedRows } = await sql`insert into house.upload (county_code, id, division_code, actor_id, record, row_id, name_sealed, size, key_sealed, touched_at)
    values (${act.scope.county}, ${id}, ${act.actor.division}, ${act.actor.id}, ${place.record}, ${place.rowId}, ${keys.seal(NAME, name)}, ${size}, ${keys.seal(KEY, key)}, ${act.now}) on conflict (county_code, id) do nothing`.execute(act.tx);
  if (numAffectedRows === 0n) return beginUpload(act, place, { id, name, size });
  return { id, record: place.record, rowId: place.rowId, name, size, received: 0, stored: 0, key };
}

const same = (upload: Upload, place: Place, name: string, size: number) => upload.record === place.record && upload.rowId === place.rowId && upload.name === name && upload.size === size;

/** The actor's own upload; anybody else's, or none, answers as not found. Locked when it will be written. */
export async function getUpload(act: Act, id: string, lock = false): Promise<Upload> {
  return (await findUpload(act, id, lock)) ?? notFound('上传');
}

async function findUpload(act: Act, id: string, lock = false): Promise<Upload | undefined> {
  const { rows } = await sql<{ actor_id: string; record: string; row_id: string; name_sealed: string; size: string; received: string; stored: string; key_sealed: string }>`select actor_id, record, row_id, name_sealed, size, received, stored, key_sealed
    from house.upload where county_code = ${act.scope.county} and id = ${id} ${lock ? sql`for update` : sql``}`.execute(act.tx);
  const row = rows[0];
  if (!row) return undefined;
  if (row.actor_id !== act.actor.id) notFound('上传');
  const { keys } = act.house;
  const upload = { id, record: row.record, rowId: row.row_id, name: keys.open(NAME, row.name_sealed), size: Number(row.size), received: Number(row.received), stored: Number(row.stored), key: keys.open(KEY, row.key_sealed) };
  return (await lengthOf(act.house, id)) < upload.stored ? { ...upload, received: 0, stored: 0 } : upload;
}

/** Bytes of the parts on disk: fewer than the row knows where the folder was lost or a backup was restored. */
const lengthOf = async (house: House, id: string) => (await stat(uploadPath(house, id)).catch(() => undefined))?.size ?? 0;

/**
 * Takes a chunk that begins at `offset` and answers how much is there. What is there already is passed over, so that repeating is harmless;
 * a gap is refused, saying where to go on. Called with the upload locked; a crash before the commit leaves bytes that the next chunk writes over.
 */
export async function takeChunk(act: Act, id: string, offset: number, chunk: Buffer): Promise<number> {
  const upload = await getUpload(act, id, true);
  if (offset > upload.received) refuse('upload.offset', '上传的位置不对，请从已收到的地方接着传', { status: 409, detail: { received: upload.received } });
  if (offset + chunk.length > upload.size) refuse('upload.size', '收到的内容比文件大，请重新选择文件', { detail: { received: upload.received } });
  const fresh = chunk.subarray(upload.received - offset);
  if (fresh.length === 0) return upload.received;
  const nonce = randomBytes(12);
  const sealed = sealFrame(Buffer.from(upload.key, 'base64'), nonce, `${id}@${upload.received}`, fresh);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(sealed.length);
  await append(act.house, upload, Buffer.concat([length, nonce, sealed]));
  const received = upload.received + fresh.length;
  await sql`update house.upload set received = ${received}, stored = ${upload.stored + HEAD + sealed.length}, touched_at = ${act.now} where county_code = ${act.scope.county} and id = ${id}`.execute(act.tx);
  return received;
}

async function append(house: House, { id, stored }: Upload, bytes: Buffer): Promise<void> {
  await mkdir(join(house.config.data, 'receiving'), { recursive: true, mode: 0o700 });
  const file = await open(uploadPath(house, id), stored === 0 ? 'w' : 'r+', 0o600);
  try {
    await file.truncate(stored);
    await file.write(bytes, 0, bytes.length, stored);
  } finally {
    await file.close();
  }
}

/** The whole content of an upload; refuses, saying where to go on, where some is still missing. */
export async function readUpload(house: House, upload: Upload): Promise<Buffer> {
  if (upload.received < upload.size) refuse('upload.unfinished', '文件还没有传完，请接着传', { status: 409, detail: { received: upload.received } });
  const whole = Buffer.allocUnsafe(upload.size);
  const key = Buffer.from(upload.key, 'base64');
  const file = await open(uploadPath(house, upload.id), 'r');
  try {
    let done = 0;
    for (let at = 0; at < upload.stored; ) {
      const head = await readAt(file, at, HEAD);
      const length = head.readUInt32BE(0);
      const part = openFrame(key, head.subarray(4), `${upload.id}@${done}`, await readAt(file, at + HEAD, length));
      part.copy(whole, done);
      done += part.length;
      at += HEAD + length;
    }
    if (done !== upload.size) throw new Error('上传的内容与记录的长度不符');
    return whole;
  } finally {
    await file.close();
  }
}

/** Takes an upload out of the books; its parts on disk go when the act is over. */
export async function dropUpload(act: Act, id: string): Promise<void> {
  await sql`delete from house.upload where county_code = ${act.scope.county} and id = ${id}`.execute(act.tx);
}

/** Removes the parts of an upload. */
export const removeParts = (house: House, id: string) => rm(uploadPath(house, id), { force: true });
