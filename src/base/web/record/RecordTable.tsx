import { Table, type TableColumnsType } from 'antd';
import type { KeyboardEvent } from 'react';
import type { RecordType } from '#base/pure/record.ts';
import { PageLink, useOpenPage } from '../PageLink.tsx';
import type { ListState } from './address.ts';
import { FieldValue } from './FieldValue.tsx';
import { type AnyRow, fieldOf, headerOf, isNumber, isSortable, textOf, titleOf } from './values.ts';

type Props = {
  type: RecordType;
  rows: AnyRow[];
  columns: string[];
  state: ListState;
  loading: boolean;
  reveal: string;
  selected: string[];
  onSelect?: (ids: string[]) => void;
  onSort: (sort: string | undefined) => void;
};

/** The list as a table: sortable headers, numbers at the right, the title column always in sight and leading to the row's page; arrows move between rows, Enter opens. */
export function RecordTable({ type, rows, columns, state, loading, reveal, selected, onSelect, onSort }: Props) {
  const openPage = useOpenPage();
  const sort = state.sort ?? type.sort;
  const made: TableColumnsType<AnyRow> = ordered(type, columns).map((name, index) => {
    const field = fieldOf(type, name)!;
    return {
      key: name, title: headerOf(field), dataIndex: name, align: isNumber(field) ? 'right' : undefined, className: index === 0 ? 'stick-title' : isNumber(field) ? 'number' : undefined,
      width: widthOf(field.kind), sorter: isSortable(type, name), sortOrder: sort === name ? 'ascend' : sort === `-${name}` ? 'descend' : null, showSorterTooltip: false,
      render: (_: unknown, row: AnyRow) => (index === 0 ? <PageLink href={`${type.path}/${row.id}`}>{textOf(type, row, name) || titleOf(type, row)}</PageLink> : cell(type, row, name, reveal)),
    };
  });
  return (
    <div className="scroll-x">
      <Table<AnyRow> rowKey="id" size="middle" columns={made} dataSource={rows} loading={loading} pagination={false} tableLayout="auto" className={onSelect ? 'stick-both' : undefined}
        rowSelection={onSelect ? { selectedRowKeys: selected, onChange: (keys) => onSelect(keys.map(String)), columnWidth: 40, getCheckboxProps: (row) => ({ 'aria-label': `选择 ${titleOf(type, row)}` }) as object, getTitleCheckboxProps: () => ({ 'aria-label': '选择本页全部' }) as object } : undefined}
        onRow={(row) => ({ tabIndex: 0, onKeyDown: (event) => onRowKey(event, () => openPage(`${type.path}/${row.id}`)), onDoubleClick: () => openPage(`${type.path}/${row.id}`) })}
        onChange={(_page, _filters, sorter) => {
          const one = Array.isArray(sorter) ? sorter[0] : sorter;
          onSort(one?.order ? `${one.order === 'descend' ? '-' : ''}${String(one.columnKey)}` : undefined);
        }} />
    </div>
  );
}

/** The title column comes first: it names the row and stays in sight. */
function ordered(type: RecordType, columns: string[]): string[] {
  return columns.includes(type.title) ? [type.title, ...columns.filter((name) => name !== type.title)] : columns;
}

function cell(type: RecordType, row: AnyRow, name: string, reveal: string) {
  const value = <FieldValue type={type} row={row} name={name} reveal={reveal} plain />;
  const kind = fieldOf(type, name)?.kind;
  return kind === 'note' || kind === 'text' ? <span className="cut" title={fieldOf(type, name)?.sealed ? undefined : textOf(type, row, name)}>{value}</span> : value;
}

function widthOf(kind: string): number | undefined {
  return kind === 'day' || kind === 'partialDay' ? 116 : undefined;
}

function onRowKey(event: KeyboardEvent<HTMLElement>, open: () => void): void {
  if (event.target !== event.currentTarget) return;
  const row = event.currentTarget;
  if (event.key === 'Enter') open();
  else if (event.key === 'ArrowDown') (row.nextElementSibling as HTMLElement | null)?.focus();
  else if (event.key === 'ArrowUp') (row.previousElementSibling as HTMLElement | null)?.focus();
  else return;
  event.preventDefault();
}
