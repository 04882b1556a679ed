import { z } from 'zod';
import { codeList } from '#base/pure/codes.ts';
import { field, record } from '#base/pure/record.ts';

/** 机构层级. */
export const UnitLevel = codeList('层级', { county: '县级|县', township: '乡级|乡镇级|街道|乡镇', village: '村级|村|社区' });

/** 机构类别: only centres and stations count as 服务中心（站）. */
export const UnitKind = codeList('机构类别', { bureau: '局机关|局', centre: '服务中心|中心', station: '服务站|站' });

/** 机构: the bureau, the county centre, the stations. Its name and place change through acts with a basis, not by correction. */
export const Unit = record({
  name: 'organisation.unit',
  path: '/organisation/units',
  label: '机构',
  ledger: '机构台账',
  title: 'name',
  list: ['name', 'level', 'kind', 'phone', 'headName', 'closedOn'],
  filters: ['level', 'kind', 'closedOn'],
  search: ['name', 'headName'],
  sort: 'divisionCode',
  identity: ['name'],
  reach: 'county',
  personal: false,
  fields: {
    name: field.text('名称', { required: true, max: 60, section: '机构', synonyms: ['机构名称', '站名', '服务站名称', '服务站'] }),
    level: field.code('层级', UnitLevel, { required: true, section: '机构' }),
    kind: field.code('类别', UnitKind, { required: true, section: '机构' }),
    phone: field.text('联系电话', { max: 30, section: '机构', synonyms: ['电话', '办公电话'] }),
    address: field.text('地址', { max: 120, section: '机构' }),
    headName: field.text('站长（主任）', { max: 30, section: '人员', synonyms: ['站长', '主任', '负责人'] }),
    headPost: field.text('兼任职务', { max: 60, section: '人员', synonyms: ['职务'] }),
    posts: field.integer('编制数', { section: '人员', synonyms: ['编制'] }),
    fullTime: field.integer('专职人数', { section: '人员', synonyms: ['专职'] }),
    partTime: field.integer('兼职人数', { section: '人员', synonyms: ['兼职'] }),
    veteranStaff: field.integer('其中退役军人', { section: '人员', synonyms: ['退役军人人数'] }),
    area: field.integer('场所面积（㎡）', { section: '场所', synonyms: ['面积', '场所面积'] }),
    rooms: field.text('功能室', { section: '场所', synonyms: ['功能室清单'] }),
    budget: field.fen('年初预算', { section: '经费', synonyms: ['预算'] }),
    spent: field.fen('支出', { section: '经费' }),
    foundedOn: field.day('设立日期', { section: '沿革', synonyms: ['成立日期', '成立时间'] }),
    closedOn: field.day('撤销日期', { section: '沿革' }),
  },
  check: (row) => {
    const problems = [];
    if (row.kind === 'bureau' && row.level !== 'county') problems.push({ field: 'kind', message: '局机关只能是县级' });
    if (row.kind === 'centre' && row.level !== 'county') problems.push({ field: 'kind', message: '服务中心只能是县级，乡、村级为服务站' });
    if (row.foundedOn && row.closedOn && String(row.closedOn) < String(row.foundedOn)) problems.push({ field: 'closedOn', message: '撤销日期不能早于设立日期' });
    return problems;
  },
});

/** One division as pages receive it: 12-digit code, spoken name, path from the township down, and whether a unit answers for it. */
export const Division = z.object({
  code: z.string(),
  name: z.string(),
  officialName: z.string().nullable(),
  level: z.enum(['county', 'township', 'village']),
  kind: z.string(),
  parentCode: z.string().nullable(),
  path: z.string(),
  unitId: z.string().nullable(),
  unitName: z.string().nullable(),
});
export type Division = z.infer<typeof Division>;

/** 机构沿革的种类. */
export const UnitChangeKind = codeList('变动', { add: '设立', rename: '更名', merge: '合并', split: '分设', close: '撤销' });

/** One step in the history of units: the day it took effect, and the document it rests on. */
export const UnitChange = z.object({
  id: z.string(),
  changedOn: z.string(),
  kind: z.enum(['add', 'rename', 'merge', 'split', 'close']),
  unitName: z.string(),
  successorName: z.string().nullable(),
  former: z.string().nullable(),
  basis: z.string(),
  moved: z.record(z.string(), z.number()),
  actor: z.string(),
});
export type UnitChange = z.infer<typeof UnitChange>;
