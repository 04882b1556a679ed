import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Alert, App, Tabs } from 'antd';
import { useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { printDay } from '#base/pure/day.ts';
import { printYuan } from '#base/pure/fen.ts';
import { Act } from '#base/web/Act.tsx';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import { History } from '#base/web/record/History.tsx';
import { useMay, useMe } from '#base/web/session.tsx';
import { minuteOf } from '#base/web/shell/Marked.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import { AwardKind } from '#modules/registry/schema/sectionCodes.ts';
import { APPROVAL_ACTS, APPROVAL_WORDS, type ApprovalActName, type ApprovalStateCode } from '../rules/approval.ts';
import { monthOf, sayMonth } from '../rules/months.ts';
import { ApprovalState, MeritCode, OneOff, OneOffKind, ShareRelation } from '../schema/oneOff.ts';
import type { OneOffView } from '../schema/oneOffActs.ts';
import { type ApprovalSaid, OneOffActDialog } from './OneOffActDialog.tsx';
import { oneOffClient } from './OneOffClient.ts';
import { OneOffPaid } from './OneOffPaid.tsx';
import { OneOffShares } from './OneOffShares.tsx';
import './standards.css';

/** One payment made once (`/benefits/one-offs/{id}`): its arithmetic, who receives which share, the two-person acts, and what runs did with it. */
export function OneOffPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const allowed = useMay()('benefits.read');
  const { data, error, refetch } = useQuery({ queryKey: [OneOff.name, 'view', id], queryFn: () => oneOffClient.look({ id }), enabled: allowed });
  if (!allowed) return <Forbidden />;
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  return <Opened key={id} view={data} />;
}

const ORDER: readonly ApprovalActName[] = ['approve', 'submit', 'sendBack', 'recall', 'correct', 'revoke', 'withdraw'];

function Opened({ view }: { view: OneOffView }) {
  const { row } = view;
  const me = useMe();
  const openPage = useOpenPage();
  const { message } = App.useApp();
  const [doing, setDoing] = useState<ApprovalActName>();
  const state = (row.state ?? 'draft') as ApprovalStateCode;
  const wrong = view.findings.find((one) => !one.warning)?.message;
  const why = (act: ApprovalActName) => (act === 'approve' && view.own ? '您拟定、修改或提交过，须由另一人审批' : act === 'submit' || (act === 'approve' && !view.revoking) ? wrong : undefined);
  const offered = ORDER.filter((act) => APPROVAL_ACTS[act].from.includes(state) && !(act === 'withdraw' && row.month));
  const name = (act: ApprovalActName) => (act === 'approve' && view.revoking ? '同意撤销' : APPROVAL_WORDS[act]);
  const send = (act: ApprovalActName, said: ApprovalSaid) => {
    const head = { id: row.id, version: row.version, ...said };
    return act === 'approve' || act === 'sendBack' ? oneOffClient.decide({ ...head, act }) : oneOffClient.act({ ...head, act });
  };
  return (
    <>
      <div className="page-head">
        <h1>{row.labels.personId}　{labelOf(OneOffKind, row.kind)}<span className="quiet" style={{ fontSize: '0.75em', fontWeight: 400 }}>　{view.revoking ? '待审批撤销' : state === 'draft' && row.month ? '更正中' : labelOf(ApprovalState, state)}</span></h1>
        <div className="toolbar" role="group" aria-label="操作">
          {offered.map((act, at) => <Act key={act} type={at === 0 ? 'primary' : 'default'} danger={act === 'withdraw' || act === 'revoke'} permission={`benefits.${APPROVAL_ACTS[act].needs}`} why={why(act)} onClick={() => setDoing(act)}>{name(act)}</Act>)}
          {state === 'draft' && <Act permission="benefits.write" onClick={() => openPage(`${OneOff.path}/${row.id}/edit`)}>修改</Act>}
          <Act onClick={() => window.print()}>打印</Act>
        </div>
      </div>
      <p className="only-print">{me.unit.name}　{me.name}　{minuteOf(new Date())} 打印</p>
      <Tabs destroyOnHidden items={[{ key: 'facts', label: '给付', children: <><Reckoned view={view} /><OneOffShares view={view} /><Facts view={view} /><OneOffPaid lines={view.lines} /></> }, { key: 'history', label: '变更记录', children: <section className="panel" aria-label="变更记录"><History type={OneOff} id={row.id} /></section> }]} />
      {doing && (
        <OneOffActDialog act={doing} title={`${row.labels.personId ?? ''}${labelOf(OneOffKind, row.kind)}`} revoking={view.revoking} proposed={row.month ? undefined : me.today.slice(0, 7)} onSend={(said) => send(doing, said)} onClose={(done) => { setDoing(undefined); if (done) message.success(`已办理：${name(doing)}`); }}>
          {doing === 'approve' || doing === 'submit' ? <Summary view={view} /> : undefined}
        </OneOffActDialog>
      )}
    </>
  );
}

/** How the sum comes about, and what stands against it. */
function Reckoned({ view }: { view: OneOffView }) {
  const { row } = view;
  const stale = view.answer === 'yes' && row.total !== null && row.total !== view.fen && row.state !== 'draft';
  return (
    <section className="panel" aria-label="计算">
      <h2 className="section">计算</h2>
      {view.answer === 'yes'
        ? <><ol className="flush" style={{ paddingLeft: 20 }}>{view.steps.map((step) => <li key={step}>{step}</li>)}</ol><p style={{ margin: '8px 0 0' }}>应发 <strong>{printYuan(BigInt(view.fen))} 元</strong></p></>
        : <p className={view.answer === 'no' ? 'flush' : 'warned flush'}>{view.words}</p>}
      {view.pension && <p className="quiet" style={{ margin: '8px 0 0' }}>服役期间的表彰奖励：{view.awards.length > 0 ? view.awards.map((kind) => labelOf(AwardKind, kind)).join('、') : '没有登记'}{row.merit ? `；按填写的“${labelOf(MeritCode, row.merit)}”计算` : ''}。</p>}
      <p className="quiet" style={{ margin: '8px 0 0' }}>依据：{view.citation}</p>
      {stale && <Alert type="warning" showIcon style={{ marginTop: 10 }} title={`档案或标准有变化：现在应为 ${printYuan(BigInt(view.fen))} 元，原来是 ${printYuan(BigInt(row.total!))} 元。需要时办理更正。`} />}
      {view.findings.length > 0 && <ul className="findings">{view.findings.map((one) => <li key={one.message} className={one.warning ? 'warned' : 'wrong'}>{one.message}</li>)}</ul>}
    </section>
  );
}

function Facts({ view: { row } }: { view: OneOffView }) {
  const by = (who: string | null, on?: string | null) => (who ? `${who}${on ? `，${printDay(on)}` : ''}` : '—');
  const facts: [string, React.ReactNode][] = [
    ['给付对象', <PageLink key="person" href={`/registry/persons/${row.personId}`}>{row.labels.personId}</PageLink>], ['依据文号', row.document], ...(row.pay ? [['死亡时月基本工资', `${printYuan(BigInt(row.pay))} 元（${row.payDocument ?? ''}）`] as [string, string]] : []),
    ['发放月份', row.month ? sayMonth(monthOf(row.month)) : '审批时选定'], ['已批准金额', row.inForce ? `${printYuan(BigInt(row.inForce))} 元` : '—'], ['已发金额', row.paid ? `${printYuan(BigInt(row.paid))} 元` : '—'],
    ['拟定', by(row.madeBy)], ['提交', by(row.submittedBy, row.submittedOn)], ['审批', by(row.approvedBy, row.approvedOn)], ...(row.opinion ? [['意见或原因', row.opinion] as [string, string]] : []), ...(row.note ? [['说明', row.note] as [string, string]] : []),
  ];
  return <section className="panel" aria-label="办理"><h2 className="section">办理</h2><dl className="facts">{facts.map(([label, value]) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}</dl></section>;
}

/** What is decided on, once more. */
function Summary({ view }: { view: OneOffView }) {
  if (view.revoking) return <p>已批准 {printYuan(BigInt(view.row.inForce ?? '0'))} 元，已发 {printYuan(BigInt(view.row.paid ?? '0'))} 元。撤销原因：{view.row.opinion}</p>;
  return (
    <>
      <p>{view.words}</p>
      <ul>{view.shares.map((one) => <li key={one.id}>{labelOf(ShareRelation, one.relation)}　{one.payeeName}　<strong>{printYuan(BigInt(one.fen))} 元</strong>{one.stands !== null && one.stands !== one.fen ? `（原批准 ${printYuan(BigInt(one.stands))} 元）` : ''}{one.hasAccount ? (one.account ? `，${one.bankName ?? ''} 尾号 ${one.account}` : '，档案中的账户') : '，没有账号'}</li>)}</ul>
      {view.findings.map((one) => <p key={one.message} className={one.warning ? 'warned' : 'wrong'}>{one.message}</p>)}
    </>
  );
}
