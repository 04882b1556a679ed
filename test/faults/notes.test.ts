import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { sealAudit, startSealing } from '#base/server/audit/seal.ts';
import { type Postgres, startPostgres } from '#base/server/postgres.ts';
import { inventCitizenId } from '../world.ts';
import { openCounty, type StruckCounty } from './county.ts';
import { killServer } from './strike.ts';

const ROUNDS = 2;
let county: StruckCounty;
const servers: Postgres[] = [];
before(async () => { county = await openCounty(); });
after(async () => {
  for (const server of servers) await server.stop();
  await county.close();
});

type Told = { household: string } | { note: string; at: number };

/** Writes households and searches by whole ids, side by side, until the server is gone; keeps what it was told is done. */
async function work(told: Told[], until: () => boolean): Promise<void> {
  while (!until()) {
    const [household, origin] = [randomUUID() as string, randomUUID() as string];
    try {
      await county.call('registry.households.create', { id: household, draft: { headName: '户主', divisionCode: county.clerk.division } });
      told.push({ household });
      for (let one = 0; one < 6; one += 1) {
        await county.call('registry.persons.list', { search: inventCitizenId('1970-01-01') }, { ...county.clerk, id: `${origin} ${one}` });
        told.push({ note: `${origin} ${one}`, at: Date.now() });
      }
    } catch {
      return;
    }
  }
}

/** What is wrong with the chain once every entry is linked: the product seals beside this, and whoever finds the other at it comes again. */
async function sealed(): Promise<string[]> {
  let problems: string[] = ['还没有核对'];
  for (let turn = 0; turn < 40 && problems.length > 0; turn += 1) {
    if (turn > 0) await wait(250);
    await sealAudit(county.house);
    problems = await county.auditProblems();
  }
  return problems;
}

test('数据库突然被杀：已办的一件不少、各有审计，查看的记录最多少最后一秒，审计链核对无误', { timeout: 300_000 }, async (t) => {
  const sealing = startSealing(county.house);
  let lost = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const told: Told[] = [];
    let over = false;
    const working = Promise.all(Array.from({ length: 3 }, () => work(told, () => over)));
    for (let turn = 0; turn < 8000 && told.length < 60 + round * 13; turn += 1) await wait(5);
    const killed = Date.now();
    killServer(county.data);
    over = true;
    await working;
    servers.push(await startPostgres(county.data, county.house.keys.secret('database owner').slice(0, 40)));
    const { rows } = await sql<{ actor_id: string; row_id: string | null; operation: string }>`select actor_id, row_id, operation from audit.entry where outcome = 'done'`.execute(county.house.database.owner);
    const audited = new Set(rows.map((row) => (row.operation === 'registry.households.create' ? row.row_id : row.actor_id)));
    const { rows: there } = await sql<{ id: string }>`select id from registry.household`.execute(county.house.database.owner);
    const households = new Set(there.map((row) => row.id));
    for (const one of told) {
      if ('household' in one) assert.ok(households.has(one.household) && audited.has(one.household), `第 ${round} 次：${one.household} 已办却不在`);
      else if (!audited.has(one.note)) {
        lost += 1;
        assert.ok(one.at > killed - 1000, `第 ${round} 次：${killed - one.at} 毫秒前的查看没有留下`);
      }
    }
    assert.ok(told.length >= 60, String(told.length));
    assert.deepEqual(await sealed(), [], `第 ${round} 次，查看少 ${lost} 条`);
  }
  await sealing.stop();
  assert.deepEqual(await county.auditProblems(), []);
  t.diagnostic(`${ROUNDS} 次共少查看记录 ${lost} 条`);
});
