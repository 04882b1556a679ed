import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { todayIn } from '#base/pure/day.ts';
import { rangeOf } from '#base/pure/division.ts';
import { transact, type Tx } from '#base/server/database.ts';
import type { Act, House } from '#base/server/house.ts';
import { type CountyDivision, readCounty } from './read.ts';

/** What a county was made of: townships and villages of the official levels, and its service centre and stations. */
export type CountyMade = { code: string; name: string; townships: number; villages: number; stations: number };

type DivisionRow = { code: string; name: string; official_name: string; level: string; kind: string; parent_code: string | null; path: string; position: number };
type UnitRow = { division: string; name: string; level: string; kind: string };

/**
 * Makes a county by its six-digit code: divisions (those without a level of government too, which get no station), the bureau,
 * the county centre, a station per township and per village. What is there already stays as it is, so it may be repeated.
 */
export async function initCounty(house: House, countyCode: string): Promise<CountyMade> {
  const tree = await readCounty(countyCode);
  const division = tree.county.code12;
  const county = division.slice(0, 6);
  const units = unitsOf(tree);
  await transact(house.database, { county, ...rangeOf(division) }, async (tx) => {
    await insertDivisions(tx, county, divisionsOf(tree));
    await insertUnits(tx, county, units);
    const now = house.clock();
    const actor = { id: 'system', name: '建立区划', unitId: '', unitName: '本机', division, roles: [], permissions: new Set<string>(), scope: { county, ...rangeOf(division) } };
    const act: Act = { tx, actor, scope: actor.scope, now, today: todayIn('Asia/Shanghai', now), house, requestId: randomUUID(), note: () => undefined };
    for (const module of house.modules) await module.begin?.(act);
  });
  const governed = tree.townships.filter((one) => one.kind !== 'other');
  return {
    code: county, name: tree.county.name, townships: governed.length,
    villages: governed.reduce((sum, one) => sum + one.villages.filter((village) => village.kind !== 'other').length, 0),
    stations: units.filter((unit) => unit.kind !== 'bureau').length,
  };
}

function divisionsOf({ county, townships }: CountyDivision): DivisionRow[] {
  const rows: DivisionRow[] = [{ code: county.code12, name: county.name, official_name: county.name, level: 'county', kind: 'county', parent_code: null, path: county.name, position: 0 }];
  for (const [position, town] of townships.entries()) {
    rows.push({ code: town.code12, name: town.shortName, official_name: town.name, level: 'township', kind: town.kind, parent_code: county.code12, path: town.shortName, position });
    for (const [at, village] of town.villages.entries()) {
      rows.push({ code: village.code12, name: village.shortName, official_name: village.name, level: 'village', kind: village.kind, parent_code: town.code12, path: `${town.shortName}/${village.shortName}`, position: at });
    }
  }
  return rows;
}

function unitsOf({ county, townships }: CountyDivision): UnitRow[] {
  const rows: UnitRow[] = [
    { division: county.code12, name: `${county.name}退役军人事务局`, level: 'county', kind: 'bureau' },
    { division: county.code12, name: `${county.name}退役军人服务中心`, level: 'county', kind: 'centre' },
  ];
  for (const town of townships.filter((one) => one.kind !== 'other')) {
    rows.push({ division: town.code12, name: stationName(county.name, town.shortName), level: 'township', kind: 'station' });
    for (const village of town.villages.filter((one) => one.kind !== 'other')) {
      rows.push({ division: village.code12, name: stationName(county.name, `${town.shortName}${village.shortName}`), level: 'village', kind: 'station' });
    }
  }
  return rows;
}

/** The name on a station's sign: 延津县榆林乡退役军人服务站. */
export const stationName = (county: string, place: string): string => `${county}${place}退役军人服务站`;

async function insertDivisions(tx: Tx, county: string, rows: DivisionRow[]): Promise<void> {
  await sql`insert into organisation.division (county_code, code, name, official_name, level, kind, parent_code, path, position)
    select ${county}, code, name, official_name, level, kind, parent_code, path, position
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d(code text, name text, official_name text, level text, kind text, parent_code text, path text, position integer)
    on conflict do nothing`.execute(tx);
}

/** A place whose station was renamed keeps it: no second one is made. */
async function insertUnits(tx: Tx, county: string, rows: UnitRow[]): Promise<void> {
  await sql`insert into organisation.unit (county_code, id, division_code, name, level, kind)
    select ${county}, id, division, name, level, kind
    from jsonb_to_recordset(${JSON.stringify(rows.map((row) => ({ ...row, id: randomUUID() })))}::jsonb) as n(id uuid, division text, name text, level text, kind text)
    where not exists (select 1 from organisation.unit u where u.county_code = ${county} and u.division_code = n.division and u.kind = n.kind)
      and not exists (select 1 from organisation.division d where d.county_code = ${county} and d.code = n.division and d.valid_until is not null)
    on conflict do nothing`.execute(tx);
}
