import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseYuan, plainYuan } from '#base/pure/fen.ts';
import { assessEntitlement } from './entitlements.ts';
import { at, rowsOf } from './fixtures/notation.fixture.ts';
import { compileRates } from './rates.ts';
import { type GrantRow, meritOf, type OneOffFacts, reckonOneOff } from './reckoning.ts';
import { equalShares, type Share, shareFindings } from './shares.ts';

const fen = (yuan: number) => parseYuan(String(yuan))!;
const NOBODY: OneOffFacts = { kind: 'martyrAward', diedOn: '2024-11-03', enlistedOn: null, dischargedOn: null, settlement: null, awards: [], merit: null, pay: null, grantPaidOn: null, outside: { said: null, found: 0n, owed: 0n } };
const RATES = compileRates(rowsOf('全国标准 城镇居民人均可支配收入 2024-01 51821/年\n全国标准 少尉月基本工资 2022-01 6500/月'), '2025-12-31');
const HENAN: GrantRow = { id: 'henan', title: '河南2013年办法', effectiveOn: '2013-01-01', verified: true, kind: 'byYears', perYear: fen(4500), ncoStep: fen(1000), conscriptYears: 2 };
const WUHAN: GrantRow = { id: 'wuhan', title: '武汉2020年办法', effectiveOn: '2020-01-01', verified: true, kind: 'onBase', base: fen(9000), years: 2, percent: 20 };
const worked = (facts: Partial<OneOffFacts>, grants: readonly GrantRow[] = [], rates = RATES) => reckonOneOff({ ...NOBODY, ...facts }, { rates, grants });

test('烈士褒扬金：2024年11月牺牲，按2023年度城镇居民人均可支配收入51821元×30＝1554630.00元', () => {
  const made = worked({});
  assert.deepEqual([made.answer, plainYuan(made.fen), made.steps, made.payable], ['yes', '1554630.00', ['2023年度全国城镇居民人均可支配收入51,821.00元×30＝1,554,630.00元'], true]);
  assert.deepEqual(made.standards, ['全国标准 城镇居民人均可支配收入 2024-01 51821/年']);
});

test('系统外已发过的只发差额：发放记录中有、没核对的缺事实；核对为0照发；已发1000000.00元还应发554630.00元；发足的不发；缺别的事实先说缺什么', () => {
  const of = (said: number | null, found: number, more: Partial<OneOffFacts> = {}) => worked({ ...more, outside: { said: said === null ? null : fen(said), found: fen(found), owed: 0n } });
  assert.match(of(null, 1_000_000).missing.join(), /系统外已发多少（发放记录中有1,000,000.00元/);
  assert.equal(plainYuan(of(0, 1_000_000).fen), '1554630.00');
  const left = of(1_000_000, 1_000_000);
  assert.deepEqual([plainYuan(left.fen), left.steps.at(-1)], ['554630.00', '系统外已发1,000,000.00元，还应发554,630.00元']);
  assert.match(worked({ outside: { said: 0n, found: 0n, owed: fen(518_210) } }).missing.join(), /撤销的518,210.00元的退款/);
  assert.equal(of(1_554_630, 0).answer, 'no');
  assert.match(of(2_000_000, 0).because ?? '', /；系统外已发2,000,000.00元，还应发0.00元$/);
  assert.match(of(null, 5, { diedOn: null }).missing.join(), /死亡日期/);
});

test('一次性抚恤金：烈士 51821×20＋6500×40＝1296420.00元，三等战功或二等功增发15%共1490883.00元；病故 363642.00元；津贴1200元按少尉6500元', () => {
  const martyr = worked({ kind: 'pensionMartyr', pay: fen(6500), awards: ['merit3', 'merit2', 'local'] });
  assert.equal(plainYuan(martyr.fen), '1490883.00');
  assert.deepEqual(martyr.steps, ['2023年度全国城镇居民人均可支配收入51,821.00元×20＋月基本工资6,500.00元×40＝1,296,420.00元', '增发15%（三等战功或二等功）194,463.00元', '合计1,490,883.00元']);
  const illness = worked({ kind: 'pensionIllness', pay: fen(1200) });
  assert.equal(plainYuan(illness.fen), '363642.00');
  assert.equal(illness.steps[0], '月基本工资1,200.00元低于少尉军官6,500.00元，按少尉计算');
  assert.equal(illness.standards.length, 2);
  assert.equal(plainYuan(worked({ kind: 'pensionDuty', pay: fen(6500), merit: 'none', awards: ['merit1'] }).fen), '1296420.00');
});

test('荣誉称号要写明由谁授予：只有“荣誉称号”的缺事实，选了中央授予增发35%，登记了勋章的按勋章40%；同时有的只按最高一项', () => {
  assert.equal(meritOf({ merit: null, awards: ['title', 'merit3'] }), null);
  assert.match(worked({ kind: 'pensionMartyr', pay: fen(6500), awards: ['title'] }).missing.join(), /荣誉称号由谁授予/);
  assert.equal(plainYuan(worked({ kind: 'pensionMartyr', pay: fen(6500), awards: ['title'], merit: 'central' }).fen), '1750167.00');
  assert.equal(meritOf({ merit: null, awards: ['title', 'medal', 'merit1'] }), 'order');
  assert.equal(meritOf({ merit: null, awards: ['war4', 'war2', 'excellent'] }), 'second');
});

test('缺事实就说缺什么：没有死亡日期、没有死亡上一年度的可支配收入（2025年死亡不用2024年的数）、没有月基本工资', () => {
  assert.match(worked({ diedOn: null }).missing.join(), /死亡日期/);
  const late = worked({ diedOn: '2025-02-01', kind: 'pensionDuty' });
  assert.deepEqual([late.answer, late.fen], ['unknown', 0n]);
  assert.match(late.missing.join('；'), /2025年死亡适用的上一年度全国城镇居民人均可支配收入.*2025年1月1日.*月基本工资/);
  assert.equal(worked({}, [], compileRates(rowsOf('全国标准 城镇居民人均可支配收入 2024-01 51821/年?'), '2025-12-31')).payable, false);
  assert.match(worked({ kind: 'pensionDuty', pay: fen(1200), diedOn: '2024-05-01' }, [], compileRates(rowsOf('全国标准 城镇居民人均可支配收入 2024-01 51821/年'), '2025-12-31')).warnings.join(), /少尉月基本工资/);
});

test('T7 地方一次性经济补助 河南2013：义务兵2年0个月 2×4500＝9000.00元；军士5年0个月 2×4500＋3×5500＝25500.00元；2年3个月计2.5年 11750.00元', () => {
  const grant = (enlistedOn: string, dischargedOn: string) => worked({ kind: 'localGrant', enlistedOn, dischargedOn, settlement: 'self' }, [HENAN]);
  assert.deepEqual([grant('2013-09', '2015-09'), grant('2010-09', '2015-09'), grant('2013-06', '2015-09')].map((one) => plainYuan(one.fen)), ['9000.00', '25500.00', '11750.00']);
  assert.deepEqual(grant('2010-09', '2015-09').steps, ['河南2013年办法：服役5年，计5年', '2年×4,500.00元＋3年×5,500.00元＝25,500.00元']);
  assert.equal(grant('2013-06', '2015-09').steps[1], '2年×4,500.00元＋0.5年×5,500.00元＝11,750.00元');
});

test('T6 武汉2020：9000×［1＋（5－2）×20%］＝14400.00元；按退役日期用那时的办法，办法待核实的不能据以审批', () => {
  const facts = { kind: 'localGrant', enlistedOn: '2015-09', dischargedOn: '2020-09', settlement: 'self' } as const;
  const made = worked(facts, [HENAN, WUHAN]);
  assert.deepEqual([plainYuan(made.fen), made.steps[1], made.standards], ['14400.00', '9,000.00元×（1＋（5年－2年）×20%）＝14,400.00元', ['wuhan']]);
  assert.deepEqual(worked({ ...facts, enlistedOn: '2017-09', dischargedOn: '2019-09' }, [HENAN, WUHAN]).standards, ['henan']);
  assert.equal(worked(facts, [{ ...WUHAN, verified: false }]).payable, false);
  assert.match(worked({ ...facts, dischargedOn: '2010-12', enlistedOn: '2008-12' }, [HENAN]).missing.join(), /地方经济补助标准/);
});

test('不发和缺事实：安排工作的不发，登记已领取的不发，安置方式、入伍月份不明的缺事实', () => {
  const facts = { kind: 'localGrant', enlistedOn: '2018-09', dischargedOn: '2020-09', settlement: 'self' } as const;
  assert.equal(worked({ ...facts, settlement: 'assigned' }, [WUHAN]).because, '安置方式不是自主就业');
  assert.equal(worked({ ...facts, grantPaidOn: '2021-01-20' }, [WUHAN]).because, '安置补充中登记已于2021-01-20领取');
  assert.deepEqual(worked({ ...facts, settlement: null, enlistedOn: '2018' }, [WUHAN]).missing, ['安置方式', '入伍时间（到月）']);
});

const share = (relation: string, yuan: number, more: Partial<Share> = {}): Share => ({ relation, ground: null, fen: fen(yuan), payeeName: '张三', identified: true, account: true, ...more });
const errors = (kind: OneOffFacts['kind'], total: number, shares: Share[]) => shareFindings(kind, fen(total), shares).filter((one) => !one.warning).map((one) => one.message);

test('份额合计要等于应发到分：1554630.00元三份各518210.00元；少一分的不能提交；没有份额、没有身份证号的不能提交', () => {
  assert.deepEqual(errors('martyrAward', 1_554_630, [share('parent', 518_210), share('spouse', 518_210), share('child', 518_210)]), []);
  assert.deepEqual(errors('martyrAward', 1_554_630, [share('parent', 518_210), share('spouse', 518_210), share('child', 518_209.99)]), ['各份合计1,554,629.99元，与应发1,554,630.00元少0.01元']);
  assert.deepEqual(errors('martyrAward', 100, []), ['还没有登记谁领取']);
  assert.deepEqual(errors('martyrAward', 100, [share('child', 100, { identified: false })]), ['张三：没有档案的领取人须填写身份证号']);
  assert.deepEqual(shareFindings('martyrAward', fen(100), [share('child', 100, { account: false })]), [{ message: '张三：没有银行账号，批次会留到补齐以后', warning: true }]);
});

test('次序：有父母（抚养人）、配偶、子女的不发给兄弟姐妹；只有兄弟姐妹的可以发；经济补助只发给本人', () => {
  assert.deepEqual(errors('pensionIllness', 200, [share('spouse', 100), share('sibling', 100)]), ['有父母（抚养人）、配偶、子女的，不发给兄弟姐妹']);
  assert.deepEqual(errors('pensionIllness', 200, [share('sibling', 200)]), []);
  assert.deepEqual(errors('pensionIllness', 200, [share('self', 200)]), ['发给遗属的，与军人的关系不能是“本人”']);
  assert.deepEqual(errors('localGrant', 200, [share('parent', 200)]), ['地方经济补助发给本人，与军人的关系应为“本人”']);
  assert.deepEqual(errors('pensionIllness', 200, [share('spouse', 0), share('sibling', 200)]), []);
});

test('平均分到分：100.00元三份为33.34、33.33、33.33元；任何金额任何份数，各份合计都等于应发，相差不超过一分', () => {
  assert.deepEqual(equalShares(fen(100), 3).map(plainYuan), ['33.34', '33.33', '33.33']);
  fc.assert(fc.property(fc.bigInt({ min: 1n, max: 10n ** 12n }), fc.integer({ min: 1, max: 20 }), (total, count) => {
    const parts = equalShares(total, count);
    assert.equal(parts.reduce((sum, one) => sum + one, 0n), total);
    assert.ok(parts[0]! - parts[count - 1]! <= 1n);
    assert.deepEqual(shareFindings('martyrAward', total, parts.map((one) => ({ ...share('child', 0), fen: one }))).filter((one) => !one.warning), []);
  }));
});

test('已批准的给付只在它的发放月份发：518210.00元批在2025年6月，7月不发；撤销的、发放前领取人已去世的不发，发放后去世的不追回', () => {
  const one = { id: 'e', programme: 'martyrAward', month: at('2025-06'), fen: fen(518_210), payeeName: '张三', filed: true, words: '…', citation: '', standards: ['y'] };
  assert.equal(plainYuan(assessEntitlement(one, at('2025-06'), null).rate!.monthly), '518210.00');
  assert.equal(assessEntitlement(one, at('2025-07'), null).because, 'otherMonth');
  assert.equal(assessEntitlement({ ...one, fen: 0n }, at('2025-06'), null).because, 'withdrawn');
  assert.deepEqual(['2025-05', '2025-06', '2025-09'].map((died) => assessEntitlement(one, at('2025-06'), at(died)).because), ['payeeDied', 'due', 'due']);
  assert.equal(assessEntitlement({ ...one, filed: false }, at('2025-06'), at('2020-01')).because, 'due');
});
