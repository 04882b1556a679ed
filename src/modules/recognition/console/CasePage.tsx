import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { App, Tabs } from 'antd';
import { useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { daysBetween, printDay, printMonth } from '#base/pure/day.ts';
import { Act } from '#base/web/Act.tsx';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import { usePaper } from '#base/web/paper.tsx';
import { History } from '#base/web/record/History.tsx';
import { useMay, useMe } from '#base/web/session.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import { RecognitionCase } from '../schema/case.ts';
import type { CaseView, Choice } from '../schema/answers.ts';
import { TABLE } from '../rules/course.ts';
import { CaseAct, CaseState, KindCode, RefusalReason, type State } from '../schema/codes.ts';
import { ActDialog } from './ActDialog.tsx';
import { recognitionClient } from './client.ts';
import { NoticePanel } from './NoticePanel.tsx';
import { Opposed } from './Opposed.tsx';
import { PapersPanel } from './PapersPanel.tsx';
import { CasePaper, type Printed } from './papers.tsx';
import './recognition.css';

/** One case (`/recognition/cases/{id}`): where it stands, what is asked next of whom, its papers, notice and objections, and what was done. */
export function CasePage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const allowed = useMay()('recognition.read');
  const { data, error, refetch } = useQuery({ queryKey: ['recognition.view', id], queryFn: () => recognitionClient.view({ id }), enabled: allowed });
  if (!allowed) return <Forbidden />;
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  return <OneCase key={data.id} view={data} />;
}

function OneCase({ view }: { view: CaseView }) {
  const cache = useQueryClient();
  const openPage = useOpenPage();
  const { message } = App.useApp();
  const { paper, print } = usePaper<Printed>();
  const [doing, setDoing] = useState<Choice>();
  const open = TABLE[view.state as State].withdraw !== undefined;
  const refresh = async () => {
    for (const queryKey of [['recognition.view', view.id], ['recognition.waiting'], [RecognitionCase.name], ['registry.person'], ['registry.person_role'], ['tasks']]) await cache.invalidateQueries({ queryKey });
  };
  const done = (label: string) => {
    setDoing(undefined);
    message.success(`已办理：${label}`);
    void refresh();
  };
  const items = [
    { key: 'course', label: '办理', children: <><Papers view={view} onDone={refresh} /><Conditions view={view} /><Steps view={view} /></> },
    { key: 'notice', label: `公示与异议${view.objections.length > 0 ? `（${view.objections.length}）` : ''}`, children: <NoticePanel view={view} onDone={refresh} onPrint={print} /> },
    { key: 'history', label: '变更记录', children: <section className="panel" aria-label="变更记录"><History type={RecognitionCase} id={view.id} /></section> },
  ];
  return (
    <>
      <div className="page-head">
        <h1>{view.personName}<span className="quiet" style={{ fontSize: '0.75em', fontWeight: 400 }}>　{labelOf(KindCode, view.kind)} · {labelOf(CaseState, view.state)}</span></h1>
        <div className="toolbar" role="group" aria-label="操作">
          {view.choices.map((choice) => <Act key={choice.act} type={choice.primary ? 'primary' : 'default'} permission={`recognition.${choice.needs}`} why={choice.allowed ? undefined : (choice.why ?? undefined)} onClick={() => setDoing(choice)}>{choice.label}</Act>)}
          {open && (view.missing.length > 0 || view.state === 'returned') && <Act onClick={() => print({ kind: 'missing' })}>打印告知书</Act>}
          {REFUSED.includes(view.state) && <Act onClick={() => print({ kind: 'refused' })}>打印不予认定告知书</Act>}
          {view.state === 'approved' && <Act onClick={() => print({ kind: 'approved' })}>打印通知书</Act>}
          <Act onClick={() => print({ kind: 'form' })}>打印审批表</Act>
          {view.state === 'draft' && <Act permission="recognition.write" onClick={() => openPage(`/recognition/cases/${view.id}/edit`)}>修改申请</Act>}
        </div>
      </div>
      <section className="panel" aria-label="办理流程">
        <ol className="stages">{view.stages.map((stage) => <li key={stage.state} className={stage.current ? 'here' : stage.done ? 'done' : ''} aria-current={stage.current ? 'step' : undefined}>{stage.label}</li>)}</ol>
        <Outcome view={view} />
        {open && <Opposed view={view} />}
        {view.dueOn && <Due state={view.state} dueOn={view.dueOn} />}
        <p className="quiet" style={{ margin: '8px 0 0' }}>{view.place}　<PageLink href={`/registry/persons/${view.personId}`}>查看档案</PageLink>　依据：{view.rule.basis}{view.rule.unverified && <span className="warned">　流程、材料与时限待核实（{view.rule.source}）</span>}</p>
      </section>
      <Tabs items={items} destroyOnHidden />
      {doing && <ActDialog view={view} choice={doing} onClose={() => setDoing(undefined)} onDone={done} onChanged={() => void refresh()} />}
      {paper && <CasePaper view={view} printed={paper} />}
    </>
  );
}

/** How the case ended: the document and from when, or why it was refused and what may follow. */
function Outcome({ view }: { view: CaseView }) {
  const { outcome, state } = view;
  const refusal = REFUSED.includes(state) ? view.steps.filter((one) => one.act === 'refuse').pop() : undefined;
  if (refusal) return <p className="wrong" style={{ margin: '10px 0 0' }}>{printDay(refusal.actedOn)}不予认定：{[refusal.reason && labelOf(RefusalReason, refusal.reason), refusal.opinion].filter(Boolean).join('；')}{state === 'refused' && <span className="quiet">　请打印告知书送达申请人；申请人不服的，由县级登记复议。</span>}</p>;
  if (!outcome || !['approved', 'revoked'].includes(state)) return null;
  return <p style={{ margin: '10px 0 0' }}>{printDay(outcome.decidedOn)}批准{outcome.document && `（${outcome.document}）`}{state === 'revoked' ? '，已撤销认定' : outcome.benefitFrom ? `，自${printMonth(outcome.benefitFrom)}起享受待遇` : ''}</p>;
}

/** By when the present step should be done, and how long that is from today. */
function Due({ state, dueOn }: { state: string; dueOn: string }) {
  const { today } = useMe();
  const left = daysBetween(today, dueOn);
  return <p className={left < 0 ? 'wrong' : left <= 3 ? 'warned' : ''} style={{ margin: '10px 0 0' }}>{labelOf(CaseState, state)}：{state === 'notice' ? `${printDay(dueOn)}起可以办理期满` : `${printDay(dueOn)}前办理`}{left < 0 ? `，已超过 ${-left} 天` : left === 0 ? '，就是今天' : `，还有 ${left} 天`}</p>;
}

const Papers = PapersPanel;
const REFUSED = ['refused', 'reconsidering', 'upheld'];
const MARKS = { meets: '✓', fails: '✗', unknown: '？', papers: '凭材料' } as const;
const TONES = { meets: '', fails: 'wrong', unknown: 'warned', papers: 'quiet' } as const;

function Conditions({ view }: { view: CaseView }) {
  return (
    <section className="panel" aria-label="条件核对">
      <h2 className="section">条件核对（取自档案）</h2>
      <p className={TONES[view.eligibility.verdict]}>{view.eligibility.words}</p>
      <dl className="facts">{view.facts.map((one) => <div key={one.label}><dt>{one.label}</dt><dd>{one.value}</dd></div>)}</dl>
      <ul className="conditions">{view.eligibility.findings.map((one) => <li key={one.words}><span className={TONES[one.outcome]}>{MARKS[one.outcome]}</span>{one.words}</li>)}</ul>
    </section>
  );
}

function Steps({ view }: { view: CaseView }) {
  return (
    <section className="panel" aria-label="办理过程">
      <h2 className="section">办理过程</h2>
      {view.steps.length === 0 && <p className="quiet">还没有办理。</p>}
      <ol className="history">
        {[...view.steps].reverse().map((step) => (
          <li key={step.id}>
            <p><strong>{labelOf(CaseAct, step.act)}</strong>　{step.actedOn}　{step.unitName} {step.actorName}<span className="quiet">　{labelOf(CaseState, step.fromState)} → {labelOf(CaseState, step.toState)}</span></p>
            {(step.reason || step.opinion || step.document) && <p>{[step.reason && labelOf(RefusalReason, step.reason), step.opinion, step.document].filter(Boolean).join('；')}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
