import { Button, Input } from 'antd';
import { useState } from 'react';
import { type Attachment, CAPTION_MOST, MEDIA, printSize } from '#base/pure/attachment.ts';
import { Act } from '../Act.tsx';
import { shortTime } from '../record/ConflictDialog.tsx';
import { thumbnailAddress } from './calls.ts';

/** What a card can have done to its attachment. */
export type CardActs = { open(one: Attachment): void; download(one: Attachment): void; caption(one: Attachment, words: string): Promise<boolean>; move(one: Attachment, by: -1 | 1): void; remove(one: Attachment): void };

type Props = { attachment: Attachment; first: boolean; last: boolean; permission: string; acts: CardActs };

/** One attachment: its picture or kind, 说明, who added it, and the acts on it. */
export function AttachmentCard({ attachment, first, last, permission, acts }: Props) {
  const [editing, setEditing] = useState(false);
  const { id, name, caption } = attachment;
  const named = <span className="sr-only">{name}</span>;
  return (
    <li>
      <button type="button" className="attachment-face" onClick={() => acts.open(attachment)} aria-label={`查看 ${name}`}>
        {attachment.thumbnail ? <img src={thumbnailAddress(id)} alt="" loading="lazy" /> : <span className="attachment-kind" aria-hidden>{MEDIA[attachment.media].label}</span>}
      </button>
      <div className="attachment-words">
        {editing
          ? <CaptionForm attachment={attachment} onSave={async (words) => { if (await acts.caption(attachment, words)) setEditing(false); }} onClose={() => setEditing(false)} />
          : <p className="attachment-title"><strong>{caption ?? name}</strong></p>}
        <p className="quiet">{caption && `${name}　`}{printSize(attachment.size)}　{attachment.addedBy}　{shortTime(attachment.addedAt)}</p>
        {!editing && (
          <div className="toolbar">
            <Act size="small" permission={permission} onClick={() => setEditing(true)}>{caption ? '改说明' : '写说明'}{named}</Act>
            <Button size="small" onClick={() => acts.download(attachment)}>下载{named}</Button>
            <Act size="small" id={`up-${id}`} permission={permission} why={first ? '已经是第一个' : undefined} onClick={() => acts.move(attachment, -1)}>前移{named}</Act>
            <Act size="small" id={`down-${id}`} permission={permission} why={last ? '已经是最后一个' : undefined} onClick={() => acts.move(attachment, 1)}>后移{named}</Act>
            <Act size="small" danger permission={permission} onClick={() => acts.remove(attachment)}>删除{named}</Act>
          </div>
        )}
      </div>
    </li>
  );
}

function CaptionForm({ attachment, onSave, onClose }: { attachment: Attachment; onSave: (words: string) => Promise<void>; onClose: () => void }) {
  const [words, setWords] = useState(attachment.caption ?? '');
  const [busy, setBusy] = useState(false);
  const save = () => {
    setBusy(true);
    void onSave(words.trim()).finally(() => setBusy(false));
  };
  return (
    <form className="caption-form" onSubmit={(event) => { event.preventDefault(); save(); }} onKeyDown={(event) => event.key === 'Escape' && onClose()}>
      <Input autoFocus value={words} maxLength={CAPTION_MOST} aria-label={`${attachment.name} 的说明`} placeholder="如：残疾军人证正面" onChange={(event) => setWords(event.target.value)} />
      <Button type="primary" htmlType="submit" loading={busy}>保存</Button>
      <Button onClick={onClose}>取消</Button>
    </form>
  );
}
