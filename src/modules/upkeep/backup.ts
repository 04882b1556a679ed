import { createReadStream, createWriteStream, mkdirSync, renameSync, rmSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { to } from 'pg-copy-streams';
import { ZipFile } from 'yazl';
import type { House } from '#base/server/house.ts';
import { filesBelow } from './attachments.ts';
import { digesting } from './digest.ts';
import { FORMAT, type Manifest, markManifest, tablePath } from './manifest.ts';
import { copyText, keptTables, sequenceValues, type TableShape } from './tables.ts';

/** What a backup holds. */
export type Backup = { tables: number; rows: number; files: number };

type Pull = () => Promise<Readable>;

/**
 * Writes everything the product keeps, as it stands at one moment, into one zip: every table of the house and its modules, and the attachments.
 * Works beside a running product. The keys stay out unless `withKeys`; without them a backup cannot be restored. A crash leaves no final file.
 */
export async function backup(house: House, file: string, options: { withKeys?: boolean } = {}): Promise<Backup> {
  const target = resolve(file);
  mkdirSync(dirname(target), { recursive: true });
  const partial = `${target}.part`;
  const client = await house.database.ownerPool.connect();
  try {
    await client.query("begin isolation level repeatable read, read only; set local timezone = 'UTC'; set local datestyle = 'ISO'");
    const manifest = await writeArchive(house, client, partial, options.withKeys ?? false);
    await client.query('commit');
    const handle = await open(partial, 'r');
    await handle.sync();
    await handle.close();
    renameSync(partial, target);
    return { tables: manifest.tables.length, rows: manifest.tables.reduce((sum, table) => sum + table.rows, 0), files: manifest.files.length };
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  } finally {
    client.release(true);
  }
}

async function writeArchive(house: House, client: pg.PoolClient, partial: string, withKeys: boolean): Promise<Manifest> {
  const zip = new ZipFile();
  const failing = new AbortController();
  zip.on('error', (error) => failing.abort(error));
  const add = (path: string, pull: Pull) => zip.addReadStreamLazy(path, { compressionLevel: 4, forceZip64Format: true, mode: 0o600 }, (give) => void pull().then((stream) => give(null, stream), (error) => give(error, Readable.from([]))));
  const { rows: migrations } = await client.query<{ name: string; digest: string }>('select name, digest from house.migration order by name');
  const manifest: Manifest = { format: FORMAT, madeAt: house.clock().toISOString(), migrations, tables: [], sequences: [], files: [], canary: '', index: '', withKeys, mark: '' };
  for (const table of await keptTables(client)) add(tablePath(table.name), () => pullTable(client, table, manifest));
  const folder = join(house.config.data, 'files');
  for (const path of filesBelow(folder)) add(`files/${path}`, () => pullFile(folder, path, manifest));
  if (withKeys) add('keys.json', async () => Readable.from([house.config.keys ? Buffer.from(house.config.keys, 'base64') : await readFile(join(house.config.data, 'keys.json'))]));
  add('manifest.json', async () => {
    manifest.sequences = await sequenceValues(client);
    return Readable.from([JSON.stringify(markManifest(house.keys, manifest))]);
  });
  zip.end({ forceZip64Format: true, comment: '' });
  await pipeline(zip.outputStream, createWriteStream(partial, { mode: 0o600 }), { signal: failing.signal }).catch((error) => { throw failing.signal.reason ?? error; });
  return manifest;
}

/** One table as COPY text in the order of its primary key; its digest and row count go into the manifest when it has passed. */
async function pullTable(client: pg.PoolClient, table: TableShape, manifest: Manifest): Promise<Readable> {
  const copy = client.query(to(copyText(table)));
  return digesting(copy, (sha256) => {
    manifest.tables.push({ name: table.name, columns: table.columns, rows: copy.rowCount, sha256 });
  });
}

async function pullFile(folder: string, path: string, manifest: Manifest): Promise<Readable> {
  return digesting(createReadStream(join(folder, path)), (sha256, size) => {
    manifest.files.push({ path, size, sha256 });
  });
}
