import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Modal } from 'antd';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { Attachment } from '#base/pure/attachment.ts';
import { Act } from '../Act.tsx';
import { asFailure } from '../failure.ts';
import { downloadFile } from '../files.ts';
import { useNarrow } from '../narrow.ts';
import { NO_PERMISSION, useMay } from '../session.tsx';
import { Failed, Loading } from '../States.tsx';
import { AttachmentCard, type CardActs } from './AttachmentCard.tsx';
import { callFiles, contentAddress, fetchAttachments, type Listed } from './calls.ts';
import { SendingList } from './SendingList.tsx';
import { uploadsOf } from './uploading.ts';
import './attachments.css';

const ACCEPT = 'image/jpeg,image/png,image/webp,.pdf,.docx,.xlsx,.ofd';

/** 附件 of one row: drop, choose or photograph files; see, caption, order, download and remove them. `permission` is what adding needs, `look` what seeing them needs: a scan shows what the fields of a personal record hide. */
export function Attachments({ record, id, permission = `${record.split('.')[0]}.write`, look = `${record.split('.')[0]}.reveal` }: { record: string; id: string; permission?: string; look?: string }) {
  const may = useMay()(permission);
  const mayLook = useMay()(look);
  const uploads = uploadsOf(record, id);
  const sending = useSyncExternalStore(uploads.subscribe, uploads.current);
  const { data, error, refetch } = useQuery({ queryKey: ['attachments', record, id], queryFn: () => fetchAttachments(record, id), enabled: mayLook });
  const arrived = useSyncExternalStore(uploads.subscribe, () => uploads.arrived);
  useEffect(() => { if (arrived > 0) void refetch(); }, [arrived]);
  const [shown, setShown] = useState<Attachment>();
  const [said, setSaid] = useState('');
  const acts = useCardActs(record, id, data ?? [], setShown, setSaid);
  if (!mayLook) return <section className="panel" aria-label="附件"><h2 className="section">附件</h2><p className="quiet">扫描件上有证件号码等隐藏的内容，您的岗位不能查看。</p></section>;
  return (
    <section className="panel" aria-label="附件">
      <h2 className="section">附件</h2>
      <DropZone may={may} permission={permission} onFiles={(files) => uploads.add(files)} />
      <SendingList uploads={uploads} list={sending} />
      <p className="sr-only" role="status">{said}</p>
      {error && <Failed error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading what="正在查询" />}
      {data && data.length === 0 && sending.length === 0 && <div className="empty"><p>还没有附件</p></div>}
      {data && data.length > 0 && (
        <ol className="attachments" aria-label="附件列表">
          {data.map((one, at) => <AttachmentCard key={one.id} attachment={one} first={at === 0} last={at === data.length - 1} permission={permission} acts={acts} />)}
        </ol>
      )}
      {shown && <Viewer attachment={shown} onDownload={() => acts.download(shown)} onClose={() => setShown(undefined)} />}
    </section>
  );
}

/** Where files come in: dropped, chosen, or taken by the phone's camera. */
function DropZone({ may, permission, onFiles }: { may: boolean; permission: string; onFiles: (files: File[]) => void }) {
  const chooser = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const narrow = useNarrow();
  const [over, setOver] = useState(false);
  const take = (input: HTMLInputElement) => {
    onFiles([...(input.files ?? [])]);
    input.value = '';
  };
  const drop = (event: React.DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (may) onFiles([...event.dataTransfer.files]);
  };
  return (
    <div className={`drop-zone ${over && may ? 'over' : ''}`} onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={drop}>
      <div className="toolbar">
        <Act type="primary" permission={permission} onClick={() => chooser.current?.click()}>选择文件</Act>
        {narrow && <Act permission={permission} onClick={() => camera.current?.click()}>拍照</Act>}
      </div>
      <p className="quiet">{may ? `${narrow ? '' : '也可以把文件拖到这里。'}照片、扫描件、PDF、docx、xlsx、OFD，每个不超过 50 MB；照片里的拍摄地点会去掉。` : NO_PERMISSION}</p>
      <input ref={chooser} type="file" multiple accept={ACCEPT} hidden aria-label="选择附件文件" onChange={(event) => take(event.target)} />
      <input ref={camera} type="file" accept="image/*" capture="environment" hidden aria-label="拍照上传" onChange={(event) => take(event.target)} />
    </div>
  );
}

/** A picture as large as the window lets it be. */
function Viewer({ attachment, onDownload, onClose }: { attachment: Attachment; onDownload: () => void; onClose: () => void }) {
  const [broken, setBroken] = useState(false);
  return (
    <Modal open width="min(1100px, 96vw)" title={attachment.caption ?? attachment.name} onCancel={onClose} footer={[<Button key="download" onClick={onDownload}>下载</Button>, <Button key="close" type="primary" onClick={onClose}>关闭</Button>]}>
      {broken ? <p className="wrong" role="alert">图片没有打开，请重试或下载后查看</p> : <img className="attachment-whole" src={contentAddress(attachment.id)} alt={attachment.caption ?? attachment.name} onError={() => setBroken(true)} />}
    </Modal>
  );
}

/** What cards do: every change answers the row's attachments as they then stand; removal offers 撤销. */
function useCardActs(record: string, row: string, list: Attachment[], show: (one: Attachment) => void, say: (words: string) => void): CardActs {
  const { message, notification } = App.useApp();
  const queryClient = useQueryClient();
  const change = async (method: 'PATCH' | 'PUT' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<boolean> => {
    try {
      const { attachments } = await callFiles<Listed>(method, path, body);
      queryClient.setQueryData(['attachments', record, row], attachments);
      return true;
    } catch (error) {
      message.error(asFailure(error).message);
      return false;
    }
  };
  const download = (one: Attachment) => void downloadFile(contentAddress(one.id), one.name).catch((error: unknown) => message.error(asFailure(error).message));
  const move = async (one: Attachment, by: -1 | 1) => {
    const ids = list.map((each) => each.id);
    const at = ids.indexOf(one.id);
    ids.splice(at, 1);
    ids.splice(at + by, 0, one.id);
    if (!(await change('PUT', '/order', { record, row, ids }))) return;
    say(`${one.name} 已移到第 ${at + by + 1} 个`);
    requestAnimationFrame(() => document.getElementById(`${by < 0 ? 'up' : 'down'}-${one.id}`)?.focus());
  };
  const remove = async (one: Attachment) => {
    if (!(await change('DELETE', `/${one.id}`))) return;
    const key = `removed-${one.id}`;
    const undo = async () => {
      notification.destroy(key);
      if (await change('POST', `/${one.id}/restore`, {})) message.success('已恢复');
    };
    notification.success({ key, title: `已删除附件“${one.caption ?? one.name}”`, duration: 12, role: 'status', actions: <Button type="primary" onClick={() => void undo()}>撤销</Button> });
  };
  return {
    download, move: (one, by) => void move(one, by), remove: (one) => void remove(one),
    caption: (one, words) => change('PATCH', `/${one.id}`, { caption: words }),
    open: (one) => {
      if (one.media.startsWith('image/')) return show(one);
      if (one.media === 'application/pdf') return openPdf(one, download, (words) => message.error(words));
      download(one);
    },
  };
}

/** Opens a PDF in a tab of its own; where the browser opens none, it is downloaded. */
function openPdf(one: Attachment, download: (one: Attachment) => void, complain: (words: string) => void): void {
  const tab = window.open('', '_blank');
  if (!tab) return download(one);
  void (async () => {
    const response = await fetch(contentAddress(one.id), { credentials: 'same-origin' });
    if (!response.ok) throw asFailure({ status: response.status, ...(await response.json()) });
    const url = URL.createObjectURL(new Blob([await response.arrayBuffer()], { type: 'application/pdf' }));
    tab.location.href = url;
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  })().catch((error: unknown) => {
    tab.close();
    complain(asFailure(error).message);
  });
}
