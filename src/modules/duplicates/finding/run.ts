import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { sql } from 'kysely';
import type { LinkedPair, Weights } from '#base/pure/linkage/declaration.ts';
import { todayIn } from '#base/pure/day.ts';
import { refuse } from '#base/pure/refusal.ts';
import { transact } from '#base/server/database.ts';
import type { Act, Actor, House } from '#base/server/house.ts';
import { NO_JOBS } from '#base/server/jobs.ts';
import type { LinkRow } from '../rules/linking.ts';
import type { Run } from '../schema/answers.ts';
import { readStored, type StoredPerson } from './candidates.ts';
import { writeFound } from './found.ts';
import { findRun, insertRun, lastRunOf, setRun } from './runs.ts';

type Sent = { id: string; actor: Omit<Actor, 'permissions'> };

const PORTION = 2000;
/** A run that says nothing for so long was cut off with the machine. */
const SILENT_MINUTES = 30;

/** Starts 全县查重 for the county of the clerk; a second start while one runs gives the running one. Refuses below the county. */
export async function startRun(act: Act, { id }: { id: string }): Promise<Run> {
  const known = await findRun(act, id);
  if (known) return known;
  if (act.actor.division !== `${act.scope.county}000000`) refuse('duplicates.county', '全县查重由县级进行', { status: 403 });
  await sql`select pg_advisory_xact_lock(hashtext('duplicates.run'), hashtext(${act.scope.county}))`.execute(act.tx);
  const last = await lastRunOf(act);
  if (last && last.stage !== 'done' && last.stage !== 'failed' && act.now.getTime() - Date.parse(last.startedAt) < SILENT_MINUTES * 60_000) return last;
  await insertRun(act, id);
  const { permissions: _all, ...actor } = act.actor;
  if (act.house.jobs === NO_JOBS) refuse('duplicates.jobs', '请在运行中的系统里开始查重');
  await act.house.jobs.send('duplicates.run', { id, actor });
  return (await findRun(act, id))!;
}

/** The job behind `startRun`: reads and opens every person of the county, links them in a thread of its own, writes what is new. */
export async function runInBackground(house: House, payload: Record<string, unknown>): Promise<void> {
  const { id, actor } = payload as Sent;
  const within = <T>(work: (act: Act) => Promise<T>) => inAct(house, { ...actor, permissions: new Set<string>() }, work);
  for (let tries = 0; !(await within((act) => findRun(act, id))) && tries < 25; tries += 1) await wait(200);
  try {
    const rows = await readPersons(within, id);
    await within((act) => setRun(act, id, { stage: 'comparing' }));
    const linked = await linkBeside(rows);
    await within((act) => setRun(act, id, { stage: 'writing', found_pairs: linked.pairs.length }));
    await within((act) => writeFound(act, id, linked.pairs, linked.weights, new Map(rows.map((row) => [row.id, row]))));
  } catch (error) {
    house.log.error({ fault: error instanceof Error ? error.name : 'fault' }, '全县查重没有完成');
    await within((act) => setRun(act, id, { stage: 'failed', ended_at: act.now, failure: '没有完成，请重新开始；再次失败请联系系统管理员' }));
  }
}

function inAct<T>(house: House, actor: Actor, work: (act: Act) => Promise<T>): Promise<T> {
  const now = house.clock();
  return transact(house.database, actor.scope, (tx) => work({ tx, actor, scope: actor.scope, now, today: todayIn('Asia/Shanghai', now), house, requestId: randomUUID(), note: () => undefined }));
}

type Within = <T>(work: (act: Act) => Promise<T>) => Promise<T>;

async function readPersons(within: Within, runId: string): Promise<LinkRow[]> {
  const all: LinkRow[] = [];
  const total = await within(async (act) => Number((await sql<{ total: string }>`select count(*) as total from registry.person where county_code = ${act.scope.county}`.execute(act.tx)).rows[0]!.total));
  await within((act) => setRun(act, runId, { stage: 'reading', all_persons: total }));
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const rows = await within(async (act) => {
      const { rows: portion } = await sql<StoredPerson>`select r.id, r.name, r.birth_on, r.citizen_id_sealed, r.mobile_sealed, r.phone_sealed, r.enlisted_on, r.division_code, r.state, '' as place from registry.person r
        where r.county_code = ${act.scope.county} and r.id > ${after} order by r.id limit ${PORTION}`.execute(act.tx);
      if (all.length % (5 * PORTION) === 0) await setRun(act, runId, { read_persons: all.length });
      return portion.map((row) => readStored(act, row));
    });
    for (const row of rows) all.push(row);
    if (rows.length < PORTION) break;
    after = rows[rows.length - 1]!.id;
  }
  await within((act) => setRun(act, runId, { read_persons: all.length }));
  return all;
}

/** The bulk comparison in a worker thread. */
function linkBeside(rows: LinkRow[]): Promise<{ pairs: LinkedPair[]; weights: Weights }> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./linkWorker.ts', import.meta.url), { workerData: rows });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`比对线程结束，代码 ${code}`)));
  });
}
