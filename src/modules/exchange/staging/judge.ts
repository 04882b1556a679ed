import { createHash, randomUUID } from 'node:crypto';
import type { Values } from '#base/pure/record.ts';
import type { Act } from '#base/server/house.ts';
import { encode } from '#base/server/records/columns.ts';
import type { Found } from '#base/server/records/store.ts';
import type { Plan } from '../reading/plan.ts';
import type { Draft } from '../reading/rows.ts';
import type { RowProblem } from '../schema.ts';
import { comparison, type Existing, existingByFields, existingById, holdersOf, type UniqueKey } from './existing.ts';
import { type Past, readPast } from './held.ts';
import { titlesWhereOtherwise } from './titles.ts';
import { type Led, resolveReferences } from './references.ts';
import { derived, type Prepared, sameValue, settle, type Staged, valuesOfNew } from './settle.ts';

/** What an import remembers from portion to portion: rows already seen, by what tells them apart, and the table's unique constraints. */
export type Memory = { seen: Map<string, { number: number; content: string }>; unique: UniqueKey[] };

const isBad = (problems: RowProblem[]) => problems.some((one) => !one.warning);
const digest = (value: unknown) => createHash('sha1').update(JSON.stringify(value)).digest('base64url').slice(0, 16);

/** Decides what becomes of a portion of rows: references, rows that are there, repeats, unique constraints, rules. A fixed number of queries however many rows. */
export async function judge(act: Act, plan: Plan, drafts: Draft[], memory: Memory): Promise<Staged[]> {
  const { type } = plan;
  const current = await existingById(act, type, drafts.flatMap((draft) => (draft.key ? [draft.key.id] : [])));
  for (const draft of drafts) if (draft.key && !current.has(draft.key.id)) draft.problems.push({ field: '', label: '记录编号', message: '记录编号所指的记录已删除，或不在您的管辖范围内' });
  const led = await resolveReferences(act, plan, drafts.filter((draft) => !isBad(draft.problems)), current);
  const prepared = drafts.map((draft): Prepared => prepare(plan, draft, led.get(draft) ?? { ids: {}, divisions: {}, ambiguous: [] }, current));
  await findExisting(act, plan, prepared.filter(({ draft, existing, led: each }) => !existing && !draft.key && !isBad(draft.problems) && each.ambiguous.length === 0));
  for (const each of prepared) markRepeats(plan, each, memory);
  await markHolders(act, plan, prepared, memory.unique);
  const past: Past = plan.layout ? await readPast(act, type, plan.layout.id, prepared.flatMap(({ existing }) => (existing ? [existing.id] : []))) : new Map();
  const titles = plan.layout ? await titlesWhereOtherwise(act, type, prepared) : undefined;
  return prepared.map((each) => (each.led.ambiguous.length > 0 && !isBad(each.draft.problems) ? ambiguous(act, plan, each) : settle(act, plan, each, past, titles)));
}

function prepare(plan: Plan, draft: Draft, led: Led, current: Map<string, Existing>): Prepared {
  const existing = draft.key ? current.get(draft.key.id) : undefined;
  return { draft, led, existing, values: existing ? {} : valuesOfNew(plan.type, draft, led), newId: randomUUID() };
}

/** Finds the row that a draft without a record number speaks of: by the record's identity; where that is empty, as other ledgers name it, or by title and place. */
export async function findExisting(act: Act, plan: Plan, prepared: Prepared[]): Promise<void> {
  const { type, store } = plan;
  const found = await existingByFields(act, type, type.identity, prepared.map(({ values }) => values));
  prepared.forEach((each, index) => choose(plan, each, found[index]!));
  const nameless = prepared.filter(({ values }) => type.identity.every((name) => values[name] === null || values[name] === undefined));
  if (nameless.length === 0) return;
  if (store.match) return matchItself(act, plan, nameless);
  const titled = await existingByFields(act, type, [type.title], nameless.map(({ values }) => values));
  nameless.forEach((each, index) => {
    const same = titled[index]!.filter((row) => row.division_code === (each.draft.division ?? act.actor.division));
    each.existing = same.find((row) => saysNothingElse(plan, each, row));
  });
}

function choose(plan: Plan, each: Prepared, found: Existing[]): void {
  if (found.length <= 1) each.existing = found[0];
  else {
    each.existing = found.find((row) => saysNothingElse(plan, each, row));
    if (!each.existing) each.led.ambiguous.push({ field: '', label: '', message: `有 ${found.length} 条相同的${plan.type.label}，请选定改哪一条`, candidates: found.slice(0, 20).map(({ id }) => id) });
  }
}

function saysNothingElse({ type, house }: Plan, { values, draft, led }: Prepared, row: Existing): boolean {
  const named = [...Object.keys(draft.given).filter((name) => draft.given[name] !== null), ...Object.keys(led.ids)];
  return named.every((name) => {
    const { column, value } = comparison(house, type, name, values[name]);
    return sameValue({ ...type.fields[name]!, sealed: false }, row[column], value);
  });
}

/** As other ledgers would name this very row. Nothing found means it is new. */
async function matchItself(act: Act, plan: Plan, nameless: Prepared[]): Promise<void> {
  const { match } = plan.store;
  const wanted = nameless.map(({ values, draft }) => {
    const words = Object.fromEntries(match!.columns.flatMap(({ key }) => (typeof values[key] === 'string' ? [[key, values[key] as string]] : [])));
    return draft.division && match!.columns.some(({ key }) => key === 'village') ? { ...words, village: draft.division } : words;
  });
  const found: Found[] = await match!.find(act, wanted);
  const rows = await existingById(act, plan.type, found.flatMap((one) => ('id' in one ? [one.id] : [])));
  nameless.forEach((each, index) => {
    const one = found[index]!;
    if ('id' in one) each.existing = rows.get(one.id);
    else if ('candidates' in one && one.candidates.length > 0) each.led.ambiguous.push({ field: '', label: '', message: one.reason, candidates: one.candidates });
  });
}

/** What tells a row of the sheet from the others: its record number, its identity, or everything it says. */
function tellingOf(plan: Plan, { draft, values, existing, led }: Prepared): string {
  if (existing) return existing.id;
  const identity = plan.type.identity.map((name) => values[name] ?? null);
  return digest(identity.some((value) => value !== null) ? identity : [draft.given, led.ids, draft.division ?? null]);
}

function markRepeats(plan: Plan, each: Prepared, { seen }: Memory): void {
  const { draft, led } = each;
  if (isBad(draft.problems) || led.ambiguous.length > 0) return;
  const telling = tellingOf(plan, each);
  const content = digest([draft.given, led.ids, draft.division ?? null]);
  const before = seen.get(telling);
  if (!before) seen.set(telling, { number: draft.number, content });
  else draft.problems.push({ field: '', label: '', message: before.content === content ? `与第 ${before.number} 行重复` : `与第 ${before.number} 行重复，内容不一致，请核对` });
}

/** Reports values that the table holds once in a county and somebody else has, seen or unseen. */
export async function markHolders(act: Act, plan: Plan, prepared: Prepared[], unique: UniqueKey[]): Promise<void> {
  const wholeCounty = act.scope.from <= `${act.scope.county}000000` && act.scope.to >= `${act.scope.county}999999`;
  for (const key of unique) {
    if (wholeCounty && key.fields.length === plan.type.identity.length && key.fields.every((name) => plan.type.identity.includes(name))) continue;
    const asked = prepared.map(({ draft, existing, values }): Values | undefined => {
      if (isBad(draft.problems)) return undefined;
      if (!existing) return values;
      const given = { ...draft.given };
      return key.fields.every((name) => given[name] !== null && given[name] !== undefined) ? derived(plan.type, given) : undefined;
    });
    const holders = await holdersOf(plan.house, act.scope.county, plan.type, key, asked);
    prepared.forEach(({ draft, existing }, index) => {
      const holder = holders[index];
      if (!holder || holder.id === existing?.id) return;
      const labels = key.fields.map((name) => plan.type.fields[name]!.label).join('、');
      const unseen = plan.type.reach !== 'county' && (holder.division_code < act.scope.from || holder.division_code > act.scope.to);
      draft.problems.push({ field: key.fields[0]!, label: labels, message: unseen ? `${labels}已在本县别处登记，请联系县级处理` : `已有${labels}相同的${plan.type.label}` });
    });
  }
}

/** A row that waits for a decision: what the sheet says is kept as columns, the choices with the problem. */
function ambiguous(act: Act, plan: Plan, { draft, led }: Prepared): Staged {
  const said = Object.fromEntries(Object.entries({ ...draft.given, ...led.ids }).filter(([, value]) => value !== null || draft.key));
  const parent = plan.type.placedBy ? led.divisions[plan.type.placedBy] : undefined;
  return {
    number: draft.number, outcome: 'ambiguous', rowId: draft.key?.id ?? null, rowVersion: draft.key?.version ?? null, division: parent ?? draft.division ?? null,
    payload: encode(plan.type, said, act.house.keys), before: null, problems: [...draft.problems, ...led.ambiguous],
  };
}
