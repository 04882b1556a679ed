import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const data = mkdtempSync(join(tmpdir(), 'ronggui-restart-'));
chmodSync(data, 0o755);
let running: ChildProcess | undefined;
after(async () => {
  if (running?.exitCode === null && running.signalCode === null) {
    running.kill('SIGTERM');
    await once(running, 'exit');
  }
  rmSync(data, { recursive: true, force: true });
});

/** Starts the product on the folder and answers its address when it says that it serves. */
async function start(): Promise<string> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', '..', 'src', 'entry', 'start.ts'), '--empty'], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, RONGGUI_DATA: data, RONGGUI_PORT: '0', RONGGUI_LOG: 'fatal', NODE_NO_WARNINGS: '1' } });
  running = child;
  let said = '';
  child.stdout.on('data', (part) => { said += String(part); });
  child.stderr.on('data', (part) => { said += String(part); });
  for (;;) {
    const url = /戎归已启动：(\S+)/.exec(said)?.[1];
    if (url) return url;
    assert.ok(child.exitCode === null && child.signalCode === null, said);
    await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  }
}

async function kill(serverToo: boolean): Promise<void> {
  if (serverToo) process.kill(Number(readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL');
  running!.kill('SIGKILL');
  await once(running!, 'exit');
}

/** Ready within seconds as those who run it see it (a start under load is answered 503 until the first measure of the load has passed), and answering an operation of everybody from its tables. */
async function serves(url: string): Promise<void> {
  let ready = await fetch(`${url}/readyz`);
  for (let tries = 0; ready.status === 503 && tries < 50; tries += 1) {
    await new Promise((done) => setTimeout(done, 200));
    ready = await fetch(`${url}/readyz`);
  }
  assert.deepEqual([ready.status, await ready.json()], [200, { database: true, migrations: true, jobs: true }]);
  const open = await fetch(`${url}/api/set-up`);
  assert.equal(open.status, 200);
  assert.equal((await fetch(`${url}/api/registry/persons`)).status, 401);
}

test('the product killed on its own folder starts again and serves: alone, with its database, and during the start itself', { timeout: 1_500_000 }, async () => {
  await serves(await start());
  await kill(false);
  await serves(await start());
  await kill(true);
  await serves(await start());
  await kill(true);
  const started = start().catch(() => undefined);
  await new Promise((done) => setTimeout(done, 700));
  running!.kill('SIGKILL');
  await started;
  await serves(await start());
});
