import { Checkbox } from 'antd';
import type { RecordType } from '#base/pure/record.ts';
import { PageLink } from '../PageLink.tsx';
import { FieldValue } from './FieldValue.tsx';
import { type AnyRow, fieldOf, headerOf, titleOf } from './values.ts';

/** The list on a narrow screen: one card per row, the title leading to the row's page. */
export function RecordCards({ type, rows, columns, reveal, selected, onSelect }: { type: RecordType; rows: AnyRow[]; columns: string[]; reveal: string; selected: string[]; onSelect?: (ids: string[]) => void }) {
  const toggle = (id: string, on: boolean) => onSelect?.(on ? [...selected, id] : selected.filter((one) => one !== id));
  return (
    <ul className="cards" aria-label={type.ledger}>
      {rows.map((row) => (
        <li key={row.id}>
          <div className="head">
            <PageLink href={`${type.path}/${row.id}`}>{titleOf(type, row)}</PageLink>
            {onSelect && <Checkbox aria-label={`选择 ${titleOf(type, row)}`} checked={selected.includes(row.id)} onChange={(event) => toggle(row.id, event.target.checked)} />}
          </div>
          <dl className="facts">
            {columns.filter((name) => name !== type.title && row[name] !== null && row[name] !== '').slice(0, 7).map((name) => (
              <div key={name}><dt>{headerOf(fieldOf(type, name)!)}</dt><dd className="cut"><FieldValue type={type} row={row} name={name} reveal={reveal} plain /></dd></div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}
