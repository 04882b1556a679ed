import type { Limits } from './limits.ts';
import { showNumber, showSerial } from './number-format.ts';
import type { Shown } from './number-format.ts';
import { refuseFile } from './refusals.ts';
import type { Cell, SheetRow } from './shapes.ts';
import type { StringTable } from './string-table.ts';
import { decodeEscapes } from './xml.ts';
import type { XmlEvents } from './xml.ts';

/** What the rows of one worksheet need from the rest of the workbook. */
export type RowContext = { strings: StringTable; shown: Shown[]; from1904: boolean; limits: Limits };

const uncomputed = '公式没有保存计算结果，请用 Excel 或 WPS 打开文件保存一次';

/** Column number from 0 of a reference such as AB12; -1 when it has no letters. */
export function columnOf(reference: string): number {
  let column = 0;
  for (let i = 0; i < reference.length; i += 1) {
    const letter = reference.charCodeAt(i) & 0xdf;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  return column - 1;
}

function numericCell(raw: string, style: number, { shown, from1904 }: RowContext): Cell {
  const value = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(value)) return { text: raw };
  const manner = shown[style] ?? 'plain';
  if (manner === 'plain') return { text: showNumber(raw, value), number: value };
  if (typeof manner === 'object') {
    const plain = showNumber(raw, value);
    return { text: /^\d+$/.test(plain) ? plain.padStart(manner.width, '0') : plain, number: value };
  }
  const text = showSerial(value, manner, from1904);
  if (text === undefined) return { text: showNumber(raw, value), number: value };
  return manner === 'time' ? { text, number: value } : { text, number: value, isDate: true };
}

/** One cell from what its element held: type `t`, style `s`, value text, and whether a formula and a value were there. */
export function showCell(type: string, style: number, value: string, formula: boolean, context: RowContext): Cell {
  let cell: Cell;
  if (formula && value === '' && type !== 'str') cell = { text: '', error: uncomputed };
  else if (type === 'n' || type === '') cell = numericCell(value, style, context);
  else if (type === 's') {
    const text = context.strings.get(Number(value));
    cell = text === undefined ? refuseFile('broken') : { text };
  } else if (type === 'b') cell = { text: value === '1' || value === 'true' ? 'TRUE' : 'FALSE' };
  else if (type === 'e') cell = { text: value, error: value };
  else if (type === 'd') cell = { text: value.slice(0, 10), isDate: true };
  else cell = { text: decodeEscapes(value) };
  if (formula) cell.formula = true;
  return cell;
}

/** Hears a worksheet part and hands each row that holds something to `take`; refuses what goes beyond the limits. */
export function hearRows(context: RowContext, take: (row: SheetRow) => void): XmlEvents {
  const { limits } = context;
  let number = 0;
  let taken = 0;
  let cells: Cell[] = [];
  let column = -1;
  let type = '';
  let style = 0;
  let value = '';
  let formula = false;
  let phonetic = 0;
  let listening = false;

  function place(): void {
    if (value === '' && !formula) return;
    const cell = showCell(type, style, value, formula, context);
    if (cell.text.length > limits.cellCharacters) refuseFile('cellTooLong', { row: number, limit: limits.cellCharacters });
    if (cell.text === '' && !cell.formula) return;
    if (column >= limits.columns) refuseFile('tooManyColumns', { row: number, limit: limits.columns });
    if (column < cells.length) refuseFile('broken');
    while (cells.length < column) cells.push({ text: '' });
    cells.push(cell);
  }

  return {
    open(name, attributes) {
      if (name === 'c') {
        column = attributes.r ? columnOf(attributes.r) : column + 1;
        type = attributes.t ?? '';
        style = attributes.s ? Number(attributes.s) : 0;
        value = '';
        formula = false;
      } else if (name === 'v') listening = true;
      else if (name === 't') listening = phonetic === 0;
      else if (name === 'f') formula = true;
      else if (name === 'rPh') phonetic += 1;
      else if (name === 'row') {
        const next = attributes.r ? Number(attributes.r) : number + 1;
        if (!(next > number)) refuseFile('broken');
        number = next;
        [cells, column] = [[], -1];
      }
    },
    text(piece) {
      if (!listening) return;
      value += piece;
      if (value.length > limits.cellCharacters * 8) refuseFile('cellTooLong', { row: number, limit: limits.cellCharacters });
    },
    close(name) {
      if (name === 'v' || name === 't') listening = false;
      else if (name === 'c') place();
      else if (name === 'rPh') phonetic -= 1;
      else if (name === 'row' && cells.length > 0) {
        taken += 1;
        if (taken > limits.rows) refuseFile('tooManyRows', { limit: limits.rows });
        take({ number, cells });
      }
    },
  };
}
