import { z } from 'zod';
import { codeList } from '#base/pure/codes.ts';
import { Id } from '#base/pure/operation.ts';
import { field, record } from '#base/pure/record.ts';
import { fieldShape } from '#base/pure/shape.ts';
import { Unit } from '#modules/organisation/schema/unit.ts';

/** 办理状态 of a star application, in the order of the procedure; the last four are side states. */
export const ApplicationState = codeList('办理状态', {
  draft: '草稿', selfAssessed: '已自评|自评', townshipRecommended: '乡镇已推荐|乡镇推荐', countyChecked: '县级已初审|县级初审', cityReviewed: '市级已复核|市级复核',
  provinceAccepted: '省级已验收|省级验收', publicNotice: '公示中|公示', awarded: '已授牌|授牌|通过验收|验收通过',
  rectify: '整改中|整改', rejected: '不通过|未通过', revoked: '已摘牌|摘牌', reEvaluation: '复评中|复评',
});

/** 办理环节: what may be done to an application. */
export const ApplicationAct = codeList('办理环节', {
  submit: '提交自评', recommend: '乡镇推荐', countyCheck: '县级初审', cityReview: '登记市级复核', provinceAccept: '登记省级验收', publicNotice: '开始公示', award: '授牌',
  rectify: '要求整改', reject: '不予通过', revoke: '摘牌', reEvaluate: '启动复评',
});

/** A centre's or station's application for a star rating in one year; its state moves by acts only, ledgers of earlier years bring it along. */
export const Application = record({
  name: 'ratings.application', path: '/ratings/applications', label: '星级申报', ledger: '星级申报台账', title: 'unitId',
  list: ['unitId', 'year', 'star', 'state', 'score', 'awardedOn', 'validUntil', 'dueOn'], filters: ['year', 'star', 'state', 'unitId', 'awardedOn'], search: ['unitId', 'document'],
  sort: '-year', identity: ['unitId', 'year'], reach: 'county', personal: false, placedBy: 'unitId',
  fields: {
    unitId: field.reference('申报单位', () => Unit, { required: true, synonyms: ['单位', '机构', '服务站', '服务中心（站）', '站名'] }),
    year: field.integer('申报年度', { required: true, min: 2018, max: 2100, synonyms: ['年度', '创建年度'] }),
    star: field.integer('申报星级', { required: true, min: 1, max: 5, synonyms: ['星级', '申报星数'], help: '1 至 5，常用三星至五星' }),
    state: field.code('办理状态', ApplicationState, { synonyms: ['状态', '验收结果', '评定结果'], help: '由办理环节改变，不能直接修改；导入往年台账时可带入' }),
    score: field.integer('自评得分', { max: 200, synonyms: ['得分', '自评分'] }),
    awardedOn: field.day('授牌（通过验收）日期', { synonyms: ['授牌日期', '验收日期', '通过日期', '命名日期'], section: '结果' }),
    validUntil: field.day('有效期至', { synonyms: ['有效期'], section: '结果' }),
    document: field.text('批准文号', { max: 100, synonyms: ['文号', '依据文件'], section: '结果' }),
    dueOn: field.day('整改期限', { section: '结果' }),
    note: field.note('说明', { synonyms: ['备注', '申报说明'] }),
  },
  derive: (row) => ({ state: row.state ?? 'draft' }),
  check: (row) => [
    ...(row.state === 'awarded' && !row.awardedOn ? [{ field: 'awardedOn', message: '已授牌的须填写授牌（通过验收）日期' }] : []),
    ...(row.state === 'draft' && row.awardedOn ? [{ field: 'state', message: '填了授牌日期的，办理状态不能是草稿' }] : []),
    ...(row.state === 'rectify' && !row.dueOn ? [{ field: 'dueOn', message: '整改中的须填写整改期限' }] : []),
    ...(row.awardedOn && row.validUntil && String(row.validUntil) < String(row.awardedOn) ? [{ field: 'validUntil', message: '有效期不能早于授牌日期' }] : []),
  ],
});

const Day = fieldShape({ kind: 'day', label: '日期', required: false }) as z.ZodType<string>;

/** One step of an application's procedure, as it was taken. */
export const Step = z.object({
  id: z.string(), act: z.string(), fromState: z.string(), toState: z.string(), actedOn: z.string(), at: z.string(),
  opinion: z.string().nullable(), document: z.string().nullable(), dueOn: z.string().nullable(), actorName: z.string(), unitName: z.string(),
});
export type Step = z.infer<typeof Step>;

/** What every act takes: the application, a client-made id for the step, and what the step says. `on` is today unless given. */
export const StepDraft = z.object({
  id: Id,
  step: Id,
  on: Day.optional(),
  opinion: z.string().trim().max(1000, '最多 1000 个字').optional(),
  document: z.string().trim().max(100, '最多 100 个字').optional(),
  dueOn: Day.optional(),
  validUntil: Day.optional(),
});
export type StepDraft = z.infer<typeof StepDraft>;

/** A scoring sheet of one year and region. No national or Henan sheet is public: the shipped one is a sample and says so. */
export const Sheet = record({
  name: 'ratings.sheet', path: '/ratings/sheets', label: '评分表', ledger: '星级评分表', title: 'name',
  list: ['name', 'year', 'region', 'source', 'official'], filters: ['year', 'name'], search: ['name'], sort: '-year', identity: ['name'], reach: 'county', personal: false,
  fields: {
    name: field.text('评分表名称', { required: true, max: 100, synonyms: ['名称'] }),
    year: field.integer('适用年度', { required: true, min: 2018, max: 2100, synonyms: ['年度'] }),
    region: field.text('适用地区', { max: 50, synonyms: ['地区'] }),
    source: field.text('来源文件', { max: 200, synonyms: ['文号', '来源'] }),
    official: field.boolean('官方评分表', { synonyms: ['是否官方'], help: '没有上级文件的一律选否' }),
  },
});

/** How a criterion enters the score. */
export const CriterionKind = codeList('计分类型', { score: '评分项|得分项', bonus: '加分项', deduct: '扣分项', veto: '否决项|一票否决' });
/** What proves a criterion. */
export const Evidence = codeList('佐证', { photo: '照片', document: '文件', ledger: '台账', onsite: '实地查看|实地', phone: '电话抽查' });

/** 指标: one line of a scoring sheet. */
export const Criterion = record({
  name: 'ratings.criterion', path: '/ratings/criteria', label: '评分指标', ledger: '评分指标', title: 'label',
  list: ['sheetId', 'code', 'heading', 'label', 'kind', 'max', 'evidence'], filters: ['sheetId', 'kind', 'heading'], search: ['label', 'heading'], sort: 'code', identity: ['sheetId', 'code'], reach: 'county', personal: false, placedBy: 'sheetId',
  fields: {
    sheetId: field.reference('评分表', () => Sheet, { required: true, synonyms: ['评分表名称'] }),
    code: field.text('指标编号', { required: true, max: 20, synonyms: ['编号', '序号'] }),
    heading: field.text('类别', { required: true, max: 50, synonyms: ['一级指标', '项目'] }),
    label: field.text('指标内容', { required: true, max: 300, synonyms: ['二级指标', '内容', '评分内容'] }),
    kind: field.code('计分类型', CriterionKind, { required: true, synonyms: ['类型'] }),
    max: field.integer('最高分', { max: 100, synonyms: ['分值', '满分'], help: '否决项不填' }),
    scoring: field.text('计分办法', { max: 300, synonyms: ['评分标准', '评分办法'] }),
    evidence: field.codes('佐证', Evidence, { synonyms: ['佐证材料'] }),
    exclusiveGroup: field.text('就高组', { max: 20, help: '同组加分项只算最高的一项' }),
  },
  check: (row) => (row.kind !== 'veto' && row.max === null ? [{ field: 'max', message: '请填写最高分，只有否决项可以不填' }] : []),
});
