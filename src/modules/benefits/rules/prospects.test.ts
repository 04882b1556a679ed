import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { eligibilityOf, type Facts as RegisterFacts } from '#modules/recognition/rules/eligibility.ts';
import { BENEFIT_ROLES, HukouKind, Rank } from '#modules/registry/schema/codes.ts';
import { BereavedRelation, DeathKind, Pension } from '#modules/registry/schema/sectionCodes.ts';
import { claimsOf } from './claims.ts';
import type { Facts } from './facts.ts';
import { NOBODY, person, rowsOf } from './fixtures/notation.fixture.ts';
import { ForecastSums, grown } from './forecast.ts';
import { factNamed } from './missing.ts';
import { monthOf, printMonth } from './months.ts';
import type { Terms } from './programme.ts';
import { type Around, prospectsOf } from './prospects.ts';
import { compileRates, type StandardRow } from './rates.ts';

const STANDARDS = rowsOf(`
  全国标准 残疾军人/七级因战 2025-08 40260/年
  全国标准 残疾军人/九级因公 2024-08 16008/年
  全国标准 三属/烈士遗属 2025-08 43116/年
  全国标准 参战退役军人 2024-08 10584/年
  全国标准 农村籍退役士兵老年生活补助(每服义务兵役1年) 2024-08 720/年
  全国标准 烈士老年子女 2023-08 690/月?`);
const AROUND: Around = { cases: [], settled: [], grade: 0, nature: null, funeralPaid: false };
const terms = (today: string, rows: readonly StandardRow[] = STANDARDS, knownOn = today): Terms => ({ rates: compileRates(rows, knownOn), part: 'full', today, stack: [] });
const of = (words: string, register: Partial<RegisterFacts> = {}): Facts => { const facts = words ? person(words) : NOBODY; return { ...facts, register: { ...facts.register, ...register } }; };
const found = (facts: Facts, today: string, around: Partial<Around> = {}) => prospectsOf(facts, { ...AROUND, ...around }, terms(today)).map((one) => `${one.programme} ${one.list} ${one.act}`);
const one = (facts: Facts, today: string, around: Partial<Around> = {}) => prospectsOf(facts, { ...AROUND, ...around }, terms(today))[0]!;

/** Born 1963-11-27, rural, enlisted 1986-11, discharged 1992-01, resident's pension. */
const RURAL: Partial<RegisterFacts> = { birthOn: '1963-11-27', hukouKind: 'rural', rank: 'private', enlistedOn: '1986-11', dischargedOn: '1992-01', pension: 'resident', roles: ['vet_self_employed'] };
const rural = (more: Partial<RegisterFacts> = {}): Facts => ({ ...of('', { ...RURAL, ...more }), serviceYears: 6 });

test('应享未享：1963-11-27 生、农村籍、服役计6年、居民养老，2024-01-15 符合认定条件、没有申请在办', () => {
  const owed = one(rural(), '2024-01-15');
  assert.deepEqual([owed.list, owed.act, owed.kind, owed.dueOn], ['owed', 'recognise', 'rural60', null]);
  assert.match(owed.reason, /已满60周岁（60周岁）；.*现为农村户籍；.*计6年/);
  assert.deepEqual(found(rural(), '2024-01-15', { cases: [{ kind: 'rural60', role: 'rural60' }] }), []);
  assert.deepEqual(found(rural({ state: 'dead' }), '2024-01-15'), []);
});

test('60日内将符合：差一天60日不列，进60日列出并写明月份；缺事实的先列缺事实', () => {
  assert.deepEqual(found(rural(), '2023-09-27'), []);
  const soon = one(rural(), '2023-09-28');
  assert.deepEqual([soon.list, soon.dueOn, soon.act], ['soon', '2023-11', 'recognise']);
  assert.match(soon.reason, /^将于2023年11月到龄；/);
  const early = one(rural({ pension: null }), '2023-10-15');
  assert.deepEqual([early.list, early.facts, early.dueOn], ['missing', ['pension'], '2023-11']);
  assert.deepEqual(found(rural(), '2023-11-27'), ['rural owed recognise']);
});

test('缺事实：逐项指出到档案哪一栏；户籍、养老、入伍日期；不符合的不再问', () => {
  assert.deepEqual(one(rural({ hukouKind: null, pension: null }), '2024-01-15').facts, ['hukouKind', 'pension']);
  assert.deepEqual(one(rural({ hukouKind: 'urban', hukouBefore: 'rural' }), '2024-01-15').facts, ['ruralProof']);
  assert.deepEqual(one({ ...rural({ dischargedOn: null }), serviceYears: null }, '2024-01-15').facts, ['dischargedOn']);
  assert.deepEqual(found(rural({ pension: 'employee', hukouKind: null }), '2024-01-15'), []);
  assert.deepEqual(found(of('', { birthOn: '1950-01-01', roles: ['family_active'] }), '2024-01-15'), [], 'nobody who never served is asked');
  assert.deepEqual(one(of('', { combatRecorded: true }), '2024-01-15').facts, ['verifiedOn']);
  assert.deepEqual(found(of('残疾军人 二级因公 供养不明'), '2025-09-15').filter((each) => each.startsWith('nursing')), ['nursing missing section']);
  assert.deepEqual(one(of('残疾军人 等级不明'), '2025-09-15').facts, ['grade']);
});

test('身份已认定、待遇没有登记：应享未享；缺等级的列缺事实；七至十级因病没有待遇；已定为不享受待遇的不列', () => {
  const disabled = of('', { roles: ['disabled'], graded: true });
  assert.deepEqual(found(disabled, '2025-09-15', { grade: 7, nature: '因战' }), ['disability owed grant']);
  assert.deepEqual(one(of('', { roles: ['disabled'] }), '2025-09-15').facts, ['grade']);
  assert.deepEqual(found(disabled, '2025-09-15', { grade: 8, nature: '因病' }), []);
  assert.deepEqual(found(disabled, '2025-09-15', { grade: 7, nature: '因战', settled: ['disabled'] }), []);
  assert.ok(!/七|因战/.test(one(disabled, '2025-09-15', { grade: 7, nature: '因战' }).reason), 'grade and nature are sealed');
});

test('同时符合几项就高：享受残疾九级因公（16008）的参战（10584）不列应享未享；反过来列', () => {
  assert.deepEqual(found(of('残疾军人 九级因公', { roles: ['disabled', 'combat'], graded: true, combatRecorded: true, verifiedOn: '2020-01-01', verifiedDocument: '省批' }), '2025-09-15'), []);
  assert.deepEqual(found(of('参战', { roles: ['disabled', 'combat'], graded: true, combatRecorded: true, verifiedOn: '2020-01-01', verifiedDocument: '省批' }), '2025-09-15', { grade: 9, nature: '因公' }), ['disability owed grant']);
});

test('享受而不再符合：去世、迁出跨年、职工养老、另有身份；都只是列出，由人决定', () => {
  const dead = one(of('烈士遗属 去世2025-06', { state: 'dead', roles: ['kin_martyr'] }), '2025-09-15', { funeralPaid: true });
  assert.deepEqual([dead.list, dead.act], ['over', 'recipient']);
  assert.match(dead.reason, /2025年6月去世，次月起停发；待遇台账还没有终止/);
  assert.deepEqual(found(of('烈士遗属 迁出2025-06', { state: 'moved', relation: '1', deathKind: 'martyr' }), '2025-09-15'), [], 'the year is paid to its end');
  assert.deepEqual(found(of('烈士遗属 迁出2025-06', { state: 'moved', relation: '1', deathKind: 'martyr' }), '2025-12-01'), ['survivor over recipient']);
  const employee = { ...of('农村籍 服役6年', { ...RURAL, pension: 'employee', roles: ['rural60'] }) };
  assert.deepEqual(found(employee, '2025-09-15'), ['rural over move']);
  assert.match(one(employee, '2025-09-15').reason, /参加城镇职工基本养老保险.*请核实是否仍应享受/);
  const other = of('农村籍 服役6年', { ...RURAL, roles: ['rural60', 'combat'], combatRecorded: true, verifiedOn: '2020-01-01', verifiedDocument: '省批' });
  assert.ok(found(other, '2025-09-15').includes('rural over move'));
  assert.deepEqual(found(of('农村籍 服役6年 取消2025-01', { ...RURAL, pension: 'employee', roles: ['rural60'] }), '2025-09-15'), [], 'already decided');
});

test('遗属子女 2007-09-16 生：满18周岁那天起列出、凭材料核实；此前不列；父母不因年龄列出', () => {
  const child = of('烈士遗属 2012-03起', { birthOn: '2007-09-16', relation: '2', deathKind: 'martyr', roles: ['kin_martyr'] });
  assert.deepEqual(found(child, '2025-09-15'), []);
  assert.deepEqual(found(child, '2025-09-16'), ['survivor over move']);
  assert.match(one(child, '2025-09-16').reason, /子女已满18周岁：因上学或残疾无固定收入；请凭材料核实/);
  assert.deepEqual(found(of('烈士遗属 2012-03起', { birthOn: '1950-01-01', relation: '1', deathKind: 'martyr', roles: ['kin_martyr'] }), '2025-09-16'), []);
  assert.deepEqual(found(of('', { birthOn: '1990-01-01', relation: '2', deathKind: 'martyr' }), '2025-09-16'), [], 'grown-up children are not listed for what only papers show');
  assert.deepEqual(found(of('', { birthOn: '1964-01-01', relation: '2', deathKind: 'martyr' }), '2025-09-16'), ['martyrChild owed recognise']);
});

test('丧葬补助：去世后没有发放记录的列应享未享，残疾缺去世原因的列缺事实，发过的、一年以前的不列', () => {
  const late = of('烈士遗属 去世2025-06 2025-06止', { state: 'dead', relation: '1', deathKind: 'martyr' });
  const before = { ...late, approvals: late.approvals.map((each) => ({ ...each, until: monthOf('2025-06') })) };
  assert.deepEqual(found(before, '2025-09-15'), ['funeral owed recipient']);
  assert.deepEqual(found(before, '2025-09-15', { funeralPaid: true }), []);
  assert.deepEqual(found(before, '2026-09-15'), []);
  const disabled = of('残疾军人 七级因战 去世2025-06', { state: 'dead' });
  assert.deepEqual(prospectsOf(disabled, AROUND, terms('2025-09-15')).find((each) => each.programme === 'funeral')!.facts, ['deathCause']);
});

const option = <T>(...values: T[]) => fc.constantFrom(...values, null);
const REGISTER: fc.Arbitrary<RegisterFacts> = fc.record({
  state: fc.constantFrom('registered', 'unverified', 'moved', 'dead', 'cancelled'), birthOn: option('1940-02-29', '1963-11-27', '1965-10-20', '2007-10-01', '2020-01-01'), enlistedOn: option('1953', '1954', '1954-10-31', '1986-11', '2011', '2012-09'),
  dischargedOn: option('1957', '1992-01', '1992', '2014-09-01'), rank: option(...Rank.codes.map(({ code }) => code)), hukouKind: option(...HukouKind.codes.map(({ code }) => code)), hukouBefore: option(...HukouKind.codes.map(({ code }) => code)),
  roles: fc.subarray([...BENEFIT_ROLES, 'vet_self_employed', 'family_active'], { maxLength: 3 }), combatRecorded: fc.boolean(), testRecorded: fc.boolean(), verifiedOn: option('2020-01-01'), verifiedDocument: option('省批1号'),
  graded: fc.boolean(), ratedOn: option('2020-05'), relation: option(...BereavedRelation.codes.map(({ code }) => code)), deathKind: option(...DeathKind.codes.map(({ code }) => code)), pension: option(...Pension.codes.map(({ code }) => code)),
});

test('性质：认定说缺的每一项事实都有填写的地方；列为应享未享的，认定规则一定说符合，列为缺事实的一定说不出', () => {
  fc.assert(fc.property(REGISTER, (register) => {
    const facts: Facts = { ...NOBODY, register };
    for (const each of prospectsOf(facts, AROUND, terms('2025-09-15'))) {
      if (each.kind === null || each.dueOn !== null || each.category === null) continue;
      const answer = eligibilityOf(register, { kind: each.kind, role: each.category, appliedOn: '2025-09-15', today: '2025-09-15', part: 'full' });
      assert.equal(answer.verdict, each.list === 'owed' ? 'meets' : 'unknown');
      if (each.list !== 'missing') continue;
      for (const finding of answer.findings) if (finding.outcome === 'unknown') assert.ok(factNamed(finding.words, register), finding.words);
    }
  }), { numRuns: 3000 });
});

test('给老兵的话：正在享受的写每月多少元，将能享受的写批准以后多少元和带什么材料；不写等级性质，本人留存的一份才写', () => {
  const facts = of('残疾军人 七级因战');
  const all = (own: boolean) => claimsOf(facts, AROUND, prospectsOf(facts, AROUND, terms('2025-09-15')), terms('2025-09-15'), new Map(STANDARDS.map((each) => [each.id, each])), own);
  const [disability] = all(false);
  assert.deepEqual([disability!.sentence, disability!.amount, disability!.certain], ['您正在享受。', '每月 3,355.00 元', true]);
  assert.equal(disability!.working, '全国标准40,260.00元/年，每月3,355.00元');
  assert.match(all(true)[0]!.working!, /^七级因战，/);
  const old = claimsOf(rural(), AROUND, prospectsOf(rural(), AROUND, terms('2025-09-15')), terms('2025-09-15'), new Map(STANDARDS.map((each) => [each.id, each])), false)[0]!;
  assert.deepEqual([old.state, old.amount], ['owed', '批准以后，每月 360.00 元']);
  assert.deepEqual(old.bring, ['个人申请', '身份证', '户口簿', '退役证件']);
  const child = of('烈士子女', { birthOn: '1964-01-01', relation: '2', deathKind: 'martyr', roles: ['martyr_child_60'] });
  assert.equal(claimsOf(child, AROUND, [], terms('2025-09-15'), new Map(STANDARDS.map((each) => [each.id, each])), false)[0]!.certain, false, '待核实');
});

const forecast = (people: [Facts, Partial<Around>?][], today: string, percent = 0) => {
  const sums = new ForecastSums(terms(today, grown(STANDARDS, today, percent), '9999-12-31'));
  for (const [facts, around] of people) sums.add(facts, { ...AROUND, ...around });
  return Object.fromEntries(sums.result().map(({ programme, months }) => [programme.key, months]));
};

test('预算测算：增长百分之五，40260 元从下一个 8 月起 42273 元，再下一个 8 月 44386.65 元；0 不变', () => {
  const seven = forecast([[of('残疾军人 七级因战')]], '2025-09-15', 5).disability!;
  const at = (month: string) => seven.find((each) => printMonth(each.month) === month)!.fen;
  assert.deepEqual([seven.length, printMonth(seven[0]!.month), at('2025-10'), at('2026-07'), at('2026-08'), at('2027-08')], [24, '2025-10', 335_500n, 335_500n, 352_275n, 369_889n]);
  assert.ok(forecast([[of('残疾军人 七级因战')]], '2025-09-15').disability!.every((each) => each.fen === 335_500n && each.count === 1));
});

test('预算测算：今年8月的标准已经生效的从明年8月起增长；今年8月的还没有公布的从今年8月起增长，不漏一年也不多算一年', () => {
  const later = (published: string, today: string) => grown(rowsOf(`全国标准 残疾军人/七级因战 2025-08 40260/年 公布${published}`), today, 5).slice(1).map((row) => `${row.effectiveOn.slice(0, 7)} ${row.amount}`);
  assert.deepEqual(later('2025-07-01', '2025-07-15'), ['2026-08 4227300', '2027-08 4438665']);
  assert.deepEqual(later('2025-07-01', '2026-09-10'), ['2026-08 4227300', '2027-08 4438665', '2028-08 4660598']);
});

test('停发已经生效的不再列入享受而不再符合：登记待遇变动这一件事办了就不再列', () => {
  const register = { ...RURAL, pension: 'employee', roles: ['rural60'] };
  assert.deepEqual(found({ ...of('农村籍', register), serviceYears: 6 }, '2025-09-16'), ['rural over move']);
  assert.deepEqual(found({ ...of('农村籍 停发2025-09', register), serviceYears: 6 }, '2025-09-16'), []);
});

test('预算测算：到60周岁的从当月计入，满18周岁的子女次月不计，已知终止月份次月不计，应享未享另计', () => {
  const coming = forecast([[rural({ birthOn: '1966-03-10' })]], '2025-09-15').rural!;
  assert.deepEqual(coming.filter((each) => each.count > 0).length, 24 - 5);
  assert.deepEqual(coming.filter((each) => each.entering === 1).map((each) => printMonth(each.month)), ['2026-03']);
  const child = forecast([[of('烈士遗属 2012-03起', { birthOn: '2008-03-15', relation: '2', deathKind: 'martyr', roles: ['kin_martyr'] })]], '2025-09-15').survivor!;
  assert.deepEqual(child.filter((each) => each.leaving === 1).map((each) => printMonth(each.month)), ['2026-04']);
  const ended = forecast([[of('残疾军人 七级因战 2026-01止')]], '2025-09-15').disability!;
  assert.deepEqual([ended.filter((each) => each.count === 1).length, ended.filter((each) => each.leaving === 1).map((each) => printMonth(each.month))], [4, ['2026-02']]);
  const owed = forecast([[rural()]], '2025-09-15').rural!;
  assert.deepEqual([owed[0]!.count, owed[0]!.owedCount, owed[0]!.owedFen], [0, 1, 36_000n]);
  const marked = forecast([[of('烈士子女', { roles: ['martyr_child_60'] })]], '2025-09-15').martyrChild!;
  assert.deepEqual([marked[0]!.count, marked[0]!.uncertain], [1, 1]);
});
