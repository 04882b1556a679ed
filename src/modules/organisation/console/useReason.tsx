import { Input, Modal } from 'antd';
import { type ReactNode, useState } from 'react';

type Asked = { title: string; onReason: (reason: string) => unknown };

/** Asks for the reason of an act that is kept with it: a function that opens the dialog, and the dialog. */
export function useReason(): [ask: (title: string, onReason: (reason: string) => unknown) => void, dialog: ReactNode] {
  const [asked, setAsked] = useState<Asked>();
  const [reason, setReason] = useState('');
  const [short, setShort] = useState(false);
  const close = () => { setAsked(undefined); setReason(''); setShort(false); };
  const confirm = () => {
    if (reason.trim().length < 2) return setShort(true);
    asked?.onReason(reason.trim());
    close();
  };
  const dialog = (
    <Modal title={asked?.title} open={asked !== undefined} onOk={confirm} onCancel={close} okText="确定" cancelText="取消" destroyOnHidden>
      <label className="field-label" htmlFor="act-reason"><span className="must" aria-hidden="true">*</span>原因</label>
      <Input.TextArea id="act-reason" value={reason} maxLength={200} rows={3} autoFocus aria-invalid={short} aria-describedby="act-reason-below" onChange={(event) => setReason(event.target.value)} />
      <div id="act-reason-below" className="below">{short && <p className="wrong" role="alert">请写明原因（至少两个字）</p>}</div>
    </Modal>
  );
  return [(title, onReason) => setAsked({ title, onReason }), dialog];
}
