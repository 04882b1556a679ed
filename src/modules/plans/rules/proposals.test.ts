import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Facts } from './facts.ts';
import { proposalsFor, RULES } from './proposals.ts';
import { STANDARD_TERMS } from './terms.ts';

const TODAY = '2024-01-15';
const NOBODY: Facts = {
  id: 'p', divisionCode: '999001100201', state: 'registered', roles: [], reportedOn: null,
  livelihood: { difficulties: [], demands: [], housing: null, alone: null, pension: null, medicalInsurance: null },
  profile: null, lastVisitedOn: null, lastPushedOn: null, lastTrainedOn: null, lastReliefOn: null, lastServedOn: null, hasBusiness: false, hasContactCard: true, card: { state: 'issued', expiresOn: null }, openCases: [], part: 'full',
  recognition: { state: 'registered', birthOn: '1990-01-01', enlistedOn: null, dischargedOn: null, rank: null, hukouKind: null, hukouBefore: null, roles: [], combatRecorded: false, testRecorded: false, verifiedOn: null, verifiedDocument: null, graded: false, ratedOn: null, relation: null, deathKind: null, pension: null },
};
const PROFILE = { status: 'unemployed', wishes: [] as string[], trainingWishes: [] as string[], zeroEmployed: false, confirmedOn: '2024-01-01' };
const someone = (more: Partial<Facts>): Facts => ({ ...NOBODY, ...more });
const livelihood = (more: Partial<Facts['livelihood']>) => ({ ...NOBODY.livelihood, ...more });
const of = (key: string, facts: Facts, today = TODAY) => proposalsFor(facts, today).find((one) => one.rule.key === key)?.proposed;
const proposes = (key: string, facts: Facts, reason: string | RegExp) => assert.match(of(key, facts)?.reason ?? '没有建议', typeof reason === 'string' ? new RegExp(`^${reason}$`) : reason);
const silent = (key: string, ...cases: Partial<Facts>[]) => { for (const more of cases) assert.equal(of(key, someone(more)), undefined, JSON.stringify(more)); };

test('返乡必访：2024-01-10 报到未走访的建议，应在 2024-02-09 前；走访过的、报到满一年的不建议', () => {
  proposes('returnVisit', someone({ reportedOn: '2024-01-10' }), '2024-01-10 报到后还没有走访记录，应在 2024-02-09 前走访');
  proposes('returnVisit', someone({ reportedOn: '2023-12-01', lastVisitedOn: '2023-11-30' }), /应在 2023-12-31 前走访，已过 15 天$/);
  silent('returnVisit', { reportedOn: '2024-01-10', lastVisitedOn: '2024-01-10' }, { reportedOn: '2023-01-14' }, { reportedOn: null });
});

test('推荐岗位：未就业且有意向的建议；90 天内推送过的、已就业的、没有意向的不建议', () => {
  proposes('recommendJob', someone({ profile: { ...PROFILE, wishes: ['保安'] } }), '未就业，意向为保安，还没有推送过岗位');
  proposes('recommendJob', someone({ profile: PROFILE, livelihood: livelihood({ demands: ['work'] }), lastPushedOn: '2023-10-01' }), '未就业，主要诉求有创业就业，上次推送岗位是 2023-10-01');
  silent('recommendJob', { profile: { ...PROFILE, wishes: ['保安'] }, lastPushedOn: '2023-12-01' }, { profile: { ...PROFILE, status: 'employed', wishes: ['保安'] } }, { profile: PROFILE }, {});
});

test('零就业家庭援助：就业台账记为零就业家庭的建议；90 天内有一对一服务的不建议', () => {
  proposes('zeroEmployed', someone({ profile: { ...PROFILE, zeroEmployed: true } }), /2024-01-01 确认/);
  silent('zeroEmployed', { profile: { ...PROFILE, zeroEmployed: true }, lastServedOn: '2023-12-20' }, { profile: PROFILE });
});

test('推荐培训：有培训意愿且一年内未参训的建议；参训过的、只愿创业培训的不建议', () => {
  proposes('recommendTraining', someone({ profile: { ...PROFILE, trainingWishes: ['skill', 'business'] } }), '培训意愿：职业技能培训；还没有参训记录');
  silent('recommendTraining', { profile: { ...PROFILE, trainingWishes: ['skill'] }, lastTrainedOn: '2023-06-01' }, { profile: { ...PROFILE, trainingWishes: ['business'] } }, { profile: PROFILE });
});

test('创业扶持：愿意创业培训且没有创业记录的建议；已有创业记录的不建议', () => {
  proposes('business', someone({ profile: { ...PROFILE, trainingWishes: ['business'] } }), /创业台账中还没有记录/);
  silent('business', { profile: { ...PROFILE, trainingWishes: ['business'] }, hasBusiness: true }, { profile: { ...PROFILE, trainingWishes: ['skill'] } });
});

test('心理服务：本人选择心理调适的建议；确认之后走访过的不建议', () => {
  proposes('counselling', someone({ profile: { ...PROFILE, trainingWishes: ['mental'] } }), '本人 2024-01-01 表示希望参加心理调适');
  silent('counselling', { profile: { ...PROFILE, trainingWishes: ['mental'] }, lastVisitedOn: '2024-01-05' }, { profile: PROFILE });
});

test('就业情况到期核实：2023-01-14 确认的建议；2023-01-15 确认的还在一年内，离退休的不建议', () => {
  proposes('profileReview', someone({ profile: { ...PROFILE, confirmedOn: '2023-01-14' } }), '就业情况上次确认是 2023-01-14，已满一年');
  silent('profileReview', { profile: { ...PROFILE, confirmedOn: '2023-01-15' } }, { profile: { ...PROFILE, status: 'retired', confirmedOn: '2020-01-01' } }, {});
});

const OLD = { ...NOBODY.recognition, birthOn: '1963-05-01', hukouKind: 'rural', enlistedOn: '1986-11', dischargedOn: '1992-01', rank: 'private', pension: 'resident', roles: ['vet_self_employed'] };
test('农村籍60周岁：年满60周岁、农村籍、未认定的建议；未满60周岁、城镇户籍、办理中、已有优抚身份的不建议', () => {
  const roles = ['vet_self_employed'];
  proposes('rural60', someone({ roles, recognition: OLD }), '60 周岁，农村户籍，没有认定申请；按登记内容符合');
  proposes('rural60', someone({ roles, recognition: { ...OLD, pension: null } }), /无法判断，缺少养老保险情况$/);
  silent('rural60', { roles, recognition: { ...OLD, birthOn: '1964-01-16' } }, { roles, recognition: { ...OLD, hukouKind: 'urban' } }, { roles, recognition: OLD, openCases: ['rural60'] }, { roles, recognition: { ...OLD, roles: ['vet_self_employed', 'disabled'] } }, { roles: ['family_active'], recognition: OLD });
});

test('申请困难帮扶：登记有困难且今年没有帮扶的建议；今年帮扶过的、只因学的、没有困难的不建议', () => {
  proposes('hardship', someone({ livelihood: livelihood({ difficulties: ['illness', 'lowIncome'] }), lastReliefOn: '2023-12-31' }), '主要困难：因病、收入低；上次帮扶是 2023-12-31，今年还没有');
  proposes('hardship', someone({ livelihood: livelihood({ demands: ['help'] }) }), '主要诉求有帮扶援助；还没有帮扶记录');
  silent('hardship', { livelihood: livelihood({ difficulties: ['illness'] }), lastReliefOn: '2024-01-02' }, { livelihood: livelihood({ difficulties: ['none', 'schooling'] }) }, {});
});

test('助学、危房、医保、养老：登记有的建议，没有的不建议；满60周岁不再建议养老参保', () => {
  proposes('schooling', someone({ livelihood: livelihood({ difficulties: ['schooling'] }) }), /因学/);
  proposes('housing', someone({ livelihood: livelihood({ housing: '3' }) }), '房屋状况登记为较重危房');
  proposes('medicalInsurance', someone({ livelihood: livelihood({ medicalInsurance: 'none' }) }), /未参保/);
  proposes('pension', someone({ livelihood: livelihood({ pension: 'none' }) }), /未参保/);
  silent('schooling', { livelihood: livelihood({ difficulties: ['illness'] }) });
  silent('housing', { livelihood: livelihood({ housing: '1' }) }, {});
  silent('medicalInsurance', { livelihood: livelihood({ medicalInsurance: 'resident' }) }, {});
  silent('pension', { livelihood: livelihood({ pension: 'resident' }) }, { livelihood: livelihood({ pension: 'none' }), recognition: OLD });
});

test('孤老供养意愿：孤老且 90 天内没有走访的建议；近期走访过的、不是孤老的不建议', () => {
  proposes('alone', someone({ livelihood: livelihood({ alone: 'elder' }) }), /孤老，还没有走访记录/);
  silent('alone', { livelihood: livelihood({ alone: 'elder' }), lastVisitedOn: '2023-12-01' }, { livelihood: livelihood({ alone: 'none' }) });
});

test('回应主要诉求：登记有优抚、咨询等诉求的建议；只有创业就业、帮扶援助的由其他建议回应', () => {
  proposes('demand', someone({ livelihood: livelihood({ demands: ['work', 'advice', 'benefit'] }) }), '主要诉求：咨询建议、优抚待遇');
  silent('demand', { livelihood: livelihood({ demands: ['work', 'help', 'none'] }) }, {});
});

test('发联系卡：有类别而无有效卡的建议；有卡的、还没有类别的不建议', () => {
  proposes('contactCard', someone({ hasContactCard: false, roles: ['kin_martyr'] }), '本人和全户都没有有效联系卡');
  silent('contactCard', { roles: ['kin_martyr'] }, { hasContactCard: false });
});

test('优待证：退役军人和优抚对象没有优待证的建议申领；申领中的不建议；2024-04-14 前到期的建议换发', () => {
  proposes('preferentialCard', someone({ roles: ['vet_assigned'], card: null }), /没有申领中或有效的优待证/);
  silent('preferentialCard', { roles: ['vet_assigned'], card: { state: 'applied', expiresOn: null } }, { roles: ['family_active'], card: null });
  proposes('cardRenewal', someone({ card: { state: 'issued', expiresOn: '2024-04-14' } }), '优待证有效期至 2024-04-14');
  silent('cardRenewal', { card: { state: 'issued', expiresOn: '2024-04-15' } }, { card: { state: 'applied', expiresOn: null } });
});

test('县里改了时限：报到后 15 天内走访的，2024-01-10 报到应在 2024-01-25 前；推送岗位 30 天后再建议，优待证提前 30 天换发，就业情况 180 天一核', () => {
  const terms = { ...STANDARD_TERMS, returnDays: 15, recentDays: 30, confirmedDays: 180, renewDays: 30 };
  const reason = (key: string, facts: Facts) => proposalsFor(facts, TODAY, terms).find((one) => one.rule.key === key)?.proposed.reason;
  assert.match(reason('returnVisit', someone({ reportedOn: '2024-01-10' }))!, /应在 2024-01-25 前走访/);
  assert.ok(reason('recommendJob', someone({ profile: { ...PROFILE, wishes: ['保安'] }, lastPushedOn: '2023-12-01' })));
  assert.equal(reason('cardRenewal', someone({ card: { state: 'issued', expiresOn: '2024-04-14' } })), undefined);
  assert.equal(reason('profileReview', someone({ profile: { ...PROFILE, confirmedOn: '2023-07-01' } })), '就业情况上次确认是 2023-07-01，已满 180 天');
});

test('去世、迁出、注销的人没有任何建议', () => {
  for (const state of ['dead', 'moved', 'cancelled', 'serving']) assert.deepEqual(proposalsFor(someone({ state, reportedOn: '2024-01-10', roles: ['vet_assigned'], card: null, hasContactCard: false }), TODAY), []);
});

test('每条规则都有标题、措施、依据和时限，键不重复', () => {
  assert.equal(new Set(RULES.map((rule) => rule.key)).size, RULES.length);
  for (const rule of RULES) assert.ok(rule.title && rule.need && rule.action && rule.basis && rule.dueDays > 0, rule.key);
});

test('性质：日子往后过一天，只要建议还在，所依据的情况不变，不采纳的因此不会回来', () => {
  const arbitrary = fc.record({ reportedOn: fc.option(fc.constantFrom('2023-06-01', '2024-01-10')), lastVisitedOn: fc.option(fc.constantFrom('2023-05-01', '2023-12-01')), difficulties: fc.subarray(['illness', 'schooling', 'none']), roles: fc.subarray(['vet_assigned', 'disabled']) });
  fc.assert(fc.property(arbitrary, ({ difficulties, ...more }) => {
    const facts = someone({ ...more, livelihood: livelihood({ difficulties }), hasContactCard: false, card: null });
    for (const { rule, proposed } of proposalsFor(facts, TODAY)) {
      const next = of(rule.key, facts, '2024-01-16');
      if (next) assert.deepEqual(next.facts, proposed.facts);
    }
  }), { numRuns: 100 });
});
