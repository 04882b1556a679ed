import { Input, Modal } from 'antd';
import { useState } from 'react';
import { Act } from '#base/web/Act.tsx';
import { useOpenPage } from '#base/web/PageLink.tsx';
import type { RecordActs } from '#base/web/record/RecordPage.tsx';
import type { AnyRow } from '#base/web/record/values.ts';
import { Layout } from '../schema/layout.ts';
import { exchangeClient } from './client.ts';
import { useActing } from './useActing.ts';

/** What the pages of 外部版式 offer beside the standard acts: a copy of it. */
export const LAYOUT_ACTS: RecordActs = { row: (row) => <LayoutActs row={row} /> };

function LayoutActs({ row }: { row: AnyRow }) {
  const [copying, setCopying] = useState(false);
  return (
    <>
      <Act permission="exchange.write" onClick={() => setCopying(true)}>复制</Act>
      {copying && <CopyDialog row={row} onClose={() => setCopying(false)} />}
    </>
  );
}

function CopyDialog({ row, onClose }: { row: AnyRow; onClose: () => void }) {
  const openPage = useOpenPage();
  const { busy, act } = useActing();
  const [copyId] = useState(() => crypto.randomUUID());
  const [name, setName] = useState(`${String(row.name)}（副本）`.slice(0, 60));
  const [asked, setAsked] = useState(false);
  const short = name.trim().length < 2;
  const send = async () => {
    if (short) return setAsked(true);
    if (!(await act(() => exchangeClient.layouts.copy({ id: row.id, copyId, name: name.trim() }), '已复制'))) return;
    onClose();
    openPage(`${Layout.path}/${copyId}`);
  };
  return (
    <Modal open title="复制外部版式" okText="复制" cancelText="取消" confirmLoading={busy} onOk={() => void send()} onCancel={onClose}>
      <label className="field-label" htmlFor="layout-copy-name"><span className="must" aria-hidden>*</span>新版式的名称</label>
      <Input id="layout-copy-name" maxLength={60} value={name} status={asked && short ? 'error' : ''} aria-invalid={asked && short} aria-describedby="layout-copy-below" onChange={(event) => setName(event.target.value)} />
      <div className="below wrong" id="layout-copy-below" role="alert">{asked && short && '请填写新版式的名称，至少两个字'}</div>
      <p className="quiet">各列一并复制，核实情况为待核实。</p>
    </Modal>
  );
}
