import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { transact } from '#base/server/database.ts';
import type { House } from '#base/server/house.ts';
import { placeAccount } from '#modules/organisation/setUp.ts';
import { systemActor } from '../src/entry/system.ts';
import type { BenchResult } from './bench.ts';
import { startProduct } from './child.ts';
import { COUNTY, openWithPersons, type PersonsOpened } from './persons.ts';

const run = promisify(execFile);
const SECONDS = 10;
const CONNECTIONS = [1, 4, 50];
type Township = { code: string; persons: number; one: string };
type Load = { rate: number; p50: number; p99: number };

/**
 * A township's clerk reads over HTTP from the product in a process of its own, signed in by cookie, within scope and row-level security; the load comes from
 * autocannon in another process. Beside it pgbench reads the same page by one plain prepared statement of the database's owner.
 */
export async function bench(args: string[]): Promise<BenchResult[]> {
  const size = Number(args[0] ?? 100_000);
  const product = await openWithPersons(size);
  const township = await townshipOf(product);
  const password = await openClerk(product.house, township.code);
  const started = await startProduct(product.data);
  const cookie = await signIn(started.url, password);
  const results: BenchResult[] = [];
  const cases = [
    { claim: 'first page of the township with total', path: '/api/registry/persons', plain: `select * from registry.person where county_code = '${COUNTY}' and division_code >= '${township.code}' and division_code <= '${township.code.slice(0, 9)}999' order by division_code, id limit 20` },
    { claim: 'one personal file, its reading kept in the audit', path: `/api/registry/persons/${township.one}`, plain: `select * from registry.person where county_code = '${COUNTY}' and id = '${township.one}'` },
  ];
  for (const { claim, path, plain } of cases) for (const connections of CONNECTIONS) {
    const ours = await load(started.url + path, cookie, connections);
    const ceiling = await pgbench(product, plain, connections);
    results.push({
      claim: `${claim}, ${connections === 1 ? 'sequential' : `${connections} connections`}`, size: `${size} persons, ${township.persons} in scope`,
      ours: `${Math.round(ours.rate)} requests/s, p50 ${ours.p50} ms, p99 ${ours.p99} ms`, comparison: ceiling ? `pgbench, the same rows by one plain statement: ${Math.round(ceiling)}/s` : undefined,
      ratio: ceiling ? (ceiling / ours.rate).toFixed(1) : undefined, aim: connections === 50 ? '≥ 1,000 requests/s, p99 ≤ 100 ms' : undefined,
    });
  }
  await started.stop();
  await product.close();
  return results;
}

/** The township whose number of persons is nearest to a twentieth of the county. */
async function townshipOf({ house, people }: PersonsOpened): Promise<Township> {
  const { rows } = await sql<{ code: string; persons: number; one: string }>`select rpad(substr(division_code, 1, 9), 12, '0') as code, count(*)::int as persons, min(id::text) as one
    from registry.person group by 1 order by abs(count(*) - ${people.length / 20}::int) limit 1`.execute(house.database.owner);
  return rows[0]!;
}

async function openClerk(house: House, division: string): Promise<string> {
  return transact(house.database, systemActor(COUNTY).scope, (tx) => placeAccount(tx, COUNTY, { account: 'bench', name: '压测经办', roles: ['townshipClerk'], lines: [], division, mustChange: false }, house.clock()));
}

async function signIn(url: string, password: string): Promise<string> {
  const answer = await fetch(`${url}/auth/sign-in`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ account: 'bench', password }) });
  if (!answer.ok) throw new Error(`登录失败：${await answer.text()}`);
  return answer.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ');
}

/** Requests per second and milliseconds over some seconds, after two seconds that do not count. */
async function load(url: string, cookie: string, connections: number): Promise<Load> {
  const autocannon = join(import.meta.dirname, '..', 'node_modules', 'autocannon', 'autocannon.js');
  const cannon = async (seconds: number) => {
    const { stdout } = await run(process.execPath, [autocannon, '--json', '--no-progress', '-c', String(connections), '-d', String(seconds), '-H', `cookie=${cookie}`, url], { maxBuffer: 2 ** 24 });
    return JSON.parse(stdout) as { requests: { average: number }; latency: { p50: number; p99: number }; non2xx: number; errors: number };
  };
  await cannon(2);
  const seen = await cannon(SECONDS);
  if (seen.non2xx + seen.errors > 0) throw new Error(`${url}：${seen.non2xx} 个回答不是 2xx，${seen.errors} 个出错`);
  return { rate: seen.requests.average, p50: seen.latency.p50, p99: seen.latency.p99 };
}

/** Statements per second of pgbench, where the machine has it. */
async function pgbench({ house, data }: PersonsOpened, statement: string, clients: number): Promise<number | undefined> {
  const script = join(data, 'plain.sql');
  writeFileSync(script, `${statement};\n`);
  const url = new URL(house.database.ownerUrl.replace('@/', '@localhost/'));
  const environment = { ...process.env, PGHOST: url.searchParams.get('host')!, PGUSER: url.username, PGPASSWORD: decodeURIComponent(url.password) };
  try {
    const { stdout } = await run('pgbench', ['-n', '-f', script, '-M', 'prepared', '-c', String(clients), '-j', '2', '-T', String(SECONDS / 2), 'postgres'], { env: environment });
    return Number(/tps = ([\d.]+)/.exec(stdout)![1]);
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined;
    throw error;
  }
}
