import { field, type Problem, record } from '#base/pure/record.ts';
import { FinalLevel, KindCode } from './codes.ts';

const days = (label: string) => field.integer(label, { min: 1, max: 365, help: '自然日；空白为不计时限', section: '时限（天）' });

/** 办理规则: the papers, limits, notice and deciding level of one kind from a day on, kept by the county as data; the shipped ones are marked 待核实. */
export const KindRule = record({
  name: 'recognition.rule', path: '/recognition/rules', label: '办理规则', ledger: '身份认定办理规则',
  title: 'name', list: ['name', 'kind', 'validFrom', 'finalLevel', 'noticeDays', 'villageDays', 'townshipDays', 'countyDays', 'unverified'], filters: ['kind', 'validFrom', 'unverified'], search: ['name', 'source'],
  sort: 'kind', identity: ['name'], reach: 'county', keptBy: 'county', personal: false,
  fields: {
    name: field.text('规则名称', { required: true, max: 60, section: '规则' }),
    kind: field.code('认定种类', KindCode, { required: true, section: '规则' }),
    validFrom: field.day('启用日期', { required: true, help: '申请日期在此之后的按本规则办理；同种类以最近启用的为准', section: '规则' }),
    finalLevel: field.code('决定层级', FinalLevel, { help: '空白为系统默认', section: '规则' }),
    papers: field.note('所需材料', { required: true, max: 1000, help: '一行一件；不是必须的在末尾写“（如有）”', section: '规则' }),
    noticeDays: field.integer('公示天数', { min: 0, max: 60, help: '0 为不公示；空白为系统默认', section: '时限（天）' }),
    villageDays: days('村级初审'),
    townshipDays: days('乡级复核'),
    countyDays: days('县级各环节'),
    medicalDays: days('医学鉴定'),
    cityDays: days('市级批复'),
    provinceDays: days('省级决定'),
    supplementDays: days('补充材料'),
    source: field.text('依据文件', { max: 200, section: '依据' }),
    unverified: field.boolean('待核实', { help: '没有核对到现行文件的，办理页面会标明', section: '依据' }),
  },
  check: (row): Problem[] => (String(row.papers ?? '').split(/[\n；;]/).every((line) => line.trim() === '') ? [{ field: 'papers', message: '请至少写一件材料' }] : []),
});
