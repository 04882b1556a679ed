import { createHmac, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { House } from '../house.ts';
import { canonicalJson } from './entry.ts';

/** The end of each county's chain: how many links, and the digest of the last. */
export type Heads = Record<string, { position: number; digest: string }>;

const fileOf = (data: string) => join(data, 'audit-heads.json');
const markOf = (house: House, heads: Heads) => createHmac('sha256', house.keys.secret('audit heads')).update(canonicalJson(heads)).digest('base64url');

/** Remembers the ends of the chains outside the database, so that cutting off the newest rows together with their links shows. */
export function keepHeads(house: House, heads: Heads): void {
  if (Object.keys(heads).length === 0) return;
  const all = { ...readHeads(house), ...heads };
  const path = fileOf(house.config.data);
  writeFileSync(`${path}.next`, JSON.stringify({ heads: all, mark: markOf(house, all) }), { mode: 0o600 });
  renameSync(`${path}.next`, path);
}

/** The ends last seen by this data folder; none where the file is absent or not ours. */
export function readHeads(house: House): Heads {
  const path = fileOf(house.config.data);
  if (!existsSync(path)) return {};
  try {
    const { heads, mark } = JSON.parse(readFileSync(path, 'utf8')) as { heads: Heads; mark: string };
    return timingSafeEqual(Buffer.from(mark), Buffer.from(markOf(house, heads))) ? heads : {};
  } catch {
    return {};
  }
}

/** Forgets the ends: after a restore the chain is that of the backup. */
export function forgetHeads(data: string): void {
  rmSync(fileOf(data), { force: true });
}
