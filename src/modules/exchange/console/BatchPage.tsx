import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { Alert, Modal, Pagination, Progress, Tabs } from 'antd';
import { useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { Act } from '#base/web/Act.tsx';
import { downloadFile } from '#base/web/files.ts';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import { useMay } from '#base/web/session.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import { type Batch, BatchState, Outcome, type OutcomeCode } from '../schema.ts';
import { BatchRows } from './BatchRows.tsx';
import { exchangeClient, minuteText } from './client.ts';
import { useActing } from './useActing.ts';

const UNDER_WAY = ['checking', 'committing'];
const ORDER: OutcomeCode[] = ['new', 'changed', 'ambiguous', 'bad', 'same', 'skipped'];

/** 导入批次 (`/exchange/imports/<id>`): progress, what would become of each row, commit, result, undo, rejected rows. */
export function BatchPage() {
  const may = useMay();
  const path = useLocation().pathname;
  const [batchId] = useState(path.split('/').pop()!);
  const batch = useQuery({ queryKey: ['exchange', 'batch', batchId], queryFn: () => exchangeClient.batches.get({ batchId }), enabled: may('exchange.read'), refetchInterval: ({ state }) => (UNDER_WAY.includes(state.data?.state ?? '') ? 1000 : false) });
  if (!may('exchange.read')) return <Forbidden />;
  if (batch.error) return <Failed error={batch.error} retry={() => void batch.refetch()} />;
  if (!batch.data) return <Loading />;
  const { data } = batch;
  return (
    <>
      <div className="page-head">
        <h1>{data.ledgerLabel}导入：{data.fileName}</h1>
        <BatchActs batch={data} />
      </div>
      <section className="panel">
        <p role="status" style={{ marginTop: 0 }}>{labelOf(BatchState, data.state)}：已读 {data.read} 行{ORDER.filter((code) => data.counts[code] > 0).map((code) => `，${labelOf(Outcome, code)} ${data.counts[code]}`).join('')}</p>
        {UNDER_WAY.includes(data.state) && <Progress percent={99} status="active" showInfo={false} aria-label={labelOf(BatchState, data.state)} />}
        <p className="quiet">{data.unitName} {data.actorName}，{minuteText(data.createdAt)} 上传{data.committedAt && `，${minuteText(data.committedAt)} 提交${data.undoneAt ? '' : `，写入 ${data.applied} 行`}`}{data.undoneAt && `，${minuteText(data.undoneAt)} 撤销`}</p>
        {data.layout && <p className="quiet">外部版式：{data.layout}{data.asOf && `，数据截至 ${data.asOf}`}{data.differences > 0 && <>；与我们不同、不直接覆盖的 {data.differences} 项{data.state === 'committed' ? '已' : '提交后'}转入{data.state === 'committed' ? <> <PageLink href="/exchange/differences?f.state=open">数据差异</PageLink></> : '“数据差异”，下面各行的“提示”里写着'}</>}</p>}
        {data.failure && <Alert type="error" showIcon role="alert" title={data.failure} />}
        {data.warnings.map((text) => <Alert key={text} type="warning" showIcon title={text} style={{ marginTop: 8 }} />)}
      </section>
      {!UNDER_WAY.includes(data.state) && data.read > 0 && <Preview batch={data} />}
    </>
  );
}

function BatchActs({ batch }: { batch: Batch }) {
  const openPage = useOpenPage();
  const { busy, act } = useActing();
  const [modal, holder] = Modal.useModal();
  const writes = batch.counts.new + batch.counts.changed - batch.applied;
  const open = batch.state === 'checked' || (batch.state === 'committed' && writes > 0);
  const commit = () => void act(() => exchangeClient.commit({ batchId: batch.id }), writes > 2000 ? '已开始提交' : '已提交');
  const undo = () => void modal.confirm({ title: '撤销整批？', content: `这一批新增的记录将删除，修改的恢复原样，共 ${batch.applied} 行。`, okText: '撤销', cancelText: '取消', onOk: () => act(() => exchangeClient.undo({ batchId: batch.id }), '已撤销') });
  const giveUp = async () => { if (await act(() => exchangeClient.batches.remove({ batchId: batch.id }), '已放弃')) openPage('/exchange/imports'); };
  const badRows = () => void act(async () => {
    const made = await exchangeClient.badRows({ batchId: batch.id, id: crypto.randomUUID() });
    await downloadFile(`/files/exports/${made.id}`, made.fileName ?? undefined);
  });
  return (
    <div className="toolbar" role="group" aria-label="操作" style={{ alignItems: 'center' }}>
      {holder}
      {open && <Act type="primary" permission="exchange.write" loading={busy} why={writes === 0 && !batch.layout ? '没有要写入的行' : undefined} onClick={commit}>{writes === 0 && batch.layout ? '提交差异与来源' : `提交 ${writes} 行`}</Act>}
      {batch.counts.bad + batch.counts.ambiguous > 0 && <Act permission="exchange.write" loading={busy} onClick={badRows}>下载退回的行</Act>}
      {batch.state === 'committed' && <Act danger permission="exchange.write" loading={busy} onClick={undo}>撤销整批</Act>}
      {batch.applied === 0 && batch.state !== 'committing' && batch.state !== 'committed' && batch.state !== 'undone' && <Act permission="exchange.write" onClick={() => void giveUp()}>放弃</Act>}
      <PageLink href="/exchange/imports">全部批次</PageLink>
    </div>
  );
}

/** The rows by what becomes of them; opened again, the first kind that has any. */
function Preview({ batch }: { batch: Batch }) {
  const kinds = ORDER.filter((code) => batch.counts[code] > 0);
  const [chosen, setChosen] = useState<OutcomeCode>();
  const [at, setAt] = useState({ page: 1, size: 20 });
  const outcome = chosen && kinds.includes(chosen) ? chosen : kinds[0];
  const rows = useQuery({ queryKey: ['exchange', 'rows', batch.id, outcome, at], queryFn: () => exchangeClient.batches.rows({ batchId: batch.id, outcome, ...at }), enabled: outcome !== undefined, placeholderData: keepPreviousData });
  if (!outcome) return null;
  return (
    <section className="panel" aria-label="逐行结果">
      <Tabs activeKey={outcome} onChange={(key) => { setChosen(key as OutcomeCode); setAt({ ...at, page: 1 }); }} items={kinds.map((code) => ({ key: code, label: `${labelOf(Outcome, code)} ${batch.counts[code]}` }))} />
      {rows.error && <Failed error={rows.error} retry={() => void rows.refetch()} />}
      {rows.isLoading && <Loading what="正在查询" />}
      {rows.data && <BatchRows batchId={batch.id} outcome={outcome} rows={rows.data.rows} undone={batch.state === 'undone'} />}
      {rows.data && <nav className="list-foot" aria-label="翻页"><Pagination size="small" current={at.page} pageSize={at.size} total={rows.data.total} showSizeChanger showTotal={(total) => <span role="status">共 {total} 行</span>} onChange={(page, size) => setAt({ page: size === at.size ? page : 1, size })} /></nav>}
    </section>
  );
}
