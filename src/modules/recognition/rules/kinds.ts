import type { Kind } from '../schema/codes.ts';

/** Who decides in the end. */
export type Final = 'county' | 'city' | 'province';
/** A level of review that a kind goes through before the county decides. */
export type Review = 'village' | 'township' | 'check' | 'medical';

/** 认定种类 as declared: what roles it gives, by what law, through whose hands, on what papers, and why it may be refused. */
export type KindDeclaration = {
  /** Codes of RoleCode it may give; with several, the application says which. */
  roles: readonly string[];
  basis: string;
  reviews: readonly Review[];
  final: Final;
  /** 公示 in days; 0 where the kind is not published. */
  noticeDays: number;
  /** 公示 speaks of the kind in these words: never of illness, of the nature of a disability or of 参试. */
  publicCategory: string;
  papers: readonly string[];
  /** Codes of RefusalReason. */
  reasons: readonly string[];
  /** Where the flow and its days come from. */
  source: string;
};

const ID = '身份证';
const HUKOU = '户口簿';
const DISCHARGE = '退役证件';
const FORM = '个人申请';
const EVERY_REVIEW = ['village', 'township', 'check'] as const;
const UNSEEN = '未找到公开办法，流程与时限为建议值';

/**
 * 认定种类表. Flows and papers follow the published procedures named in `source`; every number of days is a default that the county changes
 * by a 办理规则 and is shown as 待核实. Reading: docs/rulings/0007-recognition-course.md.
 */
export const KINDS: Readonly<Record<Kind, KindDeclaration>> = {
  rural60: {
    roles: ['rural60'], basis: '《军人抚恤优待条例》第六十二条', reviews: EVERY_REVIEW, final: 'city', noticeDays: 7, publicCategory: '生活补助',
    papers: [FORM, ID, HUKOU, DISCHARGE], reasons: ['notRural', 'age', 'serviceTime', 'otherBenefit', 'employeePension', 'noDischargePapers', 'other'], source: '宿豫：村初审、乡复核、县审定、公示、市批；宁化：材料',
  },
  illReturned: {
    roles: ['ill_returned'], basis: '《军人抚恤优待条例》第六十二条；民发〔2009〕166号', reviews: ['village', 'township', 'check', 'medical'], final: 'city', noticeDays: 15, publicCategory: '生活补助',
    papers: [FORM, ID, DISCHARGE, '军队医院证明或原始病历', '困难证明'], reasons: ['outsideScope', 'noHospitalProof', 'notListedIllness', 'livelihood', 'other'], source: '安徽蚌山：公示15天（他处7天）',
  },
  disabilityFirst: {
    roles: ['disabled', 'disabled_other'], basis: '《军人抚恤优待条例》第二十七条至第二十九条', reviews: ['village', 'township', 'check', 'medical'], final: 'province', noticeDays: 7, publicCategory: '抚恤待遇',
    papers: [FORM, ID, '服役期间原始档案', '服役期间原始病历', '医学鉴定材料（如有）'], reasons: ['notWarOrDuty', 'outsideRating', 'belowGrade', 'other'], source: '旧省规县40、市20、省40个工作日，已失效，仅供参考',
  },
  disabilityAdjust: {
    roles: ['disabled', 'disabled_other'], basis: '《军人抚恤优待条例》第二十九条', reviews: ['village', 'township', 'check', 'medical'], final: 'province', noticeDays: 7, publicCategory: '抚恤待遇',
    papers: [FORM, ID, '残疾证件', '残情变化病历'], reasons: ['belowGrade', 'tooSoon', 'outsideRating', 'other'], source: '旧省规县40、市20、省40个工作日，已失效，仅供参考',
  },
  disabilityTransfer: {
    roles: ['disabled'], basis: '《军人抚恤优待条例》第三十条', reviews: ['check'], final: 'county', noticeDays: 0, publicCategory: '抚恤待遇',
    papers: [FORM, ID, DISCHARGE, '残疾军人证', '残疾关系转移材料'], reasons: ['noProof', 'outsideScope', 'other'], source: UNSEEN,
  },
  bereaved: {
    roles: ['kin_martyr', 'kin_duty', 'kin_illness'], basis: '《军人抚恤优待条例》第十九条', reviews: EVERY_REVIEW, final: 'county', noticeDays: 7, publicCategory: '定期抚恤',
    papers: [FORM, ID, HUKOU, '烈士证明书或牺牲病故证明', '收入或就学证明（如有）'], reasons: ['notKin', 'livelihood', 'noProof', 'other'], source: UNSEEN,
  },
  combat: {
    roles: ['combat'], basis: '《退役军人保障法》第八十三条', reviews: ['check'], final: 'province', noticeDays: 0, publicCategory: '生活补助',
    papers: [FORM, ID, '个人档案', DISCHARGE], reasons: ['noFileRecord', 'noProof', 'hasEmployer', 'livelihood', 'other'], source: '县审核后报省核定',
  },
  nuclearTest: {
    roles: ['nuclear_test'], basis: '《军人抚恤优待条例》第六十一条', reviews: ['check'], final: 'province', noticeDays: 0, publicCategory: '生活补助',
    papers: [FORM, ID, '个人档案', DISCHARGE], reasons: ['noFileRecord', 'noProof', 'hasEmployer', 'livelihood', 'other'], source: '县审核后报省核定；核查名单不进入本系统',
  },
  demobilisedOld: {
    roles: ['demobilised_old'], basis: '《军人抚恤优待条例》第六十二条', reviews: EVERY_REVIEW, final: 'county', noticeDays: 7, publicCategory: '生活补助',
    papers: [FORM, ID, '复员证件或个人档案'], reasons: ['noDischargePapers', 'other'], source: UNSEEN,
  },
  martyrChild: {
    roles: ['martyr_child_60'], basis: '《军人抚恤优待条例》第六十二条', reviews: EVERY_REVIEW, final: 'county', noticeDays: 7, publicCategory: '生活补助',
    papers: [FORM, ID, HUKOU, '烈士证明书', '与烈士关系证明'], reasons: ['notKin', 'age', 'hasEmployer', 'noProof', 'other'], source: UNSEEN,
  },
};

/** Days that a step may take, by the state in which the case waits; calendar days, proposals of ours where no valid rule was found. */
export const DEFAULT_DAYS = { villageDays: 10, townshipDays: 10, countyDays: 20, medicalDays: 30, cityDays: 20, provinceDays: 40, supplementDays: 30 } as const;

/** The kinds that rate a disability: their approval says grade and nature. */
export const RATING_KINDS: readonly Kind[] = ['disabilityFirst', 'disabilityAdjust'];

/** The kinds whose approval from above is the 上级核实 that the file asks for, 依据《退役军人保障法》第八十三条 and 《军人抚恤优待条例》第六十一条: its day and document are written there. */
export const VERIFYING_KINDS: readonly Kind[] = ['combat', 'nuclearTest'];
