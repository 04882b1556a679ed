import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Alert, Input, Modal } from 'antd';
import { useMemo, useState } from 'react';
import { printDay } from '#base/pure/day.ts';
import type { RecordType } from '#base/pure/record.ts';
import { Act } from '#base/web/Act.tsx';
import { recordClient } from '#base/web/client.ts';
import { asFailure } from '#base/web/failure.ts';
import { useNarrow } from '#base/web/narrow.ts';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import { useMay, useMe } from '#base/web/session.tsx';
import { minuteOf } from '#base/web/shell/Marked.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import { type Block, Pages } from '#modules/registry/console/Pages.tsx';
import '#modules/registry/console/file.css';
import { Prospect } from '../schema/policy.ts';
import type { PersonPolicy as Told } from '../schema/policyActs.ts';
import { policyClient, type ProspectRow } from './policyClient.ts';
import { PolicyList } from './PolicyWork.tsx';
import './policy.css';

type Claim = Told['claims'][number];
const STATES: Readonly<Record<Claim['state'], string>> = { receiving: '正在享受', held: '暂未发放', owed: '可以申请', soon: '快符合了', missing: '还差情况', over: '正在核实' };
const UNSURE = '（标准待核实，以正式通知为准）';

/** 待遇政策 of one person on paper (`/benefits/policy/persons/<id>`): large type, plain words; grade and nature only on the copy that the person keeps. */
export function PolicyPerson() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const may = useMay()('benefits.read');
  const me = useMe();
  const narrow = useNarrow();
  const [own, setOwn] = useState<Told>();
  const [asking, setAsking] = useState(false);
  const { data, error, refetch } = useQuery({ queryKey: ['benefits.policy', 'person', id], queryFn: () => policyClient.person({ id }), enabled: may });
  const told = own ?? data;
  const blocks = useMemo(() => (told ? blocksOf(told, me.unit.name) : []), [told, me.unit.name]);
  if (!may) return <Forbidden />;
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!told) return <Loading what="正在查询" />;
  return (
    <>
      <div className="page-head only-screen">
        <h1>可以享受的待遇：{told.name}</h1>
        <div className="toolbar" role="group" aria-label="操作">
          <Act type="primary" onClick={() => window.print()}>打印</Act>
          <Act permission="benefits.reveal" why={own ? '已经是本人留存的一份' : undefined} onClick={() => setAsking(true)}>本人留存的一份</Act>
        </div>
      </div>
      <p className="quiet only-screen">{own ? '写有等级和性质，用途已记入审计；只交给本人。' : '不写等级和性质，可以当面给本人看。'}　<PageLink href={`/registry/persons/${id}`}>回到档案</PageLink></p>
      {narrow && <section className="panel only-screen" aria-label="给本人看">{blocks.map((block) => <div key={block.key} className="policy-told">{block.content}</div>)}</section>}
      <div className="policy-sheet"><Pages blocks={blocks} given foot={`${me.unit.name}　${minuteOf(new Date())} 打印${me.demo ? '　演示数据' : ''}`} /></div>
      {asking && <AskOwn id={id} onClose={() => setAsking(false)} onTold={(next) => { setOwn(next); setAsking(false); }} />}
    </>
  );
}

function blocksOf(told: Told, unit: string): Block[] {
  return [
    { key: 'title', content: <div className="policy-paper"><h2>您可以享受的待遇</h2><p>{told.name}同志：</p><p>按 {printDay(told.on)} 登记的情况，您的待遇如下。</p></div> },
    ...(told.claims.length === 0 ? [{ key: 'none', content: <div className="policy-paper"><p>按现在登记的情况，没有查到您可以享受的抚恤补助。情况有变化，或者认为有遗漏的，请告诉我们。</p></div> }] : []),
    ...told.claims.map((claim, at): Block => ({ key: `${claim.programme} ${at}`, content: <div className="policy-paper"><OneClaim claim={claim} number={at + 1} /></div> })),
    { key: 'end', content: <div className="policy-paper"><p>金额以批准的当月标准为准。有疑问请问{unit}。</p></div> },
  ];
}

function OneClaim({ claim, number }: { claim: Claim; number?: number }) {
  return (
    <>
      <h3>{number !== undefined && `${number}．`}{claim.label}　{STATES[claim.state]}</h3>
      <p>{claim.sentence}</p>
      {claim.why && <p>{claim.state === 'missing' ? '' : '为什么：'}{claim.why.replace(/^将于(.+?)到龄；/, '$1到龄；')}。</p>}
      {claim.amount && <p className="amount">{claim.amount}{!claim.certain && UNSURE}</p>}
      {claim.working && <p>怎么算的：{claim.working.replace('（标准待核实）', '')}。</p>}
      {claim.bring.length > 0 && <p>请带：{claim.bring.join('、')}。</p>}
      <p>依据：{claim.basis}。</p>
    </>
  );
}

function AskOwn({ id, onClose, onTold }: { id: string; onClose: () => void; onTold: (told: Told) => void }) {
  const [reason, setReason] = useState('本人留存');
  const ask = useMutation({ mutationFn: () => policyClient.ownCopy({ id, reason: reason.trim() }), onSuccess: onTold });
  return (
    <Modal open title="本人留存的一份" okText="显示" cancelText="取消" confirmLoading={ask.isPending} onOk={() => ask.mutate()} onCancel={onClose}>
      {ask.error && <Alert type="error" showIcon role="alert" title={asFailure(ask.error).message} style={{ marginBottom: 8 }} />}
      <label>用途（会记入审计）<Input autoFocus value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} onPressEnter={() => ask.mutate()} /></label>
    </Modal>
  );
}

/** 待遇政策 as a tab of a person's page: what is to be done, and what the person draws or may claim. */
export function PersonPolicy({ personId }: { personId: string }) {
  const may = useMay()('benefits.read');
  const openPage = useOpenPage();
  const told = useQuery({ queryKey: ['benefits.policy', 'person', personId], queryFn: () => policyClient.person({ id: personId }), enabled: may });
  const entries = useQuery({ queryKey: [Prospect.name, 'of', personId], queryFn: () => recordClient(Prospect as RecordType).list({ page: 1, size: 50, filters: { personId: [personId] } }), enabled: may });
  if (!may) return <p className="panel quiet">您的岗位不查看抚恤补助。</p>;
  const failed = told.error ?? entries.error;
  if (failed) return <Failed error={failed} />;
  if (!told.data || !entries.data) return <Loading what="正在查询" />;
  return (
    <>
      {entries.data.rows.length > 0 && <section className="panel" aria-label="要办的"><h2 className="section">要办的</h2><PolicyList rows={entries.data.rows as unknown as ProspectRow[]} withPerson={false} back={`/registry/persons/${personId}`} /></section>}
      <section className="panel" aria-label="待遇">
        <div className="page-head"><h2 className="section">待遇</h2><div className="toolbar"><Act onClick={() => openPage(`/benefits/policy/persons/${personId}`)}>大字打印</Act></div></div>
        {told.data.claims.length === 0 ? <p className="quiet">按现在登记的情况，没有可以享受的抚恤补助。</p> : <ul className="policy-claims">{told.data.claims.map((claim, at) => <li key={`${claim.programme} ${at}`}><OneClaim claim={claim} /></li>)}</ul>}
      </section>
    </>
  );
}
