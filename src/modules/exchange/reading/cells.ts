import { checkBankCard } from '#base/pure/bankCard.ts';
import { checkCitizenId } from '#base/pure/citizenId.ts';
import { codeFor } from '#base/pure/codes.ts';
import { checkCreditCode } from '#base/pure/creditCode.ts';
import { type ParsedDay, parseDay } from '#base/pure/day.ts';
import { parseYuan } from '#base/pure/fen.ts';
import { halfWidth, squeeze } from '#base/pure/normalise.ts';
import { checkPhone } from '#base/pure/phone.ts';
import type { Field } from '#base/pure/record.ts';
import { scanSecrets } from '#base/pure/secrets.ts';
import { fieldShape } from '#base/pure/shape.ts';
import type { Cell } from '#base/server/sheets/shapes.ts';

/** What one cell says: a value ready for its field, with a warning where something should be looked at; or why it cannot be taken. */
export type CellRead = { value: unknown; warning?: string } | { problem: string };

/** Reads the cells of one field of one column; made once a sheet. */
export type CellReader = (cell: Cell) => CellRead;

const NUMBERED = '该列被 Excel 转成数字，末尾可能已丢失';
const EXACT = '该列被 Excel 转成数字，请核对号码';
const MONTH_ONLY = '只写到月份，按当月 1 日登记';
const TRUE = new Set(['是', '有', '√', '✓', '✔', '☑', '对', 'y', 'yes', 'true', '1', '已']);
const FALSE = new Set(['否', '无', '×', '✗', '✘', 'x', '没有', '不是', 'n', 'no', 'false', '0', '未']);
const UNIT = /(?:人次|人|名|位|个|户|次|岁|周岁|年|间|套|场|家|所|天|日|平方米|㎡|分|星)$/;
const SUSPECT = /\d{5}|[〇○零一二三四五六七八九]{5}|番号|代号|涉密|部队代码|岗位密级/;

/** Makes the reader of a field's cells. `header` tells the unit of money (金额（万元）). */
export function cellReader(field: Field, header: string): CellReader {
  const shape = fieldShape(field);
  const read = readerOf(field, header);
  return (cell) => {
    if (cell.error !== undefined) return { problem: cell.formula && cell.text === '' ? '公式没有保存结果，请在表格软件中重新计算并保存' : `单元格是错误值 ${cell.error}` };
    const found = read(cell, squeeze(cell.text));
    if ('problem' in found || found.value === null) return found;
    const checked = shape.safeParse(found.value);
    return checked.success ? found : { problem: checked.error.issues[0]!.message };
  };
}

type Reader = (cell: Cell, text: string) => CellRead;

function readerOf(field: Field, header: string): Reader {
  switch (field.kind) {
    case 'text': return field.tail ? tailReader(field.tail) : (_cell, text) => ({ value: text, ...secretWarning(text) });
    case 'note': return (cell) => ({ value: cell.text.trim(), ...secretWarning(cell.text) });
    case 'day': return readDay;
    case 'partialDay': return readPartialDay;
    case 'integer': return readInteger;
    case 'fen': return yuanReader(/万元/.test(header));
    case 'boolean': return readBoolean;
    case 'code': return codeReader(field);
    case 'codes': return codesReader(field);
    case 'citizenId': return numbered(checkCitizenId, (found) => found.id);
    case 'bankCard': return numbered(checkBankCard, (found) => found.card);
    case 'creditCode': return numbered(checkCreditCode, (found) => found.code);
    case 'phone': return readPhone;
    case 'division': return (_cell, text) => ({ value: halfWidth(text) });
    case 'reference': return (_cell, text) => ({ value: text });
  }
}

function secretWarning(text: string): { warning?: string } {
  if (!SUSPECT.test(text)) return {};
  const kinds = new Set(scanSecrets(text).map(({ kind }) => kind));
  if (kinds.has('unitNumber') || kinds.has('forbiddenWord')) return { warning: '文字中疑有部队番号等涉密内容，请删去' };
  return kinds.size > 0 ? { warning: '文字中有证件号、电话或卡号，请改填到对应的列' } : {};
}

function parsedDay(cell: Cell, text: string): ParsedDay | undefined {
  if (cell.isDate) return parseDay(cell.text);
  if (cell.number !== undefined) return parseDay(cell.number);
  return parseDay(text) ?? (/^\d{5}(\.\d+)?$/.test(halfWidth(text)) ? parseDay(text, { serial: true }) : undefined);
}

const notDay = (text: string): CellRead => ({ problem: `“${text.slice(0, 20)}”不是日期，可写作 2023-05-01` });

const readDay: Reader = (cell, text) => {
  const found = parsedDay(cell, text);
  if (!found) return notDay(text);
  if (found.precision === 'year') return { problem: `只写了年份“${text}”，请写到日` };
  return found.precision === 'month' ? { value: found.day, warning: MONTH_ONLY } : { value: found.day };
};

const LENGTHS = { year: 4, month: 7, day: 10 };
const readPartialDay: Reader = (cell, text) => {
  const found = parsedDay(cell, text);
  return found ? { value: found.day.slice(0, LENGTHS[found.precision]) } : notDay(text);
};

const readInteger: Reader = (_cell, text) => {
  const plain = halfWidth(text).replace(/[,\s]/g, '').replace(UNIT, '');
  if (!/^-?\d+(\.0+)?$/.test(plain)) return { problem: `“${text.slice(0, 20)}”应为整数` };
  return { value: Number(plain) };
};

const yuanReader = (tenThousand: boolean): Reader => (cell, text) => {
  const exact = cell.number !== undefined && !/e/i.test(String(cell.number)) ? shortNumber(cell.number, tenThousand ? 6 : 2) : text;
  const fen = parseYuan(tenThousand && /^[-\d.,，\s]+$/.test(exact) ? `${exact}万` : exact);
  return fen === undefined ? { problem: `“${text.slice(0, 20)}”不是金额，应为元，最多两位小数` } : { value: fen.toString() };
};

/** A stored number without the tail that binary fractions grow (0.30000000000000004). */
function shortNumber(value: number, digits: number): string {
  const rounded = value.toFixed(digits);
  return Math.abs(Number(rounded) - value) < 1e-7 ? rounded : String(value);
}

const readBoolean: Reader = (_cell, text) => {
  const word = halfWidth(text).toLowerCase();
  if (TRUE.has(word)) return { value: true };
  return FALSE.has(word) ? { value: false } : { problem: `“${text.slice(0, 20)}”应填是或否` };
};

function codeReader(field: Field): Reader {
  const known = new Map<string, CellRead>();
  return (_cell, text) => {
    const found = known.get(text);
    if (found) return found;
    const code = codeFor(field.codes!, text) ?? codeFor(field.codes!, halfWidth(text));
    const read: CellRead = code === undefined ? { problem: `“${text.slice(0, 20)}”不是${field.codes!.label}，可填：${wordsOf(field)}` } : { value: code };
    if (known.size < 5000) known.set(text, read);
    return read;
  };
}

const wordsOf = (field: Field) => {
  const labels = field.codes!.codes.map(({ label }) => label);
  return labels.length > 12 ? `${labels.slice(0, 12).join('、')}等` : labels.join('、');
};

function codesReader(field: Field): Reader {
  const one = codeReader(field);
  return (cell, text) => {
    const whole = one(cell, text);
    if (!('problem' in whole)) return { value: [whole.value] };
    const values: unknown[] = [];
    for (const word of text.split(/[、，,;；/／\s]+/).filter((part) => part !== '')) {
      const found = one(cell, word);
      if ('problem' in found) return found;
      if (!values.includes(found.value)) values.push(found.value);
    }
    return { value: values };
  };
}

type Check = { ok: true; warning?: string } | { ok: false; reason: string };

/** Long numbers: a number cell has lost its end, and is never guessed at. */
const numbered = <T extends Check>(check: (text: string) => T, value: (found: Extract<T, { ok: true }>) => string): Reader => (cell, text) => {
  if (cell.number !== undefined && !cell.isDate) return { problem: NUMBERED };
  const found = check(text);
  if (!found.ok) return { problem: (found as Extract<T, { ok: false }>).reason };
  return { value: value(found as Extract<T, { ok: true }>), ...(found.warning ? { warning: found.warning } : {}) };
};

/** Of a long number only its end is kept, the rest is dropped while reading; a long number cell has lost its end, a short one its leading zeros. */
const tailReader = (tail: number): Reader => (cell, text) => {
  const number = halfWidth(text).replace(/[\s-]/g, '');
  const isNumber = cell.number !== undefined && !cell.isDate;
  if (isNumber && (number.length > 15 || /e/i.test(number))) return { problem: NUMBERED };
  if (number.length > tail) return { value: number.slice(-tail), warning: `完整号码不保存，只保留最后 ${tail} 位` };
  return { value: isNumber ? number.padStart(tail, '0') : number };
};

/** Eleven digits survive as a number; anything longer or with a leading zero does not. */
const readPhone: Reader = (cell, text) => {
  const found = checkPhone(text);
  if (!found.ok) return { problem: cell.number === undefined ? found.reason : NUMBERED };
  return cell.number === undefined ? { value: found.phone } : found.kind === 'mobile' ? { value: found.phone, warning: EXACT } : { problem: NUMBERED };
};
