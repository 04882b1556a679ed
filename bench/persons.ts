import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
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

/** The county of the benches: real divisions, invented people. */
export const COUNTY = '410726';

/** A product on an empty folder of its own, with the county made and so many persons in it; `close` removes the folder. */
export async function openWithPersons(count: number): Promise<Opened & { people: DemoPerson[] }> {
  const data = mkdtempSync(join(tmpdir(), 'ronggui-bench-'));
  const opened = await openHouse(readConfig({ RONGGUI_DATA: data, RONGGUI_LOG: 'error', RONGGUI_POOL: '16' }), MODULES);
  await initCounty(opened.house, COUNTY);
  const people = inventPeople(await readCounty(COUNTY), count, chanceOf(7));
  await fill(opened.house, people);
  return { ...opened, people, close: async () => { await opened.close(); rmSync(data, { recursive: true, force: true }); } };
}

/** Puts persons into the register in portions, encrypted and with their search tokens, as the import does. */
async function fill(house: House, people: DemoPerson[]): Promise<void> {
  const actor = systemActor(COUNTY);
  for (let at = 0; at < people.length; at += 10_000) {
    const batch = randomUUID();
    await acting(house, actor, async (act) => {
      const rows = people.slice(at, at + 10_000).map((person) => columnsOf(house, person, batch));
      await sql`insert into registry.person select * from jsonb_populate_recordset(null::registry.person, ${JSON.stringify(rows)}::jsonb)`.execute(act.tx);
      await persons.afterWrite!(act, sql`r.county_code = ${COUNTY} and r.batch_id = ${batch}`);
    });
  }
  await sql`vacuum analyze`.execute(house.database.owner);
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
