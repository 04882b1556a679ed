import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { notFound, refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { stationName } from '../divisions/init.ts';
import { type Moved } from '../divisions/move.ts';
import { addDivision, endDivision, freeCode, mergeDivision, renameDivision } from '../divisions/acts.ts';
import { countyName, findDivision } from '../queries.ts';
import type { UnitChange } from '../schema/unit.ts';

/** What every act on units rests on: a client-made id, the day it takes effect, and the document behind it. */
type Basis = { id: string; changedOn: string; basis: string };
type UnitRow = { id: string; name: string; level: string; kind: string; division_code: string };

/** The history of units and divisions, the newest first. */
export async function listChanges(act: Act): Promise<UnitChange[]> {
  const { rows } = await sql<UnitChange>`select id, changed_on as "changedOn", kind, unit_name as "unitName", successor_name as "successorName", former, basis, moved, actor_name as actor
    from organisation.unit_change where county_code = ${act.scope.county} order by changed_on desc, at desc limit 500`.execute(act.tx);
  return rows;
}

/** 更名: a new name for the unit and, where given, for its division; the paths of the villages below follow. */
export async function rename(act: Act, given: Basis & { unitId: string; name: string; divisionName?: string }): Promise<{ done: true }> {
  if (await wasDone(act, given.id)) return { done: true };
  const unit = await livingUnit(act, given.unitId);
  await refuseTaken(act, given.name, unit.id);
  await sql`update organisation.unit set name = ${given.name}, version = version + 1, updated_at = ${act.now} where county_code = ${act.scope.county} and id = ${unit.id}`.execute(act.tx);
  if (given.divisionName) await renameDivision(act, unit.division_code, given.divisionName);
  return keepChange(act, given, { kind: 'rename', unit: { ...unit, name: given.name }, former: unit.name });
}

/** 合并: the unit closes and its successor takes over its division's rows, its people and its open business, all at once. */
export async function merge(act: Act, given: Basis & { unitId: string; successorId: string }): Promise<{ done: true }> {
  if (await wasDone(act, given.id)) return { done: true };
  const unit = await livingUnit(act, given.unitId);
  const successor = await livingUnit(act, given.successorId);
  if (unit.id === successor.id) refuse('unit.same', '不能并入自己', { path: ['successorId'] });
  if (unit.level !== successor.level) refuse('unit.level', '只能并入同一层级的机构', { path: ['successorId'] });
  const moved: Moved = unit.division_code === successor.division_code ? {} : await mergeDivision(act, unit.division_code, successor.division_code, given.changedOn);
  await sql`update organisation.unit set closed_on = ${given.changedOn}, successor_id = ${successor.id}, version = version + 1, updated_at = ${act.now} where county_code = ${act.scope.county} and id = ${unit.id}`.execute(act.tx);
  await handOver(act, unit, successor);
  return keepChange(act, given, { kind: 'merge', unit, successor, moved });
}

/** 设立: a new division under a county or township, with its station. */
export async function add(act: Act, given: Basis & { parentCode: string; divisionName: string; code?: string }): Promise<{ done: true }> {
  if (await wasDone(act, given.id)) return { done: true };
  const unit = await found(act, given);
  return keepChange(act, given, { kind: 'add', unit });
}

/** 分设: a new division and station beside an existing one; its rows are placed there one by one as they are known. */
export async function split(act: Act, given: Basis & { unitId: string; divisionName: string; code?: string }): Promise<{ done: true }> {
  if (await wasDone(act, given.id)) return { done: true };
  const origin = await livingUnit(act, given.unitId);
  if (origin.level === 'county') refuse('unit.level', '县级机构不能分设', { path: ['unitId'] });
  const parentCode = origin.level === 'village' ? `${origin.division_code.slice(0, 9)}000` : `${origin.division_code.slice(0, 6)}000000`;
  const unit = await found(act, { ...given, parentCode });
  return keepChange(act, given, { kind: 'split', unit, former: origin.name });
}

/** 撤销: the unit closes; with `withDivision` its division ends too. Refuses while accounts in use, or living villages, hang on it. */
export async function close(act: Act, given: Basis & { unitId: string; withDivision: boolean }): Promise<{ done: true }> {
  if (await wasDone(act, given.id)) return { done: true };
  const unit = await livingUnit(act, given.unitId);
  const { rows } = await sql`select 1 from organisation.staff where county_code = ${act.scope.county} and unit_id = ${unit.id} and state = 'active' limit 1`.execute(act.tx);
  if (rows.length > 0) refuse('unit.staffed', '还有在用账号归属这个机构，请先调整或停用', { status: 409 });
  await sql`update organisation.unit set closed_on = ${given.changedOn}, version = version + 1, updated_at = ${act.now} where county_code = ${act.scope.county} and id = ${unit.id}`.execute(act.tx);
  if (given.withDivision) await endDivision(act, unit.division_code, given.changedOn);
  return keepChange(act, given, { kind: 'close', unit });
}

async function found(act: Act, given: Basis & { parentCode: string; divisionName: string; code?: string }): Promise<UnitRow> {
  const { county } = act.scope;
  const parent = (await findDivision(act.tx, county, given.parentCode)) ?? notFound('上级区划');
  if (parent.level === 'village') refuse('division.level', '村（社区）之下不再设区划', { path: ['parentCode'] });
  const code = given.code ?? (await freeCode(act, given.parentCode));
  const level = parent.level === 'county' ? 'township' : 'village';
  await addDivision(act, { code, name: given.divisionName, level, parent }, given.changedOn);
  const name = stationName(await countyName(act.tx, county), level === 'village' ? `${parent.name}${given.divisionName}` : given.divisionName);
  await refuseTaken(act, name);
  const id = randomUUID();
  await sql`insert into organisation.unit (county_code, id, division_code, name, level, kind, founded_on) values (${county}, ${id}, ${code}, ${name}, ${level}, 'station', ${given.changedOn})`.execute(act.tx);
  return { id, name, level, kind: 'station', division_code: code };
}

/** People and open business of a unit go to its successor. */
async function handOver(act: Act, unit: UnitRow, successor: UnitRow): Promise<void> {
  const { county } = act.scope;
  await sql`update organisation.staff set unit_id = ${successor.id}, division_code = ${successor.division_code}, version = version + 1 where county_code = ${county} and unit_id = ${unit.id}`.execute(act.tx);
  await sql`update organisation.decision set owner_unit_id = ${successor.id}, division_code = ${successor.division_code} where county_code = ${county} and owner_unit_id = ${unit.id} and state = 'open'
    and not exists (select 1 from organisation.decision o where o.county_code = ${county} and o.meeting_id = organisation.decision.meeting_id and o.owner_unit_id = ${successor.id} and o.content = organisation.decision.content)`.execute(act.tx);
  await sql`update organisation.return_answer a set unit_id = ${successor.id}, division_code = ${successor.division_code} where county_code = ${county} and unit_id = ${unit.id} and state <> 'submitted'
    and not exists (select 1 from organisation.return_answer o where o.county_code = a.county_code and o.request_id = a.request_id and o.unit_id = ${successor.id})`.execute(act.tx);
  await sql`delete from organisation.return_answer where county_code = ${county} and unit_id = ${unit.id} and state <> 'submitted'`.execute(act.tx);
}

async function livingUnit(act: Act, id: string): Promise<UnitRow> {
  const { rows } = await sql<UnitRow & { closed_on: string | null }>`select id, name, level, kind, division_code, closed_on from organisation.unit where county_code = ${act.scope.county} and id = ${id} for update`.execute(act.tx);
  const unit = rows[0] ?? notFound('机构');
  if (unit.closed_on) refuse('unit.closed', `${unit.name}已撤销`, { status: 409 });
  return unit;
}

async function refuseTaken(act: Act, name: string, except?: string): Promise<void> {
  const { rows } = await sql`select 1 from organisation.unit where county_code = ${act.scope.county} and name = ${name} and ${except ? sql`id <> ${except}` : sql`true`}`.execute(act.tx);
  if (rows.length > 0) refuse('unit.taken', `已有名为“${name}”的机构`, { status: 409, path: ['name'] });
}

async function wasDone(act: Act, id: string): Promise<boolean> {
  const { rows } = await sql`select 1 from organisation.unit_change where county_code = ${act.scope.county} and id = ${id}`.execute(act.tx);
  return rows.length > 0;
}

async function keepChange(act: Act, { id, changedOn, basis }: Basis, step: { kind: string; unit: UnitRow; successor?: UnitRow; former?: string; moved?: Moved }): Promise<{ done: true }> {
  await sql`insert into organisation.unit_change (county_code, id, division_code, changed_on, kind, unit_id, unit_name, successor_name, former, basis, moved, actor_name, at)
    values (${act.scope.county}, ${id}, ${step.unit.division_code}, ${changedOn}, ${step.kind}, ${step.unit.id}, ${step.unit.name}, ${step.successor?.name ?? null}, ${step.former ?? null}, ${basis}, ${JSON.stringify(step.moved ?? {})}::jsonb, ${act.actor.name}, ${act.now})`.execute(act.tx);
  act.note({ record: 'organisation.unit', rowId: step.unit.id, reason: basis, detail: { kind: step.kind, moved: step.moved ?? {} } });
  return { done: true };
}
