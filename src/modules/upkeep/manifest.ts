import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '#base/server/audit/entry.ts';
import type { Keys } from '#base/server/keys.ts';

/** What the first line of every manifest says; a later form of backups gets another number. */
export const FORMAT = 'ronggui-backup-1';

/** The table of contents of a backup: what is in it, how much, and the digest of each part. */
export const Manifest = z.object({
  format: z.literal(FORMAT),
  madeAt: z.string(),
  /** The migrations that the database had; a restore builds exactly these. */
  migrations: z.array(z.object({ name: z.string(), digest: z.string() })),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), rows: z.number(), sha256: z.string() })),
  sequences: z.array(z.object({ name: z.string(), value: z.string() })),
  files: z.array(z.object({ path: z.string(), size: z.number(), sha256: z.string() })),
  /** A sealed word and its index: who can open one and make the other has the right keys. */
  canary: z.string(),
  index: z.string(),
  withKeys: z.boolean(),
  /** Keyed digest of all the above. */
  mark: z.string(),
});
export type Manifest = z.infer<typeof Manifest>;

const PLACE = 'upkeep.backup/canary';
const WORD = '戎归';

/** The manifest with its canary and mark. */
export function markManifest(keys: Keys, manifest: Manifest): Manifest {
  const canary = { ...manifest, canary: keys.seal(PLACE, WORD), index: keys.index(PLACE, WORD) };
  return { ...canary, mark: markOf(keys, canary) };
}

/** Whether these keys open what the backup holds. */
export function fits(keys: Keys, manifest: Manifest): boolean {
  try {
    return keys.index(PLACE, WORD) === manifest.index && keys.open(PLACE, manifest.canary) === WORD;
  } catch {
    return false;
  }
}

/** Whether the manifest is as it was written by a product with these keys. */
export function genuine(keys: Keys, manifest: Manifest): boolean {
  return markOf(keys, manifest) === manifest.mark;
}

/** Where a table's rows lie in the archive. */
export const tablePath = (table: string) => `tables/${table}.copy`;

const markOf = (keys: Keys, { mark: _mark, ...rest }: Manifest) => createHmac('sha256', keys.secret('backup')).update(canonicalJson(rest)).digest('base64url');
