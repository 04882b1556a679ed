import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';

/** One migration file: its name orders it among all modules. */
export type Migration = { name: string; sql: string };

/** Reads every `migrations/*.sql` of the given folders, ordered by file name (they begin with a date). */
export function readMigrations(folders: string[]): Migration[] {
  const found = folders.flatMap((folder) =>
    readdirSync(folder).filter((file) => file.endsWith('.sql')).map((file) => ({ name: file.slice(0, -4), sql: readFileSync(join(folder, file), 'utf8') })),
  );
  return found.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** Makes the list of what was applied; the first thing in any database of the product. */
export const MIGRATION_LIST = `create schema if not exists house;
      create table if not exists house.migration (name text primary key, digest text not null, applied_at timestamptz not null default now())`;

/** Brings a database forward to the program, one migration a transaction, one runner at a time. Refuses a database that knows migrations the program does not. */
export async function migrate(client: pg.Client | pg.PoolClient, migrations: Migration[]): Promise<string[]> {
  await client.query("select pg_advisory_lock(hashtext('ronggui.migrate'))");
  try {
    await client.query(MIGRATION_LIST);
    const { rows } = await client.query<{ name: string; digest: string }>('select name, digest from house.migration');
    const applied = new Map(rows.map((row) => [row.name, row.digest]));
    const unknown = [...applied.keys()].filter((name) => !migrations.some((one) => one.name === name));
    if (unknown.length > 0) throw new Error(`数据库比程序新（多出 ${unknown.join('、')}），请使用新版本程序`);
    const pending = migrations.filter((one) => !applied.has(one.name));
    for (const one of migrations) {
      const known = applied.get(one.name);
      if (known !== undefined && known !== digestOf(one)) throw new Error(`迁移 ${one.name} 的内容与数据库中已执行的不一致`);
    }
    for (const one of pending) await apply(client, one);
    return pending.map((one) => one.name);
  } finally {
    await client.query("select pg_advisory_unlock(hashtext('ronggui.migrate'))");
  }
}

async function apply(client: pg.Client | pg.PoolClient, one: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(one.sql);
    await client.query('insert into house.migration (name, digest) values ($1, $2)', [one.name, digestOf(one)]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`迁移 ${one.name} 失败：${String(error)}`, { cause: error });
  }
}

/** What tells whether a migration is the one that was applied. */
export const digestOf = (one: Migration) => createHash('sha256').update(one.sql).digest('hex');
