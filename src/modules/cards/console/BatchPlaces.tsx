import { useQuery } from '@tanstack/react-query';
import { Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { Act } from '#base/web/Act.tsx';
import { DayInput } from '#base/web/controls/DayInput.tsx';
import { recordClient } from '#base/web/client.ts';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import type { DetailTab } from '#base/web/record/RecordDetail.tsx';
import { useMe } from '#base/web/session.tsx';
import { Failed, Loading } from '#base/web/States.tsx';
import { type BatchPlace, Handover, PreferentialCard } from '../schema/preferential.ts';
import { cardsClient } from './client.ts';
import { Labelled } from './Labelled.tsx';
import { useActing } from './useActing.ts';

/** The further tab of a batch: receipt by the county and handover to each station. */
export const BATCH_TABS: readonly DetailTab[] = [{ key: 'places', label: '签收与移交', render: (row) => <BatchPlaces id={row.id} /> }];

function BatchPlaces({ id }: { id: string }) {
  const me = useMe();
  const { data, error, refetch } = useQuery({ queryKey: ['cards.places', id], queryFn: () => cardsClient.places({ id }) });
  const [asking, setAsking] = useState<'receive' | BatchPlace>();
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  const making = data.reduce((sum, one) => sum + one.making, 0);
  const elsewhere = me.division.level === 'county' ? undefined : '由县级办理';
  return (
    <section className="panel" aria-label="签收与移交">
      <div className="toolbar" style={{ marginBottom: 10 }}>
        <Act type="primary" permission="cards.write" why={elsewhere ?? (making === 0 ? '没有在制卡的' : undefined)} onClick={() => setAsking('receive')}>县签收 {making} 张</Act>
        <PageLink href={`${PreferentialCard.path}?f.cardBatchId=${id}`} style={{ alignSelf: 'center' }}>查看这一批的优待证</PageLink>
      </div>
      {data.length === 0 && <p className="quiet">还没有优待证列入这一批。在优待证台账勾选后“送制卡”，选这个批次。</p>}
      <ul className="cards">
        {data.map((one) => (
          <li key={one.unitId}>
            <p><strong>{one.unitName}</strong>　制卡中 {one.making}　待移交 {one.here}　已移交 {one.handed}　已发放 {one.issued}</p>
            <Act size="small" permission="cards.write" why={elsewhere ?? (one.here === 0 ? '没有待移交的' : undefined)} onClick={() => setAsking(one)}>移交 {one.here} 张</Act>
          </li>
        ))}
      </ul>
      {asking && <SignDialog batchId={id} of={asking} count={asking === 'receive' ? making : asking.here} onClose={() => setAsking(undefined)} />}
    </section>
  );
}

function SignDialog({ batchId, of, count, onClose }: { batchId: string; of: 'receive' | BatchPlace; count: number; onClose: () => void }) {
  const me = useMe();
  const openPage = useOpenPage();
  const { busy, wrong, acting } = useActing(['on', 'receivedBy']);
  const [id] = useState(() => crypto.randomUUID());
  const [on, setOn] = useState(me.today);
  const [receivedBy, setReceivedBy] = useState(of === 'receive' ? me.name : '');
  const [missing, setMissing] = useState<string[]>([]);
  const signed = count - missing.length;
  const send = async () => {
    if (of === 'receive') {
      if (await acting(() => cardsClient.receive({ run: id, id: batchId, on, receivedBy, missing }), `已签收 ${signed} 张`)) onClose();
    } else if (await acting(() => cardsClient.handOver({ id, batchId, unitId: of.unitId, on, receivedBy }), `已移交 ${count} 张`)) openPage(`${Handover.path}/${id}`);
  };
  const title = of === 'receive' ? `县签收 ${signed} 张优待证` : `移交给${of.unitName}：${count} 张`;
  return (
    <Modal open title={title} okText={of === 'receive' ? '签收' : '移交'} cancelText="取消" confirmLoading={busy} okButtonProps={{ disabled: signed === 0 }} onOk={() => void send()} onCancel={onClose}>
      <Labelled wrong={wrong.on} id="sign-on" label="日期" must><DayInput id="sign-on" value={on} onChange={setOn} /></Labelled>
      <Labelled wrong={wrong.receivedBy} id="sign-by" label={of === 'receive' ? '签收人' : '接收人'} must><Input id="sign-by" maxLength={40} value={receivedBy} onChange={(event) => setReceivedBy(event.target.value)} /></Labelled>
      {of === 'receive' && <MissingCards batchId={batchId} value={missing} onChange={setMissing} />}
    </Modal>
  );
}

/** The cards of a batch that did not come: found by name, they stay 制卡 and are received when they arrive. */
function MissingCards({ batchId, value, onChange }: { batchId: string; value: string[]; onChange: (ids: string[]) => void }) {
  const [term, setTerm] = useState('');
  const [named, setNamed] = useState<Record<string, string>>({});
  const { data } = useQuery({ queryKey: ['cards.making', batchId, term], queryFn: () => recordClient(PreferentialCard).list({ page: 1, size: 50, filters: { cardBatchId: [batchId], state: ['making'] }, ...(term ? { search: term } : {}) }) });
  const found = (data?.rows ?? []).map((row) => ({ value: row.id, label: `${row.labels.personId ?? ''}（${row.labels.divisionCode ?? ''}）` }));
  const chosen = value.filter((id) => !found.some((one) => one.value === id)).map((id) => ({ value: id, label: named[id] ?? id }));
  const choose = (ids: string[]) => {
    setNamed({ ...named, ...Object.fromEntries(found.map((one) => [one.value, one.label])) });
    onChange(ids);
  };
  return (
    <Labelled id="sign-missing" label="没有到的（输入姓名查找，不选为全部到齐）">
      <Select<string[]> id="sign-missing" className="wide" mode="multiple" value={value} options={[...found, ...chosen]} filterOption={false} onSearch={setTerm} onChange={choose} placeholder="全部到齐" notFoundContent="没有这个人在制的卡" />
    </Labelled>
  );
}
