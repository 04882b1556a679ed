import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Alert, Input, Modal } from 'antd';
import { useMemo, useState } from 'react';
import { Act } from '#base/web/Act.tsx';
import { asFailure } from '#base/web/failure.ts';
import { PageLink } from '#base/web/PageLink.tsx';
import { useMay, useMe } from '#base/web/session.tsx';
import { minuteOf } from '#base/web/shell/Marked.tsx';
import { Failed, Forbidden, Loading, NotFound } from '#base/web/States.tsx';
import { Person } from '../schema.ts';
import type { WholeFile } from '../schema/file.ts';
import { registryClient } from '../widgets.tsx';
import { Pages } from './Pages.tsx';
import { fileBlocks, formBlocks, ownBlocks } from './paperBlocks.tsx';
import './file.css';

const TITLES: Readonly<Record<string, string>> = { form: '登记表', file: '全档', own: '本人查阅' };

/** A paper of a person's file (`/registry/persons/<id>/paper/form|file|own`): on the screen as it will be printed, sealed values masked until somebody with the right says what for. */
export function FilePaper() {
  const { id = '', kind = '' } = useParams({ strict: false }) as { id?: string; kind?: string };
  const may = useMay()('registry.read');
  const file = useQuery({ queryKey: ['registry.paper', id, kind], queryFn: () => registryClient().file.whole({ id }), enabled: may && kind in TITLES });
  if (!(kind in TITLES)) return <NotFound />;
  if (!may) return <Forbidden />;
  if (file.error) return <Failed error={file.error} retry={() => void file.refetch()} />;
  if (!file.data) return <Loading />;
  return <Paper key={`${id} ${kind}`} id={id} kind={kind} masked={file.data} />;
}

function Paper({ id, kind, masked }: { id: string; kind: string; masked: WholeFile }) {
  const me = useMe();
  const [full, setFull] = useState<WholeFile>();
  const [asking, setAsking] = useState(false);
  const own = kind === 'own';
  const timeline = useQuery({ queryKey: ['registry.timeline', id], queryFn: () => registryClient().timeline({ id }), enabled: own });
  const looks = useQuery({ queryKey: ['registry.paper', id, 'lookers'], queryFn: () => registryClient().file.lookers({ id }), enabled: own });
  const file = full ?? masked;
  const blocks = useMemo(() => (own ? ownBlocks(file, timeline.data ?? [], looks.data ?? []) : kind === 'form' ? formBlocks(file) : fileBlocks(file)), [own, kind, file, timeline.data, looks.data]);
  const failed = timeline.error ?? looks.error;
  if (own && !failed && (!timeline.data || !looks.data)) return <Loading />;
  return (
    <>
      <div className="page-head only-screen">
        <h1>{TITLES[kind]}：{file.name}</h1>
        <div className="toolbar" role="group" aria-label="操作">
          <Act type="primary" onClick={() => window.print()}>打印</Act>
          <Act permission="registry.reveal" why={full ? '已经显示完整内容' : undefined} onClick={() => setAsking(true)}>显示完整内容</Act>
        </div>
      </div>
      <p className="quiet only-screen">{full ? '完整内容已显示，用途已记入审计；离开本页后不保留。' : '号码和敏感内容已遮掩；给本人签字或查阅时，可以显示完整内容。'}　<PageLink href={`${Person.path}/${id}`}>回到档案</PageLink></p>
      {failed && <Failed error={failed} />}
      <Pages blocks={blocks} foot={`${me.unit.name}　${me.name}　${minuteOf(new Date())} 打印${me.demo ? '　演示数据' : ''}`} plain={own} given={kind !== 'file'} />
      {asking && <AskPurpose id={id} kind={kind} onClose={() => setAsking(false)} onFull={(next) => { setFull(next); setAsking(false); }} />}
    </>
  );
}

function AskPurpose({ id, kind, onClose, onFull }: { id: string; kind: string; onClose: () => void; onFull: (file: WholeFile) => void }) {
  const [reason, setReason] = useState(kind === 'own' ? '本人查阅' : '');
  const ask = useMutation({ mutationFn: () => registryClient().file.full({ id, reason: reason.trim() }), onSuccess: onFull });
  return (
    <Modal open title="显示完整内容" okText="显示" cancelText="取消" confirmLoading={ask.isPending} onOk={() => ask.mutate()} onCancel={onClose}>
      {ask.error && <Alert type="error" showIcon role="alert" title={asFailure(ask.error).message} style={{ marginBottom: 8 }} />}
      <label>
        用途（会记入审计）
        <Input autoFocus value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} onPressEnter={() => ask.mutate()} placeholder="如：登记表由本人签字" />
      </label>
    </Modal>
  );
}
