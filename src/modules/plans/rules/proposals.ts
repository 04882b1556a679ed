import { labelOf } from '#base/pure/codes.ts';
import { addDays, ageOn, type Day, daysBetween, yearOf } from '#base/pure/day.ts';
import { eligibilityOf } from '#modules/recognition/rules/eligibility.ts';
import { BENEFIT_ROLES, VETERAN_ROLES } from '#modules/registry/schema/codes.ts';
import { Demand, Difficulty, Housing } from '#modules/registry/schema/sectionCodes.ts';
import { TrainingWish } from '#modules/employment/schema/codes.ts';
import type { Facts } from './facts.ts';
import { STANDARD_TERMS, type Terms } from './terms.ts';

/** What a rule says of one person: the reason in words, and the facts that it rests on (ages and waiting days left out, so that a declined proposal stays away while they alone move). */
export type Proposed = { reason: string; facts: readonly unknown[] };

/** A rule of 措施建议: which need and measure it proposes, until when, by what law or document, and the record whose new row fulfils it. */
export type Rule = {
  key: string; title: string; kind: string; need: string; action: string;
  /** Days from acceptance to the measure's due day, where the county has set no other. */
  dueDays: number;
  basis: string;
  /** The record in which the measure is carried out; a new row of the person there does the measure. */
  doneBy?: string;
  /** The need is met with that row alone. */
  closes?: true;
  judge(facts: Facts, today: Day, terms: Terms): Proposed | undefined;
};

const YEAR_DAYS = 365;
const OLD_AGE = 60;
const LAW = '《退役军人保障法》';

const words = (list: Parameters<typeof labelOf>[0], codes: readonly string[]) => codes.map((code) => labelOf(list, code)).join('、');
const within = (day: Day | null, days: number, today: Day) => day !== null && day >= addDays(today, -days);
const served = (facts: Facts) => facts.roles.some((role) => VETERAN_ROLES.includes(role));

/** 返乡必访: reported home within a year and not visited since. Reported 2024-01-10: due 2024-02-09. */
const returnVisit: Rule = {
  key: 'returnVisit', title: '返乡必访', kind: 'other', need: '退役返乡后的走访联系', action: '走访一次，了解就业、安置和生活情况', dueDays: 7, basis: '尊崇工作法“六必访”之退役返乡必访（时限为建议值，待核实）', doneBy: 'care.visit', closes: true,
  judge: ({ reportedOn, lastVisitedOn }, today, { returnDays }) => {
    if (!reportedOn || reportedOn > today || !within(reportedOn, YEAR_DAYS, today) || (lastVisitedOn && lastVisitedOn >= reportedOn)) return undefined;
    const due = addDays(reportedOn, returnDays);
    const late = daysBetween(due, today);
    return { reason: `${reportedOn} 报到后还没有走访记录，应在 ${due} 前走访${late > 0 ? `，已过 ${late} 天` : ''}`, facts: [reportedOn] };
  },
};

/** 推荐岗位: 未就业, says what work is wanted, and no post pushed within 90 days. */
const recommendJob: Rule = {
  key: 'recommendJob', title: '推荐岗位', kind: 'job', need: '希望就业', action: '按意向推荐岗位，登记就业意向', dueDays: 30, basis: `${LAW}第三十九条（就业推荐、职业指导）`, doneBy: 'employment.intent',
  judge: ({ profile, livelihood, lastPushedOn }, today, { recentDays }) => {
    if (profile?.status !== 'unemployed') return undefined;
    const demand = livelihood.demands.includes('work');
    if ((profile.wishes.length === 0 && !demand) || within(lastPushedOn, recentDays, today)) return undefined;
    const wish = profile.wishes.length > 0 ? `意向为${profile.wishes.join('、')}` : '主要诉求有创业就业';
    return { reason: `未就业，${wish}，${lastPushedOn ? `上次推送岗位是 ${lastPushedOn}` : '还没有推送过岗位'}`, facts: [profile.status, profile.wishes, demand, lastPushedOn] };
  },
};

/** 零就业家庭援助. */
const zeroEmployed: Rule = {
  key: 'zeroEmployed', title: '零就业家庭援助', kind: 'job', need: '家庭无人就业，需要就业援助', action: '优先推荐公益性岗位，登记一对一服务', dueDays: 15, basis: '《退役军人安置条例》第六十七条（就业援助、公益性岗位）', doneBy: 'employment.service',
  judge: ({ profile, lastServedOn }, today, { recentDays }) => (profile?.zeroEmployed && !within(lastServedOn, recentDays, today)
    ? { reason: `就业台账记为零就业家庭（${profile.confirmedOn} 确认），${lastServedOn ? `上次一对一服务是 ${lastServedOn}` : '还没有一对一服务记录'}`, facts: [true, lastServedOn] } : undefined),
};

/** 推荐培训: wishes training (other than business and mental) and has not signed in to one within a year. */
const recommendTraining: Rule = {
  key: 'recommendTraining', title: '推荐培训', kind: 'education', need: '希望参加培训', action: '按意愿推荐培训期次并报名', dueDays: 60, basis: `${LAW}第三十六条（职业技能培训）`, doneBy: 'training.attendance',
  judge: ({ profile, lastTrainedOn }, today, { trainedDays }) => {
    const wishes = (profile?.trainingWishes ?? []).filter((one) => one !== 'business' && one !== 'mental');
    if (wishes.length === 0 || within(lastTrainedOn, trainedDays, today)) return undefined;
    return { reason: `培训意愿：${words(TrainingWish, wishes)}；${lastTrainedOn ? `上次参训是 ${lastTrainedOn}` : '还没有参训记录'}`, facts: [wishes, lastTrainedOn] };
  },
};

/** 创业扶持: wishes 创业培训 or is 自主创业 without a business on the ledger. */
const business: Rule = {
  key: 'business', title: '创业扶持', kind: 'business', need: '希望创业', action: '介绍创业培训、担保贷款和场地政策，登记一对一服务', dueDays: 30, basis: `${LAW}第四十六条（创业担保贷款、税收优惠）`, doneBy: 'employment.service',
  judge: ({ profile, hasBusiness, lastServedOn }, today, { recentDays }) => (profile?.trainingWishes.includes('business') && !hasBusiness && !within(lastServedOn, recentDays, today)
    ? { reason: `培训意愿有创业培训，创业台账中还没有记录，${lastServedOn ? `上次一对一服务是 ${lastServedOn}` : '还没有一对一服务记录'}`, facts: ['business', lastServedOn] } : undefined),
};

/** 心理服务: the person asked for 心理调适 themselves. */
const counselling: Rule = {
  key: 'counselling', title: '心理服务', kind: 'psychology', need: '希望得到心理调适服务', action: '联系心理服务，回访一次', dueDays: 15, basis: '本人在就业台账中选择的培训意愿', doneBy: 'care.visit',
  judge: ({ profile, lastVisitedOn }) => (profile?.trainingWishes.includes('mental') && !(lastVisitedOn && lastVisitedOn >= profile.confirmedOn)
    ? { reason: `本人 ${profile.confirmedOn} 表示希望参加心理调适`, facts: [profile.confirmedOn] } : undefined),
};

/** 就业情况复核: last confirmed more than a year ago. */
const profileReview: Rule = {
  key: 'profileReview', title: '就业情况到期核实', kind: 'job', need: '就业情况需要核实', action: '向本人核实就业情况，更新就业台账', dueDays: 30, basis: '就业台账每年至少核实一次（待核实）', doneBy: 'employment.profile', closes: true,
  judge: ({ profile }, today, { confirmedDays }) => (profile && !['retired', 'unable'].includes(profile.status) && !within(profile.confirmedOn, confirmedDays, today)
    ? { reason: `就业情况上次确认是 ${profile.confirmedOn}，已满${confirmedDays === YEAR_DAYS ? '一年' : ` ${confirmedDays} 天`}`, facts: [profile.confirmedOn] } : undefined),
};

/** 农村籍60周岁认定: 60, rural, no other benefit, not shown ineligible by the rule of recognition, no case running. Born 1963-11-27: from 2023-11-27. */
const rural60: Rule = {
  key: 'rural60', title: '帮助申请农村籍退役士兵认定', kind: 'living', need: '符合年龄，尚未认定老年农村籍退役士兵', action: '帮助准备材料，登记身份认定申请', dueDays: 30, basis: '《军人抚恤优待条例》第六十二条', doneBy: 'recognition.case',
  judge: (facts, today) => {
    const { birthOn, hukouKind } = facts.recognition;
    if (!birthOn || ageOn(birthOn, today) < OLD_AGE || hukouKind !== 'rural' || !served(facts) || facts.openCases.includes('rural60')) return undefined;
    const found = eligibilityOf(facts.recognition, { kind: 'rural60', role: 'rural60', appliedOn: today, today, part: facts.part });
    if (found.verdict === 'fails') return undefined;
    return { reason: `${ageOn(birthOn, today)} 周岁，农村户籍，没有认定申请；按登记内容${found.words}`, facts: [birthOn, hukouKind, found.verdict, found.findings.filter((one) => one.outcome === 'unknown').map((one) => one.words)] };
  },
};

/** 申请困难帮扶: a difficulty noted and no relief applied for or paid this year. */
const hardship: Rule = {
  key: 'hardship', title: '申请困难帮扶', kind: 'living', need: '生活有困难', action: '帮助申请困难帮扶', dueDays: 30, basis: `${LAW}第五十五条；退役军人部发〔2019〕62号`, doneBy: 'relief.payment',
  judge: ({ livelihood, lastReliefOn }, today) => {
    const difficulties = livelihood.difficulties.filter((one) => one !== 'none' && one !== 'schooling');
    const help = livelihood.demands.includes('help');
    if ((difficulties.length === 0 && !help) || (lastReliefOn && yearOf(lastReliefOn) === yearOf(today))) return undefined;
    const said = difficulties.length > 0 ? `主要困难：${words(Difficulty, difficulties)}` : '主要诉求有帮扶援助';
    return { reason: `${said}；${lastReliefOn ? `上次帮扶是 ${lastReliefOn}，今年还没有` : '还没有帮扶记录'}`, facts: [difficulties, help, lastReliefOn] };
  },
};

/** 助学: difficulty 因学. */
const schooling: Rule = {
  key: 'schooling', title: '协助申请助学', kind: 'education', need: '因学有困难', action: '协助联系教育资助', dueDays: 60, basis: '《退役军人保障法》第五十五条（帮扶援助）',
  judge: ({ livelihood }) => (livelihood.difficulties.includes('schooling') ? { reason: '主要困难登记有因学', facts: ['schooling'] } : undefined),
};

/** 住房: 危房 by the livelihood section. */
const housing: Rule = {
  key: 'housing', title: '协助危房改造', kind: 'housing', need: '住房需要改造', action: '与住建部门联系危房改造', dueDays: 60, basis: '《军人抚恤优待条例》第五十一条（住房优待）',
  judge: ({ livelihood }) => (livelihood.housing === '2' || livelihood.housing === '3' ? { reason: `房屋状况登记为${labelOf(Housing, livelihood.housing)}`, facts: [livelihood.housing] } : undefined),
};

/** 医保: 未参保. */
const medicalInsurance: Rule = {
  key: 'medicalInsurance', title: '帮助参加医疗保险', kind: 'medical', need: '没有参加医疗保险', action: '帮助办理医疗保险参保，更新生活状况', dueDays: 30, basis: `${LAW}第五十条（社会保险）`,
  judge: ({ livelihood }) => (livelihood.medicalInsurance === 'none' ? { reason: '医疗保险登记为未参保', facts: ['none'] } : undefined),
};

/** 养老: 未参保, below 60. */
const pension: Rule = {
  key: 'pension', title: '帮助参加养老保险', kind: 'living', need: '没有参加养老保险', action: '帮助办理养老保险参保，更新生活状况', dueDays: 60, basis: `${LAW}第五十条（社会保险）`,
  judge: ({ livelihood, recognition: { birthOn } }, today) => (livelihood.pension === 'none' && !(birthOn && ageOn(birthOn, today) >= OLD_AGE) ? { reason: '养老保险登记为未参保', facts: ['none'] } : undefined),
};

/** 孤老: asked about 集中供养. */
const alone: Rule = {
  key: 'alone', title: '孤老供养意愿', kind: 'living', need: '孤老，需要了解供养意愿', action: '走访了解集中供养、照料意愿', dueDays: 15, basis: `${LAW}第五十四条（集中供养）`, doneBy: 'care.visit',
  judge: ({ livelihood, lastVisitedOn }, today, { recentDays }) => (livelihood.alone === 'elder' && !within(lastVisitedOn, recentDays, today)
    ? { reason: `生活状况登记为孤老，${lastVisitedOn ? `上次走访是 ${lastVisitedOn}` : '还没有走访记录'}`, facts: ['elder', lastVisitedOn] } : undefined),
};

const OTHER_DEMANDS = ['settlement', 'benefit', 'honour', 'retired', 'party', 'advice', 'other'];
/** 回应诉求: demands that no other rule answers. */
const demand: Rule = {
  key: 'demand', title: '回应主要诉求', kind: 'other', need: '有登记的主要诉求', action: '联系本人，说明政策和办理途径', dueDays: 15, basis: '全国退役军人信息采集表“主要诉求”栏', doneBy: 'care.visit',
  judge: ({ livelihood }) => {
    const demands = livelihood.demands.filter((one) => OTHER_DEMANDS.includes(one));
    return demands.length > 0 ? { reason: `主要诉求：${words(Demand, demands)}`, facts: [demands] } : undefined;
  },
};

/** 联系卡: somebody of a category without a valid one of their own or the household's; a file without a category is first completed. */
const contactCard: Rule = {
  key: 'contactCard', title: '发联系卡', kind: 'other', need: '还没有联系卡', action: '发一张联系卡', dueDays: 30, basis: `${LAW}第八条（建档立卡）`, doneBy: 'cards.contact_card', closes: true,
  judge: ({ hasContactCard, roles }) => (hasContactCard || roles.length === 0 ? undefined : { reason: '本人和全户都没有有效联系卡', facts: [false] }),
};

/** 优待证: a veteran or 优抚 person without one, valid or on its way. */
const preferentialCard: Rule = {
  key: 'preferentialCard', title: '帮助申领优待证', kind: 'other', need: '还没有优待证', action: '帮助申领优待证', dueDays: 30, basis: `${LAW}第十五条；《退役军人、其他优抚对象优待证管理办法（试行）》`, doneBy: 'cards.preferential_card', closes: true,
  judge: (facts) => (!facts.card && (served(facts) || facts.roles.some((role) => BENEFIT_ROLES.includes(role))) ? { reason: '优待证台账中没有申领中或有效的优待证', facts: [false] } : undefined),
};

/** 优待证换发: the valid one ends within 90 days. Ends 2024-06-30: from 2024-04-01. */
const cardRenewal: Rule = {
  key: 'cardRenewal', title: '优待证到期换发', kind: 'other', need: '优待证将到期', action: '帮助换发优待证', dueDays: 30, basis: '《退役军人、其他优抚对象优待证管理办法（试行）》（待核实）', doneBy: 'cards.preferential_card', closes: true,
  judge: ({ card }, today, { renewDays }) => (card?.state === 'issued' && card.expiresOn && card.expiresOn <= addDays(today, renewDays)
    ? { reason: `优待证有效期至 ${card.expiresOn}`, facts: [card.expiresOn] } : undefined),
};

/** Every rule, in the order in which proposals are shown. */
export const RULES: readonly Rule[] = [returnVisit, recommendJob, zeroEmployed, recommendTraining, business, counselling, profileReview, rural60, hardship, schooling, housing, medicalInsurance, pension, alone, demand, contactCard, preferentialCard, cardRenewal];

/** The rule of a key; undefined for one that this version does not have. */
export function ruleOf(key: string): Rule | undefined {
  return RULES.find((one) => one.key === key);
}

/** What the rules propose for one person on a day; nothing for somebody who died, moved out or was struck off. */
export function proposalsFor(facts: Facts, today: Day, terms: Terms = STANDARD_TERMS): { rule: Rule; proposed: Proposed }[] {
  if (facts.state !== 'registered' && facts.state !== 'unverified') return [];
  return RULES.flatMap((rule) => {
    const proposed = rule.judge(facts, today, terms);
    return proposed ? [{ rule, proposed }] : [];
  });
}
