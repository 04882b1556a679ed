import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { organisation } from '#modules/organisation/module.ts';
import { verifyAudit } from '#base/server/audit/verify.ts';
import { COUNTY, openWorld } from '#test/world.ts';
import { recordCommand } from './system.ts';

test('what a command does beside the operations stands in the audit of the county', async () => {
  const world = await openWorld([organisation]);
  try {
    await recordCommand(world.house, '备份', { tables: 3 });
    const { rows } = await sql`select county_code, actor_name, operation, reason, detail from audit.entry`.execute(world.house.database.owner);
    assert.deepEqual(rows, [{ county_code: COUNTY, actor_name: '命令行', operation: 'command', reason: '备份', detail: { tables: 3 } }]);
    assert.deepEqual((await verifyAudit(world.house)).problems, []);
  } finally {
    await world.close();
  }
});
