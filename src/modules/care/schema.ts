import { z } from 'zod';
import { codeList } from '#base/pure/codes.ts';
import { field, type Problem, record, type Values } from '#base/pure/record.ts';
import { scanSecrets } from '#base/pure/secrets.ts';
import { Person } from '#modules/registry/schema.ts';
import { RoleCode } from '#modules/registry/schema/codes.ts';

/** 走访类型: the six visits of “六必访”, and what else counts as one. */
export const VisitKind = codeList('走访类型', {
  visitReturn: '退役返乡必访', visitMerit: '立功受奖必访', visitModel: '英模典型必访', visitFestival: '重要节日必访', visitHardship: '遇到困难必访', visitCrisis: '重大变故必访',
  contact: '常态化联系|日常联系|普遍联系', festival: '节日慰问|慰问', hardship: '困难帮扶|帮扶', merit: '送喜报', followUp: '回访',
});

/** 走访方式. */
export const VisitMode = codeList('走访方式', { home: '实地|入户|上门', phone: '电话|电话联系', station: '来站|到站' });

/** 满意情况. */
export const Satisfaction = codeList('满意情况', { satisfied: '满意', fair: '基本满意', dissatisfied: '不满意' });

/** 光荣牌类别, 依据国办发〔2018〕72号. */
export const PlaqueCategory = codeList('光荣牌类别', { martyr: '烈士家庭|烈士遗属家庭', duty: '因公牺牲军人家庭', illness: '病故军人家庭', serving: '现役军人家庭', veteran: '退役军人家庭' });

/** 光荣牌状态; 更换 keeps the plaque valid, 取消 ends it. */
export const PlaqueState = codeList('光荣牌状态', { hung: '悬挂', replaced: '更换', cancelled: '取消' });

/** 奖励等次. */
export const AwardKind = codeList('奖励等次', { honour: '荣誉称号', first: '一等功', second: '二等功', third: '三等功', commended: '嘉奖', fourHave: '“四有”优秀军人|四有优秀|四有优秀军官|四有优秀士兵', other: '其他' });

/** 送喜报状态. */
export const DeliveryState = codeList('送喜报状态', { registered: '待镇街领取', collected: '待镇街送达', delivered: '已送达' });

const isLater = (first: unknown, second: unknown) => typeof first === 'string' && typeof second === 'string' && first > second;

/** Refuses unit numbers and warns of other secret words and personal numbers in free text. */
function secretProblems(row: Values, names: readonly string[]): Problem[] {
  return names.flatMap((name) => {
    const found = scanSecrets(String(row[name] ?? ''));
    const worst = found.find((one) => one.kind === 'unitNumber') ?? found[0];
    return worst ? [{ field: name, message: `“${worst.match}”疑似涉密或个人敏感内容，请勿填写`, warning: worst.kind !== 'unitNumber' }] : [];
  });
}

/** 走访记录: one visit to one person; counted as 人次. */
export const Visit = record({
  name: 'care.visit', path: '/care/visits', label: '走访记录', ledger: '走访台账',
  title: 'personId', list: ['personId', 'kind', 'mode', 'visitedOn', 'visitors', 'categories', 'content', 'satisfaction', 'cash'], filters: ['kind', 'visitedOn', 'mode', 'categories', 'satisfaction', 'personId'], search: ['personId', 'visitors'],
  sort: '-visitedOn', identity: ['personId', 'kind', 'visitedOn'], reach: 'division', personal: true, placedBy: 'personId',
  timeline: { on: 'visitedOn', show: ['kind', 'mode', 'content', 'measures', 'goods'] },
  fields: {
    personId: field.reference('走访对象', () => Person, { required: true, synonyms: ['姓名', '被走访人', '对象姓名', '慰问对象'], section: '走访' }),
    kind: field.code('走访类型', VisitKind, { required: true, synonyms: ['类型', '走访类别'], section: '走访' }),
    mode: field.code('走访方式', VisitMode, { required: true, synonyms: ['方式'], section: '走访' }),
    visitedOn: field.day('走访日期', { required: true, begins: 'today', synonyms: ['日期', '走访时间', '慰问日期'], section: '走访' }),
    visitors: field.text('走访人', { required: true, begins: 'writer', max: 100, synonyms: ['走访人员', '慰问人员'], section: '走访' }),
    content: field.note('走访内容', { max: 2000, synonyms: ['内容', '走访情况'], help: '请勿填写涉密内容', section: '情况' }),
    feedback: field.note('反馈', { max: 2000, synonyms: ['意见反馈', '诉求', '反映问题'], section: '情况' }),
    satisfaction: field.code('满意情况', Satisfaction, { synonyms: ['满意度'], section: '情况' }),
    measures: field.note('帮扶措施', { max: 1000, synonyms: ['措施'], section: '帮扶' }),
    cash: field.fen('慰问金', { synonyms: ['慰问金额', '资金金额', '给予资金金额'], section: '帮扶' }),
    goods: field.text('慰问品', { max: 200, synonyms: ['物资', '慰问物资'], section: '帮扶' }),
    goodsValue: field.fen('慰问品价值', { synonyms: ['实物价值', '实物价值金额'], section: '帮扶' }),
    categories: field.codes('走访时类别', RoleCode, { derived: true, help: '走访当日本人的身份，由系统记录，统计按此口径', section: '走访' }),
  },
  check: (row, today) => {
    const problems = secretProblems(row, ['content', 'feedback', 'measures']);
    if (isLater(row.visitedOn, today)) problems.push({ field: 'visitedOn', message: '走访日期不能晚于今天' });
    for (const name of ['cash', 'goodsValue']) if (String(row[name] ?? '').startsWith('-')) problems.push({ field: name, message: '金额不能为负数' });
    return problems;
  },
});

/** 光荣牌: one valid plaque per household whatever the number of reasons, 依据国办发〔2018〕72号; a cancelled one stays in the register. */
export const Plaque = record({
  name: 'care.plaque', path: '/care/plaques', label: '光荣牌', ledger: '光荣牌台账',
  title: 'personId', list: ['personId', 'householder', 'category', 'address', 'hungOn', 'batch', 'state', 'replacedOn', 'cancelledOn'], filters: ['state', 'category', 'hungOn', 'batch', 'personId'], search: ['personId', 'householder', 'householdNumber'],
  sort: '-hungOn', identity: ['personId', 'hungOn'], reach: 'division', personal: true, placedBy: 'personId',
  timeline: { on: 'hungOn', show: ['category', 'batch', 'state'] },
  fields: {
    personId: field.reference('对象', () => Person, { required: true, synonyms: ['姓名', '对象姓名', '军人姓名'], help: '因其身份悬挂光荣牌的人', section: '家庭' }),
    householdNumber: field.text('家庭编号', { max: 40, synonyms: ['户编号', '户号'], help: '同一家庭填同一编号；不填时按本人在册的户，都没有的一人作一户', section: '家庭' }),
    householder: field.text('户主', { max: 40, synonyms: ['户主姓名'], section: '家庭' }),
    category: field.code('光荣牌类别', PlaqueCategory, { required: true, synonyms: ['类别', '家庭类别'], section: '家庭' }),
    address: field.text('悬挂地址', { max: 120, synonyms: ['地址', '家庭住址'], sealed: true, mask: 'address', basis: '国办发〔2018〕72号：建立悬挂登记', section: '家庭' }),
    hungOn: field.day('悬挂日期', { required: true, synonyms: ['首次悬挂日期', '悬挂时间'], section: '悬挂' }),
    batch: field.text('批次', { max: 40, synonyms: ['悬挂批次'], section: '悬挂' }),
    indoors: field.boolean('室内摆放', { synonyms: ['特殊形式', '是否室内'], section: '悬挂' }),
    signedBy: field.text('签收人', { max: 40, synonyms: ['签字人', '签收'], section: '悬挂' }),
    replacedOn: field.day('更换日期', { section: '变动' }),
    replacedReason: field.text('更换原因', { max: 100, section: '变动' }),
    cancelledOn: field.day('取消日期', { section: '变动' }),
    cancelledReason: field.text('取消原因及依据', { max: 200, synonyms: ['取消原因', '取消依据'], section: '变动' }),
    keptAfterDeath: field.boolean('去世后保留不再更换', { synonyms: ['去世不再更换'], section: '变动' }),
    state: field.code('光荣牌状态', PlaqueState, { derived: true, section: '悬挂' }),
    note: field.note('备注', { max: 1000, section: '变动' }),
  },
  derive: (row) => ({ state: row.cancelledOn ? 'cancelled' : row.replacedOn ? 'replaced' : 'hung' }),
  check: (row, today) => {
    const problems: Problem[] = [];
    if (isLater(row.hungOn, today)) problems.push({ field: 'hungOn', message: '悬挂日期不能晚于今天' });
    if (isLater(row.hungOn, row.replacedOn)) problems.push({ field: 'replacedOn', message: '更换日期不能早于悬挂日期' });
    if (isLater(row.hungOn, row.cancelledOn)) problems.push({ field: 'cancelledOn', message: '取消日期不能早于悬挂日期' });
    if (row.replacedOn && !row.replacedReason) problems.push({ field: 'replacedReason', message: '更换光荣牌须写明原因' });
    if (row.cancelledOn && !row.cancelledReason) problems.push({ field: 'cancelledReason', message: '取消光荣牌须写明原因和依据' });
    return problems;
  },
});

/** 送喜报: merit news brought to the family, 依据《立功受奖军人家庭送喜报工作办法》; the troop's number is never kept. */
export const MeritDelivery = record({
  name: 'care.merit_delivery', path: '/care/merit-deliveries', label: '送喜报记录', ledger: '送喜报台账',
  title: 'serviceMember', list: ['serviceMember', 'awardKind', 'personId', 'receivedOn', 'plannedOn', 'deliveredOn', 'deliverers', 'state'], filters: ['state', 'awardKind', 'receivedOn', 'deliveredOn', 'personId'], search: ['serviceMember', 'personId', 'deliverers'],
  sort: '-receivedOn', identity: ['personId', 'serviceMember', 'awardKind', 'receivedOn'], reach: 'division', personal: true, placedBy: 'personId',
  timeline: { on: 'receivedOn', show: ['serviceMember', 'awardKind', 'state', 'deliveredOn'] },
  fields: {
    personId: field.reference('接收家属', () => Person, { required: true, synonyms: ['家属姓名', '接收人', '姓名'], help: '喜报送达的家庭在册人员', section: '喜报' }),
    serviceMember: field.text('立功受奖人员', { required: true, max: 40, synonyms: ['军人姓名', '立功受奖军人'], help: '只填姓名，不填部队番号、代号', section: '喜报' }),
    awardKind: field.code('奖励等次', AwardKind, { required: true, synonyms: ['嘉奖类型', '喜报类型', '立功等次'], section: '喜报' }),
    receivedOn: field.day('收到日期', { required: true, synonyms: ['登记日期', '接收日期'], section: '送达' }),
    collectedOn: field.day('镇街领取日期', { synonyms: ['领取日期'], section: '送达' }),
    plannedOn: field.day('计划送达日期', { synonyms: ['计划送达', '计划送达时间'], section: '送达' }),
    deliveredOn: field.day('送达日期', { synonyms: ['送达时间'], section: '送达' }),
    deliverers: field.text('送喜报人员', { max: 100, synonyms: ['送喜人', '送达人'], section: '送达' }),
    state: field.code('送喜报状态', DeliveryState, { derived: true, section: '送达' }),
    feedback: field.note('反馈', { max: 1000, synonyms: ['反馈情况'], section: '送达' }),
  },
  derive: (row) => ({ state: row.deliveredOn ? 'delivered' : row.collectedOn ? 'collected' : 'registered' }),
  check: (row, today) => {
    const problems = secretProblems(row, ['serviceMember', 'feedback']);
    for (const [name, label] of [['receivedOn', '收到日期'], ['deliveredOn', '送达日期']] as const) if (isLater(row[name], today)) problems.push({ field: name, message: `${label}不能晚于今天` });
    if (isLater(row.receivedOn, row.deliveredOn)) problems.push({ field: 'deliveredOn', message: '送达日期不能早于收到日期' });
    if (row.deliveredOn && !row.deliverers) problems.push({ field: 'deliverers', message: '已送达的须填写送喜报人员' });
    return problems;
  },
});

/** 触发事项 of a checklist. */
export const MethodTrigger = codeList('触发事项', {
  recruited: '新兵名单确定', enlisted: '入伍', departing: '离家启程', reported: '退役报到', registered: '建档立卡', merit: '收到喜报', model: '列为英模典型', festival: '重要节日', hardship: '反映困难', crisis: '重大变故',
});

/** 留存方式 of proof; a photo is never a precondition. */
export const Evidence = codeList('留存方式', { visit: '走访记录', event: '活动记录', plaque: '光荣牌登记', photo: '照片', job: '岗位推荐记录', note: '谈话记录', delivery: '送达记录' });

/** 尊崇工作法: a county's checklist, kept as data because places differ; the shipped one is marked 默认清单. */
export const Method = record({
  name: 'care.method', path: '/care/methods', label: '工作法', ledger: '尊崇工作法',
  title: 'name', list: ['name', 'region', 'isDefault', 'validFrom', 'validUntil'], filters: ['isDefault', 'validFrom'], search: ['name', 'region'],
  sort: '-validFrom', identity: ['name'], reach: 'county', keptBy: 'county', personal: false,
  fields: {
    name: field.text('名称', { required: true, max: 60, synonyms: ['工作法名称'] }),
    region: field.text('适用范围', { max: 60 }),
    isDefault: field.boolean('默认清单', { help: '随产品带来的清单，可修改' }),
    validFrom: field.day('启用日期', { required: true }),
    validUntil: field.day('停用日期'),
    source: field.text('来源', { max: 200 }),
  },
  check: (row) => (isLater(row.validFrom, row.validUntil) ? [{ field: 'validUntil', message: '停用日期不能早于启用日期' }] : []),
});

/** 清单事项: one duty of a checklist with its trigger and term. */
export const MethodDuty = record({
  name: 'care.method_duty', path: '/care/method-duties', label: '清单事项', ledger: '尊崇工作法清单',
  title: 'label', list: ['methodId', 'heading', 'position', 'label', 'trigger', 'dueDays', 'actors', 'evidence'], filters: ['methodId', 'heading', 'trigger'], search: ['label', 'heading'],
  sort: 'position', identity: ['methodId', 'label'], reach: 'county', keptBy: 'county', personal: false,
  fields: {
    methodId: field.reference('工作法', () => Method, { required: true }),
    heading: field.text('组别', { required: true, max: 40, synonyms: ['分组'] }),
    position: field.integer('序号', { required: true, max: 1000 }),
    label: field.text('事项', { required: true, max: 60, synonyms: ['事项名称', '项目'] }),
    trigger: field.code('触发事项', MethodTrigger, { required: true }),
    dueDays: field.integer('办理时限（天）', { max: 3650, synonyms: ['时限'], help: '触发之后多少天内办结；不填为当时办理' }),
    visitKind: field.code('对应走访类型', VisitKind),
    actors: field.text('责任单位', { max: 60 }),
    evidence: field.codes('留存方式', Evidence),
  },
});

/** Somebody to whom a visit is due: after merit news, after coming home from service, or because the last contact lies too far back. */
export const DueVisit = z.object({
  personId: z.string(),
  personName: z.string(),
  divisionCode: z.string(),
  divisionName: z.string(),
  /** Role codes that the person holds now. */
  roles: z.array(z.string()),
  reason: z.enum(['contact', 'merit', 'return']),
  /** The reason in words. */
  label: z.string(),
  /** Day of the last visit of any kind; null where there was none. */
  lastVisitedOn: z.string().nullable(),
  /** The day by which the visit should have taken place; null where the person was never visited. */
  dueOn: z.string().nullable(),
});
export type DueVisit = z.infer<typeof DueVisit>;

/** 联系间隔: after how many days without a visit an 优抚 person is due. */
export const ContactRule = z.object({ contactDays: z.number().int('应为整数').min(7, '不能少于 7 天').max(1830, '不能超过 1830 天') });
export type ContactRule = z.infer<typeof ContactRule>;
