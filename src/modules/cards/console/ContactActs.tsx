import { App, Button, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { Act } from '#base/web/Act.tsx';
import { useOpenPage } from '#base/web/PageLink.tsx';
import type { RecordActs } from '#base/web/record/RecordPage.tsx';
import type { AnyRow } from '#base/web/record/values.ts';
import { ContactCard, VoidReason } from '../schema/contact.ts';
import { cardsClient } from './client.ts';
import { Labelled } from './Labelled.tsx';
import { useActing } from './useActing.ts';

/** What the pages of contact cards offer beside the standard acts. */
export const CONTACT_ACTS: RecordActs = { toolbar: <IssueLink />, bulk: (rows) => <PrintChosen rows={rows} />, row: (row) => <CardActs row={row} /> };

const printAddress = (rows: AnyRow[]) => `/cards/print?${rows.map(({ id }) => `ids=${id}`).join('&')}`;

function IssueLink() {
  const openPage = useOpenPage();
  return <Act permission="cards.write" onClick={() => openPage('/cards/issue')}>整村发卡</Act>;
}

function PrintChosen({ rows }: { rows: AnyRow[] }) {
  const openPage = useOpenPage();
  return <Act type="primary" permission="cards.write" onClick={() => openPage(printAddress(rows))}>打印联系卡</Act>;
}

/** Print, report lost, reissue, or take a void back: the acts on one card. */
export function CardActs({ row }: { row: AnyRow }) {
  const openPage = useOpenPage();
  const { notification } = App.useApp();
  const { busy, wrong, acting } = useActing(['note']);
  const [nextId] = useState(() => crypto.randomUUID());
  const [asking, setAsking] = useState<'void' | 'reissue'>();
  const { state, voidReason } = row as unknown as { state: string; voidReason: string | null };
  const valid = state === 'valid';
  const renewable = valid || voidReason === 'lost' || voidReason === 'other';
  const revive = () => acting(() => cardsClient.makeValid({ id: row.id }), '已恢复有效');
  const makeVoid = async (reason: string, note: string) => {
    if (!(await acting(() => cardsClient.makeVoid({ id: row.id, reason: reason === 'lost' ? 'lost' : 'other', note: note || undefined })))) return;
    setAsking(undefined);
    const key = `void-${row.id}`;
    notification.success({ key, title: '这张卡已作废，扫码只显示服务站信息', duration: 12, role: 'status', actions: <Button type="primary" onClick={() => { notification.destroy(key); void revive(); }}>撤销</Button> });
  };
  const reissue = async (reason: string, note: string) => {
    if (!(await acting(() => cardsClient.reissue({ id: nextId, cardId: row.id, reason: reason === 'lost' ? 'lost' : 'replaced', note: note || undefined }), valid ? '已换发，旧卡作废' : '已补发新卡'))) return;
    setAsking(undefined);
    openPage(`${ContactCard.path}/${nextId}`);
  };
  return (
    <>
      <span className="quiet" style={{ alignSelf: 'center' }}>{valid ? '有效' : `已作废${voidReason ? `（${labelOf(VoidReason, voidReason)}）` : ''}`}</span>
      {valid && <Act permission="cards.write" onClick={() => openPage(printAddress([row]))}>打印卡片</Act>}
      {valid && <Act permission="cards.write" onClick={() => setAsking('void')}>挂失、作废</Act>}
      {renewable && <Act type={valid ? 'default' : 'primary'} permission="cards.write" onClick={() => setAsking('reissue')}>{valid ? '换发' : '补发新卡'}</Act>}
      {!valid && <Act permission="cards.write" why={FINAL[voidReason ?? '']} onClick={() => void revive()}>恢复有效</Act>}
      {asking && <ReasonDialog kind={asking} onClose={() => setAsking(undefined)} gone={!valid} lost={voidReason === 'lost'} busy={busy} wrong={wrong.note} onDone={(reason, note) => void (asking === 'void' ? makeVoid : reissue)(reason, note)} />}
    </>
  );
}

/** Voids that are not taken back, and why. */
const FINAL: Record<string, string> = { replaced: '这张卡已换发，请使用新卡', withdrawn: '这张卡随整批撤销作废，请重新发卡' };

const WORDS = {
  void: { title: '挂失、作废联系卡', ok: '作废', note: '作废后，扫这张卡只显示服务站信息。可以撤销。', reasons: [{ value: 'lost', label: '遗失' }, { value: 'other', label: '其他' }] },
  reissue: { title: '换发联系卡', ok: '换发', note: '旧卡当即作废，新卡按现在的服务站和联系人制作。', reasons: [{ value: 'replaced', label: '损坏或信息变更' }, { value: 'lost', label: '遗失' }] },
};

/** Asks why; stays with what was typed until the act is done. */
function ReasonDialog({ kind, gone, lost, busy, wrong, onClose, onDone }: { kind: 'void' | 'reissue'; gone: boolean; lost: boolean; busy: boolean; wrong?: string; onClose: () => void; onDone: (reason: string, note: string) => void }) {
  const words = kind === 'reissue' && gone ? { ...WORDS.reissue, title: '补发联系卡', ok: '补发', note: '新卡按现在的服务站和联系人制作，旧卡仍是作废。' } : WORDS[kind];
  const [reason, setReason] = useState(lost ? 'lost' : words.reasons[0]!.value);
  const [note, setNote] = useState('');
  return (
    <Modal open title={words.title} okText={words.ok} cancelText="取消" confirmLoading={busy} onOk={() => onDone(reason, note.trim())} onCancel={onClose}>
      <p>{words.note}</p>
      <Radio.Group aria-label="原因" options={words.reasons} value={reason} onChange={(event) => setReason(String(event.target.value))} style={{ marginBottom: 12 }} />
      <Labelled id="card-note" label="说明" wrong={wrong}><Input id="card-note" maxLength={200} value={note} onChange={(event) => setNote(event.target.value)} /></Labelled>
    </Modal>
  );
}
