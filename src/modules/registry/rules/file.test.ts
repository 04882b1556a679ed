import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ageOn, dayOf } from '#base/pure/day.ts';
import { Person } from '../schema.ts';
import { DisabilityGrade } from '../schema/codes.ts';
import { FILE_SECTIONS, ownFields, recordFields } from '../schema/file.ts';
import { reachesAgeOn, servedMonths, serviceOf } from './ages.ts';
import { compareGrades, gradeGroup, gradeWords, heaviestGrade, isRateable } from './grades.ts';
import { protectionOf, shownName } from './minors.ts';
import { checkIdentityPaper, checkKin, checkLivelihood, checkSettlement, deriveKin, secretProblems } from './sections.ts';

const TODAY = '2026-11-26';
const errors = (problems: { field: string; warning?: boolean }[]) => problems.filter((one) => !one.warning).map((one) => one.field);

test('周岁从生日当天起算：1963-11-27 生，2023-11-27 满六十；2008-02-29 生，2026-03-01 满十八', () => {
  assert.equal(reachesAgeOn('1963-11-27', 60), '2023-11-27');
  assert.equal(reachesAgeOn('2008-02-29', 18), '2026-03-01');
  assert.equal(reachesAgeOn('2008-02-29', 20), '2028-02-29');
  const day = fc.tuple(fc.integer({ min: 1930, max: 2020 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 31 })).map(([year, month, date]) => dayOf(year, month, date)).filter((one) => one !== undefined);
  fc.assert(fc.property(day, fc.integer({ min: 0, max: 100 }), (birth, age) => {
    const reached = reachesAgeOn(birth, age);
    assert.equal(ageOn(birth, reached), age);
  }));
});

test('军龄：1970-01 至 1975-03 是五年两个月，按一年计为六年，满六个月才计为五年', () => {
  assert.equal(servedMonths('1970-01', '1975-03'), 62);
  assert.deepEqual(serviceOf('1970-01', '1975-03', 'full'), { months: 62, served: '5年2个月', years: 6, part: 'full' });
  assert.equal(serviceOf('1970-01', '1975-03', 'half').years, 5);
  assert.equal(serviceOf('1970-01', '1975-07', 'half').years, 6);
  assert.deepEqual(serviceOf('1968-12', '1972', 'full'), { months: null, served: null, years: 4, part: 'full' });
  assert.deepEqual(serviceOf('1975-03', '1970-01', 'full'), { months: null, served: null, years: null, part: 'full' });
  assert.equal(serviceOf('2001-12', '2003-12', 'half').served, '2年');
});

test('残疾等级由重到轻：一级最重，十级最轻；五级、十级、二级中二级最重', () => {
  assert.ok(compareGrades('01', '02') < 0);
  assert.ok(compareGrades('10', '09') > 0);
  assert.equal(heaviestGrade(['05', '10', '02']), '02');
  assert.equal(heaviestGrade([]), undefined);
  assert.deepEqual(['04', '05', '06', '07'].map(gradeGroup), ['severe', 'middle', 'middle', 'light']);
  for (const { code, label } of DisabilityGrade.codes) assert.equal(gradeWords(code), label);
});

test('因病只评一级至六级，因战因公评一级至十级', () => {
  assert.equal(isRateable('06', '3'), true);
  assert.equal(isRateable('07', '3'), false);
  assert.equal(isRateable('10', '1'), true);
  assert.equal(isRateable('10', '2'), true);
});

test('未成年人：2026-11-26 这天，2012-11-27 生的不满十四，2012-11-26 生的已满十四，2008-11-26 生的已成年', () => {
  const of = (birthOn: string) => protectionOf({ birthOn }, TODAY);
  assert.deepEqual(['2012-11-27', '2012-11-26', '2008-11-27', '2008-11-26'].map(of), ['child', 'minor', 'minor', 'none']);
  assert.equal(protectionOf({ relation: '20' }, TODAY), 'minor', '子女不知道年龄，先按未成年人保护');
  assert.equal(protectionOf({ relation: '20', occupation: 'working' }, TODAY), 'none');
  assert.equal(protectionOf({ relation: '40', occupation: 'primary' }, TODAY), 'child');
  assert.equal(protectionOf({ relation: '10' }, TODAY), 'none');
  assert.equal(shownName('张小虎', 'minor'), '张*虎');
  assert.equal(shownName('张小虎', 'none'), '张小虎');
});

test('不满十四周岁的，没有监护人同意不能登记身份证号和电话', () => {
  const child = { relation: '20', name: '张小虎', birthOn: '2015-05-01' };
  assert.deepEqual(errors(checkKin(child, TODAY)), []);
  assert.deepEqual(errors(checkKin({ ...child, phone: '19900001111' }, TODAY)), ['guardianConsentOn']);
  assert.deepEqual(errors(checkKin({ ...child, phone: '19900001111', guardianConsentOn: '2026-11-01' }, TODAY)), []);
  assert.deepEqual(errors(checkKin({ relation: '10' }, TODAY)), ['name']);
  assert.deepEqual(errors(checkKin({ relation: '10', personId: 'a', memberId: 'a' }, TODAY)), ['memberId']);
  assert.equal(deriveKin({ citizenId: '11010519491231002x' }).birthOn, '1949-12-31');
});

test('长期有效的身份证不填止期；收入要有年度；上岗不早于介绍信；选了“无”不能再选别的', () => {
  assert.deepEqual(errors(checkIdentityPaper({ longTerm: true, validUntil: '2030-01-01' }, TODAY)), ['validUntil']);
  assert.deepEqual(checkIdentityPaper({ validUntil: '2026-11-25' }, TODAY).map((one) => one.warning), [true]);
  assert.deepEqual(errors(checkLivelihood({ householdIncome: '3600000' }, TODAY)), ['incomeYear']);
  assert.deepEqual(errors(checkLivelihood({ householdIncome: '3600000', incomeYear: 2025, difficulties: ['none', 'illness'] }, TODAY)), ['difficulties']);
  assert.deepEqual(errors(checkSettlement({ introducedOn: '2024-03-01', startedOn: '2024-02-28' }, TODAY)), ['startedOn']);
});

test('部队番号一律不收，其他敏感字样只提醒', () => {
  assert.deepEqual(secretProblems({ note: '曾在12345部队服役' }, ['note']).map((one) => Boolean(one.warning)), [false]);
  assert.deepEqual(secretProblems({ note: '涉密岗位' }, ['note']).map((one) => Boolean(one.warning)), [true]);
  const names = FILE_SECTIONS.flatMap((section) => [...ownFields(section), ...recordFields(section)]).map(([, field]) => `${field.label} ${(field.synonyms ?? []).join(' ')}`);
  assert.deepEqual(names.filter((name) => /番号|代号|部队代码/.test(name)), []);
});

test('档案的每一个字段都有依据：自己的，或所在栏的；敏感栏的加密字段都写明本身的依据', () => {
  const cited = /《[^》]+》第[一二三四五六七八九十百]+条/;
  const placed = new Map<string, string>();
  for (const section of FILE_SECTIONS) {
    assert.match(section.basis, cited, section.label);
    for (const [name] of ownFields(section)) {
      assert.equal(placed.get(name), undefined, `${name} 在两栏`);
      placed.set(name, section.key);
    }
    for (const [name, field] of recordFields(section)) assert.match(field.basis ?? '', cited, `${section.record!.name}.${name}`);
    if (section.sensitivity === 'S2') assert.ok([...ownFields(section), ...recordFields(section)].some(([, field]) => field.sealed), section.label);
    for (const [name, field] of [...ownFields(section), ...recordFields(section)]) if (field.sealed) assert.ok(field.basis, name);
  }
  assert.deepEqual(Object.keys(Person.fields).filter((name) => !placed.has(name)), [], '每个字段都在一栏里');
  assert.deepEqual(recordFields(FILE_SECTIONS.find((one) => one.key === 'penalty')!).filter(([, field]) => !field.sealed), []);
  assert.deepEqual(recordFields(FILE_SECTIONS.find((one) => one.key === 'health')!).filter(([, field]) => !field.sealed), []);
});
