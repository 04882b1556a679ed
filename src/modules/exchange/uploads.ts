import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import { notFound } from '#base/pure/refusal.ts';
import type { Act, House } from '#base/server/house.ts';

/** How long an upload or an export stays, in milliseconds. */
export const KEPT_MS = 24 * 60 * 60 * 1000;

/** A file that waits to be imported. */
export type Upload = { id: string; fileName: string; path: string };

/** Where uploads lie. */
export const uploadPath = (house: House, id: string) => join(house.config.data, 'uploads', id);
/** Where exports lie. */
export const exportPath = (house: House, id: string) => join(house.config.data, 'exports', `${id}.xlsx`);

/** Streams a file into the uploads folder, readable by the product's own user alone; answers its size in bytes. */
export async function receiveFile(house: House, id: string, source: Readable): Promise<number> {
  const path = uploadPath(house, id);
  await mkdir(join(house.config.data, 'uploads'), { recursive: true, mode: 0o700 });
  try {
    await pipeline(source, createWriteStream(path, { mode: 0o600 }));
    return (await stat(path)).size;
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

/** Notes whose upload a file is. */
export async function keepUpload(act: Act, id: string, fileName: string, bytes: number): Promise<void> {
  await sql`insert into exchange.upload (county_code, id, division_code, actor_id, file_name, bytes, created_at) values (${act.scope.county}, ${id}, ${act.actor.division}, ${act.actor.id}, ${fileName.slice(0, 200)}, ${bytes}, ${act.now})`.execute(act.tx);
}

/** The actor's own upload; anybody else's answers as not found. */
export async function getUpload(act: Act, id: string): Promise<Upload> {
  const { rows } = await sql<{ file_name: string }>`select file_name from exchange.upload where county_code = ${act.scope.county} and id = ${id} and actor_id = ${act.actor.id}`.execute(act.tx);
  return rows[0] ? { id, fileName: rows[0].file_name, path: uploadPath(act.house, id) } : notFound('上传的文件');
}

/** Removes an upload's file; its row goes with the next sweep. */
export const dropUpload = (house: House, id: string) => rm(uploadPath(house, id), { force: true });

/** Removes files and rows older than a day: uploads, and exports that ended. */
export async function sweep(house: House): Promise<void> {
  const limit = new Date(house.clock().getTime() - KEPT_MS);
  for (const folder of ['uploads', 'exports']) {
    const path = join(house.config.data, folder);
    for (const name of await readdir(path).catch(() => [])) {
      const found = await stat(join(path, name)).catch(() => undefined);
      if (found && found.mtime < limit) await rm(join(path, name), { force: true });
    }
  }
  await sql`delete from exchange.upload where created_at < ${limit}`.execute(house.database.owner);
  await sql`update exchange.export set state = 'expired' where state = 'ready' and expires_at < ${house.clock()}`.execute(house.database.owner);
}
