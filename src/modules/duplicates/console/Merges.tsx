import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { App, Input, Modal, Pagination } from 'antd';
import { useState } from 'react';
import { Act } from '#base/web/Act.tsx';
import { asFailure } from '#base/web/failure.ts';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import { useMay } from '#base/web/session.tsx';
import { minuteOf } from '#base/web/shell/Marked.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import type { Leftover, Merge } from '../schema/answers.ts';
import { duplicatesClient } from './client.ts';

const SIZE = 20;

/** 合并记录 (`/duplicates/merges`): every merge with what it moved, and its undoing. */
export function Merges() {
  const allowed = useMay()('duplicates.read');
  const openPage = useOpenPage();
  const page = Number(new URLSearchParams(useLocation().searchStr).get('page') ?? 1);
  const { data, error, refetch } = useQuery({ queryKey: ['duplicates.merges', page], queryFn: () => duplicatesClient.merges({ page, size: SIZE }), placeholderData: keepPreviousData, enabled: allowed });
  const [undoing, setUndoing] = useState<Merge>();
  if (!allowed) return <Forbidden />;
  return (
    <>
      <div className="page-head"><h1>合并记录</h1><PageLink href="/duplicates/pairs">疑似重复</PageLink></div>
      {error && <Failed error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading what="正在查询" />}
      {data?.rows.length === 0 && <section className="panel empty"><p>还没有合并过档案。</p><p>在<PageLink href="/duplicates/pairs">疑似重复</PageLink>中核对后合并，合并了的都列在这里，可以撤销。</p></section>}
      {data?.rows.map((one) => (
        <section className="panel" key={one.id} aria-label={`${one.goneName}并入${one.keptName}`}>
          <div className="page-head" style={{ marginBottom: 4 }}>
            <h2 style={{ fontSize: 15, margin: '0 auto 0 0', fontWeight: 600 }}>“{one.goneName}”并入 <PageLink style={{ textDecoration: 'underline' }} href={`/registry/persons/${one.keptId}`}>{one.keptName}</PageLink></h2>
            {!one.undoneAt && <Act permission="duplicates.write" aria-label={`撤销合并：${one.goneName}并入${one.keptName}`} onClick={() => setUndoing(one)}>撤销合并</Act>}
          </div>
          <p style={{ margin: 0 }}>{minuteOf(new Date(one.mergedAt))}　{one.unit} {one.by}　原因：{one.reason}</p>
          {one.moved.length > 0 && <p className="quiet" style={{ margin: 0 }}>归过来的：{one.moved.map((row) => `${row.ledger} ${row.rows + row.aside} 条${row.aside > 0 ? `（其中 ${row.aside} 条与保留的重复，另存）` : ''}`).join('；')}</p>}
          {one.undoneAt && <p style={{ margin: 0 }}>已撤销：{minuteOf(new Date(one.undoneAt))}　{one.undoneBy}　原因：{one.undoneReason}</p>}
          {one.leftovers.length > 0 && <details><summary>须由人核对的 {one.leftovers.length} 条</summary><Left of={one.leftovers} /></details>}
        </section>
      ))}
      {data && data.total > SIZE && <nav className="list-foot" aria-label="翻页"><Pagination size="small" current={page} pageSize={SIZE} total={data.total} showSizeChanger={false} onChange={(next) => openPage(`/duplicates/merges?page=${next}`)} /></nav>}
      {undoing && <UndoDialog merge={undoing} onClose={() => setUndoing(undefined)} />}
    </>
  );
}

/** What an undo left to the clerk, by why: each row opens in a page of its own. */
function Left({ of }: { of: readonly Leftover[] }) {
  return <>{[...new Set(of.map((one) => one.why))].map((why) => <section key={why} aria-label={why}><p style={{ margin: '8px 0 4px' }}>{why}：</p><ul style={{ margin: 0, paddingLeft: 20, maxHeight: '32vh', overflowY: 'auto' }}>{of.filter((one) => one.why === why).map((one, at) => <li key={at}>{one.path ? <a href={one.path} target="_blank" rel="noopener">{one.label}　{one.title}</a> : `${one.label}　${one.title}`}</li>)}</ul></section>)}</>;
}

function UndoDialog({ merge, onClose }: { merge: Merge; onClose: () => void }) {
  const cache = useQueryClient();
  const { message, modal } = App.useApp();
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [asked, setAsked] = useState(false);
  const short = reason.trim().length < 2;
  const undo = async () => {
    if (short) return setAsked(true);
    setBusy(true);
    try {
      const { leftovers } = await duplicatesClient.undo({ id: merge.id, reason });
      onClose();
      await cache.invalidateQueries();
      if (leftovers.length === 0) message.success('已撤销，两份档案都已还原');
      else modal.info({ title: `已撤销。还有 ${leftovers.length} 条须由人核对`, width: 620, content: <><Left of={leftovers} /><p className="quiet">这份清单留在合并记录里，可以随时再看。</p></>, okText: '知道了' });
    } catch (error) {
      setBusy(false);
      message.error(asFailure(error).message);
    }
  };
  return (
    <Modal open title="撤销合并" okText="撤销合并" cancelText="取消" confirmLoading={busy} onOk={() => void undo()} onCancel={onClose}>
      <p>“{merge.goneName}”的档案和它的记录回到合并前；合并后又修改的内容保留，合并后新登记的仍在“{merge.keptName}”，都列出来供核对。</p>
      <label className="field-label" htmlFor="undo-reason"><span className="must" aria-hidden="true">*</span>原因</label>
      <Input.TextArea id="undo-reason" autoFocus maxLength={200} rows={2} value={reason} status={asked && short ? 'error' : ''} aria-invalid={asked && short} aria-describedby="undo-reason-below" onChange={(event) => setReason(event.target.value)} />
      <div className="below wrong" id="undo-reason-below" role="alert">{asked && short && '请写明原因'}</div>
    </Modal>
  );
}
