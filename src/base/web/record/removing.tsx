import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import type { RecordType } from '#base/pure/record.ts';
import { recordClient } from '../client.ts';
import { asFailure } from '../failure.ts';
import { type AnyRow, titleOf } from './values.ts';

/** Removes rows one by one under one reason, tells how it went, and offers 撤销. `done` gets the ids that are gone. */
export function useRemoving(type: RecordType) {
  const { notification, message } = App.useApp();
  const queryClient = useQueryClient();
  const client = recordClient(type);
  const restore = async (ids: string[]) => {
    try {
      for (const id of ids) await client.restore({ id });
      message.success('已恢复');
    } catch (error) {
      message.error(asFailure(error).message);
    }
    await queryClient.invalidateQueries();
  };
  return async (rows: AnyRow[], reason: string): Promise<string[]> => {
    const gone: string[] = [];
    const kept: string[] = [];
    for (const row of rows) {
      try {
        await client.remove({ id: row.id, version: row.version, reason });
        gone.push(row.id);
      } catch (error) {
        kept.push(`${titleOf(type, row)}：${asFailure(error).message}`);
      }
    }
    if (gone.length > 0) {
      const key = `removed-${gone[0]}`;
      notification.success({ key, title: `已删除 ${gone.length} 条${type.label}`, duration: 12, role: 'status', actions: <Button type="primary" onClick={() => { notification.destroy(key); void restore(gone); }}>撤销</Button> });
    }
    if (kept.length > 0) notification.error({ title: `${kept.length} 条没有删除`, description: kept.slice(0, 5).join('；'), duration: 0 });
    for (const id of gone) for (const part of ['get', 'history']) queryClient.removeQueries({ queryKey: [type.name, part, id] });
    await queryClient.invalidateQueries();
    return gone;
  };
}

/** Asks for the reason of a removal. */
export function RemoveDialog({ type, count, onRemove, onClose }: { type: RecordType; count: number; onRemove: (reason: string) => void; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const short = reason.trim().length < 2;
  const go = () => (short ? setAsked(true) : onRemove(reason.trim()));
  return (
    <Modal open title={count === 1 ? `删除这条${type.label}` : `删除选中的 ${count} 条${type.label}`} okText="删除" okButtonProps={{ danger: true }} cancelText="取消" onOk={go} onCancel={onClose}>
      <p>删除后可以撤销，变更记录里也会留下。</p>
      <label>
        <span className="field-label"><span className="must" aria-hidden>*</span>删除原因</span>
        <Input autoFocus maxLength={200} value={reason} status={asked && short ? 'error' : ''} aria-invalid={asked && short} aria-describedby="remove-reason-below" onChange={(event) => setReason(event.target.value)} onPressEnter={go} />
      </label>
      <div className="below wrong" id="remove-reason-below" role="alert">{asked && short ? '请写明删除原因' : ''}</div>
    </Modal>
  );
}
