import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { Button, Input, Pagination, Select, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { DayInput } from '#base/web/controls/DayInput.tsx';
import { useOpenPage } from '#base/web/PageLink.tsx';
import { useMay } from '#base/web/session.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import { type AuditRow, Outcome } from '../schema.ts';
import { AuditCheck } from './AuditCheck.tsx';
import { momentText, upkeepClient } from './client.ts';

const COLUMNS: TableColumnsType<AuditRow> = [
  { title: '时间', key: 'at', render: (_, row) => momentText(row.at) },
  { title: '人员', dataIndex: 'actorName' },
  { title: '机构', dataIndex: 'unitName' },
  { title: '操作', dataIndex: 'operationLabel' },
  { title: '对象', key: 'record', render: (_, row) => row.recordLabel ?? '—' },
  { title: '结果', key: 'outcome', render: (_, row) => labelOf(Outcome, row.outcome) },
  { title: '原因', key: 'reason', render: (_, row) => row.reason ?? '—' },
  { title: '来源地址', dataIndex: 'address' },
];

const KEYS = ['from', 'to', 'actor', 'operation', 'outcome'] as const;
type Asked = Record<(typeof KEYS)[number], string>;

/** 审计记录 (`/upkeep/audit`): what everybody did, for the auditor; the whole state is in the address. */
export function AuditLog() {
  const may = useMay();
  const openPage = useOpenPage();
  const address = new URLSearchParams(useLocation().searchStr);
  const asked = Object.fromEntries(KEYS.map((key) => [key, address.get(key) ?? ''])) as Asked;
  const [page, size] = [Number(address.get('page') ?? 1), Number(address.get('size') ?? 20)];
  const query = { page, size, from: asked.from || undefined, to: asked.to || undefined, actor: asked.actor || undefined, operation: asked.operation || undefined, outcome: (asked.outcome || undefined) as 'done' | 'refused' | undefined };
  const { data, error, refetch, isFetching, isLoading } = useQuery({ queryKey: ['upkeep.audit', query], queryFn: () => upkeepClient.audit.list(query), placeholderData: keepPreviousData, enabled: may('audit.inspect') });
  const go = (change: Record<string, string | number>) => {
    const next = Object.entries({ ...asked, page: 1, size, ...change }).filter(([, value]) => value !== '').map(([key, value]) => [key, String(value)]);
    openPage(`/upkeep/audit?${new URLSearchParams(next).toString()}`);
  };
  if (!may('audit.inspect')) return <Forbidden />;
  return (
    <>
      <div className="page-head">
        <h1>审计记录</h1>
        <div className="toolbar" role="group" aria-label="操作"><AuditCheck /></div>
      </div>
      <AuditFilters key={address.toString()} asked={asked} ask={go} />
      <div className="list-frame" aria-busy={isFetching}>
        {error && <Failed error={error} retry={() => void refetch()} />}
        {isLoading && <Loading what="正在查询" />}
        {data?.rows.length === 0 && <p className="empty">没有符合条件的审计记录。</p>}
        {data && data.rows.length > 0 && <Table<AuditRow> rowKey="id" size="middle" columns={COLUMNS} dataSource={data.rows} loading={isFetching} pagination={false} scroll={{ x: 'max-content' }} expandable={{ expandedRowRender: (row) => <AuditDetail row={row} /> }} />}
        {data && (
          <nav className="list-foot" aria-label="翻页">
            <Pagination current={page} pageSize={size} total={data.total} showSizeChanger size="small" showTotal={(total) => <span role="status">共 {total} 条</span>} onChange={(next, wanted) => go({ page: wanted === size ? next : 1, size: wanted })} />
          </nav>
        )}
      </div>
    </>
  );
}

function AuditFilters({ asked, ask }: { asked: Asked; ask: (change: Partial<Asked>) => void }) {
  const [words, setWords] = useState(asked);
  const set = (key: keyof Asked) => (value: string) => setWords((before) => ({ ...before, [key]: value }));
  return (
    <form className="panel query-panel toolbar" role="search" aria-label="查询" onSubmit={(event) => { event.preventDefault(); ask(words); }}>
      <DayInput id="audit-from" aria-label="起始日期" placeholder="起始日期" value={words.from} onChange={set('from')} />
      <DayInput id="audit-to" aria-label="截止日期" placeholder="截止日期" value={words.to} onChange={set('to')} />
      <Input id="audit-actor" aria-label="人员" placeholder="人员" value={words.actor} onChange={(event) => set('actor')(event.target.value)} style={{ width: 160 }} />
      <Input id="audit-operation" aria-label="操作名开头" placeholder="操作名开头，如 care." value={words.operation} onChange={(event) => set('operation')(event.target.value)} style={{ width: 200 }} />
      <Select aria-label="结果" value={words.outcome} options={[{ value: '', label: '全部结果' }, ...Outcome.codes.map(({ code, label }) => ({ value: code, label }))]} onChange={set('outcome')} style={{ minWidth: 120 }} />
      <Button type="primary" htmlType="submit">查询</Button>
      <Button onClick={() => ask({ from: '', to: '', actor: '', operation: '', outcome: '' })}>重置</Button>
    </form>
  );
}

/** What an audit row keeps beside its columns. */
function AuditDetail({ row }: { row: AuditRow }) {
  return (
    <dl>
      <dt>编号</dt><dd>{row.id}（{row.linked ? '已入链' : '尚未入链'}）</dd>
      <dt>操作名</dt><dd>{row.operation}</dd>
      <dt>对象编号</dt><dd>{row.rowId ?? '—'}</dd>
      <dt>请求编号</dt><dd>{row.requestId}</dd>
      <dt>内容</dt><dd><code>{JSON.stringify(row.detail)}</code></dd>
    </dl>
  );
}
