import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rangeOf } from '#base/pure/division.ts';
import { transact } from '#base/server/database.ts';
import { readConfig } from '#base/server/config.ts';
import type { Act, Actor, House } from '#base/server/house.ts';
import { openHouse, type Opened } from '#base/server/open.ts';
import { encode } from '#base/server/records/columns.ts';
import { initCounty } from '#modules/organisation/divisions/init.ts';
import { readCounty } from '#modules/organisation/divisions/read.ts';
import { Person } from '#modules/registry/schema.ts';
import { persons } from '#modules/registry/service.ts';
import { MODULES } from '../src/entry/modules.ts';
import { systemActor } from '../src/entry/system.ts';
import { type DemoPerson, inventPeople } from '../tools/demo/people.ts';
import { chanceOf } from '../tools/demo/random.ts';
import { copyRows } from './copy.ts';

/** The county of the benches: real divisions, invented people. */
export const COUNTY = '410726';

/** An opened product, its folder, and who is in it. */
export type PersonsOpened = Opened & { data: string; people: DemoPerson[] };

/** A product on an empty folder of its own, with the county made and so many persons in it; `close` removes the folder. */
export async function openWithPersons(count: number): Promise<PersonsOpened> {
  const data = mkdtempSync(join(tmpdir(), 'ronggui-bench-'));
  chmodSync(data, 0o755);
  const opened = await openHouse(readConfig({ RONGGUI_DATA: data, RONGGUI_LOG: 'error', RONGGUI_POOL: '16' }), MODULES);
  await initCounty(opened.house, COUNTY);
  const people = inventPeople(await readCounty(COUNTY), count, chanceOf(2023));
  if (count > 0) await fill(opened.house, people);
  return { ...opened, data, people, close: async () => { await opened.close(); rmSync(data, { recursive: true, force: true }); } };
}

const KEY_COLUMNS = 'county_code, key, division_code, person_id';

/** Puts persons into the register by COPY, encrypted and with search tokens and role rows as the import makes them; the tokens' indexes are built afterwards. */
async function fill(house: House, people: DemoPerson[]): Promise<void> {
  const client = await house.database.ownerPool.connect();
  try {
    await client.query('alter table registry.person_key drop constraint person_key_pkey; drop index registry.person_key_by_person');
    const batch = randomUUID();
    const columns = Object.keys(columnsOf(house, people[0]!, batch));
    await copyRows(client, 'registry.person', columns, people, (person) => columnsOf(house, person, batch));
    await client.query(`insert into registry.person_key (${KEY_COLUMNS}) select r.county_code, k.key, r.division_code, r.id from registry.person r, unnest(r.search_keys) as k(key)`);
    await client.query(`alter table registry.person_key add constraint person_key_pkey primary key (${KEY_COLUMNS}); create index person_key_by_person on registry.person_key (county_code, person_id)`);
    await client.query("insert into registry.person_role (county_code, id, division_code, person_id, role, status) select r.county_code, gen_random_uuid(), r.division_code, r.id, k.role, 'current' from registry.person r, unnest(r.roles) as k(role)");
    await client.query('vacuum analyze');
  } finally {
    client.release();
  }
}

function columnsOf(house: House, person: DemoPerson, batch: string): Record<string, unknown> {
  const typed = { name: person.name, citizenId: person.citizenId, roles: person.roles, state: 'registered', mobile: person.mobile, hukouKind: 'rural', residenceAddress: `${person.township}${person.village}`, enlistedOn: person.enlistedOn ?? null, dischargedOn: person.dischargedOn ?? null };
  const values = { ...typed, ...Person.derive!(typed) };
  const now = '2024-01-01T00:00:00Z';
  const { age: _age, ...columns } = encode(Person, values, house.keys);
  return { ...columns, ...persons.columns!(values, house.keys), county_code: COUNTY, id: randomUUID(), version: 1, division_code: person.divisionCode, created_at: now, updated_at: now, batch_id: batch };
}

/** Work as somebody in one transaction. */
export function acting<T>(house: House, actor: Actor, work: (act: Act) => Promise<T>): Promise<T> {
  return transact(house.database, actor.scope, (tx) => work({ tx, actor, scope: actor.scope, now: new Date(), today: '2024-01-01', house, requestId: 'bench', note: () => undefined }));
}

/** A clerk of the township that a person lives in. */
export function townshipClerk(person: DemoPerson): Actor {
  const division = `${person.divisionCode.slice(0, 9)}000`;
  return { ...systemActor(COUNTY, '乡镇经办'), division, scope: { county: COUNTY, ...rangeOf(division) } };
}
