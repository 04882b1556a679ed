import { Alert, Checkbox, Input, Modal } from 'antd';
import { useState } from 'react';
import { DayInput } from '#base/web/controls/DayInput.tsx';
import { ReferencePicker } from '#base/web/controls/ReferencePicker.tsx';
import { asFailure } from '#base/web/failure.ts';
import { useMe } from '#base/web/session.tsx';
import { type Division, Unit } from '../schema/unit.ts';
import { organisationClient } from './client.ts';
import { Labelled } from './Labelled.tsx';

/** The acts on a division and its unit. */
export type UnitAct = 'add' | 'rename' | 'merge' | 'split' | 'close';

const TITLES: Record<UnitAct, string> = { add: '设立', rename: '更名', merge: '合并', split: '分设', close: '撤销' };
const NOTES: Record<UnitAct, string> = {
  add: '在所选区划之下新设一个区划，并建服务站。',
  rename: '机构改名；区划也改名时，下级的显示名随之改变。',
  merge: '所选区划的全部台账、在用账号和未办结事项移交承接机构，一次完成，不能撤回。',
  split: '新设同级区划和服务站；原有台账留在原处，核实后逐件调整。',
  close: '机构撤销；其下有村（社区）或在用账号时不能撤销。',
};

/** Asks what an act needs, its day and its document, and performs it. */
export function UnitActDialog({ act, place, onClose, onDone }: { act: UnitAct; place: Division; onClose: () => void; onDone: () => void }) {
  const me = useMe();
  const [typed, setTyped] = useState({ changedOn: me.today, basis: '', name: place.unitName ?? '', divisionName: act === 'rename' ? place.name : '', code: '', successorId: '', withDivision: true });
  const [wrong, setWrong] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [id] = useState(() => crypto.randomUUID());
  const put = (change: Partial<typeof typed>) => setTyped({ ...typed, ...change });
  const send = async () => {
    setBusy(true);
    try {
      await perform(act, place, typed, { id, changedOn: typed.changedOn, basis: typed.basis });
      onDone();
    } catch (error) {
      setWrong(asFailure(error).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal title={`${TITLES[act]}：${place.path}`} open onOk={() => void send()} onCancel={onClose} okText={TITLES[act]} cancelText="取消" confirmLoading={busy}>
      <p className="quiet">{NOTES[act]}</p>
      {wrong && <Alert type="error" showIcon role="alert" title={wrong} style={{ marginBottom: 12 }} />}
      {act === 'rename' && <Labelled id="act-name" label="机构新名称" must><Input id="act-name" value={typed.name} maxLength={60} onChange={(event) => put({ name: event.target.value })} /></Labelled>}
      {(act === 'rename' || act === 'add' || act === 'split') && <Labelled id="act-division" label="区划名称" must><Input id="act-division" value={typed.divisionName} maxLength={30} onChange={(event) => put({ divisionName: event.target.value })} /></Labelled>}
      {(act === 'add' || act === 'split') && <Labelled id="act-code" label="区划代码" below="12 位；不填则取下一个空号"><Input id="act-code" value={typed.code} maxLength={12} inputMode="numeric" onChange={(event) => put({ code: event.target.value.trim() })} /></Labelled>}
      {act === 'merge' && <Labelled id="act-successor" label="承接机构" must><ReferencePicker id="act-successor" of={Unit} value={typed.successorId} onChange={(successorId) => put({ successorId })} /></Labelled>}
      {act === 'close' && <Checkbox checked={typed.withDivision} onChange={(event) => put({ withDivision: event.target.checked })}>区划一并撤销</Checkbox>}
      <Labelled id="act-day" label="生效日期" must><DayInput id="act-day" value={typed.changedOn} onChange={(changedOn) => put({ changedOn })} /></Labelled>
      <Labelled id="act-basis" label="依据文件" must below="如 县政文〔2024〕3号"><Input id="act-basis" value={typed.basis} maxLength={200} onChange={(event) => put({ basis: event.target.value })} /></Labelled>
    </Modal>
  );
}

type Typed = { name: string; divisionName: string; code: string; successorId: string; withDivision: boolean };

function perform(act: UnitAct, place: Division, typed: Typed, basis: { id: string; changedOn: string; basis: string }): Promise<unknown> {
  const { unitActs } = organisationClient;
  const unitId = place.unitId ?? '';
  const code = typed.code || undefined;
  switch (act) {
    case 'add': return unitActs.add({ ...basis, parentCode: place.code, divisionName: typed.divisionName, code });
    case 'rename': return unitActs.rename({ ...basis, unitId, name: typed.name, divisionName: typed.divisionName === place.name ? undefined : typed.divisionName });
    case 'merge': return unitActs.merge({ ...basis, unitId, successorId: typed.successorId });
    case 'split': return unitActs.split({ ...basis, unitId, divisionName: typed.divisionName, code });
    case 'close': return unitActs.close({ ...basis, unitId, withDivision: typed.withDivision });
  }
}
