import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { isRefusal } from '#base/pure/refusal.ts';
import type { Actor } from '#base/server/house.ts';
import type { Chance } from '../../tools/demo/random.ts';
import { Pair } from '#modules/duplicates/schema.ts';
import { everything, makeRow } from '../drafts.ts';
import { PLACES, type Place, type World } from '../world.ts';

const VILLAGES = ['eastHill', 'eastLake', 'westHill', 'westLake'] as const satisfies readonly Place[];
const ROLES = ['vet_self_employed', 'combat', 'disabled', 'ill_returned'] as const;

type Person = { id: string; version: number; division_code: string; roles: string[] };
type Role = { id: string; version: number; person_id: string; status: string };
/** The register as both clerks saw it before they acted. */
type Sight = { persons: Person[]; roles: Role[]; merges: string[]; changes: { id: string; version: number }[]; pairs: { id: string; version: number }[]; removed: string[] };

/** An accepted act: what was called, and, where one row was written to a version, which row and what words it put there. */
export type Accepted = { operation: string; record?: string; rowId?: string; version?: number; words?: string; reason?: string };

/** What became of all acts: those accepted, and how many were refused by each code. */
export type Course = { accepted: Accepted[]; refused: Map<string, number> };

/** Two to three clerks who act on a handful of persons at the same moment, over and over. Anything but an acceptance or a refusal is thrown. */
export async function letClerksAct(world: World, chance: Chance, rounds: number): Promise<Course> {
  const clerks = ['甲', '乙', '丙'].map((name): Actor => ({ ...everything(world), name }));
  const course: Course = { accepted: [], refused: new Map() };
  for (let round = 0; round < rounds; round += 1) {
    const sight = await lookAround(world);
    while (sight.persons.length < 5) sight.persons.push(await registerOne(world, clerks[0]!, chance, course));
    const about = chance.some(sight.persons, chance.between(2, 3));
    if (chance.happens(0.08)) await pairUp(world, about);
    const acts = clerks.slice(0, chance.happens(0.3) ? 3 : 2).map((clerk) => ({ clerk, draw: drawAct(chance, sight, about), late: chance.between(0, 6) }));
    await Promise.all(acts.map(async ({ clerk, draw, late }) => {
      if (late > 3) await new Promise((resolve) => { setTimeout(resolve, late - 3); });
      await attempt(world, clerk, draw, course);
    }));
  }
  return course;
}

/** A pair as 全县查重 would find it; one that is there already stays. */
async function pairUp(world: World, [left, right]: Person[]): Promise<void> {
  await makeRow(world, Pair, 'eastHill', { leftId: left!.id, rightId: right!.id }).catch((error: unknown) => { if (!isRefusal(error)) throw error; });
}

async function lookAround({ house }: World): Promise<Sight> {
  const { rows } = await sql<Sight>`select
    (select coalesce(json_agg(p order by p.id), '[]') from (select id, version, division_code, roles from registry.person) p) as persons,
    (select coalesce(json_agg(r order by r.id), '[]') from (select id, version, person_id, status from registry.person_role where status = 'current') r) as roles,
    array(select id::text from duplicates.merge where undone_at is null order by merged_at desc, id limit 4) as merges,
    (select coalesce(json_agg(c), '[]') from (select id, version from changes.change order by created_at desc, id limit 4) c) as changes,
    (select coalesce(json_agg(d), '[]') from (select id, version from duplicates.pair where state <> 'merged' order by id limit 6) d) as pairs,
    array(select distinct row_id::text from house.change c where record = 'registry.person' and act = 'remove' and not exists (select 1 from registry.person p where p.id = c.row_id) order by 1 limit 4) as removed`.execute(house.database.owner);
  return rows[0]!;
}

async function registerOne(world: World, clerk: Actor, chance: Chance, course: Course): Promise<Person> {
  const id = randomUUID();
  const draft = { name: chance.pick(['张建国', '张健国', '李卫东']), birthOn: `19${chance.between(50, 75)}-05-01`, sex: 'male', roles: [chance.pick(ROLES)], divisionCode: PLACES[chance.pick(VILLAGES)] };
  await attempt(world, clerk, { operation: 'registry.persons.create', input: { id, draft }, record: 'registry.person', rowId: id }, course);
  const { rows } = await sql<Person>`select id, version, division_code, roles from registry.person where id = ${id}`.execute(world.house.database.owner);
  return rows[0]!;
}

type Draw = { operation: string; input: Record<string, unknown>; record?: string; rowId?: string; words?: string; reason?: string };

async function attempt(world: World, clerk: Actor, { operation, input, ...kept }: Draw, { accepted, refused }: Course): Promise<void> {
  try {
    const answer = await world.call<{ version?: number }>(clerk, operation, input);
    accepted.push({ operation, ...kept, ...(kept.record && typeof answer.version === 'number' ? { version: answer.version } : {}) });
  } catch (error) {
    if (!isRefusal(error)) throw new Error(`${operation}: ${String(error)}`, { cause: error });
    refused.set(error.code, (refused.get(error.code) ?? 0) + 1);
  }
}

/** One act, drawn by weight, on one or two of the persons whom all clerks of the round are about; sometimes on what was seen long ago. */
function drawAct(chance: Chance, sight: Sight, about: Person[]): Draw {
  const person = chance.pick(about);
  const kind = chance.weighted({ edit: 26, roles: 10, role: 8, merge: 18, undoMerge: 12, move: 8, undoMove: 4, place: 6, hang: 8, remove: 5, restore: 4, decide: 6 });
  return ACTS[kind](chance, person, sight, about);
}

type Draws = (chance: Chance, person: Person, sight: Sight, about: Person[]) => Draw;
const edited = ({ id, version }: Person, change: Record<string, unknown>, words?: string): Draw => ({ operation: 'registry.persons.update', input: { id, version, change }, record: 'registry.person', rowId: id, words });

const edit: Draws = (chance, person) => {
  const words = `三等功 ${randomUUID().slice(0, 8)}`;
  return edited(person, { [chance.pick(['honours', 'receivingUnit', 'bankHolder'])]: words }, words);
};
const ACTS: Record<'edit' | 'roles' | 'role' | 'merge' | 'undoMerge' | 'move' | 'undoMove' | 'place' | 'hang' | 'remove' | 'restore' | 'decide', Draws> = {
  edit,
  roles: (chance, person) => edited(person, { roles: chance.some(ROLES, chance.between(1, 3)) }),
  role: (chance, person, { roles }) => {
    const role = roles.find((one) => one.person_id === person.id);
    const id = randomUUID();
    if (!role || chance.happens(0.5)) return { operation: 'registry.roles.create', input: { id, draft: { personId: person.id, role: chance.pick(ROLES), status: 'current', fromOn: '1990-01-01' } }, record: 'registry.person_role', rowId: id };
    return { operation: 'registry.roles.update', input: { id: role.id, version: role.version, change: { status: 'ended', untilOn: '2020-01-01' } }, record: 'registry.person_role', rowId: role.id };
  },
  merge: (chance, person, _sight, about) => {
    const other = about.find((one) => one.id !== person.id)!;
    const reason = `同一人 ${randomUUID()}`;
    return { operation: 'duplicates.merge', input: { id: randomUUID(), keptId: person.id, goneId: other.id, keptVersion: person.version, goneVersion: other.version, take: chance.some(['honours', 'receivingUnit', 'divisionCode', 'name'], chance.between(0, 2)), reason }, reason };
  },
  undoMerge: (chance, person, sight, about) => {
    if (sight.merges.length === 0) return edit(chance, person, sight, about);
    const reason = `核错了 ${randomUUID()}`;
    return { operation: 'duplicates.undo', input: { id: chance.pick(sight.merges), reason }, reason };
  },
  move: (chance, { id, version }) => {
    const change = randomUUID();
    return { operation: 'changes.perform', input: { id: change, personId: id, version, draft: { kind: 'move', effectiveOn: '2024-05-01', toDivision: PLACES[chance.pick(VILLAGES)] } }, record: 'changes.change', rowId: change };
  },
  undoMove: (chance, person, sight, about) => {
    if (sight.changes.length === 0) return edit(chance, person, sight, about);
    const { id, version } = chance.pick(sight.changes);
    return { operation: 'changes.undo', input: { id, version, reason: '登记错了' }, record: 'changes.change', rowId: id };
  },
  place: (chance, person) => edited(person, { divisionCode: PLACES[chance.pick(VILLAGES)] }),
  hang: (chance, { id: personId }) => {
    const id = randomUUID();
    return { operation: 'care.visits.create', input: { id, draft: { personId, kind: 'visitReturn', mode: 'home', visitedOn: `2023-05-0${chance.between(1, 9)}`, visitors: '王芳' } }, record: 'care.visit', rowId: id };
  },
  remove: (_chance, { id, version }) => ({ operation: 'registry.persons.remove', input: { id, version, reason: '重复录入' }, record: 'registry.person', rowId: id }),
  restore: (chance, person, sight, about) => {
    if (sight.removed.length === 0) return edit(chance, person, sight, about);
    const id = chance.pick(sight.removed);
    return { operation: 'registry.persons.restore', input: { id }, record: 'registry.person', rowId: id };
  },
  decide: (chance, person, sight, about) => {
    if (sight.pairs.length === 0) return edit(chance, person, sight, about);
    return { operation: 'duplicates.decide', input: { ...chance.pick(sight.pairs), state: chance.pick(['different', 'later']), reason: '堂兄弟' } };
  },
};
