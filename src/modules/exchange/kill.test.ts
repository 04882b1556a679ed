import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { World } from '#test/world.ts';
import { importFile } from './importFile.ts';
import { clerkOf, openScratch, workbook } from './scratch.fixture.ts';

let world: World;
before(async () => { world = await openScratch(); });
after(() => world.close());

const ROWS = 3000;

/** Starts an import in a process of its own and kills it after so many milliseconds; answers what it printed. */
async function killed(path: string, afterMs: number): Promise<string> {
  const actor = clerkOf(world, 'east');
  const child = spawn(process.execPath, [join(import.meta.dirname, 'kill.fixture.ts'), JSON.stringify(world.house.config), JSON.stringify({ ...actor, permissions: [...actor.permissions] }), path], { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.on('data', (chunk) => { printed += String(chunk); });
  while (!printed.includes('started')) await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  const ended = once(child, 'exit');
  await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, afterMs))]);
  child.kill('SIGKILL');
  await ended;
  return printed;
}

test('导入的进程随时被强行结束：要么全部写入，要么一行没有；再导一次恰好一遍', { timeout: 120_000 }, async () => {
  const path = await workbook(['姓名', '入伍时间', '村', '备注'], Array.from({ length: ROWS }, (_, index) => [`人${index}`, '1985-01', '东山村', `第${index}行`]));
  for (const afterMs of [30, 150, 300, 450, 600, 750, 900]) {
    await killed(path, afterMs);
    const { rows } = await sql<{ n: string; changes: string }>`select (select count(*) from scratch.fellow) as n, (select count(*) from house.change) as changes`.execute(world.house.database.owner);
    assert.ok(['0', String(ROWS)].includes(rows[0]!.n), `${afterMs}: ${rows[0]!.n}`);
    assert.equal(rows[0]!.changes, rows[0]!.n);
  }
  const result = await importFile(world.house, clerkOf(world, 'east'), path, 'scratch.fellow');
  assert.equal(result.created + result.unchanged, ROWS);
  const { rows } = await sql<{ n: string }>`select count(*) as n from scratch.fellow`.execute(world.house.database.owner);
  assert.equal(Number(rows[0]!.n), ROWS);
});
