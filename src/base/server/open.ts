import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { z } from 'zod';
import type { Config } from './config.ts';
import { openDatabase } from './database.ts';
import { attachmentJobs } from './files/sweep.ts';
import type { House, Module } from './house.ts';
import { NO_JOBS, startJobs } from './jobs.ts';
import { loadKeys } from './keys.ts';
import { readMigrations } from './migrate.ts';
import { bindOperations, type BoundOperation } from './operations.ts';
import { startPostgres } from './postgres.ts';

z.config(z.locales.zhCN());

/** An opened product without its web face: what the server, the commands and the tests share. */
export type Opened = { house: House; operations: Map<string, BoundOperation>; close(): Promise<void> };

/** Opens database, keys and modules. `jobs: true` also works background jobs (the server only). */
export async function openHouse(config: Config, modules: Module[], options: { jobs?: boolean; clock?: () => Date } = {}): Promise<Opened> {
  mkdirSync(config.data, { recursive: true });
  const keys = loadKeys(config.data, config.keys);
  const log = pino({ level: config.log, redact: ['req.headers', 'headers'] }, pino.destination({ dest: 2, sync: false }));
  const operations = bindOperations(modules);
  const postgres = config.databaseUrl ? undefined : await startPostgres(config.data, keys.secret('database owner').slice(0, 40));
  try {
    const database = await openDatabase(config.databaseUrl ?? postgres!.url, keys, readMigrations(migrationFolders(modules)), config.pool);
    const stores = new Map(modules.flatMap((module) => module.stores).map((store) => [store.type.name, store]));
    const house: House = {
      config, database, keys, log, modules, stores, clock: options.clock ?? (() => new Date()),
      records: new Map([...stores].map(([name, store]) => [name, store.type])),
      figures: new Map(modules.flatMap((module) => module.figures).map((figure) => [figure.key, figure])),
      jobs: NO_JOBS,
    };
    if (options.jobs) house.jobs = await startJobs(house, database.ownerUrl, [...attachmentJobs, ...modules.flatMap((module) => module.jobs ?? [])], log);
    const close = async () => {
      await house.jobs.stop();
      await database.close();
      await postgres?.stop();
    };
    return { house, operations, close };
  } catch (error) {
    await postgres?.stop();
    throw error;
  }
}

/** The migration folders of the house and of every module. */
export function migrationFolders(modules: Module[]): string[] {
  const source = join(import.meta.dirname, '..', '..');
  return [join(import.meta.dirname, 'migrations'), ...modules.map((module) => join(source, 'modules', module.name, 'migrations')).filter((folder) => existsSync(folder))];
}
