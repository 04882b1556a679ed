import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { House, JobDeclaration } from '../house.ts';
import { pathOf } from './vault.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** How long an upload waits for its next chunk. */
const WAITS_MS = DAY;
/** How long a removed attachment can be brought back; one that went with its row waits longer, as rows come back later. */
const KEPT_MS = 30 * DAY;
const KEPT_WITH_ROW_MS = 365 * DAY;

/** Ends uploads that had no chunk for a day: their rows, and parts on disk that belong to none. */
export async function expireUploads(house: House): Promise<void> {
  const limit = new Date(house.clock().getTime() - WAITS_MS);
  await sql`delete from house.upload where touched_at < ${limit}`.execute(house.database.owner);
  const { rows } = await sql<{ id: string }>`select id from house.upload`.execute(house.database.owner);
  const waiting = new Set(rows.map((row) => row.id));
  const folder = join(house.config.data, 'receiving');
  for (const name of await readdir(folder).catch(() => [])) {
    const found = await stat(join(folder, name)).catch(() => undefined);
    if (found && !waiting.has(name) && found.mtimeMs < Date.now() - HOUR) await rm(join(folder, name), { force: true });
  }
}

/** Erases removed attachments whose time is over, contents that nothing refers to any more, and files that no row knows. */
export async function clearFiles(house: House): Promise<void> {
  const before = (ms: number) => new Date(house.clock().getTime() - ms);
  await sql`delete from house.attachment where removed_at < case when with_row then ${before(KEPT_WITH_ROW_MS)}::timestamptz else ${before(KEPT_MS)}::timestamptz end`.execute(house.database.owner);
  const { rows } = await sql<{ county_code: string; digest: string }>`select f.county_code, f.digest from house.file f
    where not exists (select 1 from house.attachment a where a.county_code = f.county_code and a.file = f.digest)
      and not exists (select 1 from house.attachment a where a.county_code = f.county_code and a.thumbnail = f.digest)`.execute(house.database.owner);
  for (const { county_code, digest } of rows) await clearFile(house, county_code, digest);
  await clearStrays(house);
}

/** Removes one content and its row. The file goes before the commit, while the row is locked: an upload of the same content waits and then writes it anew. Where an attachment came to refer to it meanwhile, it stays. */
async function clearFile(house: House, county: string, digest: string): Promise<void> {
  try {
    await house.database.owner.transaction().execute(async (tx) => {
      await sql`delete from house.file where county_code = ${county} and digest = ${digest}`.execute(tx);
      await rm(pathOf(house, digest), { force: true });
    });
  } catch (error) {
    if ((error as { code?: string }).code !== '23503') throw error;
  }
}

/** Removes what a crash left: halves of files, and whole ones whose row never came; only such as are older than a day. */
async function clearStrays(house: House): Promise<void> {
  const folder = join(house.config.data, 'files');
  for (const part of await readdir(folder).catch(() => [])) {
    if (!/^[0-9a-f]{2}$/.test(part)) continue;
    for (const name of await readdir(join(folder, part))) {
      const digest = /^([0-9a-f]{64})(\.[0-9a-f]{12}\.part)?$/.exec(name);
      const found = digest && (await stat(join(folder, part, name)).catch(() => undefined));
      if (!digest || !found || found.mtimeMs > Date.now() - DAY) continue;
      const known = digest[2] ? [] : (await sql`select 1 from house.file where digest = ${digest[1]}`.execute(house.database.owner)).rows;
      if (known.length === 0) await rm(join(folder, part, name), { force: true });
    }
  }
}

/** What the house does for attachments in the background: every hour and every night. */
export const attachmentJobs: JobDeclaration[] = [
  { name: 'house.uploads', cron: '23 * * * *', work: expireUploads },
  { name: 'house.files', cron: '41 4 * * *', work: clearFiles },
];
