import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { Actor } from '#base/server/house.ts';
import { organisation } from '#modules/organisation/module.ts';
import { recognition } from '#modules/recognition/module.ts';
import { registry } from '#modules/registry/module.ts';
import { openWorld, type World } from '#test/world.ts';
import { benefits } from './module.ts';
import { payText } from './rules/messageText.ts';
import { shipLayout } from './service/bank.ts';
import { sendWaiting } from './service/messages.ts';

let world: World;
let now = new Date('2026-03-20T02:00:00Z');
let maker: Actor; let reviewer: Actor; let leader: Actor; let finance: Actor;
const heard: { id: string; to: string; text: string; bearer: string | undefined }[] = [];
/** How the gateway answers the next messages; 200 where nothing is left. */
const answers: number[] = [];
const gateway = createServer((request: IncomingMessage, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const status = answers.shift() ?? 200;
    if (status === 200) heard.push({ ...JSON.parse(Buffer.concat(parts).toString()), bearer: request.headers.authorization });
    response.writeHead(status).end();
  });
});

before(async () => {
  await new Promise<void>((resolve) => { gateway.listen(0, '127.0.0.1', resolve); });
  world = await openWorld([organisation, registry, recognition, benefits], { clock: () => now });
  const someone = (role: string, id: string): Actor => ({ ...world.person(role, 'county', ['registry', 'benefits']), id, name: id });
  [maker, reviewer, leader, finance] = [someone('countyClerk', 'maker'), someone('countyClerk', 'reviewer'), someone('leader', 'leader'), someone('finance', 'finance')];
  await world.act(maker, shipLayout);
  const notice = randomUUID();
  const { owner } = world.house.database;
  await sql`insert into benefits.notice (county_code, id, division_code, title, reach, document, published_on, effective_on, state) values ('999001', ${notice}, '999001000000', '通知', 'county', '测试〔2026〕1号', '2025-08-01', '2025-08-01', 'draft')`.execute(owner);
  await sql`insert into benefits.standard (county_code, id, division_code, notice_id, kind, category, amount, period, verification) values ('999001', gen_random_uuid(), '999001000000', ${notice}, 'full', 'combat', 90900, 'month', 'published')`.execute(owner);
  await sql`update benefits.notice set state = 'inForce', in_force = true, approved_by = '测试', approved_by_id = 'x', approved_on = published_on where id = ${notice}`.execute(owner);
});
after(async () => {
  await world.close();
  gateway.close();
});

async function act(who: Actor, id: string, name: string, more: Record<string, unknown> = {}): Promise<any> {
  const { version } = await world.call(who, 'benefits.runs.get', { id });
  return world.call(who, name === 'file' ? 'benefits.runCourse.file' : 'benefits.runCourse.act', { id, step: randomUUID(), version, ...(name === 'file' ? more : { act: name, ...more }) });
}
const recipient = async (name: string, mobile: string | null, more = {}): Promise<string> => {
  const { id } = await world.register({ name, mobile, bankAccount: `622848000000${String(Math.floor(Math.random() * 1e6)).padStart(6, '0')}`, bankName: '测试银行', ...more });
  await world.call(maker, 'benefits.recipients.create', { id: randomUUID(), draft: { personId: id, category: 'combat', state: 'receiving', startedOn: '2026-02' } });
  return id;
};
const look = (id: string) => world.call(maker, 'benefits.runMessages.look', { id });
const states = async (id: string) => (await look(id)).states;

test('发放短信写明月份、合计、补发和扣回，不写是什么待遇：2026年3月4041.00元，其中补发686.00元，扣回412.20元', () => {
  assert.equal(
    payText({ name: '张建国', unit: '测试县退役军人服务中心', span: '2026年3月', fen: 404_100n, arrears: 68_600n, recovered: 41_220n, on: '2026-03-20', phone: '0373-1234567' }),
    '【测试县退役军人服务中心】张建国同志，您2026年3月的补助4,041.00元已于2026年3月20日发到您的账户，其中补发686.00元，扣回以前多发412.20元。如有疑问请咨询0373-1234567。',
  );
});

test('一个批次一人一条：办结后才能发，没有号码的和去世的列出；网关没有答复的隔一阵再交，拒收的写明原因，再提交不重复', async () => {
  await recipient('张建国', '13900001111');
  await recipient('李没有号', null);
  const late = await recipient('王去世', '13900003333');
  const id = randomUUID();
  await world.call(maker, 'benefits.runs.create', { id, draft: { number: '2026-03-01', title: '三月', programmes: ['combat'], firstMonth: '2026-03', lastMonth: '2026-03' } });
  await act(maker, id, 'compute');
  await assert.rejects(look(id), /办结以后才发短信/);
  for (const [who, name] of [[reviewer, 'review'], [leader, 'approve'], [finance, 'check']] as const) await act(who, id, name);
  await act(maker, id, 'file', { layoutId: (await world.call(maker, 'benefits.bankLayouts.list', {})).rows[0].id });
  await act(maker, id, 'close', { on: '2026-03-20' });
  const { version } = await world.call(maker, 'registry.persons.get', { id: late });
  await world.call(maker, 'registry.persons.update', { id: late, version, change: { state: 'dead', diedOn: '2026-03-19' } });
  const before = await look(id);
  assert.deepEqual([before.gateway, before.able, before.unable.map((one: any) => `${one.name} ${one.why}`), before.states], [false, 1, ['李没有号 没有手机号码', '王去世 已去世'], {}]);
  await assert.rejects(world.call(maker, 'benefits.runMessages.queue', { id, phone: '12' }), /办公电话/);
  assert.deepEqual(await world.call(maker, 'benefits.runMessages.queue', { id, phone: '0373-1234567' }), { queued: 1 });
  assert.deepEqual(await world.call(maker, 'benefits.runMessages.queue', { id, phone: '0373-1234567' }), { queued: 0 });
  assert.equal(await sendWaiting(world.house), 0, 'no gateway');
  world.house.config.sms = { url: `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/send`, token: 'secret' };
  answers.push(503);
  assert.equal(await sendWaiting(world.house), 0);
  assert.deepEqual(await states(id), { waiting: 1 });
  assert.equal(await sendWaiting(world.house), 0, 'not before its time');
  now = new Date(now.getTime() + 61_000);
  answers.push(400);
  await sendWaiting(world.house);
  const { rows: [failed] } = await world.call(maker, 'benefits.messages.list', { filters: { runId: [id] } });
  assert.deepEqual([failed.state, failed.fault], ['failed', '短信网关答复 400']);
  assert.ok(!JSON.stringify(failed).includes('13900001111'));
  assert.deepEqual(await world.call(maker, 'benefits.runMessages.again', { id }), { queued: 1 });
  assert.equal(await sendWaiting(world.house), 1);
  assert.equal(await sendWaiting(world.house), 0);
  assert.deepEqual(await states(id), { sent: 1 });
  assert.deepEqual(heard.map(({ id: _id, ...one }) => one), [{ to: '13900001111', bearer: 'Bearer secret', text: `【${maker.unitName}】张建国同志，您2026年3月的补助909.00元已于2026年3月20日发到您的账户。如有疑问请咨询0373-1234567。` }]);
  assert.equal((await look(id)).phone, '0373-1234567');
});

test('没有接入网关的由人取出：取出的写明、不再交给网关；号码不落明文，取出记入审计', async () => {
  world.house.config.sms = undefined;
  now = new Date('2026-04-20T02:00:00Z');
  await recipient('赵有号', '13900004444');
  const id = randomUUID();
  await world.call(maker, 'benefits.runs.create', { id, draft: { number: '2026-04-01', title: '四月', programmes: ['combat'], firstMonth: '2026-04', lastMonth: '2026-04' } });
  for (const [who, name] of [[maker, 'compute'], [reviewer, 'review'], [leader, 'approve'], [finance, 'check']] as const) await act(who, id, name);
  await act(maker, id, 'file', { layoutId: (await world.call(maker, 'benefits.bankLayouts.list', {})).rows[0].id });
  await act(maker, id, 'close', { on: '2026-04-20' });
  const { queued } = await world.call(maker, 'benefits.runMessages.queue', { id, phone: '0373-1234567' });
  const { rows } = await world.call(maker, 'benefits.runMessages.takeOut', { id });
  assert.equal(rows.length, queued);
  assert.deepEqual(rows.map((row: any) => row.mobile).toSorted(), ['13900001111', '13900004444']);
  assert.deepEqual(await states(id), { taken: queued });
  assert.deepEqual((await world.call(maker, 'benefits.runMessages.takeOut', { id })).rows, []);
  assert.deepEqual((await world.call(maker, 'benefits.runMessages.takeOut', { id, again: true })).rows, rows);
  world.house.config.sms = { url: `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/send`, token: undefined };
  assert.equal(await sendWaiting(world.house), 0);
  const { rows: stored } = await sql<{ text: string }>`select string_agg(m::text, '') as text from benefits.message m`.execute(world.house.database.owner);
  assert.ok(!stored[0]!.text.includes('13900004444'));
  const { rows: audited } = await sql<{ n: number }>`select count(*)::int as n from audit.entry where operation = 'benefits.runMessages.takeOut'`.execute(world.house.database.owner);
  assert.equal(audited[0]!.n, 3);
  await assert.rejects(world.call(world.person('townshipClerk', 'east'), 'benefits.runMessages.takeOut', { id }), /权限|县级/);
});

test('办结后银行才退回的：还没发出的短信撤回，再提交时这个人没有；已经取出的写明有几人要电话告知', async () => {
  world.house.config.sms = undefined;
  now = new Date('2026-05-20T02:00:00Z');
  const id = randomUUID();
  await world.call(maker, 'benefits.runs.create', { id, draft: { number: '2026-05-01', title: '五月', programmes: ['combat'], firstMonth: '2026-05', lastMonth: '2026-05' } });
  for (const [who, name] of [[maker, 'compute'], [reviewer, 'review'], [leader, 'approve'], [finance, 'check']] as const) await act(who, id, name);
  await act(maker, id, 'file', { layoutId: (await world.call(maker, 'benefits.bankLayouts.list', {})).rows[0].id });
  await act(maker, id, 'close', { on: '2026-05-20' });
  const { queued } = await world.call(maker, 'benefits.runMessages.queue', { id, phone: '0373-1234567' });
  const { rows: lines } = await world.call(maker, 'benefits.lines.list', { filters: { runId: [id] }, size: 100 });
  const lineOf = (name: string) => lines.find((line: any) => line.labels.personId === name);
  const back = (name: string) => world.call(finance, 'benefits.runCourse.returns', { id, step: randomUUID(), on: '2026-05-20', content: Buffer.from(`付款编号,结果,原因\n${lineOf(name).reference},失败,账户已销\n`).toString('base64') });
  const read = await back('张建国');
  assert.deepEqual([read.returned, read.unsaid, read.told], [1, 1, 0]);
  assert.deepEqual(await states(id), { waiting: queued - 1 });
  assert.deepEqual(await world.call(maker, 'benefits.runMessages.queue', { id, phone: '0373-1234567' }), { queued: 0 }, 'who was not paid is not told');
  await world.call(maker, 'benefits.runMessages.takeOut', { id });
  const later = await back('赵有号');
  assert.deepEqual([later.returned, later.unsaid, later.told], [1, 0, 1]);
  assert.deepEqual(await states(id), { taken: queued - 1 });
});

test('年度确认提醒：没有网关的请复制；接入后一人一天一条，写到哪天、怎么办，不写是什么待遇；不便到场的、已确认的、没有号码的不发；过了截止日期不再发', async () => {
  now = new Date('2026-10-09T02:00:00Z');
  const [asked, visited, confirmed] = [await recipient('被提醒的', '19911110021'), await recipient('要上门的', '19911110022'), await recipient('已确认的', '19911110023')];
  await recipient('没号码的', null);
  const { id } = await world.call(maker, 'benefits.confirmations.create', { id: randomUUID(), draft: { title: '2026年年度确认', year: 2026, fromOn: '2026-10-01', untilOn: '2026-11-30', ways: ['station', 'video'], samplePercent: 5, phone: '0373-1234567' } });
  await world.call(maker, 'benefits.confirmationCourse.freeze', { id });
  const { entries } = await world.call(maker, 'benefits.confirmationCourse.sheet', { id });
  const entryOf = (person: string) => entries.find((one: any) => one.personId === person).id;
  await world.call(maker, 'benefits.confirmationCourse.homeVisit', { id: entryOf(visited), wanted: true });
  await world.call(maker, 'benefits.confirmationCourse.record', { id: entryOf(confirmed), result: 'confirmed', way: 'station' });
  const { sms } = world.house.config;
  world.house.config.sms = undefined;
  await assert.rejects(world.call(maker, 'benefits.confirmationCourse.remind', { id }), /没有接入短信网关/);
  world.house.config.sms = sms ?? { url: `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/sms`, token: undefined };
  const already = heard.length;
  const { queued } = await world.call(maker, 'benefits.confirmationCourse.remind', { id });
  assert.deepEqual(await world.call(maker, 'benefits.confirmationCourse.remind', { id }), { queued: 0 });
  assert.equal(await sendWaiting(world.house), queued);
  const sent = heard.slice(already).filter((one) => one.to.startsWith('199111100'));
  const mine = sent.find((one) => one.to === '19911110021')!;
  assert.match(mine.text, /被提醒的.*2026年11月30日.*0373-1234567/);
  assert.doesNotMatch(mine.text, /参战|补助|抚恤/);
  assert.deepEqual(sent.filter((one) => ['19911110022', '19911110023'].includes(one.to)), []);
  const { rows } = await world.call(maker, 'benefits.messages.list', { filters: { personId: [asked], confirmationId: [id] } });
  assert.deepEqual(rows.map((one: any) => [one.state, one.queuedOn]), [['sent', '2026-10-09']]);
  now = new Date('2026-10-20T02:00:00Z');
  assert.equal((await world.call(maker, 'benefits.confirmationCourse.remind', { id })).queued, queued);
  now = new Date('2026-12-01T02:00:00Z');
  await assert.rejects(world.call(maker, 'benefits.confirmationCourse.remind', { id }), /已过确认截止日期/);
});
