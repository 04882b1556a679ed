import { useQuery } from '@tanstack/react-query';
import { Input, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { addDays } from '#base/pure/day.ts';
import type { RecordType, Values } from '#base/pure/record.ts';
import { recordClient } from '#base/web/client.ts';
import { DayInput } from '#base/web/controls/DayInput.tsx';
import { useMe } from '#base/web/session.tsx';
import { Labelled } from '#modules/cards/console/Labelled.tsx';
import { useActing } from '#modules/cards/console/useActing.ts';
import { Measure, Need } from '../schema.ts';
import { LinkedRecord, NeedKind, NeedSource, Verdict } from '../schema/codes.ts';
import type { MeasureRow, NeedRow } from './NeedCard.tsx';
import { linkedRow } from './links.ts';

const options = (list: { codes: readonly { code: string; label: string }[] }) => list.codes.map((one) => ({ value: one.code, label: one.label }));
const filled = (values: Values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));

/** 登记需求: what a person needs, in a few words. */
export function NeedDialog({ personId, onClose }: { personId: string; onClose: () => void }) {
  const me = useMe();
  const { busy, wrong, acting } = useActing(['kind', 'words', 'source', 'notedOn']);
  const [id] = useState(() => crypto.randomUUID());
  const [typed, setTyped] = useState({ kind: 'other', words: '', source: 'person', notedOn: me.today });
  const save = async () => { if (await acting(() => recordClient(Need as RecordType).create({ id, draft: { personId, ...typed } }), '已登记需求')) onClose(); };
  return (
    <Modal open title="登记需求" okText="登记" cancelText="取消" confirmLoading={busy} onOk={() => void save()} onCancel={onClose}>
      <Labelled wrong={wrong.kind} id="need-kind" label="需求类别" must><Select id="need-kind" className="wide" value={typed.kind} options={options(NeedKind)} onChange={(kind) => setTyped({ ...typed, kind })} /></Labelled>
      <Labelled wrong={wrong.words} id="need-words" label="需求内容（不写病情、号码）" must><Input.TextArea id="need-words" rows={2} maxLength={200} value={typed.words} onChange={(event) => setTyped({ ...typed, words: event.target.value })} /></Labelled>
      <Labelled wrong={wrong.source} id="need-source" label="需求来源" must><Select id="need-source" className="wide" value={typed.source} options={options(NeedSource).filter((one) => one.value !== 'rule')} onChange={(source) => setTyped({ ...typed, source })} /></Labelled>
      <Labelled wrong={wrong.notedOn} id="need-on" label="提出日期" must><DayInput id="need-on" value={typed.notedOn} onChange={(notedOn) => setTyped({ ...typed, notedOn })} /></Labelled>
    </Modal>
  );
}

/** 加措施: what is done, by whom, until when; with a ledger chosen, its next row of the person does it. */
export function MeasureDialog({ need, onClose }: { need: NeedRow; onClose: () => void }) {
  const me = useMe();
  const { busy, wrong, acting } = useActing(['action', 'dueOn', 'ownerName', 'linkedRecord']);
  const [id] = useState(() => crypto.randomUUID());
  const [typed, setTyped] = useState({ action: '', dueOn: addDays(me.today, 30), ownerName: me.name, linkedRecord: '' });
  const save = async () => { if (await acting(() => recordClient(Measure as RecordType).create({ id, draft: { needId: need.id, ownerUnitId: me.unit.id, ...filled(typed) } }), '已加措施')) onClose(); };
  return (
    <Modal open title={`加措施：${need.words}`} okText="加措施" cancelText="取消" confirmLoading={busy} onOk={() => void save()} onCancel={onClose}>
      <Labelled wrong={wrong.action} id="measure-action" label="措施" must><Input.TextArea id="measure-action" rows={2} maxLength={200} value={typed.action} onChange={(event) => setTyped({ ...typed, action: event.target.value })} /></Labelled>
      <Labelled wrong={wrong.dueOn} id="measure-due" label="完成时限"><DayInput id="measure-due" value={typed.dueOn} onChange={(dueOn) => setTyped({ ...typed, dueOn })} /></Labelled>
      <Labelled wrong={wrong.ownerName} id="measure-owner" label="责任人"><Input id="measure-owner" maxLength={40} value={typed.ownerName} onChange={(event) => setTyped({ ...typed, ownerName: event.target.value })} /></Labelled>
      <Labelled wrong={wrong.linkedRecord} id="measure-ledger" label="在哪个台账办理（登记后自动办结）"><Select id="measure-ledger" className="wide" value={typed.linkedRecord} options={[{ value: '', label: '不关联台账' }, ...options(LinkedRecord)]} onChange={(linkedRecord) => setTyped({ ...typed, linkedRecord })} /></Labelled>
    </Modal>
  );
}

/** 办结措施 or 取消: the result in words, and the row of another ledger that shows it. */
export function DoneDialog({ measure, cancel, onClose }: { measure: MeasureRow; cancel: boolean; onClose: () => void }) {
  const me = useMe();
  const { busy, wrong, acting } = useActing(['doneOn', 'result', 'linkedRecord', 'linkedId']);
  const [typed, setTyped] = useState({ doneOn: me.today, result: '', linkedRecord: measure.linkedRecord ?? '', linkedId: measure.linkedId ?? '' });
  const save = async () => {
    const change = cancel ? { state: 'cancelled', result: typed.result } : { state: 'done', doneOn: typed.doneOn, result: typed.result || null, ...(typed.linkedId ? { linkedRecord: typed.linkedRecord, linkedId: typed.linkedId } : {}) };
    if (await acting(() => recordClient(Measure as RecordType).update({ id: measure.id, version: measure.version, change }), cancel ? '已取消' : '已办结措施')) onClose();
  };
  return (
    <Modal open title={`${cancel ? '取消' : '办结'}措施：${measure.action}`} okText={cancel ? '取消措施' : '办结'} cancelText="返回" okButtonProps={cancel ? { danger: true } : {}} confirmLoading={busy} onOk={() => void save()} onCancel={onClose}>
      {!cancel && <Labelled wrong={wrong.doneOn} id="done-on" label="完成日期" must><DayInput id="done-on" value={typed.doneOn} onChange={(doneOn) => setTyped({ ...typed, doneOn })} /></Labelled>}
      <Labelled wrong={wrong.result} id="done-result" label={cancel ? '取消原因' : '结果'}><Input id="done-result" maxLength={300} value={typed.result} onChange={(event) => setTyped({ ...typed, result: event.target.value })} /></Labelled>
      {!cancel && <Labelled wrong={wrong.linkedRecord} id="done-ledger" label="关联台账"><Select id="done-ledger" className="wide" value={typed.linkedRecord} options={[{ value: '', label: '不关联' }, ...options(LinkedRecord)]} onChange={(linkedRecord) => setTyped({ ...typed, linkedRecord, linkedId: '' })} /></Labelled>}
      {!cancel && typed.linkedRecord && <Labelled wrong={wrong.linkedId} id="done-row" label="关联的记录"><LinkedChoice personId={measure.personId ?? ''} record={typed.linkedRecord} value={typed.linkedId} onChange={(linkedId) => setTyped({ ...typed, linkedId })} /></Labelled>}
    </Modal>
  );
}

function LinkedChoice({ personId, record, value, onChange }: { personId: string; record: string; value: string; onChange: (id: string) => void }) {
  const { data, error } = useQuery({ queryKey: ['plans.links', record, personId], queryFn: () => linkedRow(record, personId) });
  const none = error ? '您的岗位看不到这个台账' : data?.length === 0 ? '这个台账还没有本人的记录' : '请选择';
  return <Select id="done-row" className="wide" value={value} options={[{ value: '', label: none }, ...(data ?? [])]} onChange={onChange} />;
}

/** 办结需求: how it ended, and, asked once, what the person says of it; without an answer nothing is kept. */
export function EndDialog({ need, onClose }: { need: NeedRow; onClose: () => void }) {
  const me = useMe();
  const { busy, wrong, acting } = useActing(['endNote', 'verdictWords']);
  const [typed, setTyped] = useState({ outcome: 'solved', endNote: '', verdict: '', verdictWords: '' });
  const save = async () => {
    const said = typed.verdict ? { verdict: typed.verdict, verdictWords: typed.verdictWords || null, verdictOn: me.today } : {};
    if (await acting(() => recordClient(Need as RecordType).update({ id: need.id, version: need.version, change: { outcome: typed.outcome, endedOn: me.today, endNote: typed.endNote || null, ...said } }), '已办结需求')) onClose();
  };
  return (
    <Modal open title={`办结需求：${need.words}`} okText="办结" cancelText="取消" confirmLoading={busy} onOk={() => void save()} onCancel={onClose}>
      <Radio.Group aria-label="办结情况" value={typed.outcome} options={[{ value: 'solved', label: '已解决' }, { value: 'ended', label: '不再需要' }]} onChange={(event) => setTyped({ ...typed, outcome: String(event.target.value) })} style={{ marginBottom: 12 }} />
      <Labelled wrong={wrong.endNote} id="end-note" label={typed.outcome === 'ended' ? '原因' : '结果'} must={typed.outcome === 'ended'}><Input id="end-note" maxLength={300} value={typed.endNote} onChange={(event) => setTyped({ ...typed, endNote: event.target.value })} /></Labelled>
      <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
        <legend className="field-label">本人怎么评价（可以不问、不填）</legend>
        <Radio.Group aria-label="本人评价" value={typed.verdict} options={[...options(Verdict), { value: '', label: '没有评价' }]} onChange={(event) => setTyped({ ...typed, verdict: String(event.target.value) })} style={{ marginBottom: 12 }} />
        {typed.verdict && <Labelled wrong={wrong.verdictWords} id="end-words" label="本人的话"><Input id="end-words" maxLength={300} value={typed.verdictWords} onChange={(event) => setTyped({ ...typed, verdictWords: event.target.value })} /></Labelled>}
      </fieldset>
    </Modal>
  );
}
