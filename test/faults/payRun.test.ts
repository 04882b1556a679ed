import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { checkDigit } from '#base/pure/citizenId.ts';
import { todayIn } from '#base/pure/day.ts';
import type { Actor } from '#base/server/house.ts';
import { numberOf, openCounty, type StruckCounty } from './county.ts';
import { type Calm, moments, Striker, type Stroke } from './strike.ts';

/** How often each of the four acts is struck; PAY_ROUNDS for a longer watch. */
const ROUNDS = Number(process.env.PAY_ROUNDS ?? 4);
const PEOPLE = 60;
const MONTHLY = 81_900n;

let county: StruckCounty;
let striker: Striker;
let layout: string;
before(async () => {
  county = await openCounty();
  for (let at = 0; at < PEOPLE; at += 1) await register(at);
  layout = (await county.call('benefits.bankLayouts.list', {})).rows[0].id;
  striker = await Striker.begin(county);
});
after(async () => {
  await striker.end();
  await county.close();
});

/** A person with 带病回乡 approved: 9828 元 a year by the published standard of 2024-08, 819 元 a month. */
async function register(at: number): Promise<void> {
  const first17 = `99900119600101${String(at + 1).padStart(3, '0')}`;
  const id = randomUUID();
  await county.call('registry.persons.create', { id, draft: { name: `测试${at}`, citizenId: first17 + checkDigit(first17), roles: ['ill_returned'], bankAccount: `62284800000000${1000 + at}`, bankName: '测试银行' } });
  await county.call('benefits.recipients.create', { id: randomUUID(), draft: { personId: id, category: 'ill_returned', state: 'receiving', startedOn: '2024-08' } });
}

const as = (id: string): Actor => ({ ...county.clerk, id, name: id });
let month = 2024 * 12 + 8;
const nextMonth = () => { month += 1; return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`; };
type Run = { id: string; number: string; month: string; serial: number };

async function openRun(): Promise<Run> {
  const [id, period] = [randomUUID(), nextMonth()];
  await county.call('benefits.runs.create', { id, draft: { number: `${period}-01`, title: period, programmes: ['illReturned'], firstMonth: period, lastMonth: period } });
  return { id, number: `${period}-01`, month: period, serial: month };
}
const versionOf = async (id: string): Promise<number> => (await county.call('benefits.runs.get', { id })).version;
const stateOf = async (id: string): Promise<string> => (await sql<{ state: string }>`select state from benefits.run where id = ${id}`.execute(county.house.database.owner)).rows[0]!.state;
const perform = async (run: Run, act: string, who: string, extra = {}): Promise<unknown> => county.call('benefits.runCourse.act', { id: run.id, step: randomUUID(), version: await versionOf(run.id), act, ...extra }, as(who));

/** The acts in their order; each is struck once its forerunners are done. `system` is who the command line acts as. */
const ACTS = ['compute', 'approve', 'file', 'returns'] as const;
type ActName = (typeof ACTS)[number];
const ENDS: Record<ActName, string> = { compute: 'computed', approve: 'approved', file: 'sent', returns: 'sent' };

/** Brings a run to just before an act. */
async function upTo(run: Run, act: ActName): Promise<void> {
  const state = await stateOf(run.id);
  if (act === 'compute') return;
  if (state === 'draft') await perform(run, 'compute', 'maker');
  if (['draft', 'computed'].includes(state)) await perform(run, 'review', 'reviewer');
  if (act === 'approve') return;
  if (await stateOf(run.id) === 'reviewed') await perform(run, 'approve', 'leader');
  if (await stateOf(run.id) === 'approved') await perform(run, 'check', 'finance');
  if (act === 'returns' && (await stateOf(run.id)) === 'checked') await county.call('benefits.runCourse.file', { id: run.id, step: randomUUID(), version: await versionOf(run.id), layoutId: layout }, as('maker'));
}

/** What the bank sends back of a run: two payments, of other persons every time. */
function returnsOf({ number, serial }: Run): string {
  const reference = (at: number) => `${number}-${String(((serial * 2 + at) % PEOPLE) + 1).padStart(6, '0')}`;
  return Buffer.from(`付款编号,结果,原因\r\n${reference(0)},失败,销户\r\n${reference(1)},失败,户名不符\r\n`).toString('base64');
}

async function strokeOf(run: Run, act: ActName, step: string): Promise<Stroke> {
  const version = await versionOf(run.id);
  const inputs: Record<ActName, [string, object]> = {
    compute: ['benefits.runCourse.act', { id: run.id, step, version, act: 'compute' }], approve: ['benefits.runCourse.act', { id: run.id, step, version, act: 'approve' }],
    file: ['benefits.runCourse.file', { id: run.id, step, version, layoutId: layout }],
    returns: ['benefits.runCourse.returns', { id: run.id, step, on: todayIn('Asia/Shanghai', county.house.clock()), content: returnsOf(run) }],
  };
  const [operation, input] = inputs[act];
  return {
    command: 'run', args: [operation, JSON.stringify(input)],
    begun: async () => (await numberOf(county.house, "select count(*) from pg_stat_activity where application_name = 'struck' and query like '%benefits.%'").catch(() => 0)) > 0,
    over: async () => (await numberOf(county.house, `select count(*) from benefits.run_step where id = '${step}'`)) > 0,
  };
}

/** What stands of a run: lines, their months, numbers, outcomes and steps. */
async function standing(id: string): Promise<Record<string, number | string>> {
  const count = (from: string) => numberOf(county.house, `select count(*) from ${from}`);
  return { state: await stateOf(id), lines: await count(`benefits.line where run_id = '${id}'`), items: await count(`benefits.item i join benefits.line l on l.county_code = i.county_code and l.id = i.line_id where l.run_id = '${id}'`), numbered: await count(`benefits.line where run_id = '${id}' and reference is not null`), returned: await count(`benefits.line where run_id = '${id}' and outcome = 'returned'`), steps: await count(`benefits.run_step where run_id = '${id}'`) };
}

test('发放各环节途中进程被强行结束：要么没办、要么办全，重办不重复；最后每人每月恰好一笔，四类结果之和等于审批合计', { timeout: 1_500_000 }, async () => {
  const calm = new Map<ActName, Calm>();
  const first = await openRun();
  for (const act of ACTS) {
    await upTo(first, act);
    const ending = await striker.undisturbed(await strokeOf(first, act, randomUUID()));
    assert.ok(ending.done, `${act}：${ending.said}`);
    calm.set(act, { first: ending, later: ending });
    if (act === 'compute') { await perform(first, 'sendBack', 'reviewer', { opinion: '由他人计算' }); await perform(first, 'compute', 'maker'); }
  }
  await perform(first, 'close', 'maker', { on: todayIn('Asia/Shanghai', county.house.clock()) });
  let [done, undone] = [0, 0];
  for (let round = 0; round < ROUNDS; round += 1) {
    const run = await openRun();
    for (const act of ACTS) {
      await upTo(run, act);
      const moment = moments(act, ROUNDS)[round]!;
      const [before, step] = [await standing(run.id), randomUUID()];
      const ending = await striker.strike(await strokeOf(run, act, step), moment, calm.get(act)!);
      const now = await standing(run.id);
      const happened = (await numberOf(county.house, `select count(*) from benefits.run_step where id = '${step}'`)) === 1;
      assert.ok(happened || !ending.done, `${moment.words}：已报完成，却没有办成`);
      if (happened) done += 1; else undone += 1;
      if (happened) assert.equal(now.state, ENDS[act], moment.words);
      else assert.deepEqual(now, before, moment.words);
      if (!happened && act !== 'compute') assert.ok((await striker.undisturbed(await strokeOf(run, act, step))).done, moment.words);
      if (act === 'compute' && happened) { await perform(run, 'sendBack', 'reviewer', { opinion: '由他人计算' }); }
      if (act === 'returns') assert.equal((await standing(run.id)).returned, 2, moment.words);
    }
    await perform(run, 'close', 'maker', { on: todayIn('Asia/Shanghai', county.house.clock()) });
  }
  assert.deepEqual(await county.auditProblems(), []);
  assert.ok(done > 0 && undone > 0, `办成 ${done} 次，没办成 ${undone} 次：时刻应分布在前后`);
  await paidOnce(first.month);
});

/** Every person has every month settled exactly once: paid or, of the last run, returned to be sent again. */
async function paidOnce(since: string): Promise<void> {
  const from = Number(since.slice(0, 4)) * 12 + Number(since.slice(5)) - 1;
  const { rows } = await sql<{ person: string; month: number; fen: string }>`select l.person_id as person, i.month, sum(i.fen)::text as fen from benefits.item i join benefits.line l on l.county_code = i.county_code and l.id = i.line_id where l.outcome = 'paid' and i.month >= ${from} group by 1, 2`.execute(county.house.database.owner);
  assert.ok(rows.every((row) => BigInt(row.fen) === MONTHLY || BigInt(row.fen) === 84_400n), JSON.stringify(rows.find((row) => BigInt(row.fen) !== MONTHLY)));
  const returned = await numberOf(county.house, "select count(*) from benefits.line l where l.outcome = 'returned' and not exists (select 1 from benefits.line o where o.county_code = l.county_code and o.person_id = l.person_id and o.period > l.period)");
  const months = (await numberOf(county.house, "select count(*) from benefits.run where state = 'closed'")) * PEOPLE;
  assert.equal(rows.length + returned, months, '每人每月恰好一笔，最后一批退汇的除外');
  const sums = await sql<{ wrong: number }>`select count(*)::int as wrong from benefits.run r where r.state = 'closed' and r.approved_total <> (select sum(l.amount) from benefits.line l where l.county_code = r.county_code and l.run_id = r.id and l.outcome in ('paid', 'returned', 'stopped', 'carried'))`.execute(county.house.database.owner);
  assert.equal(sums.rows[0]!.wrong, 0);
  const payments = await sql<{ ledger: string; lines: string }>`select (select sum(amount)::text from benefits.payment) as ledger, (select sum(amount)::text from benefits.line where outcome = 'paid') as lines`.execute(county.house.database.owner);
  assert.equal(payments.rows[0]!.ledger, payments.rows[0]!.lines, '发放台账等于已发放明细');
}
