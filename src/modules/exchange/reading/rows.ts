import { normaliseSealed } from '#base/server/records/columns.ts';
import type { Values } from '#base/pure/record.ts';
import { normaliseCitizenId } from '#base/pure/citizenId.ts';
import { squeeze } from '#base/pure/normalise.ts';
import type { SheetRow } from '#base/server/sheets/shapes.ts';
import type { RowProblem } from '../schema.ts';
import type { Plan } from './plan.ts';

/** One row of a sheet as read, before anything is looked up. */
export type Draft = {
  number: number;
  /** Values by field; an emptied cell is null, a column that the sheet lacks is absent. */
  given: Values;
  /** Cells that came back masked: their fields stay as they are. */
  maskedFields: string[];
  /** Naming columns of references that the row fills. */
  wanted: Record<string, Record<string, string>>;
  key: { id: string; version: number } | undefined;
  division: string | undefined;
  problems: RowProblem[];
  cells: string[];
};

const KEY = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.(\d{1,9})$/;
const MASK = /\*{2,}|^已登记（隐藏）$|^\S\*\S?$/;

/** Reads one row by the plan; findings are kept, nothing is refused. */
export function readRow(plan: Plan, row: SheetRow): Draft {
  const draft: Draft = { number: row.number, given: {}, maskedFields: [], wanted: {}, key: undefined, division: undefined, problems: [], cells: row.cells.map((cell) => cell.text) };
  readKey(plan, row, draft);
  for (const { column, name, field, read } of plan.fields) {
    const cell = row.cells[column];
    if (!cell || (cell.error === undefined && (cell.text === '' || squeeze(cell.text) === ''))) {
      draft.given[name] = null;
      continue;
    }
    if (field.sealed && MASK.test(cell.text.trim())) {
      draft.maskedFields.push(name);
      continue;
    }
    const found = read(cell);
    if ('problem' in found) {
      draft.problems.push({ field: name, label: field.label, message: found.problem });
      continue;
    }
    draft.given[name] = field.sealed && typeof found.value === 'string' ? normaliseSealed(field, found.value) : found.value;
    if (found.warning) draft.problems.push({ field: name, label: field.label, message: found.warning, warning: true });
  }
  readNames(plan, row, draft);
  readPlace(plan, row, draft);
  return draft;
}

function readKey(plan: Plan, row: SheetRow, draft: Draft): void {
  const text = plan.keyColumn === undefined ? '' : (row.cells[plan.keyColumn]?.text.trim() ?? '');
  if (text === '') return;
  const found = KEY.exec(text);
  if (found) draft.key = { id: found[1]!, version: Number(found[2]) };
  else draft.problems.push({ field: '', label: '记录编号', message: '记录编号被改动过，请重新导出' });
}

function readNames(plan: Plan, row: SheetRow, draft: Draft): void {
  for (const { name, columns, field } of plan.references) {
    const wanted: Record<string, string> = {};
    let own = false;
    for (const [key, column] of Object.entries(columns)) {
      const cell = row.cells[column];
      const text = cell ? squeeze(cell.text) : '';
      if (text === '' || MASK.test(text)) continue;
      if (key === 'citizenId' && cell?.number !== undefined && !cell.isDate) draft.problems.push({ field: name, label: plan.headers[column] ?? field.label, message: '该列被 Excel 转成数字，末尾可能已丢失' });
      wanted[key] = key === 'citizenId' ? normaliseCitizenId(text) : text;
      if (key !== 'township' && key !== 'village' && key !== 'divisionCode') own = true;
    }
    if (own) draft.wanted[name] = wanted;
    else draft.given[name] = null;
  }
}

function readPlace(plan: Plan, row: SheetRow, draft: Draft): void {
  const words: Record<string, string> = {};
  for (const [key, column] of Object.entries(plan.placeColumns)) {
    const text = squeeze(row.cells[column]?.text ?? '');
    if (text !== '') words[key] = text;
  }
  if (Object.keys(words).length === 0) return;
  const found = plan.places.find(words, plan.actor);
  if (!found) return;
  if ('code' in found) draft.division = found.code;
  else if (!plan.type.placedBy) draft.problems.push({ field: 'divisionCode', label: '所属区划', message: found.reason });
}
