import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Input, Modal, Pagination, Table, type TableColumnsType } from 'antd';
import { type ReactNode, useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { Act } from '#base/web/Act.tsx';
import { downloadFile } from '#base/web/files.ts';
import { useNarrow } from '#base/web/narrow.ts';
import { useOpenPage } from '#base/web/PageLink.tsx';
import { useMay } from '#base/web/session.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import { type Export, ExportState } from '../schema.ts';
import { type Card, Cards } from './Cards.tsx';
import { exchangeClient, minuteText } from './client.ts';
import { useActing } from './useActing.ts';

/** 导出记录 (`/exchange/exports`): one's own exports and their files; for whoever approves, those that wait. */
export function Exports() {
  const may = useMay();
  const openPage = useOpenPage();
  const narrow = useNarrow();
  const [at, setAt] = useState({ page: 1, size: 20 });
  const [deciding, setDeciding] = useState<Export>();
  const { data, error, refetch } = useQuery({
    queryKey: ['exchange', 'exports', at], queryFn: () => exchangeClient.exports.list(at), enabled: may('exchange.read'), placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.rows.some((row) => row.state === 'writing') ? 2000 : false),
  });
  if (!may('exchange.read')) return <Forbidden />;
  const columns: TableColumnsType<Export> = [
    { title: '编号', dataIndex: 'number' },
    { title: '台账', dataIndex: 'ledgerLabel' },
    { title: '行数', dataIndex: 'rows', align: 'right' },
    { title: '状态', key: 'state', render: (_, row) => <span style={WRAPPED}>{stateOf(row)}</span> },
    { title: '操作', key: 'acts', render: (_, row) => <ExportActs row={row} onDecide={() => setDeciding(row)} /> },
    { title: '用途', key: 'purpose', render: (_, row) => <span style={WRAPPED}>{row.purpose}</span> },
    { title: '条件', key: 'filter', render: (_, row) => <span style={WRAPPED}>{row.filter || '—'}</span> },
    { title: '时间', key: 'at', render: (_, row) => minuteText(row.createdAt) },
    { title: '申请人', key: 'actor', render: (_, row) => `${row.unitName} ${row.actorName}` },
  ];
  return (
    <>
      <div className="page-head">
        <h1>导出记录</h1>
        <div className="toolbar" role="group" aria-label="操作"><Act type="primary" permission="exchange.read" onClick={() => openPage('/exchange/exports/new')}>导出台账</Act></div>
      </div>
      <div className="list-frame">
        {error && <Failed error={error} retry={() => void refetch()} />}
        {!data && !error && <Loading what="正在查询" />}
        {data && narrow && <Cards label="导出记录" cards={data.rows.map((row) => cardOf(row, <ExportActs row={row} onDecide={() => setDeciding(row)} />))} empty="还没有导出过" />}
        {data && narrow && data.total > at.size && <nav className="list-foot" aria-label="翻页"><Pagination simple current={at.page} pageSize={at.size} total={data.total} onChange={(page, size) => setAt({ page, size })} /></nav>}
        {data && !narrow && <Table<Export> rowKey="id" size="middle" columns={columns} dataSource={data.rows} scroll={{ x: 'max-content' }} locale={{ emptyText: '还没有导出过' }}
          pagination={{ current: at.page, pageSize: at.size, total: data.total, showTotal: (total) => `共 ${total} 条`, onChange: (page, size) => setAt({ page, size }) }} />}
      </div>
      {deciding && <Decision row={deciding} onClose={() => setDeciding(undefined)} />}
    </>
  );
}

/** Long words stay within their column instead of pushing the others out of sight. */
const WRAPPED = { display: 'inline-block', minWidth: '7em', maxWidth: '15em', whiteSpace: 'normal', overflowWrap: 'anywhere' } as const;

/** How an export stands: who decided and why, what went wrong, until when its file is there. */
const stateOf = (row: Export) => [labelOf(ExportState, row.state), row.approverName && `${row.approverName}：${row.decision ?? ''}`, row.failure, row.state === 'ready' && row.expiresAt && `至 ${minuteText(row.expiresAt)}`].filter(Boolean).join('，');

const cardOf = (row: Export, acts: ReactNode): Card => ({
  key: row.id, head: `${row.number}　${row.ledgerLabel}`,
  facts: [['状态', stateOf(row)], ['行数', row.rows], ['条件', row.filter], ['用途', row.purpose], ['申请', `${row.unitName} ${row.actorName}，${minuteText(row.createdAt)}`]],
  acts,
});

function ExportActs({ row, onDecide }: { row: Export; onDecide: () => void }) {
  const { busy, act } = useActing();
  if (row.state === 'waiting') return <Act size="small" permission="exchange.approve" why={row.own ? '自己申请的导出须由他人审批' : undefined} onClick={onDecide}>审批</Act>;
  if (row.state !== 'ready' || !row.own) return null;
  return <Act size="small" loading={busy} onClick={() => void act(() => downloadFile(`/files/exports/${row.id}`, row.fileName ?? undefined))}>下载</Act>;
}

function Decision({ row, onClose }: { row: Export; onClose: () => void }) {
  const [opinion, setOpinion] = useState('');
  const { busy, act } = useActing();
  const decide = async (approved: boolean) => {
    if (await act(() => exchangeClient.approve({ id: row.id, approved, opinion: opinion.trim() || undefined }), approved ? '已批准' : '已回复')) onClose();
  };
  return (
    <Modal open title={`审批导出 ${row.number}`} onCancel={onClose} footer={[
      <Act key="no" danger loading={busy} why={opinion.trim() ? undefined : '不批准的请写明原因'} onClick={() => void decide(false)}>不批准</Act>,
      <Act key="yes" type="primary" permission="exchange.approve" loading={busy} onClick={() => void decide(true)}>批准</Act>,
    ]}>
      <p>{row.unitName} {row.actorName} 申请导出{row.ledgerLabel} {row.rows} 行。</p>
      <p>条件：{row.filter}</p>
      <p>用途：{row.purpose}</p>
      <label className="field-label" htmlFor="export-opinion">意见</label>
      <Input.TextArea id="export-opinion" rows={3} maxLength={200} value={opinion} onChange={(event) => setOpinion(event.target.value)} />
    </Modal>
  );
}
