import { sql } from 'kysely';
import { columnOf, type RecordType } from '#base/pure/record.ts';
import type { Act } from '#base/server/house.ts';
import { inScope } from '#base/server/records/list.ts';
import type { Found } from '#base/server/records/store.ts';
import type { Columns } from '#base/server/records/columns.ts';
import type { Plan, ReferencePlan } from '../reading/plan.ts';
import type { Draft } from '../reading/rows.ts';
import { titleKey } from '../reading/targets.ts';

/** Where each draft's references lead: by field the id and division, or several candidates; drafts without an entry keep what they have. */
export type Led = { ids: Record<string, string>; divisions: Record<string, string>; ambiguous: { field: string; label: string; message: string; candidates: string[] }[] };

const plainTitle = (text: string) => text.normalize('NFKC').replace(/\s/g, '').toLowerCase();

/** Finds the rows that the drafts' references name, one query or two per reference however many drafts. `current` are the rows that keyed drafts came from. */
export async function resolveReferences(act: Act, plan: Plan, drafts: Draft[], current: Map<string, Columns>): Promise<Map<Draft, Led>> {
  const led = new Map<Draft, Led>(drafts.map((draft) => [draft, { ids: {}, divisions: {}, ambiguous: [] }]));
  for (const reference of plan.references) {
    await keepUntouched(act, reference, drafts, current);
    const asking = drafts.filter((draft) => draft.wanted[reference.name]);
    if (asking.length === 0) continue;
    const found = await findWanted(act, reference, asking);
    asking.forEach((draft, index) => take(reference, draft, led.get(draft)!, found[index]!));
  }
  return led;
}

function take({ name, field }: ReferencePlan, draft: Draft, led: Led, found: Found): void {
  if ('id' in found) {
    led.ids[name] = found.id;
    led.divisions[name] = found.divisionCode;
  } else if ('candidates' in found && found.candidates.length > 0) {
    led.ambiguous.push({ field: name, label: field.label, message: found.reason, candidates: found.candidates });
  } else draft.problems.push({ field: name, label: field.label, message: found.reason });
}

/** An exported row that still shows the title of what it refers to refers to the same: a title alone need not be unique. */
async function keepUntouched(act: Act, { name, field, store }: ReferencePlan, drafts: Draft[], current: Map<string, Columns>): Promise<void> {
  const type = field.of!();
  const key = store?.match ? titleKey(store.match, type) : 'title';
  const exported = drafts.filter((draft) => draft.key && draft.wanted[name]?.[key] !== undefined && current.get(draft.key.id)?.[columnOf(name)]);
  if (exported.length === 0) return;
  const ids = [...new Set(exported.map((draft) => String(current.get(draft.key!.id)![columnOf(name)])))];
  const { rows } = await sql<{ id: string; title: unknown }>`select r.id, ${sql.ref(`r.${columnOf(type.title)}`)} as title from ${sql.table(type.name)} r where ${inScope(act, type)} and r.id = any(${ids}::uuid[])`.execute(act.tx);
  const titles = new Map(rows.map((row) => [row.id, plainTitle(String(row.title))]));
  for (const draft of exported) {
    const id = String(current.get(draft.key!.id)![columnOf(name)]);
    if (titles.get(id) === plainTitle(draft.wanted[name]![key]!)) delete draft.wanted[name];
  }
}

/** One answer per asking draft; equal questions are asked once. */
async function findWanted(act: Act, reference: ReferencePlan, asking: Draft[]): Promise<Found[]> {
  const { name, store, field } = reference;
  const questions = new Map<string, Record<string, string>>();
  const keys = asking.map((draft) => {
    const wanted = store?.match ? draft.wanted[name]! : { title: draft.wanted[name]!.title!, division: draft.division ?? '' };
    const key = JSON.stringify(wanted);
    questions.set(key, wanted);
    return key;
  });
  const wanted = [...questions.values()];
  const answers = store?.match ? await store.match.find(act, wanted) : await findByTitle(act, field.of!(), wanted);
  const byKey = new Map([...questions.keys()].map((key, index) => [key, answers[index]!]));
  return keys.map((key) => byKey.get(key)!);
}

type Titled = { id: string; division_code: string; title: string };

/** Rows of a record by their title, blanks and width aside; of several, the one of the draft's own division. */
async function findByTitle(act: Act, type: RecordType, wanted: Record<string, string>[]): Promise<Found[]> {
  const title = type.fields[type.title]!;
  if (title.sealed || title.kind === 'reference') return wanted.map(() => ({ reason: `${type.label}没有名称，不能按名称对应` }));
  const column = sql.ref(`r.${columnOf(type.title)}`);
  const texts = [...new Set(wanted.map((one) => one.title!))];
  const select = sql`select r.id, r.division_code, ${column} as title from ${sql.table(type.name)} r where ${inScope(act, type)}`;
  const { rows: exact } = await sql<Titled>`${select} and ${column} = any(${texts}::text[])`.execute(act.tx);
  const known = new Set(exact.map((row) => row.title));
  const rest = texts.filter((text) => !known.has(text));
  const { rows: near } = rest.length === 0 ? { rows: [] } : await sql<Titled>`${select} and lower(regexp_replace(normalize(${column}, NFKC), '\\s', '', 'g')) = any(${rest.map(plainTitle)}::text[])`.execute(act.tx);
  const groups = new Map<string, Titled[]>();
  for (const row of [...exact, ...near]) groups.set(plainTitle(row.title), [...(groups.get(plainTitle(row.title)) ?? []), row]);
  return wanted.map(({ title: text, division }) => judge(type, text!, groups.get(plainTitle(text!)) ?? [], division));
}

function judge(type: RecordType, text: string, found: Titled[], division: string | undefined): Found {
  const fitting = found.length > 1 && division ? found.filter((row) => row.division_code === division) : found;
  const kept = fitting.length > 0 ? fitting : found;
  if (kept.length === 1) return { id: kept[0]!.id, divisionCode: kept[0]!.division_code };
  if (kept.length > 1) return { candidates: kept.slice(0, 20).map(({ id }) => id), reason: `有 ${kept.length} 个名为“${text}”的${type.label}` };
  return { reason: `没有名为“${text.slice(0, 40)}”的${type.label}，请先登记` };
}
