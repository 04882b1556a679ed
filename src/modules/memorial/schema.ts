import { codeList } from '#base/pure/codes.ts';
import { field, record } from '#base/pure/record.ts';

/** Kinds of memorial facility. 依据《烈士褒扬条例》第三十二条。 */
export const SiteKind = codeList('设施类别', {
  cemetery: '烈士陵园|陵园', hall: '纪念堂馆|纪念馆|纪念堂', pavilion: '纪念碑亭|纪念碑|碑亭', tower: '纪念塔祠|塔祠', statue: '纪念塑像|塑像', square: '纪念广场|广场', ashes: '骨灰堂', grave: '烈士墓', wall: '英名墙',
});
/** Levels of protection. 依据《烈士褒扬条例》第三十三条。 */
export const SiteLevel = codeList('保护级别', { national: '国家级', province: '省级', city: '设区的市级|市级', county: '县级', none: '未定级|零散' });

/** A memorial facility of the county, under the name fixed at its approval. */
export const Site = record({
  name: 'memorial.site', path: '/memorial/sites', label: '纪念设施', ledger: '烈士纪念设施台账', title: 'name',
  list: ['name', 'kind', 'level', 'protector', 'burials', 'guides', 'openingHours'], filters: ['name', 'kind', 'level'], search: ['name', 'address', 'protector'],
  sort: 'name', identity: ['name'], reach: 'county', personal: false,
  fields: {
    name: field.text('设施名称', { required: true, max: 100, synonyms: ['名称', '纪念设施', '陵园名称'], help: '批准时确定的名称' }),
    kind: field.code('设施类别', SiteKind, { required: true, synonyms: ['类别'] }),
    level: field.code('保护级别', SiteLevel, { synonyms: ['级别'] }),
    address: field.text('地址', { synonyms: ['所在地'] }),
    approval: field.text('批准文号', { section: '批准与保护' }),
    approvedOn: field.day('批准日期', { section: '批准与保护' }),
    protector: field.text('保护单位', { section: '批准与保护' }),
    manager: field.text('管理单位', { section: '批准与保护' }),
    area: field.integer('占地面积（平方米）', { synonyms: ['占地', '面积'], section: '批准与保护' }),
    protectedScope: field.note('保护范围', { section: '批准与保护' }),
    burials: field.integer('安葬（安放）烈士数', { synonyms: ['烈士数', '安葬烈士数'], section: '安葬' }),
    namedBurials: field.integer('其中有名烈士数', { synonyms: ['有名烈士'], section: '安葬' }),
    wallNames: field.integer('英名墙人数', { section: '安葬' }),
    openingHours: field.text('开放时间', { section: '服务' }),
    guides: field.integer('讲解员数', { section: '服务' }),
    introduction: field.note('简介', { section: '服务' }),
  },
  check: (row) => (Number(row.namedBurials ?? 0) > Number(row.burials ?? Infinity) ? [{ field: 'namedBurials', message: '有名烈士数不能多于安葬烈士总数' }] : []),
});

/** Kinds of visiting organisation; the first three are the 党政、企事业单位 of the bulletin. */
export const OrganisationKind = codeList('单位类别', {
  government: '党政机关|机关|机关单位|党政', institution: '事业单位|事业|医院', enterprise: '企业|公司|国企|民企', school: '学校|院校|中小学|幼儿园', troops: '部队|驻军|武警', society: '社会组织|社会团体|协会|村（社区）',
});

/** An organisation of the visitors' dictionary: one row however many ways its name is written. */
export const Organisation = record({
  name: 'memorial.organisation', path: '/memorial/organisations', label: '来访单位', ledger: '来访单位字典', title: 'name',
  list: ['name', 'kind', 'creditCode'], filters: ['name', 'kind'], search: ['name'], sort: 'name', identity: ['name'], reach: 'county', personal: false,
  fields: {
    name: field.text('单位名称', { required: true, max: 100, synonyms: ['名称', '来访单位', '祭扫单位'], help: '用全称；简称登记为别名' }),
    kind: field.code('单位类别', OrganisationKind, { required: true, synonyms: ['类别', '单位性质'] }),
    creditCode: field.creditCode('统一社会信用代码'),
  },
});

/** Another name under which an organisation is written in visit sheets; a name means one organisation. */
export const Alias = record({
  name: 'memorial.alias', path: '/memorial/aliases', label: '单位别名', ledger: '来访单位别名', title: 'name',
  list: ['name', 'organisationId'], filters: ['organisationId', 'name'], search: ['name', 'organisationId'], sort: 'name', identity: ['name'], reach: 'county', personal: false, placedBy: 'organisationId',
  fields: {
    name: field.text('别名', { required: true, max: 100, synonyms: ['简称', '曾用名'] }),
    organisationId: field.reference('单位', () => Organisation, { required: true, synonyms: ['单位全称', '单位名称'] }),
  },
});

/** Part of the day of a visit. */
export const Slot = codeList('时段', { morning: '上午', afternoon: '下午', wholeDay: '全天' });
/** How a visit came to be known: booked, registered at the gate, or counted. */
export const VisitSource = codeList('来源', { booking: '预约|网上预约|电话预约', walkIn: '现场登记|现场', counted: '计数|客流计数|闸机计数' });
/** Who came, where no organisation did. */
export const VisitorKind = codeList('来访类别', { group: '单位团体|单位|团体|集体', family: '烈士家属|家属|遗属', public: '社会群众|散客|群众|个人' });
/** What visitors did. */
export const VisitActivity = codeList('活动内容', { homage: '祭扫|瞻仰|献花', oath: '宣誓', partyDay: '主题党日|党日', leagueDay: '主题团（队）日|团队日|少先队活动|团日', tour: '听讲解|讲解|参观', cleaning: '清扫|擦拭', online: '网络祭扫' });
/** Convenience goods lent or given at the gate. */
export const VisitSupply = codeList('便民物品', { loudspeaker: '播音设备|扩音器', medicine: '急救药品|药品', glasses: '老花镜', wheelchair: '轮椅', flowers: '鲜花' });

/** One visit of a group, or one counted batch of single visitors. 依据《烈士褒扬条例》第五十六条（为祭扫提供便利和服务）。 */
export const Visit = record({
  name: 'memorial.visit', path: '/memorial/visits', label: '祭扫记录', ledger: '祭扫台账', title: 'visitedOn',
  list: ['visitedOn', 'slot', 'siteId', 'organisationId', 'visitorKind', 'headcount', 'activities', 'guided', 'source'],
  filters: ['visitedOn', 'organisationId', 'visitorKind', 'source', 'siteId', 'activities'], search: ['organisationId', 'entryNumber', 'contactPhone'],
  sort: '-visitedOn', identity: ['siteId', 'visitedOn', 'slot', 'source', 'organisationId', 'entryNumber'], reach: 'county', personal: false, placedBy: 'siteId',
  fields: {
    siteId: field.reference('纪念设施', () => Site, { required: true, synonyms: ['设施名称', '陵园', '祭扫地点', '地点'] }),
    visitedOn: field.day('祭扫日期', { required: true, synonyms: ['日期', '来访日期', '时间'] }),
    slot: field.code('时段', Slot),
    source: field.code('来源', VisitSource, { required: true, synonyms: ['登记来源', '登记方式'] }),
    entryNumber: field.text('登记序号', { max: 30, synonyms: ['预约号', '编号', '登记号'], help: '同一天同类的多批次用它区分' }),
    organisationId: field.reference('来访单位', () => Organisation, { synonyms: ['单位名称', '单位', '祭扫单位'], help: '散客、家属不填' }),
    visitorKind: field.code('来访类别', VisitorKind, { synonyms: ['来访对象'] }),
    headcount: field.integer('人数', { required: true, min: 1, max: 100_000, synonyms: ['人次', '祭扫人数', '来访人数'] }),
    activities: field.codes('活动内容', VisitActivity, { synonyms: ['活动', '活动形式'] }),
    guided: field.boolean('讲解', { synonyms: ['是否讲解'] }),
    supplies: field.codes('便民物品', VisitSupply, { synonyms: ['使用便民物品'] }),
    contactName: field.text('联系人', { max: 50, sealed: true, mask: 'name', section: '联系', basis: '祭扫预约联系所需' }),
    contactPhone: field.phone('联系电话', { synonyms: ['电话', '联系方式'], section: '联系', basis: '祭扫预约联系所需' }),
  },
  derive: (row) => ({ visitorKind: row.visitorKind ?? (row.organisationId ? 'group' : null) }),
  check: (row, today) => [
    ...(row.organisationId && row.visitorKind && row.visitorKind !== 'group' ? [{ field: 'visitorKind', message: '填了来访单位的，来访类别应为单位团体' }] : []),
    ...(String(row.visitedOn) > today ? [{ field: 'visitedOn', message: '祭扫日期晚于今天，来过之后再登记' }] : []),
  ],
});
