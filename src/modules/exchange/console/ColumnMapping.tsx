import { Select, Table, type TableColumnsType } from 'antd';
import { useNarrow } from '#base/web/narrow.ts';
import type { HeaderRead, Mapping, SheetColumn, Target } from '../schema.ts';
import { Cards } from './Cards.tsx';

/** The columns of a sheet with some of their cells, and for each a choice of what it is taken for. A target already given to another column is not offered. */
export function ColumnMapping({ header, mapping, onChange }: { header: HeaderRead; mapping: Mapping; onChange: (mapping: Mapping) => void }) {
  const taken = new Set(Object.values(mapping).filter((target) => target !== null));
  const optionsFor = (column: SheetColumn) => optionsOf(header.targets.filter(({ target }) => !taken.has(target) || mapping[String(column.index)] === target));
  const narrow = useNarrow();
  const choice = (column: SheetColumn) => (column.forbidden
    ? <span className="wrong">涉密内容，不得保存，已丢弃</span>
    : <Select aria-label={`“${column.header}”对应的项目`} className="wide" allowClear showSearch={{ optionFilterProp: 'label' }} placeholder="不导入" value={mapping[String(column.index)] ?? undefined} options={optionsFor(column)}
        onChange={(target?: string) => onChange({ ...mapping, [String(column.index)]: target ?? null })} />);
  const columns: TableColumnsType<SheetColumn> = [
    { title: '表中的列', dataIndex: 'header', width: '26%' },
    { title: '内容举例', key: 'samples', render: (_, column) => <span className="quiet" style={{ overflowWrap: 'anywhere' }}>{column.samples.join('　') || '（空）'}</span> },
    { title: '对应的项目', key: 'target', width: 300, render: (_, column) => choice(column) },
  ];
  if (narrow) return <Cards label="表中的列" empty="没有列" cards={header.columns.map((column) => ({ key: String(column.index), head: column.header, facts: [['举例', column.samples.join('　') || '（空）'], ['对应的项目', choice(column)]] }))} />;
  return <Table<SheetColumn> rowKey="index" size="middle" columns={columns} dataSource={header.columns} pagination={false} />;
}

/** Targets as the choices of a select, under the group each belongs to. */
export function optionsOf(targets: readonly Target[]) {
  const groups = new Map<string, Target[]>();
  for (const target of targets) groups.set(target.group, [...(groups.get(target.group) ?? []), target]);
  return [...groups].map(([label, all]) => ({ label, options: all.map(({ target, label: text, required }) => ({ value: target, label: required ? `${text}（必填）` : text })) }));
}
