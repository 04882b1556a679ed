import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Pagination, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { Act } from '#base/web/Act.tsx';
import { useNarrow } from '#base/web/narrow.ts';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import { useMay } from '#base/web/session.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import { type Batch, BatchState, Outcome, type OutcomeCode } from '../schema.ts';
import { type Card, Cards } from './Cards.tsx';
import { exchangeClient, minuteText } from './client.ts';

const ENDS: OutcomeCode[] = ['new', 'changed', 'same', 'bad', 'ambiguous'];
const COLUMNS: TableColumnsType<Batch> = [
  { title: '文件', key: 'file', render: (_, row) => <PageLink href={`/exchange/imports/${row.id}`}>{row.fileName}</PageLink> },
  { title: '台账', dataIndex: 'ledgerLabel' },
  { title: '状态', key: 'state', render: (_, row) => labelOf(BatchState, row.state) },
  { title: '已读', dataIndex: 'read', align: 'right' },
  ...ENDS.map((code) => ({ title: labelOf(Outcome, code), key: code, align: 'right' as const, render: (_: unknown, row: Batch) => row.counts[code] || <span className="quiet">0</span> })),
  { title: '上传人', key: 'actor', render: (_, row) => `${row.unitName} ${row.actorName}` },
  { title: '时间', key: 'at', render: (_, row) => minuteText(row.createdAt) },
];

const cardOf = (row: Batch): Card => ({
  key: row.id, head: <PageLink href={`/exchange/imports/${row.id}`}>{row.fileName}</PageLink>,
  facts: [
    ['台账', row.ledgerLabel], ['状态', labelOf(BatchState, row.state)], ['行数', `已读 ${row.read}${ENDS.filter((code) => row.counts[code] > 0).map((code) => `，${labelOf(Outcome, code)} ${row.counts[code]}`).join('')}`],
    ['上传', `${row.unitName} ${row.actorName}，${minuteText(row.createdAt)}`],
  ],
});

/** 导入批次 (`/exchange/imports`): every import within the place, the latest first. */
export function Batches() {
  const may = useMay();
  const openPage = useOpenPage();
  const narrow = useNarrow();
  const [at, setAt] = useState({ page: 1, size: 20 });
  const { data, error, refetch } = useQuery({ queryKey: ['exchange', 'batches', at], queryFn: () => exchangeClient.batches.list(at), enabled: may('exchange.read'), placeholderData: keepPreviousData });
  if (!may('exchange.read')) return <Forbidden />;
  return (
    <>
      <div className="page-head">
        <h1>导入批次</h1>
        <div className="toolbar" role="group" aria-label="操作"><Act type="primary" permission="exchange.write" onClick={() => openPage('/exchange/imports/new')}>导入台账</Act></div>
      </div>
      <div className="list-frame">
        {error && <Failed error={error} retry={() => void refetch()} />}
        {!data && !error && <Loading what="正在查询" />}
        {data && narrow && <Cards label="导入批次" cards={data.rows.map(cardOf)} empty="还没有导入过" />}
        {data && narrow && data.total > at.size && <nav className="list-foot" aria-label="翻页"><Pagination simple current={at.page} pageSize={at.size} total={data.total} onChange={(page, size) => setAt({ page, size })} /></nav>}
        {data && !narrow && <Table<Batch> rowKey="id" size="middle" columns={COLUMNS} dataSource={data.rows} scroll={{ x: 'max-content' }} locale={{ emptyText: '还没有导入过' }}
          pagination={{ current: at.page, pageSize: at.size, total: data.total, showTotal: (total) => `共 ${total} 条`, onChange: (page, size) => setAt({ page, size }) }} />}
      </div>
    </>
  );
}
