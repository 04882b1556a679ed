import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { BulletinDocument, Reading } from '../schema/document.ts';
import type { BulletinAct, BulletinState } from '../schema/stages.ts';
import { UNITS, YEAR_VALUES } from '../scratch.ts';
import { checkBulletin, type CheckInput } from './checks.ts';
import { composeDocument, wantedFigures } from './compose.ts';
import { LAW_NAMES } from './laws.ts';
import { chineseNumber, printNames, tokensOf } from './printing.ts';
import { draftersOf, isSigned, judgeTurn, TURNS } from './stages.ts';
import { findUnknownLaws, findUnknownUnits, handWrittenNumbers, placeholdersIn } from './textChecks.ts';

const NAMES = { county: '测试县', bureau: '测试县退役军人事务局', centre: '测试县退役军人服务中心' };
const IMPRINT = { masthead: '工作简报', editorUnit: NAMES.bureau, sourceLine: `（${NAMES.bureau}）`, distribution: { report: [], send: [], issue: ['县委常委'] }, printRun: 80 };
const draft = (values: Record<string, number> = YEAR_VALUES): BulletinDocument => composeDocument(2023, new Map(Object.entries(values)), NAMES, IMPRINT, '2024-01-10');
const readingsOf = (document: BulletinDocument): Reading[] => tokensOf(document).map((token) => ({ ...token, title: token.figure, unit: UNITS[token.figure] ?? '人', value: 100, rows: 100, printed: '100', exact: '100', from: '2023-01-01', to: '2023-12-31', path: '', known: true }));
const input = (change: Partial<CheckInput> = {}): CheckInput => {
  const document = change.document ?? draft();
  return { document, readings: readingsOf(document), unitNames: Object.values(NAMES), lawNames: LAW_NAMES, drafters: new Set(['甲']), reviewers: ['乙'], today: '2024-01-10', ...change };
};
const found = (change: Partial<CheckInput>, rule: string) => checkBulletin(input(change)).rules.find((one) => one.rule === rule)!.findings;
const withText = (text: string): BulletinDocument => ({ ...draft(), lead: [{ text }] });

const PEOPLE = ['甲', '乙', '丙', '丁'];
const ACTS: BulletinAct[] = ['save', ...TURNS.map((turn) => turn.act)];

test('程序：任意人员、任意次序下，签发以前必经两道审查，起草人从不审自己的稿，签发以后只能印发、归档', () => {
  fc.assert(fc.property(fc.array(fc.record({ act: fc.constantFrom(...ACTS), who: fc.constantFrom(...PEOPLE), note: fc.constantFrom('', '请核实') }), { minLength: 40, maxLength: 200 }), (tries) => {
    let state: BulletinState = 'draft';
    const steps: { act: string; actorId: string; from: BulletinState }[] = [{ act: 'compose', actorId: '甲', from: 'draft' }];
    for (const { act, who, note } of tries) {
      if (act === 'save') {
        if (state === 'draft') steps.push({ act, actorId: who, from: state });
        continue;
      }
      const permissions = new Set(who === '丁' ? ['bulletin.write'] : ['bulletin.write', 'bulletin.approve']);
      const judged = judgeTurn(act, { state, personId: who, permissions, drafters: draftersOf(steps) }, note);
      if (!judged.ok) continue;
      if (isSigned(state)) assert.ok(['issue', 'archive'].includes(act));
      if (['passReview', 'passSecrecy', 'signOff'].includes(act)) assert.ok(who !== '丁' && !draftersOf(steps).has(who));
      if (act === 'sendBack') assert.ok(!isSigned(state) && note !== '');
      steps.push({ act, actorId: who, from: state });
      state = judged.turn.to;
    }
    if (isSigned(state)) {
      const last = steps.map((step) => step.act).lastIndexOf('submit');
      const acts = steps.slice(last).map((step) => step.act).filter((act) => act !== 'save');
      assert.deepEqual(acts.slice(0, 4), ['submit', 'passReview', 'passSecrecy', 'signOff']);
    }
  }), { numRuns: 500 });
});

test('起草：任意指标缺失或为零，文中只出现大于零的指标，绝无空的部分', () => {
  fc.assert(fc.property(fc.subarray(wantedFigures()), (given) => {
    const values = Object.fromEntries(given.map((key) => [key, YEAR_VALUES[key] ?? 2]));
    const document = draft(values);
    assert.deepEqual(new Set(tokensOf(document).map((token) => token.figure)), new Set(given));
    for (const section of document.sections) assert.ok(section.items.length > 0 && section.items.every((item) => item.text.length > 1));
  }), { numRuns: 200 });
});

test('起草的稿子：检查全部通过，只有第二人审读以外没有挡住的', () => {
  assert.equal(checkBulletin(input()).ready, true);
  assert.deepEqual(checkBulletin(input()).rules.flatMap(({ findings }) => findings), []);
  assert.equal(found({ reviewers: ['甲'] }, 'secondReader')[0]!.level, 'block');
  assert.equal(found({ reviewers: [] }, 'secondReader')[0]!.level, 'block');
});

test('保密：五位数字部队、身份证号、手机号、银行卡号挡住；“代号”提醒', () => {
  for (const text of ['原31234部队转业', '999001195001010014', '电话13800001234', '卡号6222021234567890123']) assert.ok(['block'].includes(found({ document: withText(text) }, 'secrets')[0]?.level ?? ''), text);
  assert.equal(found({ document: withText('代号保密') }, 'secrets')[0]!.level, 'warn');
});

test('小数目：4 人照印时提醒，5 人不提醒，写作“余”的不提醒', () => {
  const document = draft();
  const four = readingsOf(document).map((reading) => (reading.figure === 'relief.healthChecksSelfChosen' ? { ...reading, value: 4 } : reading));
  assert.equal(found({ document, readings: four }, 'smallCell').length, 1);
  assert.equal(found({ document, readings: four.map((reading) => ({ ...reading, value: 5 })) }, 'smallCell').length, 0);
  assert.equal(found({ document, readings: four.map((reading) => ({ ...reading, unit: '个' })) }, 'smallCell').length, 0);
});

test('日期：2023 年的指标必须在 2023-01-01 至 2023-12-31 内；印发早于时段结束时提醒', () => {
  const document = draft();
  const late = readingsOf(document).map((reading) => ({ ...reading, to: '2024-01-01' }));
  assert.equal(found({ document, readings: late }, 'days')[0]!.level, 'block');
  assert.equal(found({ document: { ...document, issuedOn: '2023-12-20' } }, 'days')[0]!.level, 'warn');
  assert.equal(found({ document: { ...document, issuedOn: '2022-12-20' } }, 'days')[0]!.level, 'block');
  assert.equal(found({ document: { ...document, issuedOn: '2024-02-30' } }, 'days')[0]!.level, 'block');
});

test('手写数字与占位：56户、2.4万人次要提醒，××、＿＿、（ ）、【】不能签发', () => {
  assert.deepEqual(handWrittenNumbers('救助56户，接待2.4万人次，2023年'), ['56户', '2.4万人次']);
  assert.deepEqual(placeholdersIn('为××同志、（ ）、【待写】、＿＿＿'), ['××', '（ ）', '【待写】', '＿＿＿']);
  assert.equal(found({ document: { ...draft(), title: '' } }, 'placeholders')[0]!.level, 'block');
  assert.equal(found({ document: { ...draft(), lead: [{ claim: '全市首支老兵宣讲团', source: '' }] } }, 'claims')[0]!.level, 'block');
  assert.equal(found({ document: { ...draft(), lead: [{ claim: '全市首支老兵宣讲团', source: '市局通报' }] } }, 'claims').length, 0);
});

test('单位与法规名称：名册里没有的站、写错的法名要提醒', () => {
  const known = ['东乡退役军人服务站', '测试县退役军人服务中心', '测试县退役军人事务局'];
  assert.deepEqual(findUnknownUnits('东乡退役军人服务站、测试县退役军人服务中心和各乡镇退役军人服务站', known), []);
  assert.deepEqual(findUnknownUnits('来到南乡退役军人服务站', known), ['来到南乡退役军人服务站']);
  assert.deepEqual(findUnknownLaws('依据《退役军人保障法》《军人优待抚恤条例》办理', LAW_NAMES), ['军人优待抚恤条例']);
});

test('序号与名单：十、十二、二十；三个以内列全，四个以上用“等”', () => {
  assert.deepEqual([1, 10, 12, 20, 21].map(chineseNumber), ['一', '十', '十二', '二十', '二十一']);
  assert.equal(printNames(['甲站', '乙站']), '甲站、乙站');
  assert.equal(printNames(['甲站', '乙站', '丙站', '丁站']), '甲站、乙站、丙站等4个');
});

test('计量单位：人与人次、户与个不混用', () => {
  const document = draft();
  const read = readingsOf(document);
  assert.deepEqual(found({ document, readings: read }, 'counted'), []);
  assert.match(found({ document, readings: read.map((one) => (one.figure === 'care.visits' ? { ...one, unit: '人' } : one)) }, 'counted')[0]!.message, /单位是“人”，文中写作“人次”/);
  assert.equal(found({ document, readings: read.map((one) => (one.figure === 'relief.households' ? { ...one, unit: '个' } : one)) }, 'counted').length, 1);
});
