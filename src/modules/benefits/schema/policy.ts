import { codeList } from '#base/pure/codes.ts';
import { field, record } from '#base/pure/record.ts';
import { KindCode } from '#modules/recognition/schema/codes.ts';
import { Person } from '#modules/registry/schema.ts';
import { BenefitCategory, PaymentProgramme } from '../schema.ts';

/** 清单 of 政策找人: what is to be done for a person in a programme. */
export const ProspectList = codeList('清单', { owed: '应享未享', over: '享受而不再符合', soon: '60日内将符合', missing: '缺事实' });
/** A code of `ProspectList`. */
export type ListName = 'owed' | 'over' | 'soon' | 'missing';

/** 办理: the one act that an entry leads to. */
export const ProspectAct = codeList('怎么办', { recognise: '登记认定申请', grant: '登记待遇', move: '登记待遇变动', recipient: '修改待遇台账', section: '补充档案', conscript: '办理优待金', conscriptHome: '登记义务兵家庭', oneOff: '登记一次性给付' });
/** A code of `ProspectAct`. */
export type ProspectActName = 'recognise' | 'grant' | 'move' | 'recipient' | 'section' | 'conscript' | 'conscriptHome' | 'oneOff';

/** 缺少的事实: what a township gathers so that an answer can be given. */
export const MissingFact = codeList('缺少的事实', {
  birthOn: '出生日期', enlistedOn: '入伍时间', dischargedOn: '退役时间', rank: '退役时军衔', hukouKind: '户籍类别', hukouBefore: '入伍前户籍', ruralProof: '退役时落户农村的证明', pension: '养老保险情况',
  combatKinds: '参战记载', nuclearKind: '参试记载', verifiedOn: '上级核实日期和文号', relation: '与牺牲病故者的关系', deathKind: '牺牲病故性质', grade: '残疾等级和性质', careMode: '供养方式', mental: '是否精神障碍',
  variant: '优抚细类', from: '批准享受的起始月份', diedOn: '去世日期', deathCause: '去世原因',
  settlement: '安置方式', education: '文化程度', region: '服役地区类别', conscriptHome: '义务兵家庭（领取人、批准入伍地）', deathPaper: '烈士评定或牺牲病故通知',
});
/** A code of `MissingFact`. */
export type FactName =
  | 'birthOn' | 'enlistedOn' | 'dischargedOn' | 'rank' | 'hukouKind' | 'hukouBefore' | 'ruralProof' | 'pension' | 'combatKinds' | 'nuclearKind' | 'verifiedOn' | 'relation' | 'deathKind' | 'grade' | 'careMode' | 'mental'
  | 'variant' | 'from' | 'diedOn' | 'deathCause' | 'settlement' | 'education' | 'region' | 'conscriptHome' | 'deathPaper';

/** 处理情况 of an entry. */
export const ProspectState = codeList('处理情况', { open: '待办', aside: '已搁置' });
/** 搁置原因: why an entry need not be acted on now. */
export const AsideReason = codeList('搁置原因', { papers: '已知，等材料', declined: '本人不申请', continuing: '核实后仍应继续享受', checking: '正在核实', other: '其他' });

const LAW = '《军人抚恤优待条例》第八条';

/** 政策找人: a person and a programme in one of four lists; made, changed and ended by the product alone, put aside by a clerk. */
export const Prospect = record({
  name: 'benefits.prospect', path: '/benefits/prospects', label: '政策找人事项', ledger: '政策找人清单', title: 'personId',
  list: ['personId', 'programme', 'list', 'reason', 'facts', 'dueOn', 'foundOn', 'state'], filters: ['list', 'state', 'programme', 'facts', 'category', 'dueOn', 'foundOn', 'personId'], search: ['personId'],
  sort: 'divisionCode', identity: ['personId', 'programme'], reach: 'division', personal: true, placedBy: 'personId',
  fields: {
    personId: field.reference('服务对象', () => Person, { required: true, basis: LAW, section: '事项' }),
    programme: field.code('项目', PaymentProgramme, { required: true, section: '事项' }),
    list: field.code('清单', ProspectList, { required: true, section: '事项' }),
    category: field.code('身份', BenefitCategory, { section: '事项' }),
    reason: field.text('缘由', { required: true, max: 400, section: '事项' }),
    basis: field.text('依据', { max: 120, section: '事项' }),
    facts: field.codes('缺少的事实', MissingFact, { section: '事项' }),
    dueOn: field.partialDay('将符合的月份', { section: '事项' }),
    act: field.code('怎么办', ProspectAct, { required: true, section: '办理' }),
    kind: field.code('认定种类', KindCode, { section: '办理' }),
    recipientId: field.text('所在待遇', { max: 60, technical: true, section: '办理' }),
    foundOn: field.day('列出日期', { required: true, section: '处理' }),
    state: field.code('处理情况', ProspectState, { required: true, section: '处理' }),
    asideReason: field.code('搁置原因', AsideReason, { section: '处理' }),
    asideNote: field.text('搁置说明', { max: 200, section: '处理' }),
    asideUntil: field.day('搁置到', { section: '处理' }),
    asideBy: field.text('搁置人', { max: 60, section: '处理' }),
    asideOn: field.day('搁置日期', { section: '处理' }),
  },
});
