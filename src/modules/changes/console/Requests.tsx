import { useQuery } from '@tanstack/react-query';
import { App, Input, Modal, Segmented } from 'antd';
import { type ReactNode, useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { Act } from '#base/web/Act.tsx';
import { useOwnSearch } from '#base/web/ownSearch.ts';
import { useOpenPage } from '#base/web/PageLink.tsx';
import { useMay, useMe } from '#base/web/session.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import { HouseholdRelation } from '#modules/registry/schema/codes.ts';
import type { MoveRequest } from '../schema/acts.ts';
import { changesClient } from './client.ts';
import './changes.css';
import { useActing } from './useActing.ts';

const STATES: Record<string, string> = { waiting: '待接收', accepted: '已接收', declined: '不接收', withdrawn: '已撤回' };
const VIEWS = [{ value: 'in', label: '待我接收' }, { value: 'out', label: '我发出的' }, { value: 'done', label: '我已答复' }, { value: 'answers', label: '对方已答复' }];

/** 待接收 (`/changes/requests`): who is to move here, with the minimum to know them by; accept or decline with a reason. */
export function Requests() {
  const may = useMay();
  const openPage = useOpenPage();
  const view = new URLSearchParams(useOwnSearch('/changes/requests')).get('view') ?? 'in';
  const query = { side: view === 'out' || view === 'answers' ? 'out' : 'in', state: view === 'done' || view === 'answers' ? 'answered' : 'waiting' } as const;
  const { data, error, refetch } = useQuery({ queryKey: ['changes.requests', query], queryFn: () => changesClient.requests(query), enabled: may('changes.read') });
  if (!may('changes.read')) return <Forbidden />;
  return (
    <>
      <div className="page-head"><h1>待接收</h1></div>
      <div className="panel query-panel"><Segmented aria-label="查看" value={view} options={VIEWS} onChange={(next) => openPage(`/changes/requests?view=${next}`)} /></div>
      {error && <Failed error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading what="正在查询" />}
      {data?.length === 0 && <p className="panel empty">{view === 'in' ? '没有等待接收的迁移。' : view === 'out' ? '没有等待对方接收的迁移。' : '还没有答复过的迁移。'}</p>}
      {data && asked(data).map((all) => <RequestPanel key={all[0].id} all={all} />)}
    </>
  );
}

type Asked = [MoveRequest, ...MoveRequest[]];

/** Requests as they are answered: those of a household that were made together and stand alike are one. */
function asked(requests: readonly MoveRequest[]): Asked[] {
  const found = new Map<string, Asked>();
  for (const one of requests) {
    const key = one.together ? `${one.together} ${one.state}` : one.id;
    found.set(key, found.has(key) ? [...found.get(key)!, one] : [one]);
  }
  return [...found.values()];
}

function RequestPanel({ all }: { all: Asked }) {
  const [request] = all;
  const many = all.length > 1;
  const who = many ? `${request.personName}等 ${all.length} 人（一户）` : request.personName;
  const me = useMe();
  const { acting, busy } = useActing();
  const { notification } = App.useApp();
  const accept = async () => {
    const answer = await acting(() => changesClient.acceptMove({ id: request.id }), `已接收：${who}，档案已迁入`);
    if (answer && answer.findings.length > 0) notification.info({ title: '已接收，请注意', description: answer.findings.join('；'), duration: 12 });
  };
  const [asking, setAsking] = useState<'decline' | 'withdraw'>();
  const overdue = request.state === 'waiting' && request.dueOn < me.today;
  const facts: [string, string | null][] = [['身份证号', many ? null : request.citizenId], ['原区划', request.fromPlace], ['迁往', request.toPlace], ['迁移日期', request.effectiveOn], ['依据文件', request.document], ['原因', request.reason], ['发出', `${request.askedUnit} ${request.askedBy}`]];
  return (
    <section className="panel" aria-label={`迁移：${who}`}>
      <div className="line-apart">
        <h2 className="section">{who}　<span className={overdue ? 'wrong' : 'quiet'}>{request.state === 'waiting' ? `${request.dueOn} 前答复${overdue ? '，已逾期' : ''}` : `${STATES[request.state] ?? request.state}　${request.answeredBy ?? ''}${request.answer ? `：${request.answer}` : ''}`}</span></h2>
        <div className="toolbar" role="group" aria-label="操作">
          {request.mayAnswer && <Act type="primary" permission="changes.write" loading={busy} onClick={() => void accept()}>接收</Act>}
          {request.mayAnswer && <Act permission="changes.write" onClick={() => setAsking('decline')}>不接收</Act>}
          {request.mayWithdraw && <Act permission="changes.write" onClick={() => setAsking('withdraw')}>撤回</Act>}
        </div>
      </div>
      {many && <ul className="family" aria-label="一起迁移的人">{all.map((one) => <li key={one.id}>{one.personName}<span className="quiet">（{[one.relation && labelOf(HouseholdRelation, one.relation), one.citizenId].filter(Boolean).join('，') || '没有登记身份证号'}）</span></li>)}</ul>}
      <dl className="facts">{facts.filter(([, value]) => value).map(([label, value]) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}</dl>
      {asking && <ReasonDialog title={`${asking === 'decline' ? '不接收' : '撤回迁移'}：${who}`} onClose={() => setAsking(undefined)}
        busy={busy} onReason={async (reason) => { if (await acting(() => (asking === 'decline' ? changesClient.declineMove({ id: request.id, reason }) : changesClient.withdraw({ id: request.changeId, reason, together: many })), asking === 'decline' ? '已答复不接收' : '已撤回')) setAsking(undefined); }} />}
    </section>
  );
}

/** Asks for the reason of an act that the other side, or later readers, will want to know; stays with it until the caller closes it. */
export function ReasonDialog({ title, hint, children, busy, onReason, onClose }: { title: string; hint?: string; children?: ReactNode; busy: boolean; onReason: (reason: string) => Promise<void>; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const short = reason.trim().length < 2;
  const go = () => (short ? setAsked(true) : void onReason(reason.trim()));
  return (
    <Modal open title={title} okText="确定" cancelText="取消" confirmLoading={busy} onOk={go} onCancel={onClose}>
      {hint && <p>{hint}</p>}
      {children}
      <label><span className="field-label"><span className="must" aria-hidden>*</span>原因</span>
        <Input autoFocus maxLength={200} value={reason} status={asked && short ? 'error' : ''} aria-invalid={asked && short} aria-describedby="change-reason-below" onChange={(event) => setReason(event.target.value)} onPressEnter={go} /></label>
      <div className="below wrong" id="change-reason-below" role="alert">{asked && short ? '请写明原因' : ''}</div>
    </Modal>
  );
}
