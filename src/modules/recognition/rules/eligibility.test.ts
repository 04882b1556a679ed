import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Asked, eligibilityOf, type Facts, serviceWords } from './eligibility.ts';

const nobody: Facts = {
  state: 'registered', birthOn: '1963-11-27', enlistedOn: '1986-11', dischargedOn: '1992-01', rank: 'private', hukouKind: 'rural', hukouBefore: null, roles: ['vet_self_employed'],
  combatRecorded: false, testRecorded: false, verifiedOn: null, verifiedDocument: null, graded: false, ratedOn: null, relation: null, deathKind: null, pension: 'resident',
};
const asking = (kind: Asked['kind'], role: string, more: Partial<Asked> = {}): Asked => ({ kind, role, appliedOn: '2024-01-10', today: '2024-01-15', part: 'full', ...more });
const rural = (facts: Partial<Facts> = {}, more: Partial<Asked> = {}) => eligibilityOf({ ...nobody, ...facts }, asking('rural60', 'rural60', more));

test('1986-11 入伍、1992-01 退役：5年2个月，计6年；县里选满半年才计的，计5年', () => {
  assert.equal(serviceWords(nobody, 'full'), '5年2个月，计6年');
  assert.equal(serviceWords(nobody, 'half'), '5年2个月，计5年');
  assert.equal(serviceWords({ enlistedOn: null, dischargedOn: '1992' }, 'full'), undefined);
});

test('农村籍60周岁：条件都有的符合，满60周岁前一天不符合，当天符合', () => {
  assert.equal(rural().words, '符合');
  assert.ok(rural().findings.some((one) => one.words === '服役5年2个月，计6年'));
  assert.equal(rural({}, { today: '2023-11-26' }).words, '不符合，因为未满60周岁（59周岁，2023-11-27 满）');
  assert.equal(rural({}, { today: '2023-11-27' }).verdict, 'meets');
});

test('农村籍60周岁：入伍窗口 1954-11-01 至 2011-10-31，只知年月的按可能的日子判断', () => {
  const verdict = (enlistedOn: string | null) => rural({ enlistedOn, dischargedOn: '2013-12' }).findings[1]!.outcome;
  assert.deepEqual(['1954-10-31', '1954-11-01', '1954-11', '1954', '2011-10-31', '2011-11-01', '2011-11', '2011', null].map(verdict), ['fails', 'meets', 'meets', 'unknown', 'meets', 'fails', 'fails', 'unknown', 'unknown']);
});

test('农村籍60周岁：另有优抚身份、领职工养老金、军官、已去世的不符合；缺什么说什么', () => {
  assert.equal(rural({ roles: ['ill_returned'] }).words, '不符合，因为已有“带病回乡退役军人”身份，定期补助不重复享受');
  assert.equal(rural({ roles: ['rural60'] }).words, '不符合，因为已有“农村籍退役士兵”身份');
  assert.match(rural({ pension: 'employee' }).words, /职工/);
  assert.match(rural({ rank: 'officer_junior' }).words, /尉官，不是士兵/);
  assert.match(rural({ state: 'dead' }).words, /去世/);
  assert.equal(rural({ birthOn: null, pension: null }).words, '无法判断，缺少出生日期；养老保险情况');
  assert.equal(rural({ hukouKind: 'urban', hukouBefore: 'rural' }).verdict, 'unknown');
  assert.equal(rural({ hukouKind: 'urban', hukouBefore: 'urban' }).verdict, 'fails');
});

test('带病回乡：仅义务兵和初级士官，病和困难凭材料核定', () => {
  const ill = (rank: string | null) => eligibilityOf({ ...nobody, rank }, asking('illReturned', 'ill_returned'));
  assert.equal(ill('nco_junior').words, '符合（另有条件须凭材料核定）');
  assert.match(ill('nco_middle').words, /仅义务兵和初级士官/);
  assert.equal(ill(null).words, '无法判断，缺少退役时军衔');
});

test('残疾等级调整：距上次评定满一年，2023-05-10 评定的 2024-05-10 起', () => {
  const adjust = (ratedOn: string | null, appliedOn: string) => eligibilityOf({ ...nobody, graded: true, roles: ['disabled'], ratedOn }, asking('disabilityAdjust', 'disabled', { appliedOn })).verdict;
  assert.equal(adjust('2023-05-10', '2024-05-09'), 'fails');
  assert.equal(adjust('2023-05-10', '2024-05-10'), 'meets');
  assert.equal(adjust('2023-05', '2024-05-15'), 'unknown');
  assert.equal(adjust('2023-05', '2024-05-31'), 'meets');
  assert.equal(adjust(null, '2024-05-10'), 'unknown');
});

test('退役残疾军人60日内申请：2023-12-01 退役的到 2024-01-30', () => {
  const transfer = (dischargedOn: string, appliedOn: string) => eligibilityOf({ ...nobody, graded: true, dischargedOn }, asking('disabilityTransfer', 'disabled', { appliedOn })).verdict;
  assert.equal(transfer('2023-12-01', '2024-01-30'), 'meets');
  assert.equal(transfer('2023-12-01', '2024-01-31'), 'fails');
  assert.equal(transfer('2023-12', '2024-02-10'), 'unknown');
});

test('三属定期抚恤：未满18周岁的子女符合，成年的凭材料；性质与申请不同的不符合', () => {
  const kin = (facts: Partial<Facts>, role = 'kin_martyr') => eligibilityOf({ ...nobody, deathKind: 'martyr', relation: '2', ...facts }, asking('bereaved', role));
  assert.equal(kin({ birthOn: '2010-01-01' }).words, '符合');
  assert.equal(kin({ birthOn: '2000-01-01' }).words, '符合（另有条件须凭材料核定）');
  assert.match(kin({}, 'kin_duty').words, /与所申请的身份不同/);
  assert.equal(kin({ relation: null, deathKind: null }).words, '无法判断，缺少遗属信息中的牺牲病故性质；与牺牲病故者的关系');
});

test('参战参试只看有无上级核实的日期和文号；在乡复员看 1954-10-31；烈士子女满60周岁', () => {
  const combat = eligibilityOf({ ...nobody, combatRecorded: true }, asking('combat', 'combat'));
  assert.equal(combat.words, '无法判断，缺少上级核实日期和文号');
  assert.equal(eligibilityOf({ ...nobody, testRecorded: true, verifiedOn: '2010-03-01', verifiedDocument: '某核〔2010〕1号' }, asking('nuclearTest', 'nuclear_test')).verdict, 'meets');
  const old = (enlistedOn: string) => eligibilityOf({ ...nobody, enlistedOn, dischargedOn: '1957-03' }, asking('demobilisedOld', 'demobilised_old')).verdict;
  assert.deepEqual(['1954-10-31', '1954-10', '1954-11-01', '1954'].map(old), ['meets', 'meets', 'fails', 'unknown']);
  assert.equal(eligibilityOf({ ...nobody, relation: '2', deathKind: 'martyr' }, asking('martyrChild', 'martyr_child_60')).verdict, 'meets');
  assert.match(eligibilityOf({ ...nobody, relation: '4', deathKind: 'martyr' }, asking('martyrChild', 'martyr_child_60')).words, /烈士的兄弟姐妹/);
});
