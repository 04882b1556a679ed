import { createHmac } from 'node:crypto';
import type { Keys } from '../keys.ts';

/** What an act tells about itself; everything but the number and the moment, which the database gives. */
export type EntryBody = {
  county_code: string;
  actor_id: string;
  actor_name: string;
  unit_name: string;
  operation: string;
  record: string | null;
  row_id: string | null;
  outcome: string;
  reason: string | null;
  /** Facts as plain JSON. */
  detail: unknown;
  request_id: string;
  address: string;
  /** Made anew for every entry, so that a copied row is told from the one it copies. */
  nonce: string;
};

/** One row of audit.entry as sealing and checking read it; `at` is UTC text with microseconds. */
export type Entry = EntryBody & { id: string; at: string; mac: string };

/** JSON with sorted keys: the same facts always give the same text, whichever way the database keeps them. */
export const canonicalJson = (value: unknown): string => JSON.stringify(sorted(value));

function sorted(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(sorted);
  return Object.fromEntries(Object.keys(value).toSorted().map((key) => [key, sorted((value as Record<string, unknown>)[key])]));
}

/** The mark that only the product can put on an entry: made when the row is written, it covers all the act told. */
export function macOf(keys: Keys, body: EntryBody): string {
  const { county_code, actor_id, actor_name, unit_name, operation, record, row_id, outcome, reason, detail, request_id, address, nonce } = body;
  return digest(keys, 'audit entry', canonicalJson([county_code, actor_id, actor_name, unit_name, operation, record, row_id, outcome, reason, detail, request_id, address, nonce]));
}

/** The link that follows `previous`: covers the entry's number, its moment, and its mark, which covers the rest. */
export function linkDigest(keys: Keys, previous: string, { county_code, id, at, mac }: Entry): string {
  return digest(keys, 'audit', JSON.stringify([previous, county_code, id, at, mac]));
}

/** What the first link of a county follows. */
export const FIRST = 'ronggui';

const digest = (keys: Keys, purpose: string, text: string) => createHmac('sha256', keys.secret(purpose)).update(text).digest('base64url');
