import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { addDays, addMonths, todayIn } from '#base/pure/day.ts';
import { rangeOf } from '#base/pure/division.ts';
import type { Actor } from '#base/server/house.ts';
import type { Opened } from '#base/server/open.ts';
import { parseInput, perform } from '#base/server/perform.ts';
import { PROGRAMMES } from '#modules/benefits/rules/programmes/all.ts';
import { LINES, permissionsOf } from '#modules/organisation/roles.ts';
import { walkApproved } from './approved.ts';

/** Who signs in with a demo account. */
export type Somebody = (account: string) => Promise<Actor>;

/** Last month's payroll of the demo county, paid by its four persons with three payments returned by the bank, and this year's confirmation half done: so that the next of each can be walked through beside a last one. */
export async function walkBenefits(opened: Opened, county: string, say: (line: string) => void): Promise<void> {
  const call = caller(opened);
  const who = somebodyOf(opened, county);
  const today = todayIn('Asia/Shanghai', opened.house.clock());
  say(`  发放批次：${await payLastMonth(call, who, today)} 笔已办结`);
  const { households, grants } = await walkApproved(opened, county, call, who, today);
  say(`  优待金：${households} 户义务兵家庭；一次性经济补助：${grants} 人`);
  await payRun(call, who, today, { number: `${today.slice(0, 4)}-优待金`, title: `${today.slice(0, 4)}年优待金和一次性经济补助`, programmes: ['conscript', 'localGrant'], month: today.slice(0, 7), returned: 0 });
  say(`  年度确认：${await confirmSome(call, who, today)} 人已确认`);
}

/** Performs an operation as somebody, as a request would. */
export type Call = (actor: Actor, operation: string, input: unknown) => Promise<any>;

const caller = ({ house, operations }: Opened): Call => async (actor, name, input) => {
  const operation = operations.get(name)!;
  return perform(house, operation, actor, parseInput(operation, input), { requestId: randomUUID(), address: '演示数据' });
};

/** Who signs in with a demo account, as the product sees them. */
const somebodyOf = ({ house }: Opened, county: string): Somebody => async (account) => {
  const { rows } = await sql<{ id: string; name: string; unitId: string; unitName: string; division: string; roles: string[] }>`select t.id, t.name, t.unit_id as "unitId", u.name as "unitName", t.division_code as division,
      array(select r.role from organisation.staff_role r where r.county_code = t.county_code and r.staff_id = t.id) as roles
    from organisation.staff t join organisation.unit u on u.county_code = t.county_code and u.id = t.unit_id where t.county_code = ${county} and t.account = ${account}`.execute(house.database.owner);
  const one = rows[0]!;
  return { ...one, permissions: new Set(one.roles.flatMap((role) => permissionsOf(role, LINES))), scope: { county, ...rangeOf(one.division) } };
};

const RETURNED = 3;

async function payLastMonth(call: Call, who: Somebody, today: string): Promise<number> {
  const month = addMonths(`${today.slice(0, 7)}-01`, -1).slice(0, 7);
  return payRun(call, who, today, { number: `${month}-01`, title: `${Number(month.slice(0, 4))}年${Number(month.slice(5))}月抚恤补助`, programmes: PROGRAMMES.map((one) => one.key), month, returned: RETURNED });
}

/** One run from opening to close, by the four accounts that it takes; gives how many payments it had. */
async function payRun(call: Call, who: Somebody, today: string, { month, returned, ...run }: { number: string; title: string; programmes: string[]; month: string; returned: number }): Promise<number> {
  const [id, county] = [randomUUID(), await who('county')];
  const step = async (account: string, act: string, more: Record<string, unknown> = {}) => {
    const { version } = await call(county, 'benefits.runs.get', { id });
    return call(await who(account), `benefits.runCourse.${act === 'file' ? 'file' : 'act'}`, { id, step: randomUUID(), version, ...(act === 'file' ? more : { act, ...more }) });
  };
  await call(county, 'benefits.runs.create', { id, draft: { ...run, firstMonth: month, lastMonth: month } });
  for (const [account, act] of [['county', 'compute'], ['review', 'review'], ['leader', 'approve'], ['finance', 'check']] as const) await step(account, act);
  const layouts = await call(county, 'benefits.bankLayouts.list', {});
  await step('county', 'file', { layoutId: layouts.rows[0].id });
  const lines = await call(county, 'benefits.lines.list', { filters: { runId: [id], outcome: ['pending'] }, size: Math.max(1, returned) });
  const rows = await Promise.all(lines.rows.slice(0, returned).map(async (line: { id: string }) => `${(await call(county, 'benefits.lines.get', { id: line.id })).reference},失败,账户已销户`));
  if (rows.length > 0) await call(county, 'benefits.runCourse.returns', { id, step: randomUUID(), on: today, content: Buffer.from(`\uFEFF付款编号,处理结果,失败原因\r\n${rows.join('\r\n')}\r\n`).toString('base64') });
  await step('county', 'close', { on: today });
  return lines.total;
}

const CONFIRMED = 40;

async function confirmSome(call: Call, who: Somebody, today: string): Promise<number> {
  const [id, county, village, township] = [randomUUID(), await who('county'), await who('village'), await who('township')];
  const year = Number(today.slice(0, 4));
  await call(county, 'benefits.confirmations.create', { id, draft: { title: `${year}年年度确认`, year, fromOn: `${today.slice(0, 7)}-01`, untilOn: addDays(today, 45), ways: ['station', 'home', 'video', 'elsewhere'], samplePercent: 5, phone: '0373-3812345' } });
  await call(county, 'benefits.confirmationCourse.freeze', { id });
  let done = 0;
  for (const actor of [village, township]) {
    const { entries } = await call(actor, 'benefits.confirmationCourse.sheet', { id });
    for (const entry of entries.filter((one: { state: string }) => one.state === 'waiting').slice(0, actor === village ? Math.ceil(entries.length / 2) : CONFIRMED)) {
      await call(actor, 'benefits.confirmationCourse.record', { id: entry.id, result: 'confirmed', way: done % 4 === 0 ? 'home' : 'station' });
      done += 1;
    }
  }
  return done;
}
