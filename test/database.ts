import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { readConfig, type Config } from '#base/server/config.ts';
import type { Module } from '#base/server/house.ts';
import { migrationFolders } from '#base/server/open.ts';
import { readMigrations } from '#base/server/migrate.ts';
import { openDatabase } from '#base/server/database.ts';
import { loadKeys } from '#base/server/keys.ts';
import { startPostgres } from '#base/server/postgres.ts';

/** Keys of all tests: one login role in the test cluster, whatever the data folder. */
export const TEST_KEYS = Buffer.from(JSON.stringify({ versions: [{ id: 1, secret: Buffer.alloc(32, 7).toString('base64') }] })).toString('base64');

/** The cluster of this start of the machine: nothing forces its files to the disk, so one that a power failure left behind is not used again. */
const BOOT = '/proc/sys/kernel/random/boot_id';
const CLUSTERS = `ronggui-test-${process.getuid?.() ?? 0}-`;
const CLUSTER = join(tmpdir(), CLUSTERS + (existsSync(BOOT) ? readFileSync(BOOT, 'utf8').slice(0, 8) : 'any'));

/** The settings of one test file: its own empty folder and its own database, cloned from a migrated template. */
export async function testConfig(modules: Module[]): Promise<Config> {
  const server = await startPostgres(CLUSTER, 'test');
  const folders = migrationFolders(modules);
  const digest = createHash('sha256').update(readMigrations(folders).map((one) => one.name + one.sql).join('\0')).digest('hex').slice(0, 12);
  const template = `template_${digest}`;
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  try {
    await admin.query("select pg_advisory_lock(hashtext('template'))");
    const { rows } = await admin.query('select 1 from pg_database where datname = $1', [template]);
    if (rows.length === 0) {
      await hasten(admin);
      await makeTemplate(admin, server.url, template, folders);
    }
    const name = `test_${process.pid}_${Math.random().toString(36).slice(2, 8)}`;
    await admin.query(`create database ${name} template ${template}`);
    await admin.query("select pg_advisory_unlock(hashtext('template'))");
    const data = mkdtempSync(join(tmpdir(), 'ronggui-data-'));
    return { ...readConfig({ RONGGUI_DATA: data, RONGGUI_PORT: '0', RONGGUI_LOG: 'fatal', RONGGUI_POOL: '8', RONGGUI_KEYS: TEST_KEYS }), databaseUrl: databaseUrl(server.url, name) };
  } finally {
    await admin.end();
  }
}

/** Drops the database of a test file. */
export async function dropDatabase(config: Config): Promise<void> {
  const url = new URL(config.databaseUrl!.replace('@/', '@localhost/'));
  const server = await startPostgres(CLUSTER, 'test');
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  await admin.query(`drop database if exists ${url.pathname.slice(1)} with (force)`);
  await admin.end();
}

/**
 * Lets the cluster answer before the disk has written: no test here stops this server, and what a killed program left behind is seen all the same.
 * Tests of what outlives a killed server have servers of their own, as the product sets them up (test/faults).
 */
async function hasten(admin: pg.Client): Promise<void> {
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) await admin.query(`alter system set ${setting} = off`);
  await admin.query('select pg_reload_conf()');
  for (const name of readdirSync(tmpdir())) if (name.startsWith(CLUSTERS) && join(tmpdir(), name) !== CLUSTER) rmSync(join(tmpdir(), name), { recursive: true, force: true });
}

async function makeTemplate(admin: pg.Client, url: string, template: string, folders: string[]): Promise<void> {
  const building = `${template}_building`;
  await admin.query(`drop database if exists ${building} with (force)`);
  await admin.query(`create database ${building}`);
  const database = await openDatabase(databaseUrl(url, building), loadKeys('', TEST_KEYS), readMigrations(folders), 2);
  await database.close();
  await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [building]);
  await admin.query(`alter database ${building} rename to ${template}`);
}

const databaseUrl = (url: string, name: string) => url.replace('/postgres?', `/${name}?`);
