import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Fen, plainYuan } from '#base/pure/fen.ts';
import { serviceYears } from '#modules/registry/rules.ts';
import { assess, assessAll } from './assess.ts';
import type { Facts } from './facts.ts';
import { at, person, rowsOf } from './fixtures/notation.fixture.ts';
import { dueOf, LATE_2025, NATIONAL } from './fixtures/standards.fixture.ts';
import { december, january, monthOf, saySpan, yearOf } from './months.ts';
import { conscriptAllowance, type ConscriptTerms, deathPension, halfYears, localGrant, martyrAward, meritBonus } from './oneOff.ts';
import type { StackMatrix, Terms } from './programme.ts';
import { PROGRAMMES, programmeOf } from './programmes/all.ts';
import { compileRates, type StandardRow } from './rates.ts';
import { instalments, type MonthChange, type Settled, settle, withYearEnd } from './settle.ts';
import { sayAssessment, sayChanges } from './words.ts';

const terms = (rows: readonly StandardRow[] = NATIONAL, knownOn = '2026-12-31', stack: StackMatrix = []): Terms => ({ rates: compileRates(rows, knownOn), part: 'full', today: knownOn, stack });
const NOW = terms();
const fen = (yuan: number): Fen => BigInt(yuan * 100);
const answerOf = (who: string | Facts, programme: string, month: string, under = NOW) => assessAll(PROGRAMMES, typeof who === 'string' ? person(who) : who, at(month), under).find((one) => one.programme.key === programme)!.assessment;
const monthly = (who: string | Facts, programme: string, month: string, under = NOW): string => {
  const { answer, because, rate } = answerOf(who, programme, month, under);
  return answer === 'yes' ? plainYuan(rate!.monthly) : because;
};
const total = (items: readonly MonthChange[]) => plainYuan(items.reduce((sum, one) => sum + one.fen, 0n));
/** A run for one month: what it owes by what was settled before. */
const run = (who: Facts, programme: string, first: string, last: string, under: Terms, settled: ReadonlyMap<number, Settled> = new Map()) =>
  settle(withYearEnd(dueOf(who, programme, at(first), at(last), under)), settled, at(last), at(last));

test('T1 七级因战，2025 年标准 2026 年 3 月才执行：(40260 − 39084) ÷ 12 = 98，2025 年 8 月至 2026 年 2 月七个月补 686.00 元，三月本身 3355.00 元', () => {
  const who = person('残疾军人 七级因战');
  const settled = dueOf(who, 'disability', at('2025-06'), at('2026-02'), terms(rowsOf(LATE_2025), '2026-02-28'));
  const items = run(who, 'disability', '2025-06', '2026-03', terms(rowsOf(LATE_2025), '2026-03-12'), settled);
  assert.deepEqual(sayChanges(items), ['标准调整补差 2025年8月至2026年2月（7个月）×98.00元＝686.00元', '当月 2026年3月 3,355.00元']);
  assert.equal(total(items), '4041.00');
});

test('T2 烈士遗属在 2025 年标准上去世：43116 ÷ 12 × 6 = 21558.00 元，去世次月一次发', () => {
  assert.equal(monthly('烈士遗属 去世2025-10', 'funeral', '2025-11'), '21558.00');
  assert.equal(monthly('烈士遗属 去世2025-10', 'survivor', '2025-10'), '3593.00');
  assert.equal(monthly('烈士遗属 去世2025-10', 'survivor', '2025-11'), 'died');
});

test('T3 七级因战在 2025 年标准上因病去世：十二个月 40260.00 元', () => assert.equal(monthly('残疾军人 七级因战 去世2025-10 死于疾病', 'funeral', '2025-11'), '40260.00'));

test('T4 农村籍服役 5 年 2 个月计 6 年，2024 年标准：6 × 720 = 4320 元一年，每月 360.00 元；满半年才计的 300.00 元', () => {
  assert.deepEqual([serviceYears('1970-01', '1975-03'), serviceYears('1970-01', '1975-03', 'half')], [6, 5]);
  const { rate } = answerOf(person('农村籍 服役1970-01至1975-03'), 'rural', '2024-09');
  assert.deepEqual([plainYuan(rate!.twelfths), plainYuan(rate!.monthly)], ['4320.00', '360.00']);
  assert.equal(monthly(person('农村籍 服役1970-01至1975-03', 'half'), 'rural', '2024-09'), '300.00');
});

test('T5 二级因公，上年度月平均工资 84000 ÷ 12 = 7000 元：护理费 50%，每月 3500.00 元', () => {
  const under = terms([...NATIONAL, ...rowsOf('县全额 城镇单位就业人员平均工资 2025-01 84000/年')]);
  assert.equal(monthly('残疾军人 二级因公', 'nursing', '2025-03', under), '3500.00');
});

test('T6 武汉 2020：服役 5 年，9000 × [1 + (5 − 2) × 20%] = 14400.00 元；2 年 9000.00 元，2 年 3 个月 9900.00 元', () => {
  const wuhan = { kind: 'onBase', base: fen(9000), years: 2, percent: 20 } as const;
  assert.deepEqual([60, 24, 27, 12].map((months) => plainYuan(localGrant(wuhan, months))), ['14400.00', '9000.00', '9900.00', '9000.00']);
});

test('T7 河南 2013：义务兵 2 年 0 个月 2 × 4500 = 9000.00 元；2 年 3 个月另半年 11750.00 元，5 年士官 25500.00 元', () => {
  const henan = { kind: 'byYears', perYear: fen(4500), ncoStep: fen(1000), conscriptYears: 2 } as const;
  assert.deepEqual([24, 27, 60, 3].map((months) => plainYuan(localGrant(henan, months))), ['9000.00', '11750.00', '25500.00', '2250.00']);
  assert.deepEqual([24, 63, 66, 67, 5, 0].map(halfYears), [4, 11, 12, 12, 1, 0]);
});

test('T8 十级因公 2023 年 8 月标准 11390 ÷ 12 = 949.17 元；按年标准发满一年，前十一个月 949.17 元，十二月结清为 949.13 元，全年 11390.00 元', () => {
  const year = terms(rowsOf('全国标准 残疾军人/十级因公 2023-01 11390/年'));
  const due = [...withYearEnd(dueOf(person('残疾军人 十级因公'), 'disability', january(2023), december(2023), year)).values()].map((one) => plainYuan(one.fen));
  assert.deepEqual(due, [...Array.from({ length: 11 }, () => '949.17'), '949.13']);
  assert.equal(monthly('残疾军人 十级因公', 'disability', '2023-08'), '949.17');
});

test('T9 烈士遗属 2025 年 6 月 15 日迁出：迁出地发到 2025 年 12 月（3593.00 元），迁入地从 2026 年 1 月起', () => {
  const left = person('烈士遗属 迁出2025-06');
  assert.deepEqual(['2025-06', '2025-12', '2026-01'].map((month) => monthly(left, 'survivor', month)), ['3488.00', '3593.00', 'moved']);
  const arrived = person('烈士遗属 2026-01起');
  assert.deepEqual(['2025-12', '2026-01'].map((month) => monthly(arrived, 'survivor', month)), ['notYet', '3593.00']);
});

test('T10 参战（10584 元）又是九级因公（16008 元），2024 年标准：只发 16008 元，每月 1334.00 元，两项身份都留着', () => {
  const both = person('参战 残疾军人 九级因公');
  assert.deepEqual([monthly(both, 'disability', '2024-09'), monthly(both, 'combat', '2024-09')], ['1334.00', 'higher']);
  const combat = answerOf(both, 'combat', '2024-09');
  assert.deepEqual([combat.approval!.category, plainYuan(combat.rate!.twelfths), combat.detail], ['combat', '10584.00', '残疾抚恤金']);
});

test('RULE-02 残疾抚恤金从批准当月起：2024 年 11 月 30 日批准八级因战，11 月发 2056.00 元，10 月不发；因病只到六级', () => {
  const who = person('残疾军人 八级因战 2024-11起');
  assert.deepEqual([monthly(who, 'disability', '2024-10'), monthly(who, 'disability', '2024-11')], ['notYet', '2056.00']);
  assert.deepEqual([monthly('残疾军人 六级因病', 'disability', '2024-11'), monthly('残疾军人 七级因病', 'disability', '2024-11')], ['3297.00', 'noGrade']);
});

test('RULE-03 定期抚恤金从确认符合条件当月起：病故军人遗属 2021 年 9 月确认，9 月发 2280.00 元；子女满 18 周岁那月终止的，当月照发', () => {
  assert.deepEqual(['2021-08', '2021-09'].map((month) => monthly('病故遗属 2021-09起', 'survivor', month)), ['notYet', '2280.00']);
  assert.deepEqual(['2022-05', '2022-06'].map((month) => monthly('病故遗属 2021-09起 2022-05止', 'survivor', month)), ['2280.00', 'ended']);
});

test('RULE-04 遗属去世续发六个月原定期抚恤金：因公牺牲军人遗属 36000 元的 18000.00 元，病故军人遗属 32928 元的 16464.00 元；2025 年 7 月去世的按 7 月的标准', () => {
  assert.equal(monthly('因公遗属 去世2025-08', 'funeral', '2025-09'), '18000.00');
  assert.equal(monthly('病故遗属 去世2025-08', 'funeral', '2025-09'), '16464.00');
  assert.equal(monthly('因公遗属 去世2025-07', 'funeral', '2025-08'), '17478.00');
});

test('RULE-05 残疾退役军人因病死亡续发十二个月：十级因公 2025 年标准 12324.00 元，四级因病 69300.00 元；其遗属另行认定为病故军人遗属，每月 2744.00 元', () => {
  assert.equal(monthly('残疾军人 十级因公 去世2025-09 死于疾病', 'funeral', '2025-10'), '12324.00');
  assert.equal(monthly('残疾军人 四级因病 去世2025-09 死于疾病', 'funeral', '2025-10'), '69300.00');
  assert.equal(monthly('病故遗属 2025-10起', 'survivor', '2025-10'), '2744.00');
});

test('RULE-06 因战因公残疾退役军人旧伤复发死亡：不发十二个月；一次性抚恤金按因公牺牲 20 × 51821 + 40 × 6500 = 1296420.00 元，遗属每月 3000.00 元', () => {
  assert.equal(monthly('残疾军人 七级因战 去世2025-09 死于旧伤', 'funeral', '2025-10'), 'notGraded');
  assert.equal(plainYuan(deathPension('duty', { income: fen(51_821), pay: fen(6500) })), '1296420.00');
  assert.equal(monthly('因公遗属 2025-10起', 'survivor', '2025-10'), '3000.00');
});

test('RULE-07 参战退役军人去世续发六个月：909 × 6 = 5454.00 元，参试参照', () => {
  assert.equal(monthly('参战 去世2025-09', 'funeral', '2025-10'), '5454.00');
  assert.equal(monthly('参试 去世2025-09', 'funeral', '2025-10'), '5454.00');
});

test('RULE-08 带病回乡、农村籍、在乡复员、烈士子女去世：国家没有规定丧葬补助，不发', () => {
  for (const who of ['带病回乡', '农村籍 服役6年', '在乡复员 细类低档', '烈士子女']) assert.equal(monthly(`${who} 去世2025-09`, 'funeral', '2025-10'), 'notApproved', who);
});

test('RULE-09 再婚后继续赡养的配偶待遇不断：2021 年 9 月再婚前后都是 2821.67 元', () => {
  const who = person('烈士遗属 2021-08止 烈士遗属 2021-09起');
  assert.deepEqual(['2021-08', '2021-09'].map((month) => monthly(who, 'survivor', month)), ['2821.67', '2821.67']);
});

test('RULE-10 迁出当年由迁出地发完：12 月迁出，12 月 2331.67 元，次年 1 月不发', () => assert.deepEqual(['2020-12', '2021-01'].map((month) => monthly('烈士遗属 迁出2020-12', 'survivor', month)), ['2331.67', 'moved']));

test('RULE-11 退役当年由部队发，县里从次年 1 月起：2025 年 6 月退役的六级因公，2025 年 12 月不发，2026 年 1 月 4135.00 元', () => {
  const first = january(yearOf(monthOf('2025-06-10')) + 1);
  const who = person('残疾军人 六级因公');
  const moved = { ...who, approvals: [{ ...who.approvals[0]!, from: first }] };
  assert.deepEqual(['2025-12', '2026-01'].map((month) => monthly(moved, 'disability', month)), ['notYet', '4135.00']);
});

test('RULE-12 调整等级，新等级从批准当月起：十级因公 997.00 元，2024 年 11 月调为九级，11 月 1334.00 元', () => {
  const who = person('残疾军人 十级因公 2023-10起 残疾军人 九级因公 2024-11起');
  assert.deepEqual(['2024-10', '2024-11'].map((month) => monthly(who, 'disability', month)), ['997.00', '1334.00']);
  const settled = dueOf(person('残疾军人 十级因公 2023-10起'), 'disability', at('2024-08'), at('2024-12'), NOW);
  assert.deepEqual(sayChanges(run(who, 'disability', '2024-08', '2025-01', NOW, settled)), ['等级调整补差 2024年11月至2024年12月（2个月）×337.00元＝674.00元', '当月 2025年1月 1,334.00元']);
});

test('RULE-13 有期徒刑、通缉期间中止：2024 年 6 月至 2025 年 7 月不发也不补，8 月恢复 1027.00 元；无期徒刑取消，以后都不发', () => {
  const suspended = person('残疾军人 十级因公 中止2024-06至2025-07');
  assert.deepEqual(['2024-05', '2024-06', '2025-07', '2025-08'].map((month) => monthly(suspended, 'disability', month)), ['949.17', 'suspended', 'suspended', '1027.00']);
  const settled = dueOf(suspended, 'disability', at('2024-01'), at('2025-07'), NOW);
  assert.equal(total(run(suspended, 'disability', '2024-01', '2025-08', NOW, settled)), '1027.00');
  assert.deepEqual(['2024-05', '2024-06', '2040-01'].map((month) => monthly('残疾军人 十级因公 取消2024-06', 'disability', month)), ['949.17', 'cancelled', 'cancelled']);
});

test('RULE-14 骗取待遇的取消并追回：2024 年 8 月起取消，已发的 8 月至 10 月 997.00 × 3 全部成为应追回', () => {
  const paid = dueOf(person('残疾军人 十级因公'), 'disability', at('2024-01'), at('2024-10'), NOW);
  const items = run(person('残疾军人 十级因公 取消2024-08'), 'disability', '2024-01', '2024-11', NOW, paid);
  assert.deepEqual(sayChanges(items), ['取消追回 2024年8月至2024年10月（3个月）×-997.00元＝-2,991.00元']);
});

test('RULE-15 几项身份只发最高：烈士遗属 3488.00 元、十级因公 997.00 元、带病回乡 819.00 元，发 3488.00 元；县里允许的并发；农村籍 20 年 1200.00 元也让给参战 882.00 元', () => {
  const three = '残疾军人 十级因公 烈士遗属 带病回乡';
  assert.deepEqual(['survivor', 'disability', 'illReturned'].map((key) => monthly(three, key, '2024-09')), ['3488.00', 'higher', 'higher']);
  const stack = terms(NATIONAL, '2026-12-31', [['survivor', 'disability']]);
  assert.deepEqual(['survivor', 'disability', 'illReturned'].map((key) => monthly(three, key, '2024-09', stack)), ['3488.00', '997.00', 'higher']);
  assert.deepEqual(['combat', 'rural'].map((key) => monthly('农村籍 服役20年 参战', key, '2024-09')), ['882.00', 'higher']);
  assert.equal(monthly('农村籍 服役20年', 'rural', '2024-09'), '1200.00');
});

test('RULE-16 护理费 7000 元的 50、40、30、25%：3500.00、2800.00、2100.00、1750.00 元；优抚医院集中收治的由医院统筹；与定期抚恤金不冲突', () => {
  const under = terms([...NATIONAL, ...rowsOf('县全额 城镇单位就业人员平均工资 2025-01 84000/年')]);
  const grades = ['一级因战', '四级因公', '三级因病', '六级因病 精神障碍', '六级因病', '二级因公 优抚医院'];
  assert.deepEqual(grades.map((grade) => monthly(`残疾军人 ${grade}`, 'nursing', '2025-03', under)), ['3500.00', '2800.00', '2100.00', '1750.00', 'noGrade', 'hospital']);
  const both = '残疾军人 四级因病 烈士遗属';
  assert.deepEqual(['nursing', 'disability', 'survivor'].map((key) => monthly(both, key, '2025-03', under)), ['2100.00', '5607.00', 'higher']);
});

test('RULE-17 县里对生活特别困难的增发：烈士遗属 2821.67 元另加 200 元，3021.67 元', () => {
  assert.equal(monthly('烈士遗属', 'survivor', '2021-09', terms([...NATIONAL, ...rowsOf('县增发 三属/烈士遗属 2021-09 200/月')])), '3021.67');
});

test('RULE-18 地方增发与国家标准分层，各自看得见：40260 + 省 1200 = 41460 元一年，县另加 50 元一月，每月 3505.00 元', () => {
  const rows = rowsOf('全国标准 残疾军人/七级因战 2025-08 40260/年\n省增发 残疾军人/七级因战 2025-08 1200/年\n县增发 残疾军人/七级因战 2025-08 50/月');
  const under = terms(rows);
  const who = person('残疾军人 七级因战');
  const answer = answerOf(who, 'disability', '2025-08', under);
  assert.equal(sayAssessment(programmeOf('disability')!, who, answer, new Map(rows.map((one) => [one.id, one]))), '七级因战，全国标准40,260.00元/年＋省增发1,200.00元/年＋县增发50.00元/月，每月3,505.00元');
  assert.deepEqual(answer.rate!.standards, rows.map((one) => one.id));
});

test('RULE-19 补差窗口内调过等级的按月重算：十级因公 8、9 月各补 30.00 元，10 月起九级因公，各月补 377.00 元', () => {
  const settled = dueOf(person('残疾军人 十级因公'), 'disability', at('2025-06'), at('2025-11'), terms(rowsOf(LATE_2025), '2026-03-11'));
  const items = run(person('残疾军人 十级因公 2025-09止 残疾军人 九级因公 2025-10起'), 'disability', '2025-06', '2025-11', terms(rowsOf(LATE_2025), '2026-03-12'), settled);
  assert.deepEqual(items.map((one) => [saySpan(one.month, one.month), plainYuan(one.fen)]), [['2025年8月', '30.00'], ['2025年9月', '30.00'], ['2025年10月', '377.00'], ['2025年11月', '377.00']]);
});

test('RULE-20 批准以前的月份不补：2025 年 3 月批准、5 月才录入的十级因公，补 3、4 月 1994.00 元，5 月 997.00 元，2 月没有', () => {
  const items = run(person('残疾军人 十级因公 2025-03起'), 'disability', '2025-01', '2025-05', NOW, dueOf(person('参战'), 'disability', at('2025-01'), at('2025-04'), NOW));
  assert.deepEqual(items.map((one) => [one.month - at('2025-01'), one.cause, plainYuan(one.fen)]), [[2, 'late', '997.00'], [3, 'late', '997.00'], [4, 'regular', '997.00']]);
});

test('RULE-21 去世三个月后才知道：多发的 9 至 11 月 1027.00 × 3 = 3081.00 元追回；从 3355.00 元里每次最多抵 30%，1006.50 元', () => {
  const settled = dueOf(person('残疾军人 十级因公'), 'disability', at('2025-08'), at('2025-11'), NOW);
  const items = run(person('残疾军人 十级因公 去世2025-08'), 'disability', '2025-08', '2025-12', NOW, settled);
  assert.deepEqual(sayChanges(items), ['去世后多发追回 2025年9月至2025年11月（3个月）×-1,027.00元＝-3,081.00元']);
  const line: MonthChange = { month: at('2025-12'), fen: 335_500n, cause: 'regular', was: 0n, now: 335_500n };
  const first = instalments([...items, line], { percent: 30, floor: 0n });
  assert.deepEqual([plainYuan(first.fen), plainYuan(first.waiting)], ['2348.50', '2074.50']);
  assert.deepEqual([plainYuan(instalments([...items, line], { percent: 30, floor: fen(3000) }).fen), plainYuan(instalments(items, { percent: 30, floor: 0n }).waiting)], ['3000.00', '3081.00']);
});

test('RULE-22 宣告死亡后又撤销的，终止其家属的待遇：2024 年 9 月起取消，8 月 3488.00 元照发，9 月不发，没有丧葬补助', () => {
  const who = '烈士遗属 取消2024-09';
  assert.deepEqual(['2024-08', '2024-09'].map((month) => monthly(who, 'survivor', month)), ['3488.00', 'cancelled']);
  assert.equal(monthly(`${who} 去世2025-01`, 'funeral', '2025-02'), 'cancelled');
});

test('一次性：烈士褒扬金 30 × 51821 = 1554630.00 元；一次性抚恤金烈士、因公 1296420.00 元，病故 363642.00 元；月基本工资低于少尉的按少尉 6500 元', () => {
  const bases = { income: fen(51_821), pay: fen(6500) };
  assert.equal(plainYuan(martyrAward(bases)), '1554630.00');
  assert.deepEqual((['martyr', 'duty', 'illness'] as const).map((as) => plainYuan(deathPension(as, bases))), ['1296420.00', '1296420.00', '363642.00']);
  assert.equal(plainYuan(deathPension('illness', { income: fen(51_821), pay: fen(1200), leastPay: fen(6500) })), '363642.00');
  assert.equal(plainYuan(deathPension('illness', { income: fen(51_821), pay: fen(8000), leastPay: fen(6500) })), '423642.00');
});

test('增发只按最高一项：二等功和三等功，1296420 × 15% = 194463.00 元；没有立功的 0 元；六档 40、35、30、25、15、5%', () => {
  assert.equal(plainYuan(meritBonus(fen(1_296_420), ['fourth', 'third'])), '194463.00');
  assert.equal(meritBonus(fen(1_296_420), []), 0n);
  assert.deepEqual((['order', 'central', 'first', 'second', 'third', 'fourth'] as const).map((one) => meritBonus(100n, [one])), [40n, 35n, 30n, 25n, 15n, 5n]);
});

test('义务兵家庭优待金 汶上 2018：14272 元；西藏 ×2.5 35680.00 元，新疆 ×2 28544.00 元；本科加 2000、专科加 1000；三等功加 2000 和 10%，3427.20 元；优秀士兵 5%，713.60 元', () => {
  const wenshang: ConscriptTerms = { base: fen(14_272), regions: { tibet: 250, xinjiang: 200, plateau: 200 }, degrees: { bachelor: { fen: fen(2000) }, college: { fen: fen(1000) } }, honours: { third: { fen: fen(2000), percent: 10 }, excellent: { percent: 5 } } };
  assert.deepEqual([{}, { region: 'tibet' }, { region: 'xinjiang' }, { degree: 'bachelor' }, { degree: 'college' }].map((year) => plainYuan(conscriptAllowance(wenshang, year))), ['14272.00', '35680.00', '28544.00', '16272.00', '15272.00']);
  assert.equal(plainYuan(conscriptAllowance(wenshang, { honours: ['third'] })), '17699.20');
  assert.equal(plainYuan(conscriptAllowance(wenshang, { honours: ['excellent'] })), '14985.60');
  assert.equal(plainYuan(conscriptAllowance(wenshang, { region: 'xinjiang', degree: 'bachelor', honours: ['excellent', 'third'] })), '33971.20');
});

test('义务兵家庭优待金 德安 2020：37010 元的 40% 为 14804 元；进藏 ×3 44412.00 元，进疆 ×2 29608.00 元；本科 20% 2960.80 元；立功 300、200、100、50、20%', () => {
  const dean: ConscriptTerms = {
    base: fen(14_804), regions: { tibet: 300, xinjiang: 200 }, degrees: { postgraduate: { percent: 30 }, bachelor: { percent: 20 }, college: { percent: 10 } },
    honours: { order: { percent: 300 }, first: { percent: 200 }, second: { percent: 100 }, third: { percent: 50 }, excellent: { percent: 20 } },
  };
  assert.equal((fen(37_010) * 40n) / 100n, dean.base);
  assert.deepEqual([{ region: 'tibet' }, { region: 'xinjiang' }, { degree: 'bachelor' }].map((year) => plainYuan(conscriptAllowance(dean, year))), ['44412.00', '29608.00', '17764.80']);
  assert.deepEqual(['order', 'first', 'second', 'third', 'excellent'].map((honour) => plainYuan(conscriptAllowance(dean, { honours: [honour] }))), ['59216.00', '44412.00', '29608.00', '22206.00', '17764.80']);
});

test('话说清楚：护理费写明比例，丧葬补助写明月数，缺什么写什么', () => {
  const rows = [...NATIONAL, ...rowsOf('县全额 城镇单位就业人员平均工资 2025-01 84000/年\n县增发 三属/病故军人遗属 2022-01 10/月')];
  const under = terms(rows);
  const say = (who: string, key: string, month: string) => { const facts = person(who); return sayAssessment(programmeOf(key)!, facts, assess(programmeOf(key)!, facts, at(month), under), new Map(rows.map((one) => [one.id, one]))); };
  assert.equal(say('残疾军人 二级因公', 'nursing', '2025-03'), '二级因公，县标准84,000.00元/年×50%，每月3,500.00元');
  assert.equal(say('病故遗属 去世2021-09', 'funeral', '2021-10'), '丧葬补助：全国标准27,360.00元/年×6个月，一次发给13,680.00元');
  assert.equal(say('病故遗属 去世2022-01', 'funeral', '2022-02'), '丧葬补助：（全国标准27,360.00元/年＋县增发10.00元/月）×6个月，一次发给13,740.00元');
  assert.equal(say('农村籍 服役6年', 'rural', '2024-09'), '农村籍退役士兵老年生活补助：每服役一年全国标准720.00元/年×6年，每月360.00元');
  assert.equal(say('农村籍', 'rural', '2024-09'), '无法判断：缺少入伍和退役时间');
  assert.equal(say('烈士遗属 2025-09起', 'survivor', '2025-09'), '定期抚恤金：全国标准43,116.00元/年，每月3,593.00元（标准待核实）');
});
