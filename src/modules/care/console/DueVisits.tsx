import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { Pagination, Select, Table, type TableColumnsType } from 'antd';
import { labelOf } from '#base/pure/codes.ts';
import { Act } from '#base/web/Act.tsx';
import { PlaceSelect } from '#base/web/controls/PlaceSelect.tsx';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import { useMay } from '#base/web/session.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import { RoleCode } from '#modules/registry/schema/codes.ts';
import type { DueVisit } from '../schema.ts';
import { careClient } from './client.ts';
import { ContactInterval } from './ContactInterval.tsx';

const REASONS = [{ value: '', label: '全部原因' }, { value: 'contact', label: '联系间隔已满' }, { value: 'merit', label: '立功受奖必访' }, { value: 'return', label: '退役返乡必访' }];

const COLUMNS: TableColumnsType<DueVisit> = [
  { title: '姓名', key: 'personName', fixed: 'left', render: (_, row) => <PageLink href={`/registry/persons/${row.personId}`}>{row.personName}</PageLink> },
  { title: '所属区划', dataIndex: 'divisionName' },
  { title: '人员类别', key: 'roles', render: (_, row) => row.roles.map((role) => labelOf(RoleCode, role)).join('、') },
  { title: '原因', dataIndex: 'label' },
  { title: '上次走访', dataIndex: 'lastVisitedOn', render: (day: string | null) => day ?? '—' },
  { title: '应于何日前', dataIndex: 'dueOn', render: (day: string | null) => day ?? '—' },
];

/** 应走访名单 (`/care/due`): persons to whom a visit is due, never visited first; its whole state is in the address. */
export function DueVisits() {
  const may = useMay();
  const openPage = useOpenPage();
  const asked = new URLSearchParams(useLocation().searchStr);
  const [reason, division, page, size] = [asked.get('reason') ?? '', asked.get('division') ?? '', Number(asked.get('page') ?? 1), Number(asked.get('size') ?? 20)];
  const query = { reason: (reason || undefined) as DueVisit['reason'] | undefined, division: division || undefined, page, size };
  const { data, error, refetch, isFetching, isLoading } = useQuery({ queryKey: ['care.due', query], queryFn: () => careClient.due(query), placeholderData: keepPreviousData, enabled: may('care.read') });
  const go = (change: Record<string, string | number>) => {
    const next = Object.entries({ reason, division, page: 1, size, ...change }).filter(([, value]) => value !== '').map(([name, value]) => [name, String(value)]);
    openPage(`/care/due?${new URLSearchParams(next).toString()}`);
  };
  if (!may('care.read')) return <Forbidden />;
  return (
    <>
      <div className="page-head">
        <h1>应走访名单</h1>
        <div className="toolbar" role="group" aria-label="操作">
          <Act type="primary" permission="care.write" onClick={() => openPage('/care/visits/new')}>登记走访</Act>
          {data && <ContactInterval days={data.contactDays} />}
        </div>
      </div>
      <div className="panel query-panel toolbar" role="search" aria-label="查询">
        <Select aria-label="原因" value={reason} options={REASONS} onChange={(value) => go({ reason: value })} style={{ minWidth: 160 }} />
        <div style={{ minWidth: 240 }}><PlaceSelect id="due-division" aria-label="所属区划" placeholder="所属区划" value={division} onChange={(code) => go({ division: code })} /></div>
      </div>
      <div className="list-frame" aria-busy={isFetching}>
        {error && <Failed error={error} retry={() => void refetch()} />}
        {isLoading && <Loading what="正在查询" />}
        {data?.rows.length === 0 && <p className="empty">目前没有应走访未走访的人员。</p>}
        {data && data.rows.length > 0 && <Table<DueVisit> rowKey={(row) => `${row.personId}/${row.reason}`} size="middle" columns={COLUMNS} dataSource={data.rows} loading={isFetching} pagination={false} scroll={{ x: 'max-content' }} />}
        {data && (
          <nav className="list-foot" aria-label="翻页">
            <Pagination current={page} pageSize={size} total={data.total} showSizeChanger size="small" showTotal={(total) => <span role="status">共 {total} 条</span>} onChange={(next, wanted) => go({ page: wanted === size ? next : 1, size: wanted })} />
          </nav>
        )}
      </div>
    </>
  );
}
