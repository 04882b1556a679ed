import { Alert, Input, Modal } from 'antd';
import { useState } from 'react';
import { asFailure } from '#base/web/failure.ts';
import { noticeClient } from './noticeClient.ts';

/** What a decision is about: one line, or (null) every unverified one of the notice; and whether it is used now. */
export type Released = { standardId: string | null; words: string; used: boolean };

/** 使用决定: asks for the document and the reason by which an unverified standard may be used, or no longer. */
export function ReleaseDialog({ id, what, onClose, onDone }: { id: string; what: Released; onClose: () => void; onDone: (words: string) => void }) {
  const [release] = useState(() => crypto.randomUUID());
  const [document, setDocument] = useState('');
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<string>();
  const [busy, setBusy] = useState(false);
  const act = what.used ? '停止使用' : '决定使用';
  const send = async () => {
    if (document.trim().length < 2) return setWrong('请写明依据的文件');
    if (reason.trim().length < 2) return setWrong('请写明理由');
    setBusy(true);
    try {
      const { standards } = await noticeClient.release({ release, id, standardId: what.standardId, decision: what.used ? 'stop' : 'use', document, reason });
      onDone(`${act} ${standards} 行`);
    } catch (error) {
      setWrong(asFailure(error).message);
      setBusy(false);
    }
  };
  return (
    <Modal title={`使用决定：${what.words}`} open onCancel={onClose} onOk={() => void send()} okText={act} cancelText="取消" confirmLoading={busy} width={560}>
      {wrong && <Alert type="error" showIcon role="alert" title={wrong} style={{ marginBottom: 12 }} />}
      <p>{what.used ? '停止使用后，据此计算的待遇重新标为待核实，不能发放。' : '决定由您署名，记入审计。标准仍是待核实，收到文件后请拟定新的通知取代。'}</p>
      <label className="field-label" htmlFor="release-document"><span className="must" aria-hidden="true">*</span>依据的文件</label>
      <Input id="release-document" maxLength={120} value={document} placeholder="文号，或会议纪要的名称和编号" onChange={(event) => setDocument(event.target.value)} />
      <label className="field-label" htmlFor="release-reason" style={{ marginTop: 12 }}><span className="must" aria-hidden="true">*</span>理由</label>
      <Input.TextArea id="release-reason" rows={3} maxLength={300} value={reason} onChange={(event) => setReason(event.target.value)} />
    </Modal>
  );
}
