import { useQueryClient } from '@tanstack/react-query';
import { App, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { DayInput } from '#base/web/controls/DayInput.tsx';
import { asFailure } from '#base/web/failure.ts';
import { PaymentProgramme } from '../schema.ts';
import { AsideReason, Prospect } from '../schema/policy.ts';
import { policyClient, type ProspectRow } from './policyClient.ts';

/** Asks why an entry need not be acted on now, and puts it aside; it stays in 已搁置 and can be taken up again. */
export function PolicyAside({ row, onClose }: { row: ProspectRow; onClose: () => void }) {
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [reason, setReason] = useState('papers');
  const [note, setNote] = useState('');
  const [until, setUntil] = useState('');
  const [wrong, setWrong] = useState<string>();
  const save = async () => {
    try {
      await policyClient.aside({ id: row.id, version: row.version, reason, note: note || undefined, until: until || undefined });
      await cache.invalidateQueries({ queryKey: [Prospect.name] });
      message.success('已搁置，可在“已搁置”中恢复');
      onClose();
    } catch (error) {
      setWrong(asFailure(error).message);
    }
  };
  return (
    <Modal mask={{ closable: false }} title={`搁置：${row.labels.personId ?? ''} ${labelOf(PaymentProgramme, row.programme)}`} open onOk={() => void save()} onCancel={onClose} okText="搁置" cancelText="取消" destroyOnHidden>
      <p>情况一变，或到了填写的日期，会重新列为待办。</p>
      <Radio.Group aria-label="搁置原因" value={reason} onChange={(event) => setReason(String(event.target.value))} style={{ display: 'grid', gap: 6, marginBottom: 10 }} options={AsideReason.codes.map(({ code, label }) => ({ value: code, label }))} />
      <label htmlFor="aside-note">说明</label>
      <Input.TextArea id="aside-note" value={note} maxLength={200} rows={2} onChange={(event) => setNote(event.target.value)} aria-invalid={wrong !== undefined} aria-describedby="aside-wrong" />
      <label htmlFor="aside-until" style={{ display: 'block', marginTop: 8 }}>搁置到（可不填）</label>
      <DayInput id="aside-until" value={until} onChange={setUntil} />
      <p id="aside-wrong" className="wrong" role="alert">{wrong}</p>
    </Modal>
  );
}
