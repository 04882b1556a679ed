import { sql } from 'kysely';
import type { Field, Values } from '#base/pure/record.ts';
import { notFound } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { type Columns, decode, isWithheld, masked, printValue } from '#base/server/records/columns.ts';
import { inScope } from '#base/server/records/list.ts';
import { Person } from '#modules/registry/schema.ts';
import type { ComparedField, Comparison } from '../schema/answers.ts';
import { fullerOf } from '../rules/fuller.ts';
import { catalogOf } from './catalog.ts';

type Side = Columns & { id: string; version: number; name: string; birth_on: string | null; division_code: string; updated_at: string; created_at: string; place: string; household: string | null; confirmed_at: string | null };

/** Two files beside each other, masked; refuses as not found where either lies out of scope. */
export async function compare(act: Act, { leftId, rightId }: { leftId: string; rightId: string }): Promise<Comparison> {
  const { rows } = await sql<Side>`select r.*, coalesce(d.path, r.division_code) as place, h.head_name as household,
      (select max(c.confirmed_at) from registry.confirmation c where c.county_code = r.county_code and c.person_id = r.id and c.withdrawn_at is null) as confirmed_at
    from registry.person r left join organisation.division d on d.county_code = r.county_code and d.code = r.division_code
    left join registry.household h on h.county_code = r.county_code and h.id = r.household_id
    where ${inScope(act, Person)} and r.id = any(${[leftId, rightId]}::uuid[])`.execute(act.tx);
  const left = rows.find((row) => row.id === leftId.toLowerCase()) ?? notFound(Person.label);
  const right = rows.find((row) => row.id === rightId.toLowerCase()) ?? notFound(Person.label);
  act.note({ record: Person.name, rowId: left.id, detail: { comparedWith: right.id } });
  const ledgers = await countLedgers(act, left.id, right.id);
  const hanging = (side: 'left' | 'right') => ledgers.reduce((sum, one) => sum + one[side], 0);
  const keep = hanging('left') === hanging('right') ? (left.created_at <= right.created_at ? 'left' : 'right') : hanging('left') > hanging('right') ? 'left' : 'right';
  const head = ({ id, version, name, place, birth_on, created_at, updated_at }: Side) => ({ id, version, name, place, birthYear: birth_on?.slice(0, 4) ?? null, createdAt: created_at, updatedAt: updated_at });
  return { left: head(left), right: head(right), fields: fieldsOf(act, left, right), ledgers, keep };
}

/** The newer of two files by its last confirmation (核对无变化), else by its last change. */
function newer(left: Side, right: Side): 'left' | 'right' {
  const at = (side: Side) => side.confirmed_at ?? side.updated_at;
  if (Boolean(left.confirmed_at) !== Boolean(right.confirmed_at)) return left.confirmed_at ? 'left' : 'right';
  return at(left) >= at(right) ? 'left' : 'right';
}

const filled = (value: unknown) => value !== null && value !== undefined && value !== '';
/** What stands on the citizen's card: taken from the file that has its number, where only one has. */
const ON_CARD = new Set(['name', 'sex', 'birthOn']);

function fieldsOf(act: Act, left: Side, right: Side): ComparedField[] {
  const clear = { left: decode(Person, left, act.house.keys), right: decode(Person, right, act.house.keys) };
  const byTime = newer(left, right);
  const byCard = filled(clear.left.citizenId) === filled(clear.right.citizenId) ? undefined : filled(clear.left.citizenId) ? 'left' : 'right';
  const fields = Object.entries(Person.fields).filter(([, field]) => !field.derived).map(([name, field]): ComparedField => {
    const [a, b] = [clear.left[name], clear.right[name]];
    const prefer = filled(a) === filled(b) ? ((ON_CARD.has(name) ? byCard : undefined) ?? fullerOf(a, b) ?? byTime) : filled(a) ? 'left' : 'right';
    return { name, label: field.label, section: field.section ?? '', left: shown(name, field, left, clear.left), right: shown(name, field, right, clear.right), differs: JSON.stringify(a ?? null) !== JSON.stringify(b ?? null), prefer };
  });
  fields.push({ name: 'divisionCode', label: '所属区划', section: '住址', left: left.place, right: right.place, differs: left.division_code !== right.division_code, prefer: byTime });
  return fields.filter((one) => one.left !== null || one.right !== null);
}

function shown(name: string, field: Field, side: Side, clear: Values): string | null {
  if (name === 'householdId') return side.household;
  if (field.sealed) return masked(field, clear[name]);
  if (isWithheld(field, side)) return clear[name] ? `${String(clear[name]).slice(0, 4)}年` : null;
  return printValue(field, clear[name]);
}

/** How many rows of each ledger hang on either file, by the reader's permissions. */
async function countLedgers(act: Act, leftId: string, rightId: string): Promise<Comparison['ledgers']> {
  const catalog = await catalogOf(act);
  const references = catalog.referencesTo(Person.name).filter((one) => one.record && act.actor.permissions.has(`${one.record.name.split('.')[0]}.read`));
  const parts = references.map((one, at) => sql`select ${sql.lit(at)} as at, count(*) filter (where ${sql.ref(`x.${one.column}`)} = ${leftId}) as l, count(*) filter (where ${sql.ref(`x.${one.column}`)} = ${rightId}) as r
    from ${sql.table(one.place)} x where x.county_code = ${act.scope.county} and ${sql.ref(`x.${one.column}`)} in (${leftId}, ${rightId})`);
  if (parts.length === 0) return [];
  const { rows } = await sql<{ at: number; l: string; r: string }>`${sql.join(parts, sql` union all `)}`.execute(act.tx);
  const totals = new Map<string, { left: number; right: number }>();
  for (const { at, l, r } of rows) {
    const { ledger } = references[at]!.record!;
    const known = totals.get(ledger) ?? { left: 0, right: 0 };
    totals.set(ledger, { left: known.left + Number(l), right: known.right + Number(r) });
  }
  return [...totals].map(([ledger, counts]) => ({ ledger, ...counts })).filter((one) => one.left + one.right > 0);
}
