import { sql } from 'kysely';
import { z } from 'zod';
import { columnOf, type RecordType, typedFields, type Values } from '#base/pure/record.ts';
import { isRefusal, refuse } from '#base/pure/refusal.ts';
import { draftShape } from '#base/pure/shape.ts';
import type { Act } from '#base/server/house.ts';
import { type Columns, decode } from '#base/server/records/columns.ts';
import type { Store } from '#base/server/records/store.ts';
import { createRow, newId } from '#base/server/records/write.ts';
import { Person, PersonRole } from '#modules/registry/schema.ts';

const Fields = z.record(z.string(), z.unknown());

/** What is under the seal: the fields of the file, its roles, and the further rows of 建档立卡 that hang on it. */
export const Contents = z.object({
  receiptCode: z.string().max(20), countyName: z.string().max(120), place: z.string().max(200),
  person: Fields, roles: z.array(Fields).max(200), ledgers: z.array(z.object({ record: z.string(), ledger: z.string(), rows: z.array(Fields).max(500) })).max(60),
});
export type Contents = z.infer<typeof Contents>;

/** Reads what was under the seal; refuses what does not hold together. */
export function readContents(text: string): Contents {
  try {
    return Contents.parse(JSON.parse(text));
  } catch {
    refuse('changes.package', '移交文件的内容不完整，没有接收', { path: ['content'] });
  }
}

const LEFT_BEHIND = new Set(['state', 'roles', 'diedOn', 'changedOn', 'registeredOn']);

/** The typed fields of a row without what points at other rows, empty ones left out: nothing else can be understood in another county. */
function portable(type: RecordType, values: Values): Values {
  return Object.fromEntries(typedFields(type).filter(([name, field]) => field.kind !== 'reference' && field.kind !== 'division' && values[name] !== null && values[name] !== undefined).map(([name]) => [name, values[name]]));
}

/** The record's field that holds the person of a row placed by one. */
const hangs = ({ type }: Store): boolean => type.placedBy !== undefined && type.fields[type.placedBy]?.of?.().name === Person.name && type.name.startsWith('registry.') && type.name !== PersonRole.name;

async function rowsOf(act: Act, type: RecordType, personId: string): Promise<Values[]> {
  const { rows } = await sql<Columns>`select r.* from ${sql.table(type.name)} r where r.county_code = ${act.scope.county} and ${sql.ref(`r.${columnOf(type.placedBy!)}`)} = ${personId} order by r.created_at, r.id`.execute(act.tx);
  return rows.map((row) => portable(type, decode(type, row, act.house.keys)));
}

/** Collects what a transfer hands over: the file in the clear, to be sealed at once. */
export async function collect(act: Act, personId: string, values: Values): Promise<Pick<Contents, 'person' | 'roles' | 'ledgers'>> {
  const ledgers: Contents['ledgers'] = [];
  for (const store of act.house.stores.values()) {
    if (!hangs(store)) continue;
    const rows = await rowsOf(act, store.type, personId);
    if (rows.length > 0) ledgers.push({ record: store.type.name, ledger: store.type.ledger, rows });
  }
  const person = Object.fromEntries(Object.entries(portable(Person, values)).filter(([name]) => !LEFT_BEHIND.has(name)));
  return { person, roles: await rowsOf(act, PersonRole, personId), ledgers };
}

/** How many rows a package holds, by ledger. */
export const countContents = ({ roles, ledgers }: Pick<Contents, 'roles' | 'ledgers'>): { ledger: string; rows: number }[] => [
  { ledger: Person.ledger, rows: 1 }, ...(roles.length > 0 ? [{ ledger: PersonRole.ledger, rows: roles.length }] : []), ...ledgers.map(({ ledger, rows }) => ({ ledger, rows: rows.length })),
];

/** Fields of a record as another county sent them, checked like any draft; a field that this county does not know or cannot read is left out and named. */
export function readFields(type: RecordType, sent: Values, missed: string[]): Values {
  const kept: Values = {};
  const known = new Map(typedFields(type));
  const shape = draftShape(type) as unknown as z.ZodObject<Record<string, z.ZodType>>;
  for (const [name, value] of Object.entries(sent)) {
    const field = known.get(name);
    const read = field && field.kind !== 'reference' ? shape.shape[name]!.safeParse(value) : undefined;
    if (read?.success) kept[name] = read.data;
    else missed.push(`${type.label}“${field?.label ?? name}”`);
  }
  return kept;
}

/** Writes the further rows of a package on a file just made; what cannot be kept is named, so that a clerk types it. */
export async function writeLedgers(act: Act, personId: string, ledgers: Contents['ledgers'], missed: string[]): Promise<void> {
  for (const { record, ledger, rows } of ledgers) {
    const store = act.house.stores.get(record);
    if (!store || !hangs(store)) {
      missed.push(`${ledger} ${rows.length} 条`);
      continue;
    }
    for (const row of rows) {
      const values = readFields(store.type, row, missed);
      await createRow(act, store, newId(), { ...values, [store.type.placedBy!]: personId }).catch((error: unknown) => {
        if (!isRefusal(error) || error.status === 409) throw error;
        missed.push(`${ledger}：${error.message}`);
      });
    }
  }
}
