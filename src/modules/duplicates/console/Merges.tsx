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
import type { Merge } from '../schema/answers.ts';
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
      <div className="page-head"><h1>合并记录</h1></div>
      {error && <Failed error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading what="正在查询" />}
      {data?.rows.length === 0 && <p className="empty">还没有合并过档案。</p>}
      {data?.rows.map((one) => (
        <section className="panel" key={one.id} aria-label={`${one.goneName}并入${one.keptName}`}>
          <p>“{one.goneName}”并入 <PageLink href={`/registry/persons/${one.keptId}`}>{one.keptName}</PageLink>　<span className="quiet">{minuteOf(new Date(one.mergedAt))}　{one.unit} {one.by}　原因：{one.reason}</span></p>
          {one.moved.length > 0 && <p className="quiet">{one.moved.map((row) => `${row.ledger} ${row.rows + row.aside} 条${row.aside > 0 ? `（其中 ${row.aside} 条重复收存）` : ''}`).join('；')}</p>}
          {one.undoneAt
            ? <p>已撤销：{minuteOf(new Date(one.undoneAt))}　{one.undoneBy}　原因：{one.undoneReason}</p>
            : <Act permission="duplicates.write" onClick={() => setUndoing(one)}>撤销合并</Act>}
        </section>
      ))}
      {data && data.total > SIZE && <nav className="list-foot" aria-label="翻页"><Pagination size="small" current={page} pageSize={SIZE} total={data.total} showSizeChanger={false} onChange={(next) => openPage(`/duplicates/merges?page=${next}`)} /></nav>}
      {undoing && <UndoDialog merge={undoing} onClose={() => setUndoing(undefined)} />}
    </>
  );
}

function UndoDialog({ merge, onClose }: { merge: Merge; onClose: () => void }) {
  const cache = useQueryClient();
  const { message, modal } = App.useApp();
  const [reason, setReason] = useState('');
  const undo = async () => {
    try {
      const { leftovers } = await duplicatesClient.undo({ id: merge.id, reason });
      onClose();
      await cache.invalidateQueries();
      if (leftovers.length === 0) message.success('已撤销，两份档案都已还原');
      else modal.info({ title: '已撤销，以下内容在合并后改过', content: <ul>{leftovers.map((one, at) => <li key={at}>{one.label}：{one.why}</li>)}</ul>, okText: '知道了' });
    } catch (error) {
      message.error(asFailure(error).message);
    }
  };
  return (
    <Modal open title="撤销合并" okText="撤销合并" cancelText="取消" okButtonProps={{ disabled: reason.trim().length < 2 }} onOk={() => void undo()} onCancel={onClose}>
      <p>“{merge.goneName}”的档案和它的记录回到合并前；合并后又修改的内容保留并列出。</p>
      <label htmlFor="undo-reason">原因</label>
      <Input.TextArea id="undo-reason" maxLength={200} rows={2} value={reason} onChange={(event) => setReason(event.target.value)} />
    </Modal>
  );
}
