import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { todayIn } from '#base/pure/day.ts';
import { transact } from '#base/server/database.ts';
import type { House } from '#base/server/house.ts';
import type { Opened } from '#base/server/open.ts';
import { importFile } from '#modules/exchange/importFile.ts';
import { initCounty } from '#modules/organisation/divisions/init.ts';
import { readCounty } from '#modules/organisation/divisions/read.ts';
import { systemActor } from '../../src/entry/system.ts';
import { makeDemoAccounts } from './accounts.ts';
import { releaseForDemo } from './benefits.ts';
import { cardLedgers } from './cards.ts';
import { careLedgers } from './care.ts';
import { employmentLedgers, trainingLedgers } from './employment.ts';
import { walkBenefits } from './payday.ts';
import { inventPeople } from './people.ts';
import { chanceOf } from './random.ts';
import { registryLedgers } from './registry.ts';
import { remembranceLedgers } from './remembrance.ts';
import { type DemoLedger, writeLedger } from './sheet.ts';
import { stationLedgers } from './stations.ts';
import { supportLedgers } from './support.ts';

/** The county whose real divisions the demo uses; its people and its year are invented. */
export const DEMO_COUNTY = '410726';
/** How many persons the demo county has. */
export const DEMO_PERSONS = 20_000;

/** Every ledger of the demo county, in the order in which they refer to each other. */
export async function demoLedgers(stations: string[], count = DEMO_PERSONS): Promise<DemoLedger[]> {
  const county = await readCounty(DEMO_COUNTY);
  const people = inventPeople(county, count, chanceOf(2023));
  return [
    ...registryLedgers(people),
    ...stationLedgers(stations),
    ...careLedgers(people, chanceOf(1)),
    ...employmentLedgers(people, chanceOf(2)),
    ...trainingLedgers(people, chanceOf(3)),
    ...supportLedgers(people, chanceOf(4)),
    ...remembranceLedgers(stations, chanceOf(5)),
    ...cardLedgers(people, stations, chanceOf(12)),
  ];
}

/** Makes the demo county: divisions and stations, a workbook for every ledger loaded through the product's own import, and an account for each role. */
export async function makeDemoCounty(opened: Opened, say: (line: string) => void): Promise<void> {
  const { house } = opened;
  say('正在建立演示县（延津县区划为真实名称，人员与业务均为虚构）……');
  await initCounty(house, DEMO_COUNTY);
  const actor = systemActor(DEMO_COUNTY, '演示数据');
  const folder = mkdtempSync(join(tmpdir(), 'ronggui-demo-'));
  try {
    for (const { ledger, rows } of await demoLedgers(await stationNames(house))) {
      const type = house.records.get(ledger)!;
      const path = join(folder, `${ledger}.xlsx`);
      await writeLedger(path, type, rows);
      const result = await importFile(house, actor, path, ledger, { dryRun: false });
      if (result.rejected + result.ambiguous > 0) throw new Error(`演示台账 ${type.ledger} 有 ${result.rejected} 行退回、${result.ambiguous} 行待认定：${result.rejections[0]?.reason ?? ''}`);
      say(`  ${type.ledger}：${result.created} 行`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const now = house.clock();
  await transact(house.database, actor.scope, (tx) => releaseForDemo({ tx, actor, scope: actor.scope, now, today: todayIn('Asia/Shanghai', now), house, requestId: 'demo', note: () => undefined }));
  await transact(house.database, actor.scope, (tx) => sql`insert into house.setting (county_code, key, value) values (${DEMO_COUNTY}, 'demo', 'true'::jsonb), (${DEMO_COUNTY}, 'twoFactor', '"optional"'::jsonb) on conflict (county_code, key) do update set value = excluded.value`.execute(tx));
  await makeDemoAccounts(house, DEMO_COUNTY, say);
  await walkBenefits(opened, DEMO_COUNTY, say);
}

/** Names of the county centre and the township stations, the centre first. */
async function stationNames(house: House): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from organisation.unit where county_code = ${DEMO_COUNTY} and kind <> 'bureau' and level in ('county', 'township') order by level, division_code`.execute(house.database.owner);
  return rows.map((row) => row.name);
}
