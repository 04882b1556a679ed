import { Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { Reason } from '../schema/codes.ts';

/** Why a person could not be asked; digits choose, Enter notes it. */
export function MissedDialog({ name, onClose, onMissed }: { name: string; onClose: () => void; onMissed: (reason: string, note: string) => void }) {
  const [reason, setReason] = useState(Reason.codes[0]!.code);
  const [note, setNote] = useState('');
  const key = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') { event.preventDefault(); onMissed(reason, note.trim()); }
    const chosen = event.target instanceof HTMLInputElement && event.target.type === 'text' ? undefined : Reason.codes[Number(event.key) - 1];
    if (chosen) setReason(chosen.code);
  };
  return (
    <Modal open title={`${name}：问不到`} okText="记下" cancelText="取消" onOk={() => onMissed(reason, note.trim())} onCancel={onClose}>
      <div onKeyDown={key}>
        <Radio.Group aria-label="原因" value={reason} onChange={(event) => setReason(String(event.target.value))}>{Reason.codes.map(({ code, label }, at) => <Radio key={code} value={code} autoFocus={at === 0}>{at + 1} {label}</Radio>)}</Radio.Group>
        <label htmlFor="missed-note" className="field-label" style={{ marginTop: 12 }}>说明（可不填）</label>
        <Input id="missed-note" value={note} maxLength={200} placeholder="请勿填写涉密内容" onChange={(event) => setNote(event.target.value)} />
      </div>
    </Modal>
  );
}
