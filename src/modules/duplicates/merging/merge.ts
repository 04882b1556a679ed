import { sql } from 'kysely';
import { isRefusal, notFound, refuse } from '#base/pure/refusal.ts';
import type { Values } from '#base/pure/record.ts';
import type { Act } from '#base/server/house.ts';
import { type Columns, decode } from '#base/server/records/columns.ts';
import { inScope } from '#base/server/records/list.ts';
import { rowsWritten } from '#base/server/records/store.ts';
import { removeRow, updateRow } from '#base/server/records/write.ts';
import { Person } from '#modules/registry/schema.ts';
import { persons, roles } from '#modules/registry/service.ts';
import { sharedDivision } from '../rules/places.ts';
import { addChangedBeside, standingOn } from './beside.ts';
import { catalogOf } from './catalog.ts';
import { imagesOf, type Moving, repoint, type Step } from './moving.ts';
import { setPairsAside } from './pairs.ts';
import { insertMerge, type MergeRow } from './record.ts';

/** What a clerk decided: which file stays, at which versions both were seen, and the fields taken over from the other one. */
export type MergeInput = { id: string; keptId: string; goneId: string; keptVersion: number; goneVersion: number; take: string[]; reason: string };

type PersonRow = Columns & { id: string; version: number; division_code: string; name: string };

/**
 * 合并: everything that hangs on `goneId` goes to `keptId`, in the act's one transaction; the other file leaves the register, not the history.
 * Both rows are locked in the order of their ids. Refuses where either was changed since it was seen. Repeating the same id is harmless.
 */
export async function mergePersons(act: Act, input: MergeInput): Promise<void> {
  if (await isMerged(act, input.id)) return;
  for (const { beforeMerge } of act.house.stores.values()) await beforeMerge?.(act, input.keptId, input.goneId);
  const { kept, gone } = await lockBoth(act, input);
  const reason = `合并档案：${input.reason}`;
  const division = input.take.includes('divisionCode') ? gone.division_code : kept.division_code;
  const moving: Moving = { act, catalog: await catalogOf(act), division, reason, steps: [], touched: new Map() };
  const [before] = await imagesOf(act, Person.name, sql`x.id = ${kept.id}`);
  const [leaving] = await imagesOf(act, Person.name, sql`x.id = ${gone.id}`);
  const standing = await standingOn(moving, kept.id);
  moving.steps.push({ kind: 'gone', place: Person.name, id: gone.id, fields: [], before: leaving!.image });
  const pairId = await setPairsAside(moving, kept, gone, input.reason);
  await repoint(moving, Person.name, gone.id, kept.id);
  await removeOther(act, gone, reason);
  await keepChosen(act, kept, gone, input.take);
  await tellKeepers(moving);
  await addChangedBeside(act, standing, moving.steps);
  moving.steps.push({ kind: 'kept', place: Person.name, id: kept.id, fields: [], before: before!.image });
  await addAfterImages(moving);
  const head: MergeRow = { id: input.id, division_code: sharedDivision(kept.division_code, gone.division_code), kept_id: kept.id, gone_id: gone.id, kept_name: kept.name, gone_name: gone.name, pair_id: pairId ?? null, reason: input.reason };
  await insertMerge(act, head, moving.steps);
  act.note({ record: Person.name, rowId: kept.id, reason: input.reason, detail: { merge: input.id, gone: gone.id, taken: input.take, rows: moving.steps.length } });
}

async function isMerged(act: Act, id: string): Promise<boolean> {
  const { rows } = await sql`select 1 from duplicates.merge m where m.county_code = ${act.scope.county} and m.id = ${id}`.execute(act.tx);
  return rows.length > 0;
}

async function lockBoth(act: Act, input: MergeInput): Promise<{ kept: PersonRow; gone: PersonRow }> {
  if (input.keptId === input.goneId) refuse('merge.same', '两份档案应是不同的两份', { path: ['goneId'] });
  const { rows } = await sql<PersonRow>`select r.* from registry.person r where ${inScope(act, Person)} and r.id = any(${[input.keptId, input.goneId]}::uuid[]) order by r.id for update`.execute(act.tx);
  const kept = rows.find((row) => row.id === input.keptId.toLowerCase()) ?? notFound(Person.label);
  const gone = rows.find((row) => row.id === input.goneId.toLowerCase()) ?? notFound(Person.label);
  const changed = kept.version !== input.keptVersion ? kept : gone.version !== input.goneVersion ? gone : undefined;
  if (changed) refuse('record.changed', `“${changed.name}”的档案刚被他人修改，请核对后再合并`, { status: 409 });
  return { kept, gone };
}

/** The other file leaves the register. What still hangs on it lies outside the actor's scope. */
async function removeOther(act: Act, gone: PersonRow, reason: string): Promise<void> {
  try {
    await removeRow(act, persons, gone.id, gone.version, reason);
  } catch (error) {
    if (isRefusal(error) && error.code === 'record.in_use') refuse('merge.beyond', '还有您管辖范围以外的台账引用这份档案，请由上级合并', { status: 409 });
    throw error;
  }
}

/** The kept file takes over the chosen fields; its roles are those of its role rows, now of both files. */
async function keepChosen(act: Act, kept: PersonRow, gone: PersonRow, take: string[]): Promise<void> {
  await rowsWritten(act, roles, sql`r.county_code = ${act.scope.county} and r.person_id = ${kept.id}`);
  const other = decode(Person, gone, act.house.keys);
  const change: Values = Object.fromEntries(take.filter((name) => name !== 'roles' && name !== 'divisionCode' && Object.hasOwn(Person.fields, name) && !Person.fields[name as keyof typeof Person.fields].derived).map((name) => [name, other[name] ?? null]));
  if (take.includes('divisionCode')) change.divisionCode = gone.division_code;
  const { rows: [now] } = await sql<{ version: number }>`select r.version from registry.person r where r.county_code = ${act.scope.county} and r.id = ${kept.id}`.execute(act.tx);
  const row = await updateRow(act, persons, kept.id, now!.version, change);
  if (row.version === now!.version) await rowsWritten(act, persons, sql`r.county_code = ${act.scope.county} and r.id = ${kept.id}`);
}

/** Tells every ledger whose rows were moved, so that what it keeps up follows. */
async function tellKeepers({ act, touched }: Moving): Promise<void> {
  for (const [place, ids] of touched) {
    const store = act.house.stores.get(place);
    if (store && place !== roles.type.name && ids.size > 0) await rowsWritten({ ...act, merging: true }, store, sql`r.county_code = ${act.scope.county} and r.id = any(${[...ids]}::uuid[])`);
  }
}

/** Keeps how the merge left each row: undo tells by it what was changed since. */
async function addAfterImages({ act, steps }: Moving): Promise<void> {
  const places = new Map<string, Step[]>();
  for (const step of steps) if ((step.kind === 'moved' || step.kind === 'kept') && !step.id.startsWith('[')) places.set(step.place, [...(places.get(step.place) ?? []), step]);
  for (const [place, all] of places) {
    const images = new Map((await imagesOf(act, place, sql`x.id = any(${all.map((step) => step.id)}::uuid[])`)).map((row) => [row.id, row.image]));
    for (const step of all) step.after = images.get(step.id);
  }
}
