import { codeList } from '#base/pure/codes.ts';
import { field, record } from '#base/pure/record.ts';

/** 文件格式. */
export const BankFormat = codeList('文件格式', { csv: '逗号分隔（CSV）|CSV', fixed: '定长文本|定长', xlsx: '电子表格（XLSX）|XLSX' });
/** 文字编码. */
export const BankEncoding = codeList('文字编码', { gb18030: 'GB18030|GBK', utf8: 'UTF-8' });
/** 列内容: no more of a person than a bank needs to pay. */
export const BankContent = codeList('列内容', { serial: '序号', reference: '付款编号', holder: '户名', account: '账号', bankName: '开户银行', yuan: '金额（元）', fen: '金额（分）', funds: '用途（只写抚恤补助）', purpose: '用途（写明项目）', text: '固定文字' });
/** 核实情况 of a layout: what no bank has confirmed is 待核实. */
export const LayoutState = codeList('核实情况', { confirmed: '银行已确认', unverified: '待核实' });

/** 银行代发格式: what a bank's file looks like, as data that an office edits. */
export const BankLayout = record({
  name: 'benefits.bank_layout', path: '/benefits/bank-layouts', label: '银行代发格式', ledger: '银行代发格式表', title: 'name',
  list: ['name', 'format', 'encoding', 'header', 'verification'], filters: ['format', 'verification'], search: ['name'], sort: 'name', identity: ['name'], reach: 'county', personal: false,
  fields: {
    name: field.text('格式名称', { required: true, max: 60 }),
    format: field.code('文件格式', BankFormat, { required: true }),
    encoding: field.code('文字编码', BankEncoding, { required: true, help: '电子表格不分编码' }),
    header: field.boolean('首行为列名'),
    verification: field.code('核实情况', LayoutState, { required: true, help: '未与银行核对的为待核实' }),
    note: field.note('说明', { max: 300 }),
  },
});

/** 银行代发格式的列. */
export const BankColumn = record({
  name: 'benefits.bank_column', path: '/benefits/bank-columns', label: '银行代发格式的列', ledger: '银行代发格式列表', title: 'header',
  list: ['layoutId', 'serial', 'header', 'content', 'width'], filters: ['layoutId'], search: ['header'], sort: 'serial', identity: ['layoutId', 'serial'], reach: 'county', personal: false,
  fields: {
    layoutId: field.reference('格式', () => BankLayout, { required: true }),
    serial: field.integer('列序', { required: true, min: 1, max: 60 }),
    header: field.text('列名', { required: true, max: 40 }),
    content: field.code('列内容', BankContent, { required: true }),
    text: field.text('固定文字', { max: 60, help: '列内容为固定文字的填写' }),
    width: field.integer('宽度（字节）', { min: 1, max: 200, help: '定长文本必填；金额右对齐，其余左对齐' }),
  },
});
