import { App, Input, Modal } from 'antd';
import { useState } from 'react';

let lastReason = '';

/** Asks why hidden values are to be seen, once per visit of the page: the reason is audited by the server. `example` stands in the empty field. */
export function AskReason({ title, example, open, onReason, onClose }: { title: string; example: string; open: boolean; onReason: (reason: string) => void; onClose: () => void }) {
  const { message } = App.useApp();
  const [reason, setReason] = useState(lastReason);
  const send = () => {
    const words = reason.trim();
    if (words.length < 2) return void message.warning('请写明查看原因');
    lastReason = words;
    onReason(words);
  };
  return (
    <Modal open={open} title={title} okText="查看" cancelText="取消" onOk={send} onCancel={onClose} destroyOnHidden>
      <label>
        查看原因（会记入审计）
        <Input autoFocus value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} onPressEnter={send} placeholder={example} />
      </label>
    </Modal>
  );
}
