import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainYuan } from '#base/pure/fen.ts';
import { assess, assessAll } from './assess.ts';
import { at, person, rowsOf } from './fixtures/notation.fixture.ts';
import { oracleOf, toFen } from './fixtures/oracle.fixture.ts';
import { NATIONAL } from './fixtures/standards.fixture.ts';
import type { Terms } from './programme.ts';
import { PROGRAMMES, programmeOf } from './programmes/all.ts';
import { BenefitTerms, EXCLUSIVE } from '../schema/terms.ts';
import { compileRates, rowsToPayBy, type StandardRow } from './rates.ts';
import { sayAssessment } from './words.ts';

const terms = (rows: readonly StandardRow[], today = '2026-12-31'): Terms => ({ rates: compileRates(rows, today), part: 'full', today, stack: [] });
const answer = (who: string, key: string, month: string, rows: readonly StandardRow[]) => {
  const found = assess(programmeOf(key)!, person(who), at(month), terms(rows));
  return found.answer === 'yes' ? plainYuan(found.rate!.monthly) : found.answer === 'unknown' ? `缺${found.missing.join()}` : found.because;
};

const ADDONS = rowsOf(`
全国标准 残疾军人/七级因战 2025-08 40260/年
县增发 残疾军人/七级因战 2025-08 50/月 名粮油补贴
县增发 残疾军人/七级因战 2025-08 360/年 名煤补
县增发 残疾军人/七级因战 2025-10 80/月 名粮油补贴
县增发 残疾军人/七级因战 2026-01 10/月`);

test('RULE-18 县里几项增发各自相加：3355.00＋粮油50.00＋煤补360元/年＝3435.00元；粮油调到80元只代替粮油，3465.00元；不写名的另算一项，3475.00元', () => {
  assert.deepEqual(['2025-08', '2025-09', '2025-10', '2025-12', '2026-01'].map((month) => answer('残疾军人 七级因战', 'disability', month, ADDONS)), ['3435.00', '3435.00', '3465.00', '3465.00', '3475.00']);
  const facts = person('残疾军人 七级因战');
  const said = sayAssessment(programmeOf('disability')!, facts, assess(programmeOf('disability')!, facts, at('2025-10'), terms(ADDONS)), new Map(ADDONS.map((row) => [row.id, row])));
  assert.equal(said, '七级因战，全国标准40,260.00元/年＋县增发（煤补）360.00元/年＋县增发（粮油补贴）80.00元/月，每月3,465.00元');
});

test('待核实的一项增发不影响另一项：粮油的新数待核实，用已核实的50元；煤补20元待核实、已决定使用，照加；每月914.00元', () => {
  const rows = rowsOf(`
全国标准 带病回乡退役军人 2025-08 10128/年
县增发 带病回乡退役军人 2025-08 50/月 名粮油补贴
县增发 带病回乡退役军人 2025-09 70/月? 名粮油补贴
县增发 带病回乡退役军人 2025-09 20/月! 名煤补`);
  assert.deepEqual(rowsToPayBy(rows).map((row) => row.id).length, 3);
  assert.equal(answer('带病回乡', 'illReturned', '2025-09', rowsToPayBy(rows)), '914.00');
});

test('省里有全额的，省增发不再加，县里各项增发照加：福建带病回乡 10488元/年，省增发不加，县两项各20、30元，每月924.00元', () => {
  assert.equal(answer('带病回乡', 'illReturned', '2025-09', rowsOf(`
省全额 带病回乡退役军人 2025-08 10488/年
省增发 带病回乡退役军人 2025-08 600/年 名自然增长
县增发 带病回乡退役军人 2025-08 20/月 名粮油补贴
县增发 带病回乡退役军人 2025-08 30/月 名煤补`)), '924.00');
});

const STEPS = rowsOf(`
全国标准 三属/烈士遗属 2021-08 33860/年
省全额 三属/最低档 2023-08 32084/年
省全额 三属/最高档 2023-08 40776/年
县增发 三属/烈士遗属 2023-10 20/月`);

test('三属按档公布的（福建2023：最低档32084、最高档40776元/年）：按优抚细类找到，最高档3398.00元，县给烈士遗属的增发照加，3418.00元；细类没写或对不上的缺优抚细类；按档以前照国家标准', () => {
  assert.deepEqual([answer('烈士遗属 细类最高档', 'survivor', '2023-08', STEPS), answer('病故遗属 细类最低档', 'survivor', '2023-08', STEPS)], ['3398.00', '2673.67']);
  assert.equal(answer('烈士遗属 细类最高档', 'survivor', '2023-10', STEPS), '3418.00');
  assert.deepEqual([answer('烈士遗属', 'survivor', '2023-08', STEPS), answer('烈士遗属 细类父母', 'survivor', '2023-08', STEPS)], ['缺variant', '缺variant']);
  assert.equal(answer('烈士遗属', 'survivor', '2023-07', STEPS), '2821.67');
});

const AREAS = rowsOf(`
全国标准 三红/红军失散人员 2021-08 33370/年
省全额 三红/红军失散人员（农村） 2023-08 40614/年
省全额 三红/红军失散人员（城镇） 2023-08 40974/年
县增发 三红/红军失散人员 2023-09 10/月`);

test('分城乡的（福建2023红军失散人员：农村40614、城镇40974元/年）：按户籍类别，农村3384.50、城镇3414.50元；户籍不明的缺户籍类别，没有分开以前照国家标准', () => {
  const who = (hukou: string) => `红军 细类红军失散人员 ${hukou}`;
  assert.deepEqual(['农村户籍', '城镇户籍', '户籍不明'].map((hukou) => answer(who(hukou), 'redArmy', '2023-08', AREAS)), ['3384.50', '3414.50', '缺hukouKind']);
  assert.deepEqual([answer(who('农村户籍'), 'redArmy', '2023-09', AREAS), answer(who('户籍不明'), 'redArmy', '2023-07', AREAS)], ['3394.50', '2780.83']);
});

test('RULE-16 伤残民警、民兵等一至四级也有护理费：二级因公、月平均工资7000元，50% 3500.00元；四级因病30% 2100.00元；七级没有', () => {
  const rows = [...NATIONAL, ...rowsOf('县全额 城镇单位就业人员平均工资 2025-01 84000/年')];
  assert.deepEqual(['二级因公', '四级因病', '七级因公'].map((grade) => answer(`伤残人员 ${grade}`, 'nursing', '2025-03', rows)), ['3500.00', '2100.00', 'noGrade']);
});

test('与按条文另算的相等：几项增发、按档、分城乡逐月逐项差0分', () => {
  const rows = [...ADDONS, ...STEPS, ...AREAS];
  const oracle = oracleOf(rows, '2026-12-31', []);
  for (const who of ['残疾军人 七级因战', '烈士遗属 细类最高档', '烈士遗属', '红军 细类红军失散人员 农村户籍', '红军 细类红军失散人员 户籍不明']) {
    const facts = person(who);
    for (let month = at('2021-08'); month <= at('2026-06'); month += 1) for (const { programme, assessment } of assessAll(PROGRAMMES, facts, month, terms(rows))) {
      const exact = oracle(facts, month).get(programme.key)!;
      assert.equal(assessment.answer === 'unknown' ? null : (assessment.rate?.monthly ?? 0n), exact === null ? null : toFen(exact), `${who} ${programme.key} ${month}`);
    }
  }
});

test('头一行待核实的不耽误下面已核实的：县增发、省全额头一次公布还待核实，先发国家标准3355.00元；下面什么也没有的标明不可发放；省全额已核实后用省全额', () => {
  const rateOf = (rows: string) => assess(programmeOf('disability')!, person('残疾军人 七级因战'), at('2025-10'), terms(rowsToPayBy(rowsOf(rows)))).rate!;
  const floor = '全国标准 残疾军人/七级因战 2025-08 40260/年';
  const told = (rows: string) => { const rate = rateOf(rows); return `${plainYuan(rate.monthly)} ${rate.payable ? '可发' : '待核实'}`; };
  assert.deepEqual([told(`${floor}\n县增发 残疾军人/七级因战 2025-10 50/月?`), told(`${floor}\n省全额 残疾军人/七级因战 2025-10 41000/年?`), told('省全额 残疾军人/七级因战 2025-10 41000/年?'), told(`${floor}\n省全额 残疾军人/七级因战 2025-10 41000/年`)], ['3355.00 可发', '3355.00 可发', '3416.67 待核实', '3416.67 可发']);
});

test('可以同时享受的待遇只从互斥的项目里选：与规则里互斥的项目一一相同', () => {
  assert.deepEqual([...EXCLUSIVE].toSorted(), PROGRAMMES.filter((one) => one.exclusive).map((one) => one.key).toSorted());
  assert.equal(BenefitTerms.safeParse({ beside: [['combat', 'combat']] }).success, false);
  assert.deepEqual(BenefitTerms.parse({ beside: [['combat', 'rural']], offsetFuneral: false }).beside, [['combat', 'rural']]);
});
