import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseYuan, plainYuan } from '#base/pure/fen.ts';
import { type ConscriptFacts, countedSpan, type CountyTerms, reckonConscript } from './conscripts.ts';
import { monthOf } from './months.ts';

const fen = (yuan: number) => parseYuan(String(yuan))!;
const DEAN: CountyTerms = {
  id: 'dean', title: '德安2020', year: 2020, counting: 'calendarYear', verified: true, base: fen(14_804), regions: { tibet: 300, xinjiang: 200 }, degrees: { postgraduate: { percent: 30 }, bachelor: { percent: 20 }, college: { percent: 10 } },
  honours: { order: { percent: 300 }, first: { percent: 200 }, second: { percent: 100 }, third: { percent: 50 }, excellent: { percent: 20 } },
};
const WENSHANG: CountyTerms = {
  id: 'wenshang', title: '汶上2018', year: 2018, counting: 'serviceYear', verified: true, base: fen(14_272), regions: { tibet: 250, xinjiang: 200, plateau: 200 }, degrees: { bachelor: { fen: fen(2000) }, college: { fen: fen(1000) } },
  honours: { third: { fen: fen(2000), percent: 10 }, excellent: { percent: 5 } },
};
const HOME = { approvedHere: true, region: 'ordinary' };
const SOLDIER: ConscriptFacts = { enlistedOn: '2019-09', dischargedOn: null, diedOn: null, education: '60', awards: [], home: HOME, outside: { said: null, found: 0n, owed: 0n } };
const made = (facts: Partial<ConscriptFacts>, year: number, terms: CountyTerms | undefined) => reckonConscript({ ...SOLDIER, ...facts }, year, terms);
const sum = (...args: Parameters<typeof made>) => plainYuan(made(...args).fen);

test('德安2020：按自然年度，2019年9月入伍进藏的，2020年12个月 14804×3＝44412.00元；2019年4个月14804.00元，2021年8个月29608.00元，三年合计24个月', () => {
  const tibet = { home: { approvedHere: true, region: 'tibet' } };
  assert.deepEqual([2019, 2020, 2021].map((year) => [sum(tibet, year, DEAN), made(tibet, year, DEAN).months]), [['14804.00', 4], ['44412.00', 12], ['29608.00', 8]]);
  assert.deepEqual(made(tibet, 2020, DEAN).steps, ['基数14,804.00元×300%＝44,412.00元', '合计44,412.00元']);
  assert.deepEqual(made(tibet, 2019, DEAN).steps, ['基数14,804.00元×300%＝44,412.00元', '计4个月：44,412.00元×4÷12＝14,804.00元', '合计14,804.00元']);
  assert.equal(made(tibet, 2022, DEAN).because, '义务兵两年已满或已经退役');
});

test('德安2020：本科加20% 17764.80元，专科加10% 16284.40元；当年三等功再加50% 7402.00元，优秀和三等功同年只按三等功；上一年的立功不算', () => {
  assert.deepEqual([sum({ education: '20' }, 2020, DEAN), sum({ education: '30' }, 2020, DEAN)], ['17764.80', '16284.40']);
  const honoured = (awards: ConscriptFacts['awards']) => sum({ education: '20', awards }, 2020, DEAN);
  assert.equal(honoured([{ kind: 'merit3', on: '2020-12' }]), '25166.80');
  assert.equal(honoured([{ kind: 'merit3', on: '2020' }, { kind: 'excellent', on: '2020-11-30' }]), '25166.80');
  assert.equal(honoured([{ kind: 'merit3', on: '2019-12' }, { kind: 'local', on: '2020-05' }]), '17764.80');
});

test('汶上2018：按服役年度，2018年9月入伍的第一年14272元，新疆28544.00元，本科加2000元；三等功加2000元和10% 3427.20元；优秀士兵加5% 713.60元', () => {
  const of = (more: Partial<ConscriptFacts>) => sum({ enlistedOn: '2018-09', ...more }, 2018, WENSHANG);
  assert.deepEqual([of({}), of({ home: { approvedHere: true, region: 'xinjiang' } }), of({ home: { approvedHere: true, region: 'tibet' } }), of({ education: '20' })], ['14272.00', '28544.00', '35680.00', '16272.00']);
  assert.deepEqual([of({ awards: [{ kind: 'merit3', on: '2019-06' }] }), of({ awards: [{ kind: 'excellent', on: '2018-12' }] })], ['17699.20', '14985.60']);
  assert.equal(sum({ enlistedOn: '2018-09', awards: [{ kind: 'merit3', on: '2019-10' }] }, 2019, { ...WENSHANG, year: 2019 }), '17699.20');
  assert.equal(of({ awards: [{ kind: 'merit3', on: '2019-10' }] }), '14272.00');
});

test('提前退役按服役月数：2018年9月入伍、2019年3月退役，第一年6个月 7136.00元，第二年不发；去世当月计入', () => {
  const left = { enlistedOn: '2018-09', dischargedOn: '2019-03' };
  assert.deepEqual([sum(left, 2018, WENSHANG), made(left, 2018, WENSHANG).months], ['7136.00', 6]);
  assert.equal(made(left, 2019, { ...WENSHANG, year: 2019 }).answer, 'no');
  assert.equal(made({ enlistedOn: '2018-09', diedOn: '2019-02-10' }, 2018, WENSHANG).months, 6);
  assert.deepEqual([sum({ enlistedOn: '2018-09', dischargedOn: '2020-09' }, 2019, { ...WENSHANG, year: 2019 })], ['14272.00']);
});

test('缺事实、不发：没有登记义务兵家庭、地区、文化程度、标准的缺事实；不是本县批准入伍的不发；县标准不分地区的不问地区', () => {
  assert.match(made({ home: null }, 2020, DEAN).missing.join(), /义务兵家庭/);
  assert.deepEqual(made({ home: { approvedHere: true, region: null }, education: null }, 2020, DEAN).missing, ['服役地区类别', '文化程度']);
  assert.equal(made({ home: { approvedHere: true, region: null } }, 2020, { ...DEAN, regions: {} }).answer, 'yes');
  assert.deepEqual(made({}, 2020, undefined).missing, ['2020年优待金标准']);
  assert.deepEqual(made({ enlistedOn: '2019' }, 2020, DEAN).missing, ['入伍时间（到月）']);
  assert.equal(made({ home: { approvedHere: false, region: null } }, 2020, DEAN).because, '不是由本县批准入伍');
  assert.equal(made({ enlistedOn: '2021-03' }, 2020, DEAN).because, '还没有入伍');
  assert.equal(made({}, 2020, { ...DEAN, verified: false }).payable, false);
});

test('两种算法合计都是24个月，任何入伍月份、任何退役月份都不重不漏', () => {
  fc.assert(fc.property(fc.integer({ min: monthOf('2000-01'), max: monthOf('2030-12') }), fc.option(fc.integer({ min: 1, max: 40 })), fc.constantFrom('serviceYear' as const, 'calendarYear' as const), (enlisted, served, counting) => {
    const left = served === null ? null : enlisted + served;
    const year = Math.floor(enlisted / 12);
    const months = [-1, 0, 1, 2, 3].map((step) => countedSpan(enlisted, left, year + step, counting)).reduce((total, span) => total + span.to - span.from, 0);
    assert.equal(months, Math.min(24, served ?? 24));
  }));
});
