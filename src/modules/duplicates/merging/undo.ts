import { sql } from 'kysely';
import type { Field } from '#base/pure/record.ts';
import { refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { rowsWritten } from '#base/server/records/store.ts';
import { keepChange } from '#base/server/records/write.ts';
import { Person } from '#modules/registry/schema.ts';
import { persons, roles } from '#modules/registry/service.ts';
import { type Catalog, catalogOf } from './catalog.ts';
import { imagesOf, isRow, type Step, withinSavepoint } from './moving.ts';
import { keepLeftovers, type KeptMerge, lockMerge, markUndone, stepsBackwards } from './record.ts';
import { addedSince, type KeptLeftover, named } from './leftovers.ts';
import { differing, type Parsed, parse, setBack } from './setBack.ts';
import type { Undone } from '../schema/answers.ts';

type Undoing = { act: Act; catalog: Catalog; merge: KeptMerge; reason: string; back: number; leftovers: KeptLeftover[]; exact: Step[]; touched: Map<string, string[]> };

const BROKEN = new Set(['23505', '23514', '23P01', '23503']);
const UNPLACED = '合并后已删除，没有可还原的';

/**
 * 撤销合并, possible for ever: the other file comes back with every row and reference that still points where the merge put it; what was
 * changed since keeps the later words and is named, and so are rows added since, which stay. What is named is kept with the merge. Refuses while the kept file has itself been merged into another.
 */
export async function undoMerge(act: Act, input: { id: string; reason: string }): Promise<Undone> {
  const merge = await lockMerge(act, input.id);
  if (merge.undone_at) {
    act.note({ record: Person.name, rowId: merge.kept_id, reason: input.reason, detail: { merge: merge.id, repeated: true } });
    return { keptId: merge.kept_id, goneId: merge.gone_id, back: 0, leftovers: await named(act, merge.leftovers ?? []) };
  }
  for (const { beforeMerge } of act.house.stores.values()) await beforeMerge?.(act, merge.kept_id, merge.gone_id);
  await refuseOutOfOrder(act, merge);
  const undoing: Undoing = { act, catalog: await catalogOf(act), merge, reason: `撤销合并：${input.reason}`, back: 0, leftovers: [], exact: [], touched: new Map() };
  const steps = await stepsBackwards(act, merge.id);
  await markUndone(act, merge.id, input.reason);
  const added = await addedSince(act, undoing.catalog, merge);
  for (const step of steps) if (step.kind === 'kept') await takeBack(undoing, step);
  for (const step of steps) if (step.kind === 'gone') await bringPerson(undoing, step);
  await bringRows(undoing, steps.filter((step) => step.kind === 'aside' || step.kind === 'moved'));
  for (const step of steps) if (step.kind === 'pair') await bringPair(act, step);
  await tellEveryone(undoing);
  for (const step of undoing.exact) await settle(undoing, step);
  const leftovers = [...undoing.leftovers, ...added];
  await keepLeftovers(act, merge.id, leftovers);
  act.note({ record: Person.name, rowId: merge.kept_id, reason: input.reason, detail: { merge: merge.id, gone: merge.gone_id, back: undoing.back, left: leftovers.length } });
  return { keptId: merge.kept_id, goneId: merge.gone_id, back: undoing.back, leftovers: await named(act, leftovers) };
}

async function refuseOutOfOrder(act: Act, merge: KeptMerge): Promise<void> {
  const { county } = act.scope;
  const { rows: later } = await sql<{ kept_name: string }>`select m.kept_name from duplicates.merge m where m.county_code = ${county} and m.gone_id = ${merge.kept_id} and m.undone_at is null`.execute(act.tx);
  if (later[0]) refuse('merge.later', `“${merge.kept_name}”的档案后来又并入“${later[0].kept_name}”，请先撤销那一次合并`, { status: 409 });
  const { rows } = await sql<{ id: string }>`select r.id from registry.person r where r.county_code = ${county} and r.id = any(${[merge.kept_id, merge.gone_id]}::uuid[]) order by r.id for update`.execute(act.tx);
  if (!rows.some((row) => row.id === merge.kept_id)) refuse('merge.kept', '保留的档案已不在册或不在您的管辖范围内，请先恢复那份档案', { status: 409 });
  if (rows.some((row) => row.id === merge.gone_id)) refuse('merge.back', '并入的档案已经在册', { status: 409 });
}

/** The row as it is now; nothing where it is gone or out of scope. */
async function current({ act, catalog }: Pick<Undoing, 'act' | 'catalog'>, step: Step): Promise<{ image: Parsed; text: string; version: number | null } | undefined> {
  const [row] = await imagesOf(act, step.place, sql`${isRow(catalog, step.place, step.after ?? step.before)} for update`);
  return row && { image: parse(row.image), text: row.image, version: row.version };
}

/** Takes from the kept file what the merge gave it and nobody changed since. */
async function takeBack(undoing: Undoing, step: Step): Promise<void> {
  const { act, reason } = undoing;
  const now = (await current(undoing, step))!;
  const [before, after] = [parse(step.before), parse(step.after!)];
  const since = differing(after, now.image);
  const given = differing(before, after);
  const columns = given.filter((column) => !since.includes(column));
  if (columns.length > 0) {
    const refused = await withinSavepoint(act, () => setBack(undoing, step, now.text, columns), BROKEN);
    if (refused) undoing.leftovers.push({ record: Person.name, id: step.id, why: '合并时采用的内容与后来的修改相互牵连，保留现状，请核对' });
    else await keepChange(act, Person, step.id, now.version! + 1, String((before as { division_code: string }).division_code), 'update', reason, pick(now.image, columns), pick(before, columns));
  }
  const kept = given.filter((column) => since.includes(column)).flatMap((column) => labelOf(column));
  if (kept.length > 0) undoing.leftovers.push({ record: Person.name, id: step.id, why: `合并后又修改了${[...new Set(kept)].join('、')}，保留后来的内容` });
  if (since.length === 0) undoing.exact.push(step);
  undoing.touched.set(Person.name, [step.id]);
}

const pick = (image: Parsed, columns: string[]) => Object.fromEntries(columns.map((column) => [column, image[column] ?? null]));
/** The label of what a clerk writes in a column; what the product works out of other rows (人员类别 of the role rows) is brought into step by itself and needs no look. */
const labelOf = (column: string) => Object.entries<Field>(Person.fields).filter(([name, field]) => !field.derived && name !== 'roles' && [`${snake(name)}`, `${snake(name)}_sealed`].includes(column)).map(([, field]) => field.label);
const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Puts the other file back into the register; a household that is no more is left empty and named. */
async function bringPerson(undoing: Undoing, step: Step): Promise<void> {
  const { act } = undoing;
  const refused = await withinSavepoint(act, () => insertImage(undoing, step), BROKEN);
  if (refused === '23505') refuse('merge.taken', '并入的档案的身份证号已登记在别的档案名下，不能撤销合并；请先更正那份档案', { status: 409 });
  if (refused) {
    await insertImage(undoing, step, { household_id: null });
    undoing.leftovers.push({ record: Person.name, id: step.id, why: '原来的户已不在，请重新选择所属户' });
  } else undoing.exact.push(step);
  undoing.touched.get(Person.name)!.push(step.id);
}

/** Inserts a whole row as it was, as a further version of itself. */
async function insertImage({ act, reason }: Undoing, step: Step, change: Parsed = {}): Promise<void> {
  const type = act.house.records.get(step.place);
  const { rows } = type ? await sql<{ version: number | null }>`select max(version) as version from house.change where county_code = ${act.scope.county} and record = ${step.place} and row_id = ${step.id}`.execute(act.tx) : { rows: [] };
  const image = parse(step.before) as { version?: number; division_code: string };
  const version = Math.max(rows[0]?.version ?? 0, image.version ?? 0) + 1;
  const later = JSON.stringify({ ...change, ...(image.version === undefined ? {} : { version, updated_at: act.now }) });
  await sql`insert into ${sql.table(step.place)} select (jsonb_populate_record(null::${sql.table(step.place)}, ${step.before}::jsonb || ${later}::jsonb)).*`.execute(act.tx);
  if (type) await keepChange(act, type, step.id, version, image.division_code, 'restore', reason, null, parse(step.before));
}

/** Brings rows back, last touched first; one that another row still keeps out (its place taken, what it points at not yet back) is tried again after the others, and named only when nothing more moves. */
async function bringRows(undoing: Undoing, steps: readonly Step[]): Promise<void> {
  let waiting = steps;
  for (let before = Infinity; waiting.length > 0 && waiting.length < before;) {
    before = waiting.length;
    const refused: Step[] = [];
    for (const step of waiting) if (!(await bringRow(undoing, step, false))) refused.push(step);
    waiting = refused;
  }
  for (const step of waiting) await bringRow(undoing, step, true);
}

/** One row comes back: inserted where it was set aside, pointed back where it was moved. False where the database refuses it and it is not `last` time; then nothing was done. */
async function bringRow(undoing: Undoing, step: Step, last: boolean): Promise<boolean> {
  const done = await placeRow(undoing, step);
  if (typeof done === 'string' && last) leave(undoing, step, done);
  return typeof done !== 'string' || last;
}

/** The work of `bringRow`; gives the words for a row that the database refuses. */
async function placeRow(undoing: Undoing, step: Step): Promise<string | void> {
  if (step.kind === 'aside') {
    const refused = await withinSavepoint(undoing.act, () => insertImage(undoing, step), BROKEN);
    if (refused) return '合并后登记了相同的记录，原来的没有放回';
    undoing.exact.push(step);
    return keepTouched(undoing, step);
  }
  const now = await current(undoing, step);
  if (!now) return step.fields.length === 0 ? undefined : leave(undoing, step, UNPLACED);
  const [before, after] = [parse(step.before), parse(step.after!)];
  const since = differing(after, now.image);
  const references = step.fields.filter((column) => column !== 'division_code');
  if (references.some((column) => since.includes(column))) return leave(undoing, step, '合并后已改到别的档案，保留后来的内容');
  const columns = differing(before, after).filter((column) => !since.includes(column) && !(column === 'division_code' && hangsElsewhere(undoing, step, since)));
  if (columns.length === 0 && step.fields.length === 0) return keepTouched(undoing, step);
  const refused = await withinSavepoint(undoing.act, () => setBack(undoing, step, now.text, columns), BROKEN);
  if (refused) return '与后来登记的记录相抵触，没有改回';
  const type = undoing.act.house.records.get(step.place);
  if (type) await keepChange(undoing.act, type, step.id, now.version! + 1, String(before.division_code), 'update', undoing.reason, pick(now.image, columns), pick(before, columns));
  if (since.filter((column) => column !== 'division_code').length > 0) leave(undoing, step, '已改回；合并后又修改过，修改保留');
  else if (since.length === 0) undoing.exact.push(step);
  undoing.back += 1;
  return keepTouched(undoing, step);
}

/** Whether a row has since gone to another file: then it lies where that file does. */
const hangsElsewhere = ({ catalog }: Undoing, { place }: Step, since: string[]) => catalog.referencesTo(Person.name).some((one) => one.place === place && since.includes(one.column));

function keepTouched({ touched }: Undoing, { place, id }: Step): void {
  touched.set(place, [...(touched.get(place) ?? []), id]);
}

/** Names a row for the clerk; tables that are no ledger are kept up by their own modules and not spoken of. */
function leave({ act, leftovers }: Undoing, step: Step, why: string): void {
  const type = act.house.records.get(step.place);
  if (type) leftovers.push({ record: type.name, id: step.id, why, ...(why === UNPLACED ? { gone: true } : {}) });
}

/** A pair that was set aside comes back where its other file is still there. */
async function bringPair(act: Act, step: Step): Promise<void> {
  await sql`insert into duplicates.pair select (jsonb_populate_record(null::duplicates.pair, ${step.before}::jsonb)).*
    where 2 = (select count(*) from registry.person r where r.county_code = ${act.scope.county} and r.id in ((${step.before}::jsonb->>'left_id')::uuid, (${step.before}::jsonb->>'right_id')::uuid)) on conflict do nothing`.execute(act.tx);
}

/** Upkeep of everything that was moved: roles first, since persons follow them. */
async function tellEveryone({ act, merge, touched }: Undoing): Promise<void> {
  const { county } = act.scope;
  await rowsWritten(act, roles, sql`r.county_code = ${county} and r.person_id in (${merge.kept_id}, ${merge.gone_id})`);
  await rowsWritten(act, persons, sql`r.county_code = ${county} and r.id in (${merge.kept_id}, ${merge.gone_id})`);
  for (const [place, ids] of touched) {
    const store = act.house.stores.get(place);
    if (store && place !== Person.name && place !== roles.type.name) await rowsWritten({ ...act, merging: true }, store, sql`r.county_code = ${county} and r.id = any(${ids}::uuid[])`);
  }
}

/**
 * What upkeep worked out anew in a row that nobody changed since stands again as it was before the merge. A person's roles are those of the
 * role rows, which may have ended or begun since: they go back only where the same roles stand in another order.
 */
async function settle(undoing: Undoing, step: Step): Promise<void> {
  const now = await current(undoing, { ...step, after: undefined });
  const before = parse(step.before);
  const upkept = undoing.act.house.stores.get(step.place)?.upkept ?? [];
  const columns = now ? differing(before, now.image).filter((column) => step.place !== Person.name || column !== 'roles' || sameMembers(before.roles, now.image.roles)).filter((column) => !upkept.includes(column)) : [];
  if (columns.length > 0) await setBack(undoing, step, now!.text, columns, false);
}

const sameMembers = (a: unknown, b: unknown) => JSON.stringify([...(a as string[])].toSorted()) === JSON.stringify([...(b as string[])].toSorted());
