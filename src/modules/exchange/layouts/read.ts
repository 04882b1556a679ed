import { halfWidth, squeeze } from '#base/pure/normalise.ts';
import type { Field } from '#base/pure/record.ts';
import { type CellRead, type CellReader, cellReader } from '../reading/cells.ts';
import type { ReadyColumn } from './layout.ts';
import { ourCode, type Translation } from './translation.ts';

const MONTH_FORMS = new Set(['month', 'compactMonth']);

/** The reader of a field's cells in a layout's column: codes by its translation and by nothing else, money in its unit, a month without a remark where the column holds months. */
export function layoutReader(field: Field, column: ReadyColumn): CellReader {
  const { translation, dayForm, numberForm } = column.form;
  if (translation) return translated(field, column.header, translation);
  if (field.kind === 'fen' && numberForm === 'fen') return readFen(column.header);
  const read = cellReader(field, numberForm === 'tenThousand' ? '万元' : numberForm === 'yuan' ? '元' : column.header);
  if (field.kind !== 'day' || !MONTH_FORMS.has(dayForm ?? '')) return read;
  return (cell) => {
    const found = read(cell);
    return 'problem' in found ? found : { value: found.value };
  };
}

function translated(field: Field, header: string, translation: Translation): CellReader {
  const one = (word: string): { code: string } | { problem: string } => {
    const code = ourCode(translation, word);
    return code === undefined ? { problem: `“${header}”列的“${word.slice(0, 20)}”不在版式的代码对照中` } : { code };
  };
  return (cell): CellRead => {
    if (cell.error !== undefined) return { problem: `“${header}”列是错误值 ${cell.error}` };
    const text = squeeze(halfWidth(cell.text));
    const whole = one(text);
    if (field.kind !== 'codes') return 'problem' in whole ? whole : { value: field.kind === 'boolean' ? whole.code === 'true' : whole.code };
    if ('code' in whole) return { value: [whole.code] };
    const codes: string[] = [];
    for (const word of text.split(/[、，,;；/\s]+/).filter((part) => part !== '')) {
      const found = one(word);
      if ('problem' in found) return found;
      if (!codes.includes(found.code)) codes.push(found.code);
    }
    return { value: codes };
  };
}

function readFen(header: string): CellReader {
  return (cell) => {
    const text = squeeze(halfWidth(cell.text)).replaceAll(',', '');
    return cell.error === undefined && /^-?\d{1,15}$/.test(text) ? { value: text } : { problem: `“${header}”列的“${cell.text.slice(0, 20)}”不是以分为单位的金额` };
  };
}
