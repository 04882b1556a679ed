import { createPortal } from 'react-dom';
import type { RecordType } from '#base/pure/record.ts';
import { useMe } from '../session.tsx';
import { minuteOf } from '../shell/Marked.tsx';
import { type AnyRow, fieldOf, headerOf, isNumber, textOf } from './values.ts';

/** The most rows that one print holds. */
export const MOST_PRINTED = 1000;

/** With more columns than this a sheet lies crosswise, so that names and numbers stay whole. */
const PORTRAIT_MOST = 8;
/** What is not broken over two lines. */
const WHOLE = new Set(['day', 'partialDay', 'citizenId', 'phone']);

/** The sheet that a print of a list shows: header repeated on each page, with unit, person and minute; sealed fields stay masked. */
export function PrintSheet({ type, rows, columns, total, conditions }: { type: RecordType; rows: AnyRow[]; columns: string[]; total: number; conditions: string }) {
  const me = useMe();
  const host = document.querySelector('main');
  if (!host) return null;
  const span = columns.length + 1;
  return createPortal(
    <div className="print-sheet">
      {columns.length > PORTRAIT_MOST && <style>{'@page { size: A4 landscape; margin: 12mm 14mm }'}</style>}
      <table>
        <thead>
          <tr className="sheet-title"><th colSpan={span}>{type.ledger}</th></tr>
          <tr className="sheet-who"><th colSpan={span}>{me.unit.name}　{me.name}　{minuteOf(new Date())} 打印　{conditions}　共 {total} 条{total > rows.length ? `，本表为前 ${rows.length} 条` : ''}{me.demo ? '　演示数据' : ''}</th></tr>
          <tr><th className="day">序号</th>{columns.map((name) => <th key={name}>{headerOf(fieldOf(type, name)!)}</th>)}</tr>
        </thead>
        <tbody>
          {rows.map((row, index) => <tr key={row.id}><td>{index + 1}</td>{columns.map((name) => <td key={name} className={classOf(type, name)}>{textOf(type, row, name)}</td>)}</tr>)}
        </tbody>
      </table>
    </div>,
    host,
  );
}

function classOf(type: RecordType, name: string): string {
  const field = fieldOf(type, name)!;
  if (isNumber(field)) return 'number';
  return WHOLE.has(field.kind) || (name === type.title && shortTitles(type)) ? 'day' : '';
}

/** Whether rows are called by a person's name, which is short. */
const shortTitles = (type: RecordType): boolean => {
  const field = fieldOf(type, type.title)!;
  return field.kind === 'reference' ? field.of!().personal : type.personal && (field.max ?? 200) <= 60;
};
