import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { Pagination, Select, Table, type TableColumnsType } from 'antd';
import { labelOf } from '#base/pure/codes.ts';
import { daysBetween } from '#base/pure/day.ts';
import { Act } from '#base/web/Act.tsx';
import { PlaceSelect } from '#base/web/controls/PlaceSelect.tsx';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import { useNarrow } from '#base/web/narrow.ts';
import { useMay, useMe } from '#base/web/session.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import type { WaitingCase } from '../schema/answers.ts';
import { CaseState, KindCode } from '../schema/codes.ts';
import { recognitionClient } from './client.ts';

const LISTS = [{ value: 'mine', label: '本站待办' }, { value: 'overdue', label: '超过期限' }];

/** 本站待办的认定 (`/recognition/waiting`): what waits for the caller's station, or what is past its day, the soonest due first; its whole state is in the address. */
export function WaitingCases() {
  const may = useMay();
  const me = useMe();
  const openPage = useOpenPage();
  const narrow = useNarrow();
  const asked = new URLSearchParams(useLocation().searchStr);
  const [list, kind, state, division] = [asked.get('list') === 'overdue' ? ('overdue' as const) : ('mine' as const), asked.get('kind') ?? '', asked.get('state') ?? '', asked.get('division') ?? ''];
  const [page, size] = [Number(asked.get('page') ?? 1), Number(asked.get('size') ?? 20)];
  const query = { list, kind: kind || undefined, state: state || undefined, division: division || undefined, page, size };
  const { data, error, refetch, isFetching, isLoading } = useQuery({ queryKey: ['recognition.waiting', query], queryFn: () => recognitionClient.waiting(query), placeholderData: keepPreviousData, enabled: may('recognition.read') });
  const go = (change: Record<string, string | number>) => {
    const next = Object.entries({ list, kind, state, division, page: 1, size, ...change }).filter(([, value]) => value !== '').map(([name, value]) => [name, String(value)]);
    openPage(`/recognition/waiting?${new URLSearchParams(next).toString()}`);
  };
  if (!may('recognition.read')) return <Forbidden />;
  const columns: TableColumnsType<WaitingCase> = [
    { title: '申请人', key: 'personName', fixed: 'left', render: (_, row) => <PageLink href={`/recognition/cases/${row.id}`}>{row.personName}</PageLink> },
    { title: '认定种类', key: 'kind', render: (_, row) => labelOf(KindCode, row.kind) },
    { title: '办理状态', key: 'state', render: (_, row) => labelOf(CaseState, row.state) },
    { title: '所属区划', dataIndex: 'place' },
    { title: '申请日期', dataIndex: 'appliedOn' },
    { title: '办理期限', key: 'dueOn', render: (_, row) => (row.dueOn ? <span className={row.dueOn < me.today ? 'wrong' : ''}>{row.dueOn}{lateWords(row, me.today)}</span> : '—') },
  ];
  return (
    <>
      <div className="page-head"><h1>待办的认定</h1><div className="toolbar" role="group" aria-label="操作"><Act type="primary" permission="recognition.write" onClick={() => openPage('/recognition/cases/new')}>登记申请</Act></div></div>
      <div className="panel query-panel toolbar" role="search" aria-label="查询">
        <Select aria-label="名单" value={list} options={LISTS} onChange={(value) => go({ list: value, state: '' })} style={{ flex: '1 1 130px', maxWidth: 360 }} />
        <Select aria-label="认定种类" value={kind} options={[{ value: '', label: '全部种类' }, ...KindCode.codes.map((one) => ({ value: one.code, label: one.label }))]} onChange={(value) => go({ kind: value })} style={{ flex: '1 1 220px', maxWidth: 360 }} />
        <Select aria-label="办理状态" value={state} options={[{ value: '', label: '全部状态' }, ...CaseState.codes.map((one) => ({ value: one.code, label: one.label }))]} onChange={(value) => go({ state: value })} style={{ flex: '1 1 150px', maxWidth: 360 }} />
        <div style={{ flex: '1 1 220px', maxWidth: 360 }}><PlaceSelect id="waiting-division" aria-label="所属区划" placeholder="所属区划" value={division} onChange={(code) => go({ division: code })} /></div>
      </div>
      <div className="list-frame" aria-busy={isFetching}>
        {error && <Failed error={error} retry={() => void refetch()} />}
        {isLoading && <Loading what="正在查询" />}
        {data?.rows.length === 0 && <p className="empty">{list === 'mine' ? '现在没有等本站办理的认定。' : '没有超过期限的认定。'}</p>}
        {data && data.rows.length > 0 && (narrow
          ? <ul className="cards">{data.rows.map((row) => <li key={row.id}><div className="head"><PageLink href={`/recognition/cases/${row.id}`}>{row.personName}</PageLink><span className="quiet">{labelOf(CaseState, row.state)}</span></div><p>{labelOf(KindCode, row.kind)}　{row.place}</p><p className={row.dueOn && row.dueOn < me.today ? 'wrong' : 'quiet'}>{row.appliedOn} 申请{row.dueOn && `，${row.dueOn} 前办理${lateWords(row, me.today)}`}</p></li>)}</ul>
          : <Table<WaitingCase> rowKey="id" size="middle" columns={columns} dataSource={data.rows} pagination={false} scroll={{ x: 'max-content' }} />)}
        {data && (
          <nav className="list-foot" aria-label="翻页">
            <Pagination current={page} pageSize={size} total={data.total} showSizeChanger size="small" showTotal={(total) => <span role="status">共 {total} 条</span>} onChange={(next, wanted) => go({ page: wanted === size ? next : 1, size: wanted })} />
          </nav>
        )}
      </div>
    </>
  );
}

/** How long a case is past its day, in words; nothing where it is not. */
const lateWords = ({ dueOn }: WaitingCase, today: string) => (dueOn && dueOn < today ? `，超过 ${daysBetween(dueOn, today)} 天` : '');
