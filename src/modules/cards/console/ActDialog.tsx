import { Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { DayInput } from '#base/web/controls/DayInput.tsx';
import { ReferencePicker } from '#base/web/controls/ReferencePicker.tsx';
import { useMe } from '#base/web/session.tsx';
import type { CardAct, ReviewLevel } from '../rules/preferential.ts';
import { CardBatch, PreferentialAct } from '../schema/preferential.ts';
import { cardsClient } from './client.ts';
import { Labelled } from './Labelled.tsx';
import { useActing } from './useActing.ts';

const LEVELS: { value: ReviewLevel; label: string }[] = [{ value: 'county', label: '县级退回' }, { value: 'city', label: '市级退回' }, { value: 'province', label: '省级退回' }];
const OPINIONS: Partial<Record<CardAct, string>> = { sendBack: '退回原因', cancel: '注销原因' };

const FIELDS = ['on', 'level', 'cardBatchId', 'bank', 'recipient', 'cardTail', 'expiresOn', 'opinion'] as const;

type Props = { act: CardAct; ids: string[]; recipient?: string; onClose: () => void; onDone: () => void };

/** Asks what an act on cards needs, and performs it on all of them or none. Repeating a broken attempt is harmless. */
export function ActDialog({ act, ids, recipient = '', onClose, onDone }: Props) {
  const me = useMe();
  const { busy, wrong, acting } = useActing(FIELDS);
  const [run] = useState(() => crypto.randomUUID());
  const [typed, setTyped] = useState({ on: me.today, opinion: '', level: 'county' as ReviewLevel, cardBatchId: '', bank: '', recipient, cardTail: '', expiresOn: '' });
  const put = (change: Partial<typeof typed>) => setTyped({ ...typed, ...change });
  const words = labelOf(PreferentialAct, act);
  const needed = OPINIONS[act];
  const send = async () => {
    const { level, ...rest } = typed;
    const filled = Object.fromEntries(Object.entries(act === 'issue' ? rest : { ...rest, recipient: '', cardTail: '', expiresOn: '' }).filter(([, value]) => value !== ''));
    if (await acting(() => cardsClient.perform({ run, act, ids, ...filled, ...(act === 'sendBack' ? { level } : {}) }), `${words}：${ids.length} 张`)) onDone();
  };
  return (
    <Modal open title={`${words}：${ids.length} 张优待证`} okText={words} okButtonProps={act === 'cancel' ? { danger: true } : {}} cancelText="取消" confirmLoading={busy} onOk={() => void send()} onCancel={onClose}>
      <Labelled wrong={wrong.on} id="act-on" label="办理日期" must><DayInput id="act-on" value={typed.on} onChange={(on) => put({ on })} /></Labelled>
      {act === 'sendBack' && <Labelled wrong={wrong.level} id="act-level" label="由哪一级退回" must><Select<ReviewLevel> id="act-level" className="wide" value={typed.level} options={LEVELS} onChange={(level) => put({ level })} /></Labelled>}
      {act === 'make' && <Labelled wrong={wrong.cardBatchId} id="act-batch" label="制卡批次"><ReferencePicker id="act-batch" of={CardBatch} value={typed.cardBatchId} onChange={(cardBatchId) => put({ cardBatchId })} /></Labelled>}
      {act === 'make' && <Labelled wrong={wrong.bank} id="act-bank" label="合作银行"><Input id="act-bank" maxLength={60} value={typed.bank} onChange={(event) => put({ bank: event.target.value })} /></Labelled>}
      {act === 'issue' && <Labelled wrong={wrong.recipient} id="act-recipient" label="领取人" must><Input id="act-recipient" maxLength={40} value={typed.recipient} onChange={(event) => put({ recipient: event.target.value })} /></Labelled>}
      {act === 'issue' && <Labelled wrong={wrong.cardTail} id="act-tail" label="卡号后四位（不要填完整卡号）"><Input id="act-tail" inputMode="numeric" value={typed.cardTail} onChange={(event) => put({ cardTail: event.target.value.trim() })} /></Labelled>}
      {act === 'issue' && <Labelled wrong={wrong.expiresOn} id="act-expires" label="有效期至"><DayInput id="act-expires" value={typed.expiresOn} onChange={(expiresOn) => put({ expiresOn })} /></Labelled>}
      <Labelled wrong={wrong.opinion} id="act-opinion" label={needed ?? '说明'} must={needed !== undefined}><Input id="act-opinion" maxLength={200} value={typed.opinion} onChange={(event) => put({ opinion: event.target.value })} /></Labelled>
    </Modal>
  );
}
