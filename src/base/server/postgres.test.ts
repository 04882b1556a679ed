import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import pg from 'pg';
import { startPostgres } from './postgres.ts';

/** A program that joins the server, leaves it, and has nothing else to wait for: how it ended and what it said after leaving. */
function comesAndGoes(data: string): Promise<{ code: number | null; said: string }> {
  const script = `const { startPostgres } = await import(${JSON.stringify(join(import.meta.dirname, 'postgres.ts'))}); const server = await startPostgres(${JSON.stringify(data)}, 'one'); await new Promise((done) => setTimeout(done, 300)); await server.stop(); console.log('走完');`;
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
    let said = '';
    child.stdout.on('data', (part) => (said += String(part)));
    child.on('error', failed);
    child.on('close', (code) => done({ code, said }));
  });
}

test('the embedded server goes on while one program still uses it, however idle, and stops with the last', { timeout: 120_000 }, async () => {
  const data = mkdtempSync(join(tmpdir(), 'ronggui-server-'));
  chmodSync(data, 0o755);
  try {
    const product = await startPostgres(data, 'one');
    const command = await startPostgres(data, 'one');
    const answers = async () => {
      const client = new pg.Client({ connectionString: product.url });
      await client.connect();
      const { rows } = await client.query('select 1 as one');
      await client.end();
      return rows[0].one;
    };
    await command.stop();
    assert.equal(await answers(), 1);
    for (let time = 1; time <= 3; time += 1) assert.deepEqual(await comesAndGoes(data), { code: 0, said: '走完\n' }, `第 ${time} 个命令在离开时中断`);
    await product.stop();
    await assert.rejects(answers, { code: 'ENOENT' });
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
});
