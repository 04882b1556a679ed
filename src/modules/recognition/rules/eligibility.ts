import { labelOf } from '#base/pure/codes.ts';
import { addDays, ageOn, type Day } from '#base/pure/day.ts';
import type { PartYear } from '#modules/registry/rules.ts';
import { reachesAgeOn, serviceOf } from '#modules/registry/rules/ages.ts';
import { BENEFIT_ROLES, HukouKind, PersonState, Rank, RoleCode } from '#modules/registry/schema/codes.ts';
import { BereavedRelation, DeathKind, Pension } from '#modules/registry/schema/sectionCodes.ts';
import type { Kind } from '../schema/codes.ts';

/** What the register knows of a person, as far as recognition asks; partial days as they are kept. */
export type Facts = {
  state: string; birthOn: Day | null; enlistedOn: string | null; dischargedOn: string | null; rank: string | null; hukouKind: string | null; hukouBefore: string | null; roles: readonly string[];
  combatRecorded: boolean; testRecorded: boolean; verifiedOn: Day | null; verifiedDocument: string | null;
  graded: boolean; ratedOn: string | null; relation: string | null; deathKind: string | null; pension: string | null;
};
/** One condition and what the register says of it; `papers`: only the papers can show it. */
export type Finding = { outcome: 'meets' | 'fails' | 'unknown' | 'papers'; words: string };
/** The rule's answer: 符合, 不符合 or 无法判断, with one finding a condition. */
export type Eligibility = { verdict: 'meets' | 'fails' | 'unknown'; words: string; findings: Finding[] };
/** What is asked: which kind and role, on which day the application was made, on which day it is answered, and how the county counts part years. */
export type Asked = { kind: Kind; role: string; appliedOn: Day; today: Day; part: PartYear };

const meets = (words: string): Finding => ({ outcome: 'meets', words });
const fails = (words: string): Finding => ({ outcome: 'fails', words });
const unknown = (words: string): Finding => ({ outcome: 'unknown', words });
const byPapers = (words: string): Finding => ({ outcome: 'papers', words });

/** First day of 农村籍 enlistment (义务兵役制 began), 依据《军人抚恤优待条例》第六十二条. */
export const RURAL_FROM = '1954-11-01';
/** Enlistment before this day counts (《退役士兵安置条例》 came into force). */
export const RURAL_BEFORE = '2011-11-01';
/** Days after discharge within which a disabled veteran's papers move to the county, 依据《军人抚恤优待条例》第三十条. */
export const TRANSFER_DAYS = 60;
const OLD_AGE = 60;
const ADULT_AGE = 18;

/**
 * Whether a person meets the conditions of a kind as far as the register can tell. Reading: docs/rulings/0008-recognition-conditions.md.
 * Born 1963-11-27, rural, enlisted 1986-11, discharged 1992-01 (5年2个月，计6年), no other benefit, resident's pension: 农村籍60 符合 on 2024-01-15.
 */
export function eligibilityOf(facts: Facts, asked: Asked): Eligibility {
  const findings = [...standing(facts, asked), ...BY_KIND[asked.kind](facts, asked)];
  const failed = findings.filter((one) => one.outcome === 'fails');
  const missing = findings.filter((one) => one.outcome === 'unknown');
  const papers = findings.some((one) => one.outcome === 'papers') ? '（另有条件须凭材料核定）' : '';
  if (failed.length > 0) return { verdict: 'fails', words: `不符合，因为${failed.map((one) => one.words).join('；')}`, findings };
  if (missing.length > 0) return { verdict: 'unknown', words: `无法判断，缺少${missing.map((one) => one.words).join('；')}`, findings };
  return { verdict: 'meets', words: `符合${papers}`, findings };
}

/** Service in words, by the county's counting: 1986-11 to 1992-01 with `full`: 5年2个月，计6年. Undefined where a day is missing. */
export function serviceWords(facts: Pick<Facts, 'enlistedOn' | 'dischargedOn'>, part: PartYear): string | undefined {
  const { served, years } = serviceOf(facts.enlistedOn, facts.dischargedOn, part);
  return years === null ? undefined : served ? `${served}，计${years}年` : `计${years}年`;
}

/** What holds for every kind: a file in force, and not the same identity already (an adjustment needs it). */
function standing(facts: Facts, { kind, role }: Asked): Finding[] {
  const found: Finding[] = [];
  if (facts.state !== 'registered' && facts.state !== 'unverified') found.push(fails(`档案状态为“${labelOf(PersonState, facts.state)}”`));
  if (kind !== 'disabilityAdjust' && facts.roles.includes(role)) found.push(fails(`已有“${labelOf(RoleCode, role)}”身份`));
  return found;
}

const BY_KIND: Readonly<Record<Kind, (facts: Facts, asked: Asked) => Finding[]>> = {
  rural60: (facts, asked) => [aged(facts, asked), ruralEnlistment(facts), ruralHukou(facts), soldier(facts, false), otherBenefit(facts, asked.role), employeePension(facts), service(facts, asked)],
  illReturned: (facts) => [soldier(facts, true), discharged(facts), byPapers('规定的慢性病（凭军队医院证明或原始病历）'), byPapers('生活困难（凭困难证明）')],
  disabilityFirst: (facts) => [facts.graded ? fails('已评定残疾等级，应办理等级调整') : meets('未评定残疾等级'), byPapers('服役期间因战因公（因病）致残（凭原始档案、原始病历）')],
  disabilityAdjust: (facts, asked) => [facts.graded ? meets('已评定残疾等级') : unknown('现有残疾等级'), yearSince(facts, asked), byPapers('残情变化（凭医学鉴定）')],
  disabilityTransfer: (facts, asked) => [facts.graded ? meets('已登记残疾等级') : unknown('残疾等级'), withinTransfer(facts, asked)],
  bereaved: (facts, asked) => [bereavedFor(facts, asked), kinCondition(facts, asked)],
  combat: (facts) => [facts.combatRecorded ? meets('档案记有参战情况') : unknown('参战记载'), verified(facts)],
  nuclearTest: (facts) => [facts.testRecorded ? meets('档案已登记') : unknown('档案记载'), verified(facts)],
  demobilisedOld: (facts) => [oldEnlistment(facts), discharged(facts)],
  martyrChild: (facts, asked) => [aged(facts, asked), martyrsChild(facts), byPapers('无工作单位，建立定期抚恤制度时已满18周岁')],
};

function aged({ birthOn }: Facts, { today }: Asked): Finding {
  if (!birthOn) return unknown('出生日期');
  const age = ageOn(birthOn, today);
  return reachesAgeOn(birthOn, OLD_AGE) <= today ? meets(`已满60周岁（${age}周岁）`) : fails(`未满60周岁（${age}周岁，${reachesAgeOn(birthOn, OLD_AGE)} 满）`);
}

/** The first and the last day that a partial day may mean: 1954 is 1954-01-01 to 1954-12-31. */
function spanOf(partial: string): { first: Day; last: Day } {
  if (partial.length === 10) return { first: partial, last: partial };
  if (partial.length === 4) return { first: `${partial}-01-01`, last: `${partial}-12-31` };
  const [year, month] = [Number(partial.slice(0, 4)), Number(partial.slice(5, 7))];
  const next = month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
  return { first: `${partial}-01`, last: addDays(next, -1) };
}

function ruralEnlistment({ enlistedOn }: Facts): Finding {
  if (!enlistedOn) return unknown('入伍时间');
  const { first, last } = spanOf(enlistedOn);
  if (first >= RURAL_FROM && last < RURAL_BEFORE) return meets(`入伍时间 ${enlistedOn} 在1954年11月1日至2011年10月31日之间`);
  if (last < RURAL_FROM || first >= RURAL_BEFORE) return fails(`入伍时间 ${enlistedOn} 不在1954年11月1日至2011年10月31日之间`);
  return unknown(`入伍的确切日期（现为 ${enlistedOn}）`);
}

/** 在乡复员军人: enlisted up to 1954-10-31, 依据《军人抚恤优待条例》第六十二条. */
function oldEnlistment({ enlistedOn }: Facts): Finding {
  if (!enlistedOn) return unknown('入伍时间');
  const { first, last } = spanOf(enlistedOn);
  if (last < RURAL_FROM) return meets(`入伍时间 ${enlistedOn} 在1954年10月31日以前`);
  return first >= RURAL_FROM ? fails(`入伍时间 ${enlistedOn} 晚于1954年10月31日`) : unknown(`入伍的确切日期（现为 ${enlistedOn}）`);
}

function ruralHukou({ hukouKind, hukouBefore }: Facts): Finding {
  if (hukouKind === 'rural') return meets('现为农村户籍');
  if (hukouBefore === 'rural') return unknown('退役时落户农村的证明（入伍前农村户籍，现非农村户籍）');
  if (hukouKind && hukouBefore) return fails(`户籍为${labelOf(HukouKind, hukouKind)}，入伍前也非农村户籍`);
  return unknown(hukouKind ? '入伍前户籍类别' : '户籍类别');
}

/** A soldier, not an officer; `junior`: 义务兵 or 初级士官 only. */
function soldier({ rank }: Facts, junior: boolean): Finding {
  if (!rank) return junior ? unknown('退役时军衔') : byPapers('以士兵身份退役（凭退役证件）');
  if (rank.startsWith('officer') || rank === 'civil') return fails(`退役时为${labelOf(Rank, rank)}，不是士兵`);
  if (rank === 'other') return unknown('退役时的具体军衔');
  if (junior && !['private', 'nco_junior'].includes(rank)) return fails(`退役时为${labelOf(Rank, rank)}，仅义务兵和初级士官可以申请`);
  return meets(`退役时为${labelOf(Rank, rank)}`);
}

/** 农村籍 excludes people with another regular state benefit: any other 优抚 identity counts, but not 义务兵家庭 and the like. */
function otherBenefit({ roles }: Facts, role: string): Finding {
  const other = roles.filter((one) => one !== role && BENEFIT_ROLES.includes(one));
  return other.length > 0 ? fails(`已有“${other.map((one) => labelOf(RoleCode, one)).join('、')}”身份，定期补助不重复享受`) : meets('没有其他定期抚恤补助身份');
}

function employeePension({ pension }: Facts): Finding {
  if (!pension) return unknown('养老保险情况');
  if (pension === 'employee' || pension === 'office') return fails(`参加${labelOf(Pension, pension)}，按月领取职工养老待遇的不享受`);
  return pension === 'flexible' ? unknown('是否领取职工养老金（灵活就业参保）') : meets(`养老保险为${labelOf(Pension, pension)}`);
}

function service(facts: Facts, { part }: Asked): Finding {
  const words = serviceWords(facts, part);
  return words ? meets(`服役${words}`) : unknown('入伍或退役时间，不能计算服役年限');
}

function discharged({ dischargedOn }: Facts): Finding {
  return dischargedOn ? meets(`已于 ${dischargedOn} 退役`) : unknown('退役时间');
}

/** 调整: a year after the last rating, 依据《军人抚恤优待条例》第二十九条. Rated 2023-05-10: from 2024-05-10. */
function yearSince({ ratedOn }: Facts, { appliedOn }: Asked): Finding {
  if (!ratedOn) return unknown('上次评残时间');
  const { first, last } = spanOf(ratedOn);
  if (reachesAgeOn(last, 1) <= appliedOn) return meets(`距上次评定（${ratedOn}）已满一年`);
  return reachesAgeOn(first, 1) > appliedOn ? fails(`距上次评定（${ratedOn}）不满一年`) : unknown(`上次评残的确切日期（现为 ${ratedOn}）`);
}

/** 关系迁入: within 60 days of discharge. Discharged 2023-12-01: up to 2024-01-30. */
function withinTransfer({ dischargedOn }: Facts, { appliedOn }: Asked): Finding {
  if (!dischargedOn) return unknown('退役时间');
  const { first, last } = spanOf(dischargedOn);
  if (appliedOn <= addDays(first, TRANSFER_DAYS)) return meets(`退役（${dischargedOn}）后60日内申请`);
  return appliedOn > addDays(last, TRANSFER_DAYS) ? fails(`退役（${dischargedOn}）已超过60日，须书面说明原因`) : unknown(`退役的确切日期（现为 ${dischargedOn}）`);
}

function verified({ verifiedOn, verifiedDocument }: Facts): Finding {
  return verifiedOn && verifiedDocument ? meets(`上级已于 ${verifiedOn} 核实（${verifiedDocument}）`) : unknown('上级核实日期和文号');
}

const DEATH_OF: Readonly<Record<string, string>> = { kin_martyr: 'martyr', kin_duty: 'duty', kin_illness: 'illness' };

function bereavedFor({ deathKind }: Facts, { role }: Asked): Finding {
  if (!deathKind) return unknown('遗属信息中的牺牲病故性质');
  return deathKind === DEATH_OF[role] ? meets(`遗属信息为${labelOf(DeathKind, deathKind)}`) : fails(`遗属信息为${labelOf(DeathKind, deathKind)}，与所申请的身份不同`);
}

/** RULE-03: minors by age; adults only by what their papers show, 依据《军人抚恤优待条例》第十九条. */
function kinCondition({ relation, birthOn }: Facts, { today }: Asked): Finding {
  if (!relation) return unknown('与牺牲病故者的关系');
  const word = labelOf(BereavedRelation, relation);
  if (relation === '1' || relation === '3') return byPapers(`${word}：无劳动能力、无固定收入，或收入低于当地平均水平`);
  if (!birthOn) return unknown('出生日期');
  if (reachesAgeOn(birthOn, ADULT_AGE) > today) return relation === '2' ? meets('子女未满18周岁') : byPapers('兄弟姐妹未满18周岁：须由牺牲病故者生前供养');
  return byPapers(relation === '2' ? '子女已满18周岁：因上学或残疾无固定收入' : '兄弟姐妹已满18周岁：因上学无固定收入且由牺牲病故者生前供养');
}

function martyrsChild({ relation, deathKind }: Facts): Finding {
  if (!relation || !deathKind) return unknown('遗属信息（与烈士的关系）');
  return relation === '2' && deathKind === 'martyr' ? meets('为烈士子女') : fails(`遗属信息为${labelOf(DeathKind, deathKind)}的${labelOf(BereavedRelation, relation)}`);
}
