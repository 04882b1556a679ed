import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { App, Button, Pagination } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import type { RecordType } from '#base/pure/record.ts';
import { Act } from '../Act.tsx';
import { recordClient } from '../client.ts';
import { asFailure } from '../failure.ts';
import { useNarrow } from '../narrow.ts';
import { useOwnSearch } from '../ownSearch.ts';
import { PageLink, useOpenPage } from '../PageLink.tsx';
import { useMay, usePlaces, useServices } from '../session.tsx';
import { Failed, Forbidden, Loading } from '../States.tsx';
import { holdsToken, type ListState, queryOf, readAddress, SIZES, writeAddress } from './address.ts';
import { BulkBar } from './BulkBar.tsx';
import { useColumnChoice } from './columnChoice.ts';
import { ColumnSettings } from './ColumnSettings.tsx';
import { FigureLine } from './FigureLine.tsx';
import { type RecordPermissions, useRecordPermissions } from './permissions.ts';
import { conditionsOf, usePrinting } from './printing.ts';
import { PrintSheet } from './PrintSheet.tsx';
import { QueryForm } from './QueryForm.tsx';
import { RecordCards } from './RecordCards.tsx';
import { RecordTable } from './RecordTable.tsx';
import { SavedViews } from './SavedViews.tsx';
import type { AnyRow } from './values.ts';

/** Further acts that a module puts on the standard pages of its record: in the list's toolbar, on selected rows (`done` clears the selection), on one row's page; `stays` says why a row cannot be removed, `fixed` why it cannot be changed. */
export type RecordActs = { toolbar?: React.ReactNode; bulk?: (rows: AnyRow[], done: () => void) => React.ReactNode; row?: (row: AnyRow) => React.ReactNode; stays?: (row: AnyRow) => string | undefined; fixed?: (row: AnyRow) => string | undefined };

/** What a list page may be told beside its record: other permissions, further acts in the toolbar and on selected rows, a line under the heading, and what an empty ledger says in place of the usual words. */
export type RecordPageProps = { record: RecordType; permissions?: Partial<RecordPermissions>; acts?: React.ReactNode; bulk?: RecordActs['bulk']; canCreate?: boolean; line?: React.ReactNode; empty?: React.ReactNode };

/** The list page of a record: query form, toolbar, table or cards, pager; its whole state is in the address. */
export function RecordPage({ record: type, permissions: other, acts, bulk, canCreate = true, line, empty }: RecordPageProps) {
  const permissions = useRecordPermissions(type, other);
  const may = useMay();
  const openPage = useOpenPage();
  const searchStr = useOwnSearch(type.path);
  const state = useMemo(() => readAddress(searchStr), [searchStr]);
  const go = (next: ListState) => {
    const query = writeAddress(next, type);
    openPage(query ? `${type.path}?${query}` : type.path);
  };
  const allowed = may(permissions.read);
  const { data, error, refetch, isFetching, isLoading } = useQuery({ queryKey: [type.name, 'list', queryOf(state)], queryFn: () => recordClient(type).list(queryOf(state)), placeholderData: keepPreviousData, enabled: allowed });
  const rows = (data?.rows ?? []) as unknown as AnyRow[];
  const [selected, setSelected] = useState<string[]>([]);
  useEffect(() => setSelected([]), [searchStr]);
  const [columns, chooseColumns] = useColumnChoice(type);
  const { sheet, print } = usePrinting(type);
  const place = usePlaces().find((one) => one.code === state.division)?.path;
  const { message } = App.useApp();
  const narrow = useNarrow();
  const printNow = (ids?: string[]) => void print(state, ids).catch((wrong: unknown) => message.error(asFailure(wrong).message));
  const onSelect = bulk || may(permissions.remove) || may(permissions.export) ? setSelected : undefined;
  if (!allowed) return <Forbidden />;
  const list = { type, rows, columns, reveal: permissions.reveal, selected, onSelect };
  return (
    <>
      <div className="page-head">
        <h1>{type.ledger}</h1>
        <Toolbar type={type} permissions={permissions} query={writeAddress(state, type)} canCreate={canCreate} acts={acts} onPrint={() => printNow()} columns={columns} onColumns={chooseColumns} />
      </div>
      {line}
      {state.figure && <FigureLine figure={state.figure} period={state.period} total={data?.total} onLeave={() => go({ ...state, page: 1, figure: undefined, period: undefined })} />}
      <QueryForm type={type} state={state} onQuery={go} />
      {(state.lost || holdsToken(searchStr)) && <p className="quiet" role="status">{state.lost ? '刚才按号码等隐私内容查找，这些内容不写进网址，请重新输入；下面是没有这项条件的结果。' : '号码等隐私内容不写进网址和浏览记录，刷新后须重新输入。'}</p>}
      <div className="line-apart">
        <SavedViews record={type.name} path={type.path} query={writeAddress({ ...state, page: 1 }, type)} />
        {type.orders && <OrderChoice orders={type.orders} sort={state.sort} onChoose={(sort) => go({ ...state, sort, page: 1 })} />}
      </div>
      <div className="list-frame" aria-busy={isFetching}>
        {error && <Failed error={error} retry={() => void refetch()} />}
        {selected.length > 0 && <BulkBar type={type} permissions={permissions} rows={rows.filter((row) => selected.includes(row.id))} onDone={() => setSelected([])} onPrint={() => printNow(selected)}>{bulk?.(rows.filter((row) => selected.includes(row.id)), () => setSelected([]))}</BulkBar>}
        {isLoading && <Loading what="正在查询" />}
        {data && rows.length === 0 && <EmptyList type={type} state={state} may={may(permissions.create) && canCreate} empty={empty} />}
        {rows.length > 0 && (narrow ? <RecordCards {...list} /> : <RecordTable {...list} state={state} loading={isFetching} onSort={(sort) => go({ ...state, sort, page: 1 })} />)}
        {data && (
          <nav className="list-foot" aria-label="翻页">
            <Pagination current={state.page} pageSize={state.size} total={data.total} showSizeChanger={{ showSearch: false, 'aria-label': '每页条数' }} pageSizeOptions={SIZES} simple={narrow} size={narrow ? undefined : 'small'}
              showTotal={(total) => <span role="status">共 {total} 条</span>} onChange={(page, size) => go({ ...state, page: size === state.size ? page : 1, size })} />
          </nav>
        )}
      </div>
      {sheet && <PrintSheet type={type} rows={sheet.rows} total={sheet.total} columns={columns} conditions={conditionsOf(type, state, place)} />}
    </>
  );
}

/** Chooses an order that no column's header gives. */
function OrderChoice({ orders, sort, onChoose }: { orders: NonNullable<RecordType['orders']>; sort?: string; onChoose: (sort: string | undefined) => void }) {
  return (
    <p className="quiet only-screen">排序：{[{ sort: undefined, label: '默认' }, ...orders].map((one) => (
      <Button key={one.label} type="link" size="small" aria-pressed={sort === one.sort} disabled={sort === one.sort} onClick={() => onChoose(one.sort)}>{one.label}</Button>
    ))}</p>
  );
}

type ToolbarProps = { type: RecordType; permissions: RecordPermissions; query: string; canCreate: boolean; acts?: React.ReactNode; onPrint: () => void; columns: string[]; onColumns: (names: string[] | undefined) => void };

function Toolbar({ type, permissions, query, canCreate, acts, onPrint, columns, onColumns }: ToolbarProps) {
  const services = useServices();
  const may = useMay();
  const openPage = useOpenPage();
  const [choosing, setChoosing] = useState(false);
  return (
    <div className="toolbar" role="group" aria-label="操作">
      {canCreate && <Act type="primary" permission={permissions.create} onClick={() => openPage(`${type.path}/new`)}>新增</Act>}
      {acts}
      {services.importAddress && canCreate && may(permissions.create) && <Act permission="exchange.write" onClick={() => openPage(services.importAddress!(type.name))}>导入</Act>}
      {services.exportAddress && <Act permission={permissions.export} onClick={() => openPage(services.exportAddress!(type.name, query))}>导出</Act>}
      <Act onClick={onPrint}>打印</Act>
      <Act onClick={() => setChoosing(true)}>列设置</Act>
      {choosing && <ColumnSettings type={type} chosen={columns} onChoose={onColumns} onClose={() => setChoosing(false)} />}
    </div>
  );
}

function EmptyList({ type, state, may, empty }: { type: RecordType; state: ListState; may: boolean; empty?: React.ReactNode }) {
  const services = useServices();
  const asked = state.search || state.division || state.figure || Object.keys(state.filters).length > 0;
  if (asked) return <div className="empty"><p>没有符合条件的{type.label}。</p><p>可以减少查询条件，或 <PageLink href={type.path}>查看全部</PageLink>。</p></div>;
  if (empty) return <div className="empty">{empty}</div>;
  return (
    <div className="empty">
      <p>{type.ledger}还没有记录。</p>
      <p>{may ? <><PageLink href={`${type.path}/new`}>新增一条</PageLink>{services.importAddress && <>，或<PageLink href={services.importAddress(type.name)}>从表格导入</PageLink></>}。</> : '由有权限的岗位登记后，这里就能看到。'}</p>
    </div>
  );
}
