import { sql } from 'kysely';
import { notFound, refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { findDivision } from '../queries.ts';
import { addMoved, moveRows, type Moved } from './move.ts';
import { townshipKind, villageKind } from './naming.ts';

type Known = { code: string; name: string; level: string; path: string };

/** Ends a division in favour of another of the same level. A township's villages go on under new codes of the successor, with all their rows. */
export async function mergeDivision(act: Act, from: string, to: string, on: string): Promise<Moved> {
  const moved: Moved = {};
  const successor = (await findDivision(act.tx, act.scope.county, to)) ?? notFound('承接区划');
  if (successor.validUntil) refuse('division.ended', `${successor.name}已撤销，不能承接`, { status: 409 });
  if (successor.level === 'county') refuse('division.level', '县级区划不能合并');
  if (successor.level === 'township') {
    for (const village of await livingVillages(act, from)) addMoved(moved, await moveVillage(act, village, successor, on));
  }
  addMoved(moved, await moveRows(act, from, to));
  await succeed(act, from, to, on);
  return moved;
}

/** A village that comes under another township keeps its last three digits where they are free there. */
async function moveVillage(act: Act, village: Known, township: Known, on: string): Promise<Moved> {
  const wished = `${township.code.slice(0, 9)}${village.code.slice(9)}`;
  const code = (await findDivision(act.tx, act.scope.county, wished)) ? await freeCode(act, township.code) : wished;
  await addDivision(act, { code, name: village.name, level: 'village', parent: township }, on);
  const moved = await moveRows(act, village.code, code);
  await sql`update organisation.unit set division_code = ${code}, version = version + 1, updated_at = ${act.now} where county_code = ${act.scope.county} and division_code = ${village.code} and closed_on is null`.execute(act.tx);
  await succeed(act, village.code, code, on);
  return moved;
}

/** Adds a division below a living one. Refuses a code that is taken or does not lie below its parent, and a name that a sibling has. */
export async function addDivision(act: Act, division: { code: string; name: string; level: 'township' | 'village'; parent: Known }, on: string): Promise<void> {
  const { code, name, level, parent } = division;
  const stem = level === 'village' ? parent.code.slice(0, 9) : parent.code.slice(0, 6);
  const wellFormed = /^\d{12}$/.test(code) && code.startsWith(stem) && (level === 'village' ? !code.endsWith('000') : /^\d{6}(?!000)\d{3}000$/.test(code));
  if (!wellFormed) refuse('division.code', `区划代码应为 12 位，以 ${stem} 开头`, { path: ['code'] });
  const { rows } = await sql<{ code: string }>`select code from organisation.division where county_code = ${act.scope.county} and (code = ${code} or (parent_code = ${parent.code} and name = ${name} and valid_until is null))`.execute(act.tx);
  if (rows.length > 0) refuse('division.taken', rows.some((row) => row.code === code) ? `区划代码 ${code} 已被使用` : `${parent.name}已有“${name}”`, { status: 409, path: ['divisionName'] });
  const kind = level === 'village' ? villageKind(code) : townshipKind(code, name);
  const path = level === 'village' ? `${parent.name}/${name}` : name;
  await sql`insert into organisation.division (county_code, code, name, official_name, level, kind, parent_code, path, position, valid_from)
    values (${act.scope.county}, ${code}, ${name}, ${name}, ${level}, ${kind}, ${parent.code}, ${path}, 999, ${on})`.execute(act.tx);
}

/** Another name for a division; the paths below it follow. */
export async function renameDivision(act: Act, code: string, name: string): Promise<void> {
  const division = (await findDivision(act.tx, act.scope.county, code)) ?? notFound('区划');
  const path = division.path.includes('/') ? `${division.path.slice(0, division.path.lastIndexOf('/'))}/${name}` : name;
  await sql`update organisation.division set name = ${name}, official_name = ${name}, path = ${path} where county_code = ${act.scope.county} and code = ${code}`.execute(act.tx);
  if (division.level === 'township') await sql`update organisation.division set path = ${`${name}/`} || name where county_code = ${act.scope.county} and parent_code = ${code}`.execute(act.tx);
}

/** Ends a division without successor. Refuses while villages of it live. */
export async function endDivision(act: Act, code: string, on: string): Promise<void> {
  if ((await livingVillages(act, code)).length > 0) refuse('division.inhabited', '其下还有村（社区），请先合并或撤销', { status: 409 });
  await succeed(act, code, null, on);
}

/** The next free code below a division: after the highest one of its usual range (villages from 201, towns from 101). */
export async function freeCode(act: Act, parent: string): Promise<string> {
  const township = parent.endsWith('000000');
  const stem = parent.slice(0, township ? 6 : 9);
  const { rows } = await sql<{ code: string }>`select code from organisation.division where county_code = ${act.scope.county} and parent_code = ${parent}`.execute(act.tx);
  const used = new Set(rows.map((row) => Number(row.code.slice(stem.length, stem.length + 3))));
  const [from, to] = township ? [100, 399] : [200, 399];
  const highest = Math.max(from, ...[...used].filter((number) => number >= from && number < to));
  for (const number of [...Array(to - from).keys()].map((step) => ((highest - from + 1 + step) % (to - from + 1)) + from)) {
    if (number > from && !used.has(number)) return `${stem}${String(number).padStart(3, '0')}`.padEnd(12, '0');
  }
  return refuse('division.full', '没有空余的区划代码，请指定', { path: ['code'] });
}

async function livingVillages(act: Act, township: string): Promise<Known[]> {
  const { rows } = await sql<Known>`select code, name, level, path from organisation.division where county_code = ${act.scope.county} and parent_code = ${township} and valid_until is null order by code`.execute(act.tx);
  return rows;
}

async function succeed(act: Act, code: string, successor: string | null, on: string): Promise<void> {
  await sql`update organisation.division set valid_until = ${on}, successor_code = ${successor} where county_code = ${act.scope.county} and code = ${code}`.execute(act.tx);
}
