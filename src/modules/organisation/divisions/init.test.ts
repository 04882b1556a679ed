import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { openWorld, type World } from '#test/world.ts';
import { organisation } from '../module.ts';
import { initCounty } from './init.ts';

let world: World;
before(async () => {
  world = await openWorld([organisation]);
});
after(() => world.close());

test('延津县：13 个乡镇街道、339 个村居、353 个服务中心（站），重复执行不增加', async () => {
  const made = await initCounty(world.house, '410726');
  assert.deepEqual(made, { code: '410726', name: '延津县', townships: 13, villages: 339, stations: 353 });
  assert.deepEqual(await initCounty(world.house, '410726'), made);
  const { rows } = await sql<{ divisions: number; units: number; town: string; village: string; others: number }>`select
    (select count(*)::int from organisation.division where county_code = '410726') as divisions,
    (select count(*)::int from organisation.unit where county_code = '410726') as units,
    (select count(*)::int from organisation.division d where county_code = '410726' and level <> 'county' and not exists (select 1 from organisation.unit u where u.county_code = d.county_code and u.division_code = d.code)) as others,
    (select name from organisation.unit u where county_code = '410726' and name like '%榆林乡退役军人服务站') as town,
    (select path from organisation.division where county_code = '410726' and level = 'village' and path like '榆林乡/%' order by code limit 1) as village`.execute(world.house.database.owner);
  assert.deepEqual({ divisions: rows[0]!.divisions, units: rows[0]!.units, others: rows[0]!.others, town: rows[0]!.town }, { divisions: 1 + 17 + 343, units: 354, others: 8, town: '延津县榆林乡退役军人服务站' });
  assert.match(rows[0]!.village, /^榆林乡\/.+村$/);
});
