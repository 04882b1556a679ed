import type { Field, Problem, RecordType, Values } from '#base/pure/record.ts';
import { typedFields } from '#base/pure/record.ts';
import type { Act } from '#base/server/house.ts';
import { type Columns, decode, masked, normaliseSealed } from '#base/server/records/columns.ts';
import type { OutcomeCode, RowProblem } from '../schema.ts';
import type { Plan } from '../reading/plan.ts';
import type { Draft } from '../reading/rows.ts';
import { type Existing, stagedColumns } from './existing.ts';
import { type About, digestOf, heldColumns, type Held, heldReason, PLACE, type Past, shownValue } from './held.ts';
import type { Led } from './references.ts';

/** One row as it waits for the commit. */
export type Staged = {
  number: number;
  outcome: OutcomeCode;
  rowId: string | null;
  rowVersion: number | null;
  division: string | null;
  payload: Columns | null;
  before: Columns | null;
  problems: RowProblem[];
  /** Under a layout: what the row brings, and what of it waits as 数据差异. */
  held?: Held;
};

/** A draft with what its references lead to, its whole values when new, and the row it would change. */
export type Prepared = { draft: Draft; led: Led; values: Values; existing: Existing | undefined; newId: string };

const isEmpty = (value: unknown) => value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** Whether two values of a field are the same to a reader: empty is empty, sets of codes have no order, sealed texts one written form. */
export function sameValue(field: Field, a: unknown, b: unknown): boolean {
  if (isEmpty(a) || isEmpty(b)) return isEmpty(a) && isEmpty(b);
  if (field.kind === 'codes') return [...(a as string[])].toSorted().join() === [...(b as string[])].toSorted().join();
  if (field.sealed) return normaliseSealed(field, String(a)) === normaliseSealed(field, String(b));
  return String(a) === String(b);
}

/** A record's values with what is worked out from them. */
export const derived = (type: RecordType, values: Values): Values => (type.derive ? { ...values, ...type.derive(values) } : values);

/** The values of a row that is new. */
export function valuesOfNew(type: RecordType, draft: Draft, led: Led): Values {
  const values: Values = {};
  for (const name in type.fields) values[name] = null;
  return derived(type, Object.assign(values, draft.given, led.ids));
}

/** Decides what becomes of one row; `titles` name what is referred to in a 数据差异. */
export function settle(act: Act, plan: Plan, prepared: Prepared, past: Past = new Map(), titles: Map<string, string> = new Map()): Staged {
  const { draft, existing } = prepared;
  const staged = existing ? settleChange(act, plan, prepared, existing, past, titles) : settleNew(act, plan, prepared);
  return staged.problems.some((one) => !one.warning) && staged.outcome !== 'same' ? { ...staged, outcome: 'bad', number: draft.number } : staged;
}

/** What is wrong with whole values beside what is `known`: what must be filled in, then the record's own check. A field is named once: what cannot be read or is missing need not also be, say, too late. */
function faultsOf(act: Act, type: RecordType, values: Values, known: RowProblem[], checked = true): RowProblem[] {
  const named = new Set(known.filter((one) => !one.warning && one.field !== '').map((one) => one.field));
  const missing = typedFields(type).filter(([name, field]) => field.required && isEmpty(values[name]) && !named.has(name)).map(([name, field]) => ({ field: name, label: field.label, message: `请填写${field.label}` }));
  for (const { field } of missing) named.add(field);
  const found: Problem[] = checked ? (type.check?.(values, act.today) ?? []) : [];
  const further = found.filter(({ field }) => !named.has(field)).map(({ field, message, warning }) => ({ field, label: type.fields[field]?.label ?? '', message, ...(warning ? { warning } : {}) }));
  return [...missing, ...further];
}

function outside(act: Act, division: string): RowProblem[] {
  return division < act.scope.from || division > act.scope.to ? [{ field: 'divisionCode', label: '所属区划', message: '所属区划不在您的管辖范围内' }] : [];
}

function settleNew(act: Act, plan: Plan, { draft, led, values, newId }: Prepared): Staged {
  const { type, store } = plan;
  const placed = type.placedBy && !isEmpty(values[type.placedBy]) ? led.divisions[type.placedBy] : undefined;
  const division = placed ?? draft.division ?? act.actor.division;
  const hidden: RowProblem[] = draft.maskedFields.map((name) => ({ field: name, label: type.fields[name]!.label, message: '这是隐藏后的内容，新增的行须填写完整' }));
  const known = [...draft.problems, ...hidden];
  const problems = [...known, ...faultsOf(act, type, values, known, led.ambiguous.length === 0), ...outside(act, division)];
  const bad = problems.some((one) => !one.warning);
  const payload = bad ? null : compact(stagedColumns(act.house, store, values, Object.keys(type.fields)));
  const held = plan.layout && !bad ? { held: { brought: broughtBy(act, plan, draft, led, draft.division), columns: {}, about: {} } } : {};
  return { number: draft.number, outcome: 'new', rowId: bad ? null : newId, rowVersion: null, division, payload, before: null, problems, ...held };
}

function compact(columns: Columns): Columns {
  const filled: Columns = {};
  for (const column in columns) if (columns[column] !== null) filled[column] = columns[column];
  return filled;
}

/** The digests of all that a row of a layout's sheet says; empty cells say nothing. */
function broughtBy(act: Act, { type }: Plan, draft: Draft, led: Led, division: string | undefined): Record<string, string> {
  const said = Object.entries({ ...draft.given, ...led.ids }).filter(([name, value]) => !isEmpty(value) && type.fields[name]);
  const place = division && !type.placedBy ? [[PLACE, digestOf(act.house, type, PLACE, division)]] : [];
  return Object.fromEntries([...said.map(([name, value]) => [name, digestOf(act.house, type, name, value)]), ...place]) as Record<string, string>;
}

/** What the sheet really says about a row that is there: empty cells count only where the sheet was exported from it, masked ones never. */
function said(type: RecordType, draft: Draft, led: Led, before: Values): Values {
  const overrides: Values = { ...led.ids };
  for (const [name, value] of Object.entries(draft.given)) {
    const field = type.fields[name]!;
    if (value === null && !draft.key) continue;
    if (field.sealed && value !== null && !isEmpty(before[name]) && normaliseSealed(field, masked(field, before[name]) ?? '') === value) continue;
    overrides[name] = value;
  }
  return overrides;
}

/** Takes out of `overrides` what a layout's file may not overwrite: what it writes just as it would write ours, and what is newer here; the latter waits as 数据差异. */
function holdBack(act: Act, plan: Plan, prepared: Prepared, existing: Existing, before: Values, overrides: Values, past: Past, titles: Map<string, string>): Held {
  const { draft, led } = prepared;
  const { type } = plan;
  const held: Held = { brought: broughtBy(act, plan, draft, led, draft.division), columns: {}, about: {} };
  const known = past.get(existing.id);
  const hold = (name: string, ours: unknown, theirs: unknown, words: (value: unknown) => string | null) => {
    const oursDigest = digestOf(act.house, type, name, ours);
    const digest = digestOf(act.house, type, name, theirs);
    const reason = name === PLACE ? placeReason(known?.get(PLACE)?.declined, digest) : heldReason(known?.get(name) ?? {}, oursDigest, digest, plan.layout!.asOf, act.today);
    if (reason === undefined) return false;
    if (reason !== 'known') {
      const columns = heldColumns(act.house, type, name, theirs);
      Object.assign(held.columns, columns);
      held.about[name] = { ours: words(ours), theirs: words(theirs), reason, digest, oursDigest, columns: Object.keys(columns) } satisfies About;
    }
    return true;
  };
  for (const [name, theirs] of Object.entries(overrides)) {
    const field = type.fields[name]!;
    if (isEmpty(theirs)) { delete overrides[name]; continue; }
    const writes = plan.layout!.writes.get(name);
    if (sameValue(field, theirs, before[name]) || (writes && !isEmpty(before[name]) && writes(theirs) === writes(before[name]))) {
      delete overrides[name];
      continue;
    }
    if (isEmpty(before[name]) && known?.get(name)?.said === undefined) continue;
    if (hold(name, before[name], theirs, (value) => shownValue(field, value, titles))) delete overrides[name];
  }
  if (!type.placedBy && draft.division && draft.division !== existing.division_code) {
    hold(PLACE, existing.division_code, draft.division, (code) => plan.places.label(String(code)));
    draft.division = undefined;
  }
  return held;
}

/** A place is moved by 变动登记 or by hand, never by a file of another system alone. */
const placeReason = (declined: Set<string> | undefined, digest: string) => (declined?.has(digest) ? 'known' : '所属区划不由外部文件直接改动');

/** What waits as 数据差异, as remarks on the row. */
const remarksOf = (type: RecordType, held: Held | undefined): RowProblem[] =>
  Object.entries(held?.about ?? {}).map(([name, one]) => ({ field: name, label: type.fields[name]?.label ?? '所属区划', warning: true, message: `与我们的不同，转入数据差异（${one.reason}）：文件为“${one.theirs ?? '空'}”，现为“${one.ours ?? '空'}”` }));

function settleChange(act: Act, plan: Plan, prepared: Prepared, existing: Existing, past: Past, titles: Map<string, string>): Staged {
  const { draft, led } = prepared;
  const { type, store } = plan;
  const before = decode(type, existing, act.house.keys);
  const overrides = said(type, draft, led, before);
  const held = plan.layout ? holdBack(act, plan, prepared, existing, before, overrides, past, titles) : undefined;
  const values = derived(type, { ...before, ...overrides });
  const remarks = [...draft.problems, ...remarksOf(type, held)];
  const touched = Object.keys(type.fields).filter((name) => !(name in (store.computed ?? {})) && !sameValue(type.fields[name]!, values[name], before[name]));
  const placed = type.placedBy && touched.includes(type.placedBy) ? led.divisions[type.placedBy] : undefined;
  const division = placed ?? (type.placedBy ? existing.division_code : (draft.division ?? existing.division_code));
  const head = { number: draft.number, rowId: existing.id, rowVersion: existing.version, division, ...(held ? { held } : {}) };
  if (touched.length === 0 && division === existing.division_code) {
    return { ...head, outcome: draft.problems.some((one) => !one.warning) ? 'bad' : 'same', payload: null, before: null, problems: remarks };
  }
  const problems = [...remarks, ...faultsOf(act, type, values, draft.problems), ...outside(act, division), ...outside(act, existing.division_code)];
  if (draft.key && draft.key.version !== existing.version) problems.push({ field: '', label: '记录编号', message: '导出之后有人修改过这条记录，请重新导出后再改' });
  const payload = stagedColumns(act.house, store, values, touched);
  const old = Object.fromEntries(Object.keys(payload).map((column) => [column, existing[column] ?? null]));
  return { ...head, outcome: 'changed', payload, before: { ...old, division_code: existing.division_code, batch_id: existing.batch_id ?? null }, problems };
}
