import { randomInt, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { checkDigit } from '#base/pure/citizenId.ts';
import { todayIn } from '#base/pure/day.ts';
import { rangeOf } from '#base/pure/division.ts';
import type { Values } from '#base/pure/record.ts';
import { transact } from '#base/server/database.ts';
import type { Act, Actor, Module } from '#base/server/house.ts';
import { openHouse, type Opened } from '#base/server/open.ts';
import { parseInput, perform } from '#base/server/perform.ts';
import { permissionsOf } from '#modules/organisation/roles.ts';
import { dropDatabase, testConfig } from './database.ts';

/** The invented county of the tests: two townships of two villages each. */
export const COUNTY = '999001';
export const PLACES = {
  county: '999001000000',
  east: '999001100000', eastHill: '999001100201', eastLake: '999001100202',
  west: '999001101000', westHill: '999001101201', westLake: '999001101202',
} as const;
export type Place = keyof typeof PLACES;
const NAMES: Record<Place, string> = { county: '测试县', east: '东乡', eastHill: '东山村', eastLake: '东湖村', west: '西乡', westHill: '西山村', westLake: '西湖村' };

/** A county of one test file: its own database, people to act as, and calls that go through the runner. */
export type World = Opened & {
  /** Someone with these roles at a place; `lines` are the business lines of a county clerk. */
  person(role: string | string[], place?: Place, lines?: string[]): Actor;
  /** Performs an operation as somebody: parse, permission, transaction, handler, audit. */
  call<T = any>(actor: Actor, operation: string, input?: unknown): Promise<T>;
  /** Runs queries as somebody, in one transaction with the scope set. */
  act<T>(actor: Actor, work: (act: Act) => Promise<T>): Promise<T>;
  /** Registers a person as a county clerk (the registry module must be mounted): an invented id and a home in 东山村 unless given. `at` is a place by name. */
  register(overrides?: Values & { at?: Place }): Promise<any>;
  close(): Promise<void>;
};

/** Opens a world with the given modules (organisation first). */
export async function openWorld(modules: Module[], options: { clock?: () => Date; jobs?: boolean } = {}): Promise<World> {
  const config = await testConfig(modules);
  const opened = await openHouse(config, modules, options);
  const units = await seedPlaces(opened);
  const person: World['person'] = (role, place = 'county', lines = []) => {
    const roles = Array.isArray(role) ? role : [role];
    const division = PLACES[place];
    const range = rangeOf(division);
    return {
      id: randomUUID(), name: `${NAMES[place]}${roles[0]}`, unitId: units[place], unitName: `${NAMES[place]}站`, division, roles,
      permissions: new Set(roles.flatMap((one) => permissionsOf(one, lines))), scope: { county: COUNTY, ...range },
    };
  };
  const origin = { requestId: randomUUID(), address: '127.0.0.1' };
  const call: World['call'] = async (actor, name, input) => {
    const operation = opened.operations.get(name);
    if (!operation) throw new Error(`没有操作 ${name}`);
    return perform(opened.house, operation, actor, parseInput(operation, input), origin) as never;
  };
  return {
    ...opened, person, call,
    register: ({ at = 'eastHill', ...overrides } = {}) => call(person('countyClerk', 'county', ['registry']), 'registry.persons.create', { id: randomUUID(), draft: { ...personDraft(), divisionCode: PLACES[at], ...overrides } }),
    act: (actor, work) => transact(opened.house.database, actor.scope, (tx) => work({ tx, actor, scope: actor.scope, now: opened.house.clock(), today: todayIn('Asia/Shanghai', opened.house.clock()), house: opened.house, requestId: origin.requestId, note: () => undefined })),
    close: async () => {
      await opened.close();
      await dropDatabase(config);
    },
  };
}

/** An invented citizen id of a birth day: area 999, valid check digit. */
export function inventCitizenId(birthOn: string, sex: 'male' | 'female' = 'male'): string {
  const order = randomInt(0, 500) * 2 + (sex === 'male' ? 1 : 0);
  const first = `999${randomInt(100, 1000)}${birthOn.replaceAll('-', '')}${String(order).padStart(3, '0')}`;
  return first + checkDigit(first);
}

/** The fields of an invented veteran, before overrides. */
function personDraft(): Values {
  return { name: '张建国', citizenId: inventCitizenId('1968-05-01'), mobile: `199${String(randomInt(0, 100_000_000)).padStart(8, '0')}`, roles: ['vet_self_employed'], enlistedOn: '1986-11', dischargedOn: '1990-03', settlement: 'self' };
}

async function seedPlaces({ house }: Opened): Promise<Record<Place, string>> {
  const units = {} as Record<Place, string>;
  await house.database.owner.transaction().execute(async (tx) => {
    for (const [place, code] of Object.entries(PLACES) as [Place, string][]) {
      const level = place === 'county' ? 'county' : place === 'east' || place === 'west' ? 'township' : 'village';
      const parent = level === 'county' ? null : level === 'township' ? PLACES.county : `${code.slice(0, 9)}000`;
      const path = level === 'village' ? `${NAMES[code.startsWith('999001100') ? 'east' : 'west']}/${NAMES[place]}` : NAMES[place];
      units[place] = randomUUID();
      await sql`insert into organisation.division (county_code, code, name, level, kind, parent_code, path) values (${COUNTY}, ${code}, ${NAMES[place]}, ${level}, ${level}, ${parent}, ${path})`.execute(tx);
      await sql`insert into organisation.unit (county_code, id, division_code, name, level, kind) values (${COUNTY}, ${units[place]}, ${code}, ${`${NAMES[place]}退役军人服务${level === 'county' ? '中心' : '站'}`}, ${level}, ${level === 'county' ? 'centre' : 'station'})`.execute(tx);
    }
  });
  return units;
}
