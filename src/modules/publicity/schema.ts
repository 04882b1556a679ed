import { codeList } from '#base/pure/codes.ts';
import { field, record } from '#base/pure/record.ts';
import { Unit } from '#modules/organisation/schema/unit.ts';

/** What a veterans' studio does. */
export const StudioService = codeList('服务类型', { ideology: '思想教育', policy: '政策宣传|政策咨询', opinions: '意见收集', mediation: '矛盾调解|调解', counselling: '心理疏导', comfort: '精神抚慰', meeting: '座谈会|座谈' });

/** 老兵工作室 of a centre or station, from the day its plaque was hung. */
export const Studio = record({
  name: 'publicity.studio', path: '/publicity/studios', label: '老兵工作室', ledger: '老兵工作室台账', title: 'name',
  list: ['unitId', 'name', 'plaqueOn', 'headName', 'members', 'services', 'removedOn'], filters: ['unitId', 'plaqueOn', 'services'], search: ['name', 'unitId', 'headName'],
  sort: 'plaqueOn', identity: ['unitId', 'name'], reach: 'county', personal: false, placedBy: 'unitId',
  fields: {
    unitId: field.reference('所属机构', () => Unit, { required: true, synonyms: ['单位', '服务站', '所属服务站', '服务中心（站）'] }),
    name: field.text('工作室名称', { required: true, max: 100, synonyms: ['名称', '老兵工作室'] }),
    plaqueOn: field.day('挂牌日期', { synonyms: ['挂牌时间'], help: '没有挂牌的留空，不计入个数' }),
    headName: field.text('负责人', { max: 50, synonyms: ['室长', '负责人姓名'] }),
    members: field.integer('成员人数', { synonyms: ['成员', '人数'] }),
    services: field.codes('服务类型', StudioService, { synonyms: ['服务内容', '工作任务'] }),
    removedOn: field.day('撤牌日期'),
    note: field.note('备注'),
  },
  check: (row) => (row.removedOn && (!row.plaqueOn || String(row.removedOn) < String(row.plaqueOn)) ? [{ field: 'removedOn', message: '撤牌日期不能早于挂牌日期' }] : []),
});

/** Where a lecture was given: 进校园、进社区、进机关、进企业、进部队、进农村. */
export const AudienceKind = codeList('单位类别', { campus: '校园|学校|进校园', community: '社区|进社区', office: '机关|党政机关|进机关', enterprise: '企业|进企业', troops: '部队|军营|进军营', village: '农村|村|进农村' });
/** How a lecture was given. */
export const LectureForm = codeList('宣讲形式', { report: '报告会|宣讲会|报告', seminar: '座谈会|座谈', dialogue: '互动交流|互动', online: '线上宣讲|线上' });

/** One event of the veterans' lecture group (老兵宣讲团). */
export const Lecture = record({
  name: 'publicity.lecture', path: '/publicity/lectures', label: '宣讲活动', ledger: '老兵宣讲台账', title: 'topic',
  list: ['heldOn', 'place', 'audienceKind', 'topic', 'speakers', 'form', 'audience'], filters: ['heldOn', 'audienceKind', 'form', 'topic'], search: ['topic', 'place', 'speakers'],
  sort: '-heldOn', identity: ['heldOn', 'place', 'topic'], reach: 'county', personal: false,
  fields: {
    heldOn: field.day('宣讲日期', { required: true, synonyms: ['日期', '时间', '宣讲时间'] }),
    place: field.text('地点', { required: true, max: 100, synonyms: ['宣讲地点', '宣讲单位'] }),
    audienceKind: field.code('单位类别', AudienceKind, { required: true, synonyms: ['类别', '宣讲对象', '对象类别'] }),
    topic: field.text('主题', { required: true, max: 100, synonyms: ['宣讲主题', '题目'] }),
    speakers: field.text('宣讲人', { max: 200, synonyms: ['主讲人', '宣讲员'] }),
    form: field.code('宣讲形式', LectureForm, { synonyms: ['形式'] }),
    audience: field.integer('听众人数', { required: true, min: 1, max: 100_000, synonyms: ['人数', '受众人数', '听众', '参加人次'] }),
    note: field.note('备注', { synonyms: ['反馈'] }),
  },
  check: heldBefore,
});

/** Kinds of activity for army and people. */
export const ActivityKind = codeList('活动类别', { seminar: '座谈会|座谈', visit: '走访部队|慰问部队', joint: '军地共建|共建活动', culture: '文艺演出|文体活动', education: '国防教育|爱国主义教育', volunteer: '志愿服务', ceremony: '仪式|欢送欢迎', other: '其他' });

/** One activity of 拥军优属、拥政爱民. Numbers of troop units are not kept. */
export const Activity = record({
  name: 'publicity.activity', path: '/publicity/activities', label: '双拥活动', ledger: '双拥活动台账', title: 'title',
  list: ['heldOn', 'kind', 'title', 'place', 'participants'], filters: ['heldOn', 'kind', 'title'], search: ['title', 'place'],
  sort: '-heldOn', identity: ['heldOn', 'title'], reach: 'county', personal: false,
  fields: {
    heldOn: field.day('活动日期', { required: true, synonyms: ['日期', '时间', '活动时间'] }),
    kind: field.code('活动类别', ActivityKind, { required: true, synonyms: ['类别'] }),
    title: field.text('活动名称', { required: true, max: 100, synonyms: ['名称', '主题', '活动主题'], help: '不写部队番号、代号' }),
    place: field.text('地点', { max: 100, synonyms: ['活动地点'] }),
    participants: field.integer('参加人数', { max: 100_000, synonyms: ['人数', '参与人数'] }),
    note: field.note('活动内容', { synonyms: ['内容', '备注'] }),
  },
  check: heldBefore,
});

function heldBefore(row: Record<string, unknown>, today: string) {
  return String(row.heldOn) > today ? [{ field: 'heldOn', message: '日期晚于今天，举办之后再登记' }] : [];
}
