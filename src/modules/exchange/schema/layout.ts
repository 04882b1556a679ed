import { codeList } from '#base/pure/codes.ts';
import { field, record } from '#base/pure/record.ts';
import { translationProblem } from '../layouts/translation.ts';

/** 方向: what a layout is for. */
export const Direction = codeList('方向', { import: '导入', export: '导出', both: '导入和导出|双向' });

/** 核实情况 of a layout: whether an office has compared it with the other system's own form. */
export const Verified = codeList('核实情况', { unverified: '待核实', verified: '已核实' });

/** 日期写法 of a column. */
export const DayForm = codeList('日期写法', { compact: 'YYYYMMDD|20230501', dashed: 'YYYY-MM-DD|2023-05-01', month: 'YYYY年M月|2023年5月', compactMonth: 'YYYYMM|202305', day: 'YYYY年M月D日|2023年5月1日' });

/** 数字写法 of a column: money only. */
export const NumberForm = codeList('数字写法', { yuan: '元', tenThousand: '万元', fen: '分' });

/** 外部版式: the form of another system's sheet, by which a ledger is imported and exported. */
export const Layout = record({
  name: 'exchange.layout', path: '/exchange/layouts', label: '外部版式', ledger: '外部版式', title: 'name', list: ['name', 'ledger', 'direction', 'sheet', 'verified', 'note'], filters: ['direction', 'verified', 'ledger'], search: ['name', 'ledger'],
  sort: 'name', identity: ['name'], reach: 'county', personal: false,
  fields: {
    name: field.text('版式名称', { required: true, max: 60, synonyms: ['名称', '版式'], section: '版式' }),
    ledger: field.text('对应台账', { required: true, max: 60, synonyms: ['台账'], offered: 'ledgers', section: '版式' }),
    direction: field.code('方向', Direction, { required: true, section: '版式' }),
    sheet: field.text('工作表名', { max: 31, synonyms: ['工作表'], help: '不填的按台账名', section: '表格' }),
    heading: field.text('表头上方的标题', { max: 100, synonyms: ['标题'], section: '表格' }),
    withKey: field.boolean('附记录编号', { help: '导出时多一列隐藏的记录编号，改后可以原样导回；对方系统不接受多余列的填否', section: '表格' }),
    verified: field.code('核实情况', Verified, { required: true, help: '与对方系统的模板逐列核对过的填已核实', section: '核实' }),
    note: field.note('备注', { max: 1000, section: '核实' }),
  },
});

/** 版式列: one column of a layout, what of ours it holds, and how its codes, days and numbers are written. */
export const LayoutColumn = record({
  name: 'exchange.layout_column', path: '/exchange/layout-columns', label: '版式列', ledger: '版式列', title: 'header', list: ['layoutId', 'position', 'header', 'target', 'fixed', 'dayForm', 'must'], filters: ['layoutId', 'target'], search: ['header', 'target'],
  sort: 'position', identity: ['layoutId', 'header'], reach: 'county', personal: false, placedBy: 'layoutId',
  fields: {
    layoutId: field.reference('外部版式', () => Layout, { required: true, synonyms: ['所属版式'], section: '列' }),
    position: field.integer('顺序', { required: true, min: 1, max: 300, section: '列' }),
    header: field.text('列表头', { required: true, max: 60, section: '列' }),
    target: field.text('对应项目', { max: 60, help: '写本系统的项目名称，如“身份证号”“乡镇（街道）”“村（社区）”“申领人：身份证号”', section: '列' }),
    fixed: field.text('固定内容', { max: 100, help: '导出时每行都写这几个字；填了就不填对应项目', section: '列' }),
    codes: field.note('代码对照', { max: 8000, help: '一行一个，写作“他们的=我们的”，如“01=一级”；是否项写“1=是”“0=否”', section: '写法' }),
    dayForm: field.code('日期写法', DayForm, { section: '写法' }),
    numberForm: field.code('数字写法', NumberForm, { help: '只用于金额', section: '写法' }),
    must: field.boolean('对方必填', { section: '写法' }),
    asText: field.boolean('文本格式', { help: '数字、日期也按文本写', section: '写法' }),
  },
  check: (row) => {
    const problem = translationProblem(String(row.codes ?? ''));
    return [
      ...(problem ? [{ field: 'codes', message: problem }] : []),
      ...(row.target && row.fixed ? [{ field: 'fixed', message: '对应项目和固定内容只填一个' }] : []),
    ];
  },
});

/** 差异状态. */
export const DifferenceState = codeList('差异状态', { open: '待定', theirs: '用他们的', ours: '保留我们的', replaced: '已由后来的文件替代' });

/** 数据差异: one value in which another system's file and ours disagree, and which of them stands. Sealed values are shown masked. */
export const Difference = record({
  name: 'exchange.difference', path: '/exchange/differences', label: '数据差异', ledger: '数据差异', title: 'title', list: ['title', 'ledgerLabel', 'fieldLabel', 'ours', 'theirs', 'reason', 'state'],
  filters: ['state', 'ledgerLabel', 'fieldLabel', 'system', 'ledger'], search: ['title'], sort: 'waiting', identity: ['rowId', 'field', 'system'], reach: 'division', personal: true,
  fields: {
    title: field.text('对象', { required: true, section: '差异' }),
    ledgerLabel: field.text('台账', { required: true, section: '差异' }),
    fieldLabel: field.text('项目', { required: true, section: '差异' }),
    ours: field.text('我们的', { max: 4000, section: '差异' }),
    theirs: field.text('他们的', { max: 4000, section: '差异' }),
    reason: field.text('为什么不直接更新', { section: '差异' }),
    system: field.text('来自版式', { required: true, section: '来源' }),
    asOf: field.day('文件数据截至', { section: '来源' }),
    state: field.code('处理结果', DifferenceState, { required: true, section: '处理' }),
    decidedBy: field.text('决定人', { section: '处理' }),
    decidedOn: field.day('决定日期', { section: '处理' }),
    ledger: field.text('台账代号', { required: true, technical: true, section: '来源' }),
    rowId: field.text('记录编号', { required: true, technical: true, section: '来源' }),
    field: field.text('项目代号', { required: true, technical: true, section: '来源' }),
  },
});
