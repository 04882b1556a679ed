import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from } from 'pg-copy-streams';
import { forgetHeads } from '#base/server/audit/heads.ts';
import type { Config } from '#base/server/config.ts';
import type { Module } from '#base/server/house.ts';
import { type KeyFile, Keys, saveKeys } from '#base/server/keys.ts';
import { digestOf, type Migration, MIGRATION_LIST, readMigrations } from '#base/server/migrate.ts';
import { migrationFolders } from '#base/server/open.ts';
import { startPostgres } from '#base/server/postgres.ts';
import { type OpenedBackup, openBackup, verifyParts } from './archive.ts';
import { addFiles, replaceFiles } from './attachments.ts';
import type { Backup } from './backup.ts';
import { fits, genuine, type Manifest, tablePath } from './manifest.ts';
import { keptTables, parentsFirst, SCHEMAS } from './tables.ts';

/** How a restore may go: over what is there, and with which keys. */
export type RestoreOptions = { overwrite?: boolean; keysFile?: string };

/**
 * Puts a backup back, all or nothing: every part is checked first, then schema and rows come in one transaction. Later migrations follow at the next start.
 * Throws one Chinese sentence where data is already there (unless `overwrite`), keys do not fit, or the file is damaged.
 */
export async function restore(config: Config, modules: Module[], file: string, options: RestoreOptions = {}): Promise<Backup> {
  const opened = await openBackup(file);
  try {
    const { manifest } = opened;
    const migrations = migrationsOf(manifest, readMigrations(migrationFolders(modules)));
    const { keys, store } = await chooseKeys(config, opened, options);
    if (!genuine(keys, manifest)) throw new Error('备份文件的目录被改动过，不予恢复');
    await verifyParts(opened);
    mkdirSync(config.data, { recursive: true });
    if (store) saveKeys(config.data, keys);
    const postgres = config.databaseUrl ? undefined : await startPostgres(config.data, keys.secret('database owner').slice(0, 40));
    try {
      await load(config, config.databaseUrl ?? postgres!.url, opened, migrations, options.overwrite ?? false);
    } finally {
      await postgres?.stop();
    }
    return { tables: manifest.tables.length, rows: manifest.tables.reduce((sum, table) => sum + table.rows, 0), files: manifest.files.length };
  } finally {
    opened.close();
  }
}

/** The program's migrations that the backup's database had, in order. */
function migrationsOf(manifest: Manifest, known: Migration[]): Migration[] {
  const missing = manifest.migrations.filter((one) => !known.some((mine) => mine.name === one.name));
  if (missing.length > 0) throw new Error(`备份由更新版本的程序制作（多出 ${missing.map((one) => one.name).join('、')}），请使用新版本程序恢复`);
  const differing = manifest.migrations.find((one) => known.some((mine) => mine.name === one.name && digestOf(mine) !== one.digest));
  if (differing) throw new Error(`备份的表结构 ${differing.name} 与本程序不一致，无法恢复`);
  return known.filter((mine) => manifest.migrations.some((one) => one.name === mine.name));
}

/** The keys that open the backup: the environment's, the data folder's, those given, or those in the file; `store` where the data folder must take them. */
async function chooseKeys(config: Config, opened: OpenedBackup, options: RestoreOptions): Promise<{ keys: Keys; store: boolean }> {
  const own = join(config.data, 'keys.json');
  const parsed = (text: string) => new Keys(JSON.parse(text) as KeyFile);
  if (config.keys) return { keys: fitting(parsed(Buffer.from(config.keys, 'base64').toString('utf8')), opened, '环境变量 RONGGUI_KEYS 中的密钥打不开这个备份'), store: false };
  if (existsSync(own)) return { keys: fitting(parsed(readFileSync(own, 'utf8')), opened, `数据目录 ${config.data} 已有另一套密钥，打不开这个备份；请恢复到空的数据目录`), store: false };
  if (options.keysFile) return { keys: fitting(parsed(readFileSync(options.keysFile, 'utf8')), opened, `密钥文件 ${options.keysFile} 打不开这个备份`), store: true };
  const inside = await opened.text('keys.json');
  if (!inside) throw new Error('备份不含密钥。请用 --keys 指明另行保管的 keys.json，或把它放入数据目录');
  return { keys: fitting(parsed(inside), opened, '备份中的密钥与内容不符'), store: true };
}

function fitting(keys: Keys, { manifest }: OpenedBackup, message: string): Keys {
  if (!fits(keys, manifest)) throw new Error(message);
  return keys;
}

async function load(config: Config, url: string, opened: OpenedBackup, migrations: Migration[], overwrite: boolean): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query("do $$ begin create role ronggui_app nologin; exception when duplicate_object or unique_violation then null; end $$");
    await client.query("begin; set local timezone = 'UTC'; set local datestyle = 'ISO'; set local lock_timeout = '60s'");
    await client.query("select pg_advisory_xact_lock(hashtext('ronggui.migrate')), pg_advisory_xact_lock(hashtext('ronggui.audit'))");
    await clear(client, overwrite);
    await client.query(MIGRATION_LIST);
    for (const one of migrations) await client.query(one.sql);
    await fill(client, opened);
    await addFiles(config.data, opened);
    await client.query('commit');
  } finally {
    await client.end();
  }
  await replaceFiles(config.data, opened);
  forgetHeads(config.data);
}

/** Drops what is there; refuses where that would lose rows that nobody said to overwrite. */
async function clear(client: pg.Client, overwrite: boolean): Promise<void> {
  for (const { name } of overwrite ? [] : await keptTables(client)) {
    if (name === 'house.migration') continue;
    const { rows } = await client.query(`select 1 from ${name} limit 1`);
    if (rows.length > 0) throw new Error('数据库中已有数据，未恢复。确要覆盖，请加 --overwrite');
  }
  const { rows: schemas } = await client.query<{ name: string }>(`select quote_ident(s) as name from unnest(${SCHEMAS}) as s`);
  if (schemas.length > 0) await client.query(`drop schema ${schemas.map((one) => one.name).join(', ')} cascade`);
}

/** Loads every table, parents first, so that foreign keys are checked as rows come; where tables refer to each other in a circle, unchecked as a superuser may. */
async function fill(client: pg.Client, { manifest, read }: OpenedBackup): Promise<void> {
  const shapes = await keptTables(client);
  const absent = manifest.tables.find((table) => !shapes.some((shape) => shape.name === table.name));
  if (absent) throw new Error(`表结构中没有备份里的 ${absent.name}，无法恢复`);
  const order = parentsFirst(shapes);
  if (!order) await client.query("set local session_replication_role = 'replica'");
  await client.query(`truncate ${shapes.map((one) => one.name).join(', ')}`);
  for (const { name } of order ?? shapes) {
    const table = manifest.tables.find((one) => one.name === name);
    if (!table) continue;
    const copy = client.query(from(`copy ${name} (${table.columns.join(', ')}) from stdin`));
    await pipeline(await read(tablePath(name)), copy);
    if (copy.rowCount !== table.rows) throw new Error(`${name} 恢复了 ${copy.rowCount} 行，应为 ${table.rows} 行`);
  }
  for (const { name, value } of manifest.sequences) await client.query('select setval($1::regclass, $2::bigint)', [name, value]);
}
