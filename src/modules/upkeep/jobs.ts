import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { House, JobDeclaration } from '#base/server/house.ts';
import { backup } from './backup.ts';

/** How many backups the data folder keeps. */
const KEPT = 14;
const NAME = /^ronggui-\d{8}-\d{6}\.zip$/;
const folderOf = (house: House) => join(house.config.data, 'backups');

/** The name of a backup made at a moment, in local time: ronggui-20230105-023000.zip. */
export function backupName(now: Date): string {
  const local = new Date(now.getTime() + 8 * 3_600_000).toISOString();
  return `ronggui-${local.slice(0, 10).replaceAll('-', '')}-${local.slice(11, 19).replaceAll(':', '')}.zip`;
}

/** The finished backups of the data folder, newest first. */
export function listBackups(house: House): { name: string; size: number; madeAt: string }[] {
  const folder = folderOf(house);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((name) => NAME.test(name)).toSorted().toReversed().map((name) => {
    const seen = statSync(join(folder, name));
    return { name, size: seen.size, madeAt: seen.mtime.toISOString() };
  });
}

/** Every night at half past two, and whenever asked: a backup into the data folder; the oldest beyond fourteen go. */
export const upkeepJobs: JobDeclaration[] = [
  {
    name: 'upkeep.backup',
    cron: '30 2 * * *',
    work: async (house, payload) => {
      const name = typeof payload.name === 'string' && NAME.test(payload.name) ? payload.name : backupName(house.clock());
      mkdirSync(folderOf(house), { recursive: true, mode: 0o700 });
      await backup(house, join(folderOf(house), name));
      for (const old of listBackups(house).slice(KEPT)) rmSync(join(folderOf(house), old.name));
    },
  },
];
