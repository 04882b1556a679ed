import { useQueryClient } from '@tanstack/react-query';
import { App, Dropdown, Input, Modal } from 'antd';
import { useState } from 'react';
import { Act } from '#base/web/Act.tsx';
import { asFailure } from '#base/web/failure.ts';
import { downloadFile } from '#base/web/files.ts';
import { useOpenPage } from '#base/web/PageLink.tsx';
import type { BulletinDocument } from '../schema/document.ts';
import type { BulletinView, Choice } from '../schema/views.ts';
import { bulletinClient } from './client.ts';

const FORMS = [{ key: 'docx', label: 'Word 文档（.docx）' }, { key: 'pdf', label: 'PDF（宋体，校对用）' }, { key: 'html', label: '网页（可打印）' }];

/** The acts on a bulletin: save, the next steps of its course with the reason where one is not open to this person, download, erratum. */
export function BulletinActs({ view, document, dirty, onSaved }: { view: BulletinView; document: BulletinDocument; dirty: boolean; onSaved: () => void }) {
  const cache = useQueryClient();
  const openPage = useOpenPage();
  const { message } = App.useApp();
  const [deciding, setDeciding] = useState<Choice>();
  const run = async (work: () => Promise<BulletinView>, done: string) => {
    try {
      const next = await work();
      onSaved();
      cache.setQueryData(['bulletin.get', next.id], next);
      await cache.invalidateQueries({ queryKey: ['bulletin.list'] });
      message.success(done);
      return next;
    } catch (error) {
      message.error(asFailure(error).message, 6);
      return undefined;
    }
  };
  const take = async (choice: Choice, note: string) => {
    setDeciding(undefined);
    const input = { id: view.id, version: view.version, note: note || undefined };
    await run(() => (choice.decision ? bulletinClient.decide({ ...input, act: choice.act as 'signOff' }) : bulletinClient.act({ ...input, act: choice.act as 'submit' })), `已${choice.label}`);
  };
  const correct = async () => {
    const erratum = await run(() => bulletinClient.offerErratum({ id: view.id, erratumId: crypto.randomUUID() }), '已起草勘误');
    if (erratum) openPage(`/bulletin/bulletins/${erratum.id}`);
  };
  const download = (form: string) => {
    if (form === 'html') return void window.open(`/files/bulletins/${view.id}.html`, '_blank', 'noopener');
    downloadFile(`/files/bulletins/${view.id}.${form}`).catch((error: unknown) => message.error(asFailure(error).message));
  };
  return (
    <div className="toolbar" role="group" aria-label="操作">
      {view.editable && <Act type={dirty ? 'primary' : 'default'} permission="bulletin.write" why={dirty ? undefined : '没有未保存的改动'} onClick={() => void run(() => bulletinClient.save({ id: view.id, version: view.version, document }), '已保存')}>保存</Act>}
      {view.choices.map((choice) => (
        <Act key={choice.act} type={choice.needsNote ? 'default' : 'primary'} why={choice.allowed ? (dirty ? '请先保存' : undefined) : (choice.reason ?? undefined)} onClick={() => setDeciding(choice)}>{choice.label}</Act>
      ))}
      {view.comparisons.some((one) => one.printedChanged) && <Act permission="bulletin.write" onClick={() => void correct()}>起草勘误</Act>}
      <Dropdown menu={{ items: FORMS, onClick: ({ key }) => download(key) }} trigger={['click']}><span><Act why={dirty ? '请先保存' : undefined}>下载</Act></span></Dropdown>
      {deciding && <Decision choice={deciding} onClose={() => setDeciding(undefined)} onTake={(note) => void take(deciding, note)} />}
    </div>
  );
}

function Decision({ choice, onClose, onTake }: { choice: Choice; onClose: () => void; onTake: (note: string) => void }) {
  const [note, setNote] = useState('');
  const wanting = choice.needsNote && note.trim().length < 2;
  return (
    <Modal title={choice.label} open onCancel={onClose} onOk={() => onTake(note.trim())} okText={choice.label} cancelText="取消" okButtonProps={{ disabled: wanting }}>
      <label htmlFor="bulletin-note" className="field-label">{choice.needsNote ? '退回原因（必填）' : '意见（可不填）'}</label>
      <Input.TextArea id="bulletin-note" rows={3} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
      {choice.act === 'signOff' && <p>签发以后给出期号，全文与每个数字定稿，不能再改；台账更正另出勘误。</p>}
    </Modal>
  );
}
