import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { Segmented, Table, type TableColumnsType } from 'antd';
import { labelOf } from '#base/pure/codes.ts';
import { Act } from '#base/web/Act.tsx';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import { useMay, useMe } from '#base/web/session.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import { ReturnState, type ReturnSummary } from '../schema/returns.ts';
import { organisationClient } from './client.ts';

/** 上报 (`/organisation/returns`): what the county asked for by a day; its progress for the county, its own state for a unit. */
export function Returns() {
  const may = useMay();
  const me = useMe();
  const openPage = useOpenPage();
  const state = new URLSearchParams(useLocation().searchStr).get('state') === 'closed' ? 'closed' : 'open';
  const { data, error, refetch } = useQuery({ queryKey: ['returns', state], queryFn: () => organisationClient.returns.list({ state }), enabled: may('organisation.read') });
  if (!may('organisation.read')) return <Forbidden />;
  const county = me.division.level === 'county';
  const columns: TableColumnsType<ReturnSummary> = [
    { title: '标题', key: 'title', fixed: 'left', render: (_, row) => <PageLink href={`/organisation/returns/${row.id}`}>{row.title}</PageLink> },
    { title: '上报时限', key: 'due', render: (_, row) => <span className={row.state === 'open' && row.dueOn < me.today ? 'wrong' : ''}>{row.dueOn}</span> },
    { title: '发出单位', dataIndex: 'unitName' },
    { title: '本单位', key: 'mine', render: (_, row) => (row.mine ? labelOf(ReturnState, row.mine) : '不需上报') },
    ...(county ? [{ title: '进度', key: 'progress', render: (_: unknown, row: ReturnSummary) => row.counts && `已报 ${row.counts.submitted} / ${row.counts.asked}，退回 ${row.counts.sentBack}，迟报 ${row.counts.late}` }] : []),
  ];
  return (
    <>
      <div className="page-head">
        <h1>上报</h1>
        <div className="toolbar" role="group" aria-label="操作"><Act type="primary" permission="organisation.write" onClick={() => openPage('/organisation/returns/new')}>发出上报通知</Act></div>
      </div>
      <div className="panel query-panel"><Segmented aria-label="状态" value={state} options={[{ value: 'open', label: '进行中' }, { value: 'closed', label: '已结束' }]} onChange={(next) => openPage(`/organisation/returns?state=${next}`)} /></div>
      <div className="list-frame">
        {error && <Failed error={error} retry={() => void refetch()} />}
        {!data && !error && <Loading what="正在查询" />}
        {data && <Table<ReturnSummary> rowKey="id" size="middle" columns={columns} dataSource={data} scroll={{ x: 'max-content' }} pagination={{ pageSize: 20, showTotal: (total) => `共 ${total} 条` }} locale={{ emptyText: '没有上报事项' }} />}
      </div>
    </>
  );
}
