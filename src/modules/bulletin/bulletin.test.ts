import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { Refusal } from '#base/pure/refusal.ts';
import type { Actor } from '#base/server/house.ts';
import { openWorld, PLACES, type World } from '#test/world.ts';
import { isFigure, printPiece, printedBy, textsOf } from './rules/printing.ts';
import type { BulletinView, CheckReport } from './schema/views.ts';
import { makeScratchTable, SCRATCH_FIGURES, SCRATCH_MODULES, YEAR_VALUES } from './scratch.ts';

let world: World;
let writer: Actor;
let head: Actor;
let officer: Actor;
let leader: Actor;
const rows: Record<string, string> = {};

before(async () => {
  world = await openWorld(SCRATCH_MODULES, { clock: () => new Date('2024-01-10T02:00:00Z') });
  await makeScratchTable(world.house);
  writer = world.person('countyClerk', 'county', ['bulletin']);
  writer.permissions = new Set([...writer.permissions, 'scratch.read', 'scratch.write']);
  [head, officer, leader] = [world.person('leader'), world.person('leader'), world.person('leader')];
  for (const [key, amount] of Object.entries(YEAR_VALUES)) rows[key] = await addRow(key, `行${key}`, amount);
  rows['ratings.accepted'] = await addRow('ratings.accepted', '测试县退役军人服务中心', 1);
  await addRow('ratings.accepted', '东乡退役军人服务站', 1, PLACES.east);
});
after(() => world.close());

async function addRow(counts: string, name: string, amount: number, divisionCode = PLACES.county as string): Promise<string> {
  const id = randomUUID();
  await world.call(writer, 'scratch.entries.create', { id, draft: { counts, name, amount, notedOn: '2023-06-01', divisionCode } });
  return id;
}
async function changeRow(id: string, change: object): Promise<void> {
  const row = await world.call(writer, 'scratch.entries.get', { id });
  await world.call(writer, 'scratch.entries.update', { id, version: row.version, change });
}
const compose = (): Promise<BulletinView> => world.call(writer, 'bulletin.bulletins.compose', { id: randomUUID(), year: 2023 });
const open = (id: string, actor = writer): Promise<BulletinView> => world.call(actor, 'bulletin.bulletins.get', { id });
const turn = (actor: Actor, view: BulletinView, act: string, note?: string): Promise<BulletinView> =>
  world.call(actor, ['submit', 'issue', 'archive'].includes(act) ? 'bulletin.bulletins.act' : 'bulletin.bulletins.decide', { id: view.id, version: view.version, act, note });
async function signed(): Promise<BulletinView> {
  let view = await turn(writer, await compose(), 'submit');
  view = await turn(head, view, 'passReview');
  view = await turn(officer, view, 'passSecrecy');
  return turn(leader, view, 'signOff');
}

/** Sentences of a view with the figures that stand in them. */
function sentencesOf(view: BulletinView): { text: string; keys: string[] }[] {
  const printed = printedBy(view.readings);
  return textsOf(view.document).flatMap(({ text }) => {
    const sentences = [{ text: '', keys: [] as string[] }];
    for (const piece of text) {
      const parts = printPiece(piece, printed).split(/(?<=。)/);
      parts.forEach((part, at) => {
        if (at > 0) sentences.push({ text: '', keys: [] });
        sentences[sentences.length - 1]!.text += part;
      });
      if (isFigure(piece)) sentences[sentences.length - 1]!.keys.push(piece.figure);
    }
    return sentences.filter(({ text: words }) => words !== '');
  });
}

test('起草：四章十二点，数字取自台账，县名与单位名取自名册', async () => {
  const view = await compose();
  assert.equal(view.state, 'draft');
  assert.equal(view.document.sections.length, 4);
  assert.deepEqual(view.document.sections.map((section) => section.items.length), [3, 3, 3, 3]);
  for (const words of ['看望慰问优抚对象800余人次', '祭扫群众2.4万人次', '救助金15万元', '听众900余人次', '岗位共1000个', '测试县退役军人服务中心、东乡退役军人服务站', '一是完善服务网络。', '四、弘扬', '第×期']) assert.ok(view.text.includes(words), words);
});

test('没有数据的年份不起草；数为零的句子不写', async () => {
  await assert.rejects(world.call(writer, 'bulletin.bulletins.compose', { id: randomUUID(), year: 2019 }), /没有可以写进简报的数据/);
  await changeRow(rows['publicity.studios']!, { amount: 0 });
  const view = await compose();
  assert.ok(!view.text.includes('老兵工作室挂牌'));
  assert.equal(view.document.sections[3]!.items.length, 2);
  await changeRow(rows['publicity.studios']!, { amount: 14 });
});

for (const { key } of SCRATCH_FIGURES) {
  test(`改一行台账，只有用到它的句子变化：${key}`, async () => {
    const { id } = await compose();
    const old = sentencesOf(await open(id));
    const name = key === 'ratings.accepted' ? '西乡退役军人服务站' : `补录${key}`;
    const added = await addRow(key, name, 10_000_000);
    const changed = sentencesOf(await open(id));
    assert.equal(changed.length, old.length);
    changed.forEach((sentence, at) => assert.equal(sentence.text !== old[at]!.text, sentence.keys.includes(key), sentence.text));
    assert.ok(changed.some((sentence) => sentence.keys.includes(key)));
    await world.call(writer, 'scratch.entries.remove', { id: added, version: 1, reason: '试完删除' });
    assert.deepEqual(sentencesOf(await open(id)), old);
  });
}

test('签发冻结全文与数字；台账更正以后提示变化，给出勘误，签发文本不变', async () => {
  const view = await signed();
  assert.equal(view.state, 'numbered');
  assert.ok(view.issueNo! >= 1 && view.text.includes(`第${view.issueNo}期`));
  assert.equal(view.comparisons.length, SCRATCH_FIGURES.length + 1);
  assert.ok(view.comparisons.every((one) => !one.changed && one.remark === ''));
  await assert.rejects(world.call(writer, 'bulletin.bulletins.offerErratum', { id: view.id, erratumId: randomUUID() }), /不需要勘误/);

  await changeRow(rows['relief.households']!, { amount: 55 });
  await changeRow(rows['care.visits']!, { amount: 838 });
  await changeRow(rows['memorial.schools']!, { remark: '核过' });
  const later = await open(view.id);
  assert.equal(later.text, view.text);
  assert.deepEqual(later.document, view.document);
  const about = (key: string) => later.comparisons.find((one) => one.figure === key)!;
  assert.equal(about('relief.households').remark, '签发后有变化');
  assert.deepEqual([about('relief.households').printed, about('relief.households').now.printed], ['56', '55']);
  assert.equal(about('care.visits').remark, '签发后有变化，印发数未变');
  assert.equal(about('memorial.schools').remark, '签发后有变化，印发数未变');
  assert.equal(about('memorial.organisations').changed, false);

  const erratumId = randomUUID();
  const erratum: BulletinView = await world.call(writer, 'bulletin.bulletins.offerErratum', { id: view.id, erratumId });
  assert.equal(erratum.kind, 'erratum');
  assert.equal(erratum.corrects!.id, view.id);
  assert.ok(erratum.text.includes('原印“56户”，现更正为“55户”'), erratum.text);
  assert.deepEqual((await open(view.id)).errata.map((one) => [one.id, one.entries.length]), [[erratumId, 1]]);
  assert.equal((await open(view.id)).text, view.text);
  await changeRow(rows['relief.households']!, { amount: 56 });
});

test('签发的文本、数字与期号在数据库里也不能改、不能删', async () => {
  const view = await signed();
  for (const table of ['signed', 'frozen', 'number', 'step', 'erratum']) {
    await assert.rejects(world.act(writer, (act) => sql`update ${sql.table(`bulletin.${table}`)} set division_code = division_code`.execute(act.tx)), /permission denied/);
    await assert.rejects(world.act(writer, (act) => sql`delete from ${sql.table(`bulletin.${table}`)}`.execute(act.tx)), /permission denied/);
  }
  await assert.rejects(world.call(writer, 'bulletin.bulletins.save', { id: view.id, version: view.version, document: view.document }), /只有草稿可以修改/);
});

test('同时签发八份，期号各不相同、连续；退回重签也不复用', async () => {
  const waiting: BulletinView[] = [];
  for (let at = 0; at < 8; at += 1) {
    let view = await turn(writer, await compose(), 'submit');
    view = await turn(head, view, 'passReview');
    waiting.push(await turn(officer, view, 'passSecrecy'));
  }
  const numbers = (await Promise.all(waiting.map((view) => turn(leader, view, 'signOff')))).map((view) => view.issueNo!).toSorted((a, b) => a - b);
  assert.equal(new Set(numbers).size, 8);
  assert.equal(numbers[7]! - numbers[0]!, 7);
  await assert.rejects(turn(leader, waiting[0]!, 'signOff'), /刚被他人修改|不能签发/);
});

test('起草人不能审核、保密审查、签发自己的稿子；退回须写原因', async () => {
  const both: Actor = { ...leader, permissions: new Set([...leader.permissions, ...writer.permissions]) };
  let view: BulletinView = await world.call(both, 'bulletin.bulletins.compose', { id: randomUUID(), year: 2023 });
  view = await turn(both, view, 'submit');
  await assert.rejects(turn(both, view, 'passReview'), /起草人不能/);
  view = await turn(head, view, 'passReview');
  await assert.rejects(turn(both, view, 'passSecrecy'), /起草人不能/);
  await assert.rejects(turn(head, view, 'sendBack'), /退回原因/);
  view = await turn(head, view, 'sendBack', '数字再核一遍');
  assert.equal(view.state, 'draft');
  assert.equal(view.steps[view.steps.length - 1]!.note, '数字再核一遍');
  await assert.rejects(turn(writer, view, 'passReview' as never), /没有这项权限/);
});

test('两人同改一份：后保存的人看到别人的稿子', async () => {
  const view = await compose();
  const saved: BulletinView = await world.call(writer, 'bulletin.bulletins.save', { id: view.id, version: view.version, document: { ...view.document, title: '另拟标题' } });
  assert.equal(saved.document.title, '另拟标题');
  await assert.rejects(world.call(writer, 'bulletin.bulletins.save', { id: view.id, version: view.version, document: view.document }), (error: Refusal) => error.status === 409 && JSON.stringify(error.detail).includes('另拟标题'));
});

test('手写内容没有出处、引用不存在的指标、占位未填都挡住签发', async () => {
  const view = await compose();
  const document = structuredClone(view.document);
  document.sections[3]!.items[2]!.text.push({ claim: '全市首支老兵宣讲团在我县成立。', source: '' }, { text: '联系人13800001234，某某。' }, { figure: 'nowhere.nothing', style: 'exact', period: '2023' });
  let saved: BulletinView = await world.call(writer, 'bulletin.bulletins.save', { id: view.id, version: view.version, document });
  const report: CheckReport = await world.call(writer, 'bulletin.bulletins.checks', { id: view.id });
  const blocked = report.rules.filter(({ findings }) => findings.some(({ level }) => level === 'block')).map(({ rule }) => rule);
  assert.deepEqual(blocked, ['secrets', 'figures', 'placeholders', 'claims', 'secondReader']);
  saved = await turn(officer, await turn(head, await turn(writer, saved, 'submit'), 'passReview'), 'passSecrecy');
  await assert.rejects(turn(leader, saved, 'signOff'), /未通过的检查/);
});

test('乡级账号没有这项权限；村级、别县看不到', async () => {
  const view = await compose();
  await assert.rejects(open(view.id, world.person('townshipClerk', 'east')), /没有这项权限/);
  const elsewhere: Actor = { ...writer, scope: { county: '999002', from: '999002000000', to: '999002999999' } };
  await assert.rejects(open(view.id, elsewhere), /不存在/);
});
