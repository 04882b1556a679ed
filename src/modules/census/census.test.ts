import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { openSheet } from '#base/server/sheets/open-sheet.ts';
import { writeSheet } from '#base/server/sheets/write-sheet.ts';
import { employment } from '#modules/employment/module.ts';
import { organisation } from '#modules/organisation/module.ts';
import { registry } from '#modules/registry/module.ts';
import { openWorld, PLACES, type Place, type World } from '#test/world.ts';
import { census } from './module.ts';
import type { Sheet, SheetRow } from './schema/answers.ts';

let world: World;
before(async () => { world = await openWorld([organisation, registry, employment, census]); });
after(() => world.close());

const county = () => world.person('countyClerk', 'county', ['registry', 'employment']);
const village = (place: Place = 'eastHill') => world.person('villageClerk', place);
const MOBILE = 'registry.person.mobile';
let serial = 0;

/** A census of the given bindings and a question of its own, not frozen yet. */
async function campaign(bindings: string[] = [MOBILE], scope: object = {}): Promise<string> {
  const id = randomUUID();
  await world.call(county(), 'census.campaigns.create', { id, draft: { title: `普查${++serial}`, fromOn: '2026-11-01', untilOn: '2026-12-31', ...scope } });
  for (const [at, binding] of bindings.entries()) await world.call(county(), 'census.questions.create', { id: randomUUID(), draft: { campaignId: id, position: at + 1, binding } });
  await world.call(county(), 'census.questions.create', { id: randomUUID(), draft: { campaignId: id, position: 90, label: '愿意参加宣讲', kind: 'yesNo' } });
  return id;
}
const freeze = (id: string) => world.call(county(), 'census.freeze', { id });
const sheetOf = (id: string, who = village()): Promise<Sheet> => world.call(who, 'census.sheet', { id });
async function frozen(bindings?: string[], scope?: object): Promise<string> {
  const id = await campaign(bindings, scope);
  await freeze(id);
  return id;
}
const rowOf = (sheet: Sheet, name: string) => sheet.entries.find((one) => one.name === name)!;
const same = (sheet: Sheet, name: string) => rowOf(sheet, name).cells.map(({ questionId, stamp }) => ({ questionId, stamp, outcome: 'same' as const }));
const changed = (sheet: Sheet, name: string, at: number, value: string) => ({ questionId: rowOf(sheet, name).cells[at]!.questionId, stamp: rowOf(sheet, name).cells[at]!.stamp, outcome: 'changed' as const, value });
const say = (sheet: Sheet, name: string, answers: object[], more: object = {}, who = village()) => world.call(who, 'census.answer', { id: rowOf(sheet, name).id, answers, way: 'home', ...more });
const person = (id: string) => world.call(county(), 'registry.persons.get', { id });

test('冻结不漏一人、不多一人：范围、类别、状态的任何组合都与台账一致，各在本村', async () => {
  const places: Place[] = ['eastHill', 'eastLake', 'westHill'];
  for (const [at, place] of [...places, ...places].entries()) await world.register({ at: place, name: `冻结${at}`, roles: at % 2 === 0 ? ['vet_self_employed'] : ['family_active', 'combat'], ...(at > 3 ? { state: 'unverified' } : {}) });
  await fc.assert(fc.asyncProperty(
    fc.constantFrom<Place | undefined>(undefined, 'east', 'eastHill', 'west'), fc.subarray(['vet_self_employed', 'combat', 'family_active']), fc.subarray(['registered', 'unverified', 'dead']),
    async (area, roles, states) => {
      const expected = (await sql<{ id: string }>`select id from registry.person where division_code between ${PLACES[area ?? 'county']} and ${area ? (area === 'eastHill' ? PLACES.eastHill : `${PLACES[area].slice(0, 9)}999`) : '999001999999'}
        and state = any(${states.length > 0 ? states : ['registered', 'unverified']}::text[]) and (${roles.length === 0} or roles && ${roles}::text[]) order by id`.execute(world.house.database.owner)).rows.map((row) => row.id);
      const id = await campaign([MOBILE], { ...(area ? { area: PLACES[area] } : {}), roles, states });
      if (expected.length === 0) return assert.rejects(freeze(id), /没有符合条件的人/);
      assert.deepEqual(await freeze(id), { listed: expected.length });
      const { rows } = await sql<{ person_id: string; placed: boolean }>`select e.person_id, e.division_code = p.division_code as placed from census.entry e join registry.person p on p.id = e.person_id where e.campaign_id = ${id} order by 1`.execute(world.house.database.owner);
      assert.deepEqual(rows.map((row) => row.person_id), expected);
      assert.ok(rows.every((row) => row.placed));
    }), { numRuns: 12 });
});

test('冻结后：再来的人不列入，问题和范围不能再改，迁村的随人走，建错的档案可删', async () => {
  const mover = await world.register({ name: '迁居' });
  const mistake = await world.register({ name: '建错' });
  const id = await frozen([MOBILE], { area: PLACES.east });
  const { area, labels } = await world.call(county(), 'census.campaigns.get', { id });
  assert.equal(area, PLACES.east);
  assert.match(labels.area, /东/, '普查范围写区划的名称，不写代码');
  await world.register({ name: '后来' });
  assert.ok(!(await sheetOf(id)).entries.some((one) => one.name === '后来'));
  await assert.rejects(world.call(county(), 'census.questions.create', { id: randomUUID(), draft: { campaignId: id, position: 5, binding: 'registry.person.phone' } }), /名单已冻结/);
  const asked = (await world.call(county(), 'census.questions.list', { filters: { campaignId: [id] } })).rows[0];
  await assert.rejects(world.call(county(), 'census.questions.update', { id: asked.id, version: asked.version, change: { campaignId: await campaign() } }), /名单已冻结/);
  const row = await world.call(county(), 'census.campaigns.get', { id });
  await assert.rejects(world.call(county(), 'census.campaigns.update', { id, version: row.version, change: { area: PLACES.west } }), /名单已冻结/);
  await world.call(county(), 'census.campaigns.update', { id, version: row.version, change: { untilOn: '2027-01-31' } });
  await assert.rejects(freeze(id), /已经冻结/);
  await world.call(county(), 'registry.persons.update', { id: mover.id, version: mover.version, change: { divisionCode: PLACES.eastLake } });
  assert.ok(!(await sheetOf(id)).entries.some((one) => one.name === '迁居'));
  const moved = rowOf(await sheetOf(id, village('eastLake')), '迁居');
  assert.equal((await world.call(county(), 'census.entries.get', { id: moved.id })).listedAt, PLACES.eastHill);
  await world.call(county(), 'registry.persons.remove', { id: mistake.id, version: mistake.version, reason: '建错了' });
  assert.ok(!(await sheetOf(id)).entries.some((one) => one.name === '建错'));
});

test('只有县级能发起、改题、冻结、结束', async () => {
  const id = await campaign();
  for (const who of [village(), world.person('stationHead', 'east')]) {
    await assert.rejects(world.call(who, 'census.freeze', { id }), /县级/);
    await assert.rejects(world.call(who, 'census.close', { id }), /县级/);
    await assert.rejects(world.call(who, 'census.campaigns.create', { id: randomUUID(), draft: { title: '村里的', fromOn: '2026-01-01', untilOn: '2026-01-02' } }), /县级/);
  }
});

test('答案写进档案并留变更记录；无变化不动档案；重复提交无害', async () => {
  const one = await world.register({ name: '有变化', mobile: '19900000001' });
  const two = await world.register({ name: '没变化', mobile: '19900000009' });
  const id = await frozen([MOBILE, 'employment.profile.wishPost', 'employment.profile.status', 'registry.livelihood.housing'], { area: PLACES.eastHill });
  const sheet = await sheetOf(id);
  assert.equal(rowOf(sheet, '有变化').cells[0]!.shown, '199****0001');
  assert.notEqual(rowOf(sheet, '有变化').cells[3]!.stamp, rowOf(sheet, '没变化').cells[3]!.stamp, 'equal values cannot be told from their marks');
  const answers = [changed(sheet, '有变化', 0, '19900000002'), changed(sheet, '有变化', 1, '驾驶员'), changed(sheet, '有变化', 2, '未就业'), same(sheet, '有变化')[3]!, changed(sheet, '有变化', 4, '是')];
  await assert.rejects(say(sheet, '有变化', [answers[1]!]), /就业状态/, 'a new file of work needs its state');
  for (let at = 0; at < 2; at += 1) assert.equal((await say(sheet, '有变化', answers)).state, 'answered');
  const history = await world.call(county(), 'registry.persons.history', { id: one.id });
  assert.equal(history.length, 2);
  assert.equal(history[0].actor, village().name);
  assert.deepEqual(history[0].fields[0], { field: 'mobile', label: '手机号码', before: '199****0001', after: '199****0002' });
  const profiles = await world.call(county(), 'employment.profiles.list', { filters: { personId: [one.id] } });
  assert.deepEqual([profiles.rows[0].wishPost, profiles.rows[0].version], ['驾驶员', 1]);
  const kept = await world.call(county(), 'census.answers.list', { filters: { personId: [one.id], campaignId: [id] }, size: 50 });
  const outcome = (at: number) => kept.rows.find((row: { questionId: string }) => row.questionId === sheet.questions[at]!.id);
  assert.deepEqual([outcome(0).outcome, outcome(0).before, outcome(0).after, outcome(0).way], ['changed', '199****0001', '199****0002', 'home']);
  assert.deepEqual([outcome(3).outcome, outcome(4).outcome, outcome(4).after], ['same', 'changed', '是']);
  await say(sheet, '没变化', same(sheet, '没变化'));
  assert.equal((await person(two.id)).version, two.version);
  assert.equal((await sql`select 1 from employment.profile where person_id = ${two.id}`.execute(world.house.database.owner)).rows.length, 0);
});

test('看过之后档案被改：回答被拒，说出现在的内容；已写成同样的不算冲突；上次普查的回答带到下次', async () => {
  const one = await world.register({ name: '冲突人', mobile: '19900000011' });
  const id = await frozen([MOBILE], { area: PLACES.eastHill });
  const sheet = await sheetOf(id);
  await world.call(county(), 'registry.persons.update', { id: one.id, version: one.version, change: { mobile: '19900000012' } });
  await assert.rejects(say(sheet, '冲突人', same(sheet, '冲突人')), /199\*\*\*\*0012/);
  await assert.rejects(say(sheet, '冲突人', [changed(sheet, '冲突人', 0, '19900000013')]), { status: 409, code: 'census.changed' });
  const partly = await say(sheet, '冲突人', [changed(sheet, '冲突人', 0, '19900000012')]);
  assert.deepEqual([partly.state, partly.cells[0].outcome], ['waiting', 'same']);
  await say(sheet, '冲突人', [changed(sheet, '冲突人', 1, '是')]);
  const next = await frozen([MOBILE], { area: PLACES.eastHill });
  assert.equal(rowOf(await sheetOf(next), '冲突人').cells[1]!.shown, '是');
});

test('问不到记原因，之后问到的取代它；没有改动的可以撤回，写进档案的不能', async () => {
  await world.register({ name: '外出人', mobile: '19900000021' });
  const id = await frozen([MOBILE], { area: PLACES.eastHill });
  const sheet = await sheetOf(id);
  assert.equal((await say(sheet, '外出人', [], { unreachable: { reason: 'away', note: '年底回' } })).state, 'unreachable');
  const place = async () => (await world.call(village(), 'census.progress', { id })).whole;
  assert.equal((await place()).unreachable, 1);
  assert.equal((await world.call(village(), 'census.withdraw', { id: rowOf(sheet, '外出人').id })).state, 'waiting');
  await say(sheet, '外出人', [], { unreachable: { reason: 'away' } });
  const done = await say(sheet, '外出人', [changed(sheet, '外出人', 0, '19900000022'), same(sheet, '外出人')[1]!]);
  assert.deepEqual([done.state, done.reason], ['answered', null]);
  await assert.rejects(world.call(village(), 'census.withdraw', { id: done.id }), /已经写进档案/);
});

test('去世的从未问的名单退出并注明，误报撤回后回来；已问的不动；结束后不再填', async () => {
  const late = await world.register({ name: '后逝' });
  const asked = await world.register({ name: '先问' });
  const id = await frozen([MOBILE], { area: PLACES.eastHill });
  const sheet = await sheetOf(id);
  await say(sheet, '先问', same(sheet, '先问'));
  const die = (one: { id: string; version: number }) => world.call(county(), 'registry.persons.update', { id: one.id, version: one.version, change: { state: 'dead', diedOn: '2026-11-02' } });
  const dead = await die(late);
  await die(asked);
  const after = await sheetOf(id);
  assert.deepEqual([rowOf(after, '后逝').state, rowOf(after, '后逝').note, rowOf(after, '先问').state], ['dropped', '已去世（2026-11-02）', 'answered']);
  await assert.rejects(say(after, '后逝', same(after, '后逝')), /不再问/);
  await world.call(county(), 'registry.persons.update', { id: late.id, version: dead.version, change: { state: 'registered', diedOn: null } });
  assert.equal(rowOf(await sheetOf(id), '后逝').state, 'waiting');
  await world.call(county(), 'census.close', { id });
  await assert.rejects(say(after, '后逝', same(after, '后逝')), /已经结束/);
});

test('各村各乡只见自己的；进展和报告的数与名单、回答一一对得上；工作台有任务', async () => {
  await world.register({ name: '东湖人', at: 'eastLake', mobile: '19900000031' });
  const id = await frozen([MOBILE]);
  const lake = village('eastLake');
  const sheet = await sheetOf(id, lake);
  await say(sheet, '东湖人', [changed(sheet, '东湖人', 0, '19900000032'), same(sheet, '东湖人')[1]!], {}, lake);
  await assert.rejects(say(sheet, '东湖人', same(sheet, '东湖人'), {}, village('westHill')), { status: 404 });
  await assert.rejects(world.call(lake, 'census.sheet', { id, division: PLACES.eastHill }), { status: 404 });
  await assert.rejects(world.call(lake, 'census.entries.remove', { id: rowOf(sheet, '东湖人').id, version: 1, reason: '试删' }), /不能单独删除/);
  const whole = await world.call(county(), 'census.progress', { id });
  assert.deepEqual(whole.places.map((one: { code: string }) => one.code), [PLACES.east, PLACES.west]);
  for (const place of [...whole.places, ...(await world.call(county(), 'census.progress', { id, division: PLACES.east })).places]) {
    for (const state of ['answered', 'waiting', 'unreachable', 'dropped']) assert.equal((await world.call(county(), 'census.entries.list', { division: place.code, filters: { campaignId: [id], state: [state] } })).total, place[state], `${place.name} ${state}`);
    assert.equal(place.listed, place.answered + place.waiting + place.unreachable + place.dropped);
  }
  const report = await world.call(lake, 'census.report', { id });
  assert.deepEqual(report.changes.map((one: { name: string; label: string; before: string; after: string }) => [one.name, one.label, one.before, one.after]), [['东湖人', '手机号码', '199****0031', '199****0032']]);
  for (const question of report.questions) for (const outcome of ['same', 'changed', 'unreachable']) assert.equal((await world.call(lake, 'census.answers.list', { filters: { questionId: [question.id], outcome: [outcome] } })).total, question[outcome]);
  const tasks = await world.act(village(), (act) => census.tasks!(act));
  assert.match(tasks.find((one) => one.path.includes(id))!.title, /还有 \d+ 人未问/);
  const [cell] = await world.call(lake, 'census.reveal', { id: rowOf(sheet, '东湖人').id });
  assert.equal(cell.shown, '19900000032');
});

test('表格导出、在 Excel 里填、导入：逐行预览，一次写入；导出后改过的逐行决定；再导一次不重复', async () => {
  for (const [name, mobile] of [['表甲', '19900000041'], ['表乙', '19900000042'], ['表丙', '19900000043'], ['表丁', '19900000044'], ['表戊', '19900000045']]) await world.register({ at: 'westHill', name, mobile });
  const west = village('westHill');
  const id = await frozen([MOBILE], { area: PLACES.westHill });
  const filled = await fill((await world.call(west, 'census.workbook', { id })).content, { 表甲: { 4: '无变化' }, 表乙: { 7: '19900000052' }, 表丙: { 7: '123' }, 表丁: { 7: '19900000054' }, 表戊: { 4: '外出' } });
  const [ding] = (await world.call(county(), 'registry.persons.list', { search: '表丁' })).rows;
  await world.call(county(), 'registry.persons.update', { id: ding.id, version: ding.version, change: { mobile: '19900000064' } });
  const kindsOf = async () => Object.fromEntries((await world.call<SheetRow[]>(west, 'census.preview', { id, content: filled })).filter((row) => row.name.startsWith('表')).map((row) => [row.name, row.kind]));
  assert.deepEqual(await kindsOf(), { 表甲: 'same', 表乙: 'changed', 表丙: 'bad', 表丁: 'conflict', 表戊: 'unreachable' });
  await assert.rejects(world.call(west, 'census.commit', { id, content: filled, way: 'home' }), /请先逐行决定/);
  assert.equal((await sheetOf(id, west)).entries.filter((one) => one.state !== 'waiting').length, 0);
  const entry = rowOf(await sheetOf(id, west), '表丁').id;
  assert.deepEqual(await world.call(west, 'census.commit', { id, content: filled, way: 'home', decisions: { [entry]: 'sheet' } }), { answered: 4, changed: 2 });
  const after = await sheetOf(id, west);
  assert.deepEqual(['表甲', '表乙', '表丙', '表丁', '表戊'].map((name) => [rowOf(after, name).state, rowOf(after, name).cells[0]!.shown]), [['answered', '199****0041'], ['answered', '199****0052'], ['waiting', '199****0043'], ['answered', '199****0054'], ['unreachable', '199****0045']]);
  assert.deepEqual(await kindsOf(), { 表甲: 'done', 表乙: 'done', 表丙: 'bad', 表丁: 'done', 表戊: 'done' });
  assert.deepEqual(await world.call(west, 'census.commit', { id, content: filled, way: 'home' }), { answered: 0, changed: 0 });
  await assert.rejects(world.call(village(), 'census.preview', { id, content: Buffer.from('姓名,电话\n张三,1').toString('base64') }), /普查名单表格/);
});

/** Fills cells of an exported list by name and column, as a clerk would in Excel, and gives the file back. */
async function fill(content: string, cells: Record<string, Record<number, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'census-test-'));
  const path = join(folder, 'a.xlsx');
  await writeFile(path, Buffer.from(content, 'base64'));
  const reader = await openSheet(path);
  const rows: string[][] = [];
  for await (const row of reader.rows()) rows.push(row.cells.map((cell) => cell.text));
  await reader.close();
  const header = rows.find((row) => row.includes('姓名'))!;
  assert.deepEqual(header.slice(2), ['村（社区）', '姓名', '年龄', '结果', '手机号码（现登记）', '手机号码（有变化填这里）', '愿意参加宣讲（现登记）', '愿意参加宣讲（有变化填这里）', '问不到的说明']);
  const body = rows.slice(rows.indexOf(header) + 1).filter((row) => /^[0-9a-f-]{36}$/.test(row[0] ?? ''));
  for (const row of body) for (const [at, text] of Object.entries(cells[row[3]!] ?? {})) row[Number(at) === 4 ? 5 : Number(at)] = text;
  await writeSheet(path, { sheets: [{ name: '普查名单', columns: header.map((one) => ({ header: one, kind: 'text' as const })), rows: body.map((row) => header.map((_, at) => row[at] ?? '')) }] });
  const back = (await readFile(path)).toString('base64');
  await rm(folder, { recursive: true, force: true });
  return back;
}
