import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import pg from 'pg';
import { startPostgres } from './postgres.ts';

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
    await product.stop();
    await assert.rejects(answers, { code: 'ENOENT' });
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
});
