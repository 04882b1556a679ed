import type { Writable } from 'node:stream';
import { type Field, type RecordType, typedFields } from '#base/pure/record.ts';
import { notFound } from '#base/pure/refusal.ts';
import type { Act, House } from '#base/server/house.ts';
import { writeSheet } from '#base/server/sheets/write-sheet.ts';
import { ledgerOf } from './ledgers.ts';
import { readyLayout } from './layouts/layout.ts';
import { layoutSheet } from './layouts/write.ts';
import { templateColumns } from './sheets.ts';

/** Rows below the header that are made ready to be typed into. */
const ROWS_AHEAD = 2000;

/** Writes the import template of a ledger: text-formatted columns, drop-downs from a hidden sheet, and 填写说明. */
export async function writeTemplate(house: House, ledger: string, target: string | Writable): Promise<void> {
  const { store, write } = ledgerOf(house, ledger);
  if (!write) notFound(`“${ledger}”的导入模板`);
  const { type } = store;
  await writeSheet(target, {
    sheets: [{ name: sheetName(type.label), columns: templateColumns(house, type), rows: [], textRowsAhead: ROWS_AHEAD }],
    notes: { title: `${type.ledger}填写说明`, paragraphs: notesOf(house, type) },
    properties: { 台账: type.name },
  });
}

/** Writes an empty sheet in another system's layout: its headings and columns, and how each is filled. */
export async function writeLayoutTemplate(act: Act, ledger: string, layout: string, target: string | Writable): Promise<void> {
  const { store, write } = ledgerOf(act.house, ledger);
  if (!write) notFound(`“${ledger}”的导入模板`);
  const { type } = store;
  const ready = await readyLayout(act, type, layout, 'import');
  const { columns } = layoutSheet(act, type, ready);
  const notes = ready.columns.filter(({ target: filled }) => filled !== null).map(({ header, form, must }) => `${header}（${must ? '必填' : '选填'}）${form.translation ? `：填${[...form.translation.ours.keys()].join('、')}` : ''}`);
  await writeSheet(target, {
    sheets: [{ name: sheetName(ready.sheet ?? type.label), title: ready.heading ?? undefined, columns: columns.filter(({ hidden }) => !hidden), rows: [], textRowsAhead: ROWS_AHEAD }],
    notes: { title: `${ready.name}填写说明`, paragraphs: [...(ready.verified ? [] : ['本版式待核实：请与对方系统的模板逐列核对。']), '请勿填写涉密内容：部队番号、代号、岗位密级等不得填入任何一列。', ...notes] },
    properties: { 台账: type.name },
  });
}

/** A sheet's name: at most 31 characters, without those Excel forbids. */
export const sheetName = (text: string) => text.replace(/[[\]:*?/\\']/g, ' ').slice(0, 31);

function notesOf(house: House, type: RecordType): string[] {
  const columns = new Set(templateColumns(house, type).map(({ header }) => header));
  return [
    '红色带 * 的列必填。请不要改动表头；列的先后可以调整，多余的列可以删去。',
    '身份证号、电话、银行账号各列已设为文本，请直接填写，不要改成数字。',
    '请勿填写涉密内容：部队番号、代号、岗位密级等不得填入任何一列。',
    ...typedFields(type).filter(([name, field]) => name !== 'divisionCode' && field.kind !== 'reference' && columns.has(field.label)).map(([, field]) => noteOf(field)),
    ...typedFields(type).filter(([, field]) => field.kind === 'reference').map(([, field]) => referenceNote(house, field)),
    type.placedBy ? `每行归入所对应的${type.fields[type.placedBy]!.label}的区划。` : '乡镇（街道）、村（社区）：这一行所属的区划，须在您的管辖范围内；不填的归入您的单位。',
    identityNote(type),
  ];
}

const FORMS: Partial<Record<Field['kind'], string>> = {
  day: '日期，写作 2023-05-01（2023.5.1、20230501、2023年5月1日亦可）', partialDay: '日期，只知年月的写作 1968-05，只知年的写作 1968', integer: '整数', fen: '金额，单位元，最多两位小数',
  boolean: '填是或否', citizenId: '18 位身份证号，旧号 15 位亦可', phone: '11 位手机号，或带区号的座机号', bankCard: '16 至 19 位卡号', creditCode: '18 位统一社会信用代码',
};

function noteOf(field: Field): string {
  const words = field.codes?.codes.map(({ label }) => label).join('、');
  const form = field.kind === 'code' ? `从下拉列表中选：${words}` : field.kind === 'codes' ? `可填一个或几个，用顿号分开：${words}` : (FORMS[field.kind] ?? `文字${field.max ? `，最多 ${field.max} 字` : ''}`);
  return `${field.label}（${field.required ? '必填' : '选填'}）：${form}${field.help ? `。${field.help}` : ''}`;
}

function referenceNote(house: House, field: Field): string {
  const match = house.stores.get(field.of!().name)?.match;
  const type = field.of!();
  const how = match ? `按${match.columns.map(({ label }) => label).join('、')}在${type.ledger}中查找` : `填${type.fields[type.title]!.label}，须与${type.ledger}中的一致`;
  return `${field.label}（${field.required ? '必填' : '选填'}）：${how}；找到几个的转待认定，不会自动选定`;
}

function identityNote(type: RecordType): string {
  const labels = type.identity.map((name) => type.fields[name]!.label).join('、');
  return `重复判断：${labels}都相同的视为同一条，已有的按本表更新（空白的格不改动原内容），没有的新增。`;
}
