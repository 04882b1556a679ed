import { Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useOpenPage } from '#base/web/PageLink.tsx';
import { PreferentialCard } from '../schema/preferential.ts';
import { cardsClient } from './client.ts';
import { Labelled } from './Labelled.tsx';
import { useActing } from './useActing.ts';

/** 换发、补发: begins a further application and opens it; a card reported lost is replaced. */
export function RenewDialog({ cardId, lost, onClose }: { cardId: string; lost: boolean; onClose: () => void }) {
  const openPage = useOpenPage();
  const { busy, wrong, acting } = useActing(['reason']);
  const [id] = useState(() => crypto.randomUUID());
  const [purpose, setPurpose] = useState<'renew' | 'replace'>(lost ? 'replace' : 'renew');
  const [reason, setReason] = useState(lost ? '遗失' : '');
  const send = async () => {
    if (!(await acting(() => cardsClient.renew({ id, cardId, purpose, reason }), '已登记申请'))) return;
    onClose();
    openPage(`${PreferentialCard.path}/${id}`);
  };
  return (
    <Modal open title="换发、补发优待证" okText="登记申请" cancelText="取消" confirmLoading={busy} onOk={() => void send()} onCancel={onClose}>
      <p>新证发放时，原证自动注销；在此之前原证不变。</p>
      <Radio.Group aria-label="申领类型" value={purpose} onChange={(event) => setPurpose(event.target.value as 'renew' | 'replace')} options={[{ value: 'renew', label: '换发（损坏、到期、信息变更）' }, { value: 'replace', label: '补发（遗失）' }]} style={{ marginBottom: 12 }} />
      <Labelled wrong={wrong.reason} id="renew-reason" label="原因" must><Input id="renew-reason" maxLength={100} value={reason} onChange={(event) => setReason(event.target.value)} /></Labelled>
    </Modal>
  );
}
