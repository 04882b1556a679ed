import { Select, Table, type TableColumnsType } from 'antd';
import type { HeaderRead, Mapping, SheetColumn, Target } from '../schema.ts';

/** The columns of a sheet with some of their cells, and for each a choice of what it is taken for. A target already given to another column is not offered. */
export function ColumnMapping({ header, mapping, onChange }: { header: HeaderRead; mapping: Mapping; onChange: (mapping: Mapping) => void }) {
  const taken = new Set(Object.values(mapping).filter((target) => target !== null));
  const optionsFor = (column: SheetColumn) => grouped(header.targets.filter(({ target }) => !taken.has(target) || mapping[String(column.index)] === target));
  const columns: TableColumnsType<SheetColumn> = [
    { title: '表中的列', dataIndex: 'header' },
    { title: '内容举例', key: 'samples', render: (_, column) => <span className="quiet">{column.samples.join('　') || '（空）'}</span> },
    {
      title: '对应的项目', key: 'target',
      render: (_, column) => column.forbidden
        ? <span className="wrong">涉密内容，不得保存，已丢弃</span>
        : <Select aria-label={`“${column.header}”对应的项目`} allowClear showSearch={{ optionFilterProp: 'label' }} placeholder="不导入" style={{ minWidth: 220 }} value={mapping[String(column.index)] ?? undefined} options={optionsFor(column)}
            onChange={(target?: string) => onChange({ ...mapping, [String(column.index)]: target ?? null })} />,
    },
  ];
  return <Table<SheetColumn> rowKey="index" size="middle" columns={columns} dataSource={header.columns} pagination={false} scroll={{ x: 'max-content', y: 420 }} />;
}

function grouped(targets: Target[]) {
  const groups = new Map<string, Target[]>();
  for (const target of targets) groups.set(target.group, [...(groups.get(target.group) ?? []), target]);
  return [...groups].map(([label, all]) => ({ label, options: all.map(({ target, label: text, required }) => ({ value: target, label: required ? `${text}（必填）` : text })) }));
}
