import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Select, Table, type TableColumnsType } from 'antd';
import { labelOf } from '#base/pure/codes.ts';
import type { RowOf } from '#base/pure/record.ts';
import { Act } from '#base/web/Act.tsx';
import { recordClient } from '#base/web/client.ts';
import { asFailure } from '#base/web/failure.ts';
import { useNarrow } from '#base/web/narrow.ts';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import type { DetailTab } from '#base/web/record/RecordDetail.tsx';
import { useMay } from '#base/web/session.tsx';
import { Failed, Loading } from '#base/web/States.tsx';
import { DayForm, LayoutColumn, NumberForm } from '../schema/layout.ts';
import type { Target } from '../schema.ts';
import { Cards } from './Cards.tsx';
import { exchangeClient } from './client.ts';
import { optionsOf } from './ColumnMapping.tsx';

type Column = RowOf<typeof LayoutColumn>;

/** What the page of an 外部版式 shows beside its own fields: its columns in their order, each with what of ours it holds. */
export const LAYOUT_TABS: readonly DetailTab[] = [{ key: 'columns', label: '各列', render: (row) => <LayoutColumns layoutId={row.id} /> }];

const MOST = 300;

function LayoutColumns({ layoutId }: { layoutId: string }) {
  const openPage = useOpenPage();
  const narrow = useNarrow();
  const columns = useQuery({ queryKey: [LayoutColumn.name, 'list', layoutId], queryFn: () => recordClient(LayoutColumn).list({ page: 1, size: MOST, sort: 'position', filters: { layoutId: [layoutId] } }) });
  const targets = useQuery({ queryKey: ['exchange', 'targets', layoutId], queryFn: () => exchangeClient.layouts.targets({ id: layoutId }) });
  if (columns.error || targets.error) return <Failed error={(columns.error ?? targets.error)!} retry={() => void Promise.all([columns.refetch(), targets.refetch()])} />;
  if (!columns.data || !targets.data) return <Loading />;
  const { rows } = columns.data;
  const last = Math.max(0, ...rows.map(({ position }) => position));
  const loose = rows.filter(({ target, fixed }) => !target && !fixed).length;
  const choice = (column: Column) => <TargetChoice column={column} targets={targets.data} taken={rows} />;
  return (
    <section className="panel" aria-label="各列">
      <div className="page-head">
        <p className="quiet" style={{ margin: '0 auto 0 0' }} role="status">共 {rows.length} 列{loose > 0 && `，其中 ${loose} 列没有对应的项目，导入时不读，导出时空着`}。选定“我们的项目”随即保存；代码对照和日期、数字的写法在“写法”中改。</p>
        <Act permission="exchange.write" onClick={() => openPage(`${LayoutColumn.path}/new?layoutId=${layoutId}&position=${last + 1}`)}>添加一列</Act>
      </div>
      {narrow
        ? <Cards label="各列" empty="还没有列。" cards={rows.map((row) => ({ key: row.id, head: `${row.position}　${row.header}`, facts: [['我们的项目', choice(row)], ['写法', formOf(row)], ['对方必填', row.must ? '是' : '']], acts: <PageLink href={`${LayoutColumn.path}/${row.id}/edit`}>改写法</PageLink> }))} />
        : <Table<Column> rowKey="id" size="middle" pagination={false} locale={{ emptyText: '还没有列，请逐列添加，或复制一个现成的版式再改' }} dataSource={rows as Column[]} columns={columnsOf(choice)} />}
    </section>
  );
}

const columnsOf = (choice: (column: Column) => React.ReactNode): TableColumnsType<Column> => [
  { title: '顺序', dataIndex: 'position', width: 64, align: 'right' },
  { title: '对方的列', dataIndex: 'header', render: (_, row) => <>{row.header}{row.must && <span className="quiet">（对方必填）</span>}</> },
  { title: '我们的项目', key: 'target', width: 280, render: (_, row) => choice(row) },
  { title: '写法', key: 'form', render: (_, row) => formOf(row) || <span className="quiet">照我们的写</span> },
  { title: '操作', key: 'acts', width: 90, render: (_, row) => <PageLink href={`${LayoutColumn.path}/${row.id}/edit`} aria-label={`改“${row.header}”列的写法`}>改写法</PageLink> },
];

/** How a column writes what it holds, in few words: the first codes of its translation, its form of days and numbers. */
function formOf(row: Column): string {
  const pairs = (row.codes ?? '').split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '');
  const codes = pairs.length === 0 ? '' : `代码 ${pairs.slice(0, 3).join('、')}${pairs.length > 3 ? ` 等 ${pairs.length} 个` : ''}`;
  return [codes, row.dayForm && `日期 ${labelOf(DayForm, row.dayForm)}`, row.numberForm && labelOf(NumberForm, row.numberForm), row.asText && '文本格式'].filter(Boolean).join('；');
}

function TargetChoice({ column, targets, taken }: { column: Column; targets: readonly Target[]; taken: readonly Column[] }) {
  const cache = useQueryClient();
  const { message } = App.useApp();
  const may = useMay()('exchange.write');
  if (column.fixed) return <>每行都写“{column.fixed}”</>;
  const targetOf = (word: string | null) => targets.find(({ target, label }) => target === word || label === word);
  const now = targetOf(column.target);
  const others = new Set(taken.filter(({ id }) => id !== column.id).map(({ target }) => targetOf(target)?.target));
  if (!may) return <>{now?.label ?? column.target ?? '（没有）'}</>;
  const save = async (target?: string) => {
    try {
      await recordClient(LayoutColumn).update({ id: column.id, version: column.version, change: { target: targets.find((one) => one.target === target)?.label ?? null } });
      message.success('已保存');
    } catch (error) {
      message.error(asFailure(error).message, 8);
    }
    await cache.invalidateQueries();
  };
  return (
    <Select className="wide" aria-label={`“${column.header}”列对应的项目`} allowClear showSearch={{ optionFilterProp: 'label' }} placeholder={column.target ? `没有“${column.target}”这一项` : '没有对应的项目'} status={column.target && !now ? 'error' : undefined}
      value={now?.target} options={optionsOf(targets.filter(({ target }) => !others.has(target)))} onChange={(target?: string) => void save(target)} />
  );
}
