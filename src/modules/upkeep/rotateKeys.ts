import type pg from 'pg';
import { columnOf } from '#base/pure/record.ts';
import type { House } from '#base/server/house.ts';
import { saveKeys } from '#base/server/keys.ts';
import { placeOf } from '#base/server/records/columns.ts';
import { type SealedTable, sealedTables } from './sealedColumns.ts';

const PORTION = 500;

/** What a rotation did: the version now in use, and how many stored values were re-encrypted to it. */
export type Rotation = { version: number; values: number };

/**
 * Adds a key version and re-encrypts every stored sealed value to it, in portions, beside a running product; values in histories and staged imports too.
 * Broken off, it goes on with the same version when called again. Former versions stay in the file: older backups need them, and blind indexes keep the first.
 * With keys from the environment it only re-encrypts to the newest version given there. Throws where a value cannot be opened.
 */
export async function rotateKeys(house: House): Promise<Rotation> {
  const { keys } = house;
  if (!house.config.keys && !keys.file.rotating) {
    keys.addVersion();
    saveKeys(house.config.data, keys);
  }
  const client = await house.database.ownerPool.connect();
  const places = placesOf(house);
  let values = 0;
  let unknown = 0;
  try {
    for (const table of await sealedTables(client)) {
      for (let after: string[] | undefined = []; after; ) {
        const portion = await resealPortion(client, house, table, places, after);
        after = portion.last;
        values += portion.values;
        unknown += portion.unknown;
      }
    }
  } finally {
    client.release();
  }
  if (unknown > 0) throw new Error(`已重新加密 ${values} 个值；另有 ${unknown} 个值现有密钥打不开，旧版密钥均已保留，请查看日志`);
  if (!house.config.keys) {
    keys.file = { versions: keys.file.versions };
    saveKeys(house.config.data, keys);
  }
  return { version: keys.current, values };
}

type Portion = { last: string[] | undefined; values: number; unknown: number };

/** Re-encrypts the next rows of a table after a key, in one transaction. */
async function resealPortion(client: pg.PoolClient, house: House, table: SealedTable, places: Map<string, string[]>, after: string[]): Promise<Portion> {
  const key = table.key.map((one) => one.name).join(', ');
  const beyond = after.length > 0 ? `(${key}) > (${table.key.map((one, at) => `$${at + 1}::${one.type}`).join(', ')})` : 'true';
  const chosen = [...table.key.map((one, at) => `${one.name}::text as key_${at}`), ...table.columns.map((one, at) => `${one.name} as value_${at}`)];
  await client.query('begin');
  try {
    const { rows } = await client.query<Record<string, unknown>>(`select ${chosen.join(', ')} from ${table.name} where ${beyond} and (${table.columns.map((one) => one.holds).join(' or ')}) order by ${key} limit ${PORTION} for update`, after);
    const portion: Portion = { last: undefined, values: 0, unknown: 0 };
    const keys: string[][] = table.key.map(() => []);
    const fresh: (string | null)[][] = table.columns.map(() => []);
    for (const row of rows) {
      const own = table.key.map((_one, at) => String(row[`key_${at}`]));
      const reseal = (column: string, text: string) => resealed(house, places.get(`${table.name}.${column}`) ?? [...(places.get(column) ?? []), ...guesses(table.name, column)], text, portion, table.name);
      portion.last = own;
      const before = portion.values;
      const values = table.columns.map((one, at) => (one.json ? JSON.stringify(resealJson(row[`value_${at}`], reseal)) : typeof row[`value_${at}`] === 'string' ? reseal(one.name, row[`value_${at}`] as string) : null));
      if (portion.values === before) continue;
      own.forEach((value, at) => keys[at]!.push(value));
      values.forEach((value, at) => fresh[at]!.push(value));
    }
    if (keys[0]!.length > 0) await client.query(updateOf(table), [...keys, ...fresh]);
    await client.query('commit');
    return rows.length < PORTION ? { ...portion, last: undefined } : portion;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

/** Writes a portion's fresh values in one statement: arrays of the keys, then of the columns. */
function updateOf(table: SealedTable): string {
  const names = [...table.key.map((_one, at) => `k${at}`), ...table.columns.map((_one, at) => `c${at}`)];
  const sets = table.columns.map((one, at) => `${one.name} = v.c${at}${one.json ? '::jsonb' : ''}`);
  const where = table.key.map((one, at) => `t.${one.name} = v.k${at}::${one.type}`);
  return `update ${table.name} t set ${sets.join(', ')} from unnest(${names.map((_name, at) => `$${at + 1}::text[]`).join(', ')}) as v(${names.join(', ')}) where ${where.join(' and ')}`;
}

/** Every text under a key that ends in `_sealed`, at any depth. */
function resealJson(value: unknown, reseal: (column: string, text: string) => string): unknown {
  if (Array.isArray(value)) return value.map((one) => resealJson(one, reseal));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, key.endsWith('_sealed') && typeof inner === 'string' ? reseal(key, inner) : resealJson(inner, reseal)]));
}

/** The value under the newest version; as it is where it is so already, or where none of the places opens it. */
function resealed({ keys, log }: House, places: string[], text: string, portion: Portion, table: string): string {
  if (!/^a\d+\./.test(text) || text.startsWith(`a${keys.current}.`)) return text;
  for (const place of places) {
    try {
      const fresh = keys.seal(place, keys.open(place, text));
      portion.values += 1;
      return fresh;
    } catch {
      continue;
    }
  }
  portion.unknown += 1;
  log.error({ table, places }, '有加密值打不开，未重新加密');
  return text;
}

/** Where the sealed fields of records live: by table and column exactly, and by column alone for copies of rows in histories and staging. */
function placesOf(house: House): Map<string, string[]> {
  const places = new Map<string, string[]>();
  for (const type of house.records.values()) {
    for (const [name, field] of Object.entries(type.fields)) {
      if (!field.sealed) continue;
      const column = `${columnOf(name)}_sealed`;
      places.set(`${type.name}.${column}`, [placeOf(type, name)]);
      places.set(column, [...(places.get(column) ?? []), placeOf(type, name)]);
    }
  }
  return places;
}

/** Places that a table without a record would use. */
function guesses(table: string, column: string): string[] {
  const plain = column.replace(/_sealed$/, '');
  return [`${table}/${plain}`, `${table}/${plain.replace(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase())}`];
}
