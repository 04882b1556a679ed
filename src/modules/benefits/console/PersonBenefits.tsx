import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { printYuan } from '#base/pure/fen.ts';
import { Act } from '#base/web/Act.tsx';
import { clientOf } from '#base/web/client.ts';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import { useMay } from '#base/web/session.tsx';
import { Failed, Loading } from '#base/web/States.tsx';
import { monthOf, sayMonth } from '../rules/months.ts';
import { BenefitCategory, PaymentProgramme, Recipient, RecipientState } from '../schema.ts';
import { type PersonBenefits as Benefits, personContract } from '../schema/personContract.ts';
import { ReasonFacts } from './ReasonFacts.tsx';
import './Run.css';

const personClient = clientOf(personContract).personBenefits;
const FIRST = 20;

/** 优抚待遇 of one person's file: what they draw since when, this month's amount, what waits to be taken back, and every change in one line of time. */
export function PersonBenefits({ id }: { id: string }) {
  const allowed = useMay()('benefits.read');
  const { data, error, refetch } = useQuery({ queryKey: ['benefits.recipient', 'person', id], queryFn: () => personClient.look({ id }), enabled: allowed });
  if (!allowed) return <p className="panel quiet">您的岗位不办理抚恤补助。</p>;
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <Drawing id={id} data={data} />
      {data.drawing.length > 0 && <ThisMonth id={id} data={data} />}
      {data.waiting.length > 0 && <Waiting data={data} />}
      <Changes data={data} />
    </>
  );
}

function Drawing({ id, data }: { id: string; data: Benefits }) {
  const openPage = useOpenPage();
  return (
    <section className="panel" aria-label="享受的待遇">
      <div className="line-apart run-apart"><h2 className="section">享受的待遇</h2><Act permission="benefits.write" size="small" onClick={() => openPage(`${Recipient.path}/new?personId=${id}`)}>登记待遇</Act></div>
      {data.drawing.length === 0 && <p className="quiet">没有登记优抚待遇。</p>}
      <ul className="cards">
        {data.drawing.map((one) => <li key={one.id}><PageLink href={`${Recipient.path}/${one.id}`}>{labelOf(BenefitCategory, one.category)}</PageLink>　{labelOf(RecipientState, one.state)}<span className="quiet">　{one.since ? `${one.since} 起` : '起始时间未登记'}{one.until && `，${one.until} 止`}{one.basis && `　${one.basis}`}</span></li>)}
      </ul>
    </section>
  );
}

function ThisMonth({ id, data }: { id: string; data: Benefits }) {
  const [asked, setAsked] = useState(false);
  const reasons = useQuery({ queryKey: ['benefits.recipient', 'reasons', id], queryFn: () => personClient.explain({ id }), enabled: asked, staleTime: Infinity });
  const total = data.due.reduce((sum, one) => sum + BigInt(one.fen), 0n);
  return (
    <section className="panel" aria-label="本月">
      <div className="line-apart run-apart"><h2 className="section">{sayMonth(monthOf(data.month))}</h2>{!asked && <Act size="small" permission="benefits.reveal" onClick={() => setAsked(true)}>金额的来由（记入审计）</Act>}</div>
      <p className="person-sum">{printYuan(total)} 元</p>
      {data.due.length === 0 && <p className="quiet">按今天的档案和在用标准，本月没有应发的项目。</p>}
      <ul className="person-months">
        {data.due.map((one) => <li key={one.programme}><strong>{labelOf(PaymentProgramme, one.programme)}</strong>　{one.words}{reasons.data?.filter((told) => told.programme === one.programme).map((told) => <div key={told.programme}>{told.words !== one.words && <p className="quiet">{told.words}。</p>}<ReasonFacts reason={told.reason} /></div>)}</li>)}
      </ul>
      {reasons.error && <Failed error={reasons.error} retry={() => void reasons.refetch()} />}
      {asked && reasons.isLoading && <Loading />}
      <p className="quiet run-after">按今天的档案事实和在用标准算出；实际发放以批次为准。</p>
    </section>
  );
}

function Waiting({ data }: { data: Benefits }) {
  return (
    <section className="panel" aria-label="待追回">
      <h2 className="section">待追回</h2>
      <ul className="person-months">{data.waiting.map((one) => <li key={one.programme} className="warned"><strong>{labelOf(PaymentProgramme, one.programme)}　{printYuan(BigInt(one.fen))} 元</strong>　{one.words}</li>)}</ul>
      <p className="quiet run-after">以后的批次按比例分次抵扣；已退回的请登记退款。</p>
    </section>
  );
}

const KINDS: Readonly<Record<string, string>> = { approved: '核定', ended: '终止', movement: '待遇变动', line: '发放批次', payment: '发放', repayment: '退款' };

function Changes({ data }: { data: Benefits }) {
  const [all, setAll] = useState(false);
  const shown = all ? data.events : data.events.slice(0, FIRST);
  if (data.events.length === 0) return null;
  return (
    <section className="panel" aria-label="待遇和发放的经过">
      <h2 className="section">待遇和发放的经过</h2>
      <ol className="history">
        {shown.map((one, at) => <li key={`${one.on} ${one.kind} ${at}`}><p><strong>{one.on}</strong>　<span className="quiet">{KINDS[one.kind]}</span>　{one.path ? <PageLink href={one.path}>{one.words}</PageLink> : one.words}{one.fen && <span className="person-fen">　{printYuan(BigInt(one.fen))} 元</span>}</p></li>)}
      </ol>
      {data.events.length > shown.length && <Act onClick={() => setAll(true)}>显示全部 {data.events.length} 条</Act>}
    </section>
  );
}
