import { Input, Modal } from 'antd';
import { useState } from 'react';
import { cardsClient } from './client.ts';
import { Labelled } from './Labelled.tsx';
import { useActing } from './useActing.ts';

/** 撤回上一步: takes back what one has done on these cards today by mistake. */
export function StepBackDialog({ ids, onClose, onDone }: { ids: string[]; onClose: () => void; onDone: () => void }) {
  const { busy, wrong, acting } = useActing(['reason']);
  const [run] = useState(() => crypto.randomUUID());
  const [reason, setReason] = useState('');
  const send = async () => {
    if (await acting(() => cardsClient.stepBack({ run, ids, ...(reason ? { reason } : {}) }), `已撤回上一步：${ids.length} 张`)) onDone();
  };
  return (
    <Modal open title={`撤回上一步：${ids.length} 张优待证`} okText="撤回上一步" cancelText="取消" confirmLoading={busy} onOk={() => void send()} onCancel={onClose}>
      <p>状态和日期回到上一步之前，办理过程里仍留有记录。只能撤回您本人今天办理、之后没有再改动的环节。</p>
      <Labelled wrong={wrong.reason} id="back-reason" label="说明"><Input id="back-reason" maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} /></Labelled>
    </Modal>
  );
}
