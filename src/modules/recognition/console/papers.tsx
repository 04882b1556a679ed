import { type ReactNode, useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { labelOf } from '#base/pure/codes.ts';
import { printDay } from '#base/pure/day.ts';
import { useMe } from '#base/web/session.tsx';
import type { CaseView, Notice } from '../schema/answers.ts';
import { CaseState, KindCode } from '../schema/codes.ts';

/** Which paper is being printed. */
export type Printed = { kind: 'missing' } | { kind: 'form' } | { kind: 'notice'; notice: Notice };

/** Prints one A4 paper of a case: it stands alone on the sheet while the print dialog is open. */
export function usePaper(): { sheet?: Printed; print: (paper: Printed) => void } {
  const [sheet, setSheet] = useState<Printed>();
  useEffect(() => {
    if (!sheet) return;
    document.body.classList.add('printing-paper');
    const end = () => setSheet(undefined);
    window.addEventListener('afterprint', end);
    const timer = setTimeout(() => window.print(), 60);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('afterprint', end);
      document.body.classList.remove('printing-paper');
    };
  }, [sheet]);
  return { sheet, print: setSheet };
}

/** The paper on its sheet. */
export function PaperSheet({ view, paper }: { view: CaseView; paper: Printed }) {
  const host = document.querySelector('main');
  return host ? createPortal(<div className="print-sheet paper-sheet">{body(view, paper)}</div>, host) : null;
}

function body(view: CaseView, paper: Printed): ReactNode {
  if (paper.kind === 'notice') return <><h1>公　示</h1>{paper.notice.text.split('\n').map((line) => <p key={line}>{line}</p>)}</>;
  return paper.kind === 'missing' ? <Missing view={view} /> : <Form view={view} />;
}

function Missing({ view }: { view: CaseView }) {
  const me = useMe();
  return (
    <>
      <h1>一次性告知书</h1>
      <p>{view.personName}：</p>
      <p>您申请的“{labelOf(KindCode, view.kind)}”，还需补充以下材料：</p>
      {view.missing.map((name, at) => <p key={name}>{at + 1}. {name}</p>)}
      <p>请将上述材料送交本站，材料齐全后即予受理。</p>
      <p style={{ textAlign: 'right' }}>{me.unit.name}　{printDay(me.today)}</p>
      <p>申请人（签收）：　　　　　　　　　　年　　月　　日</p>
    </>
  );
}

function Form({ view }: { view: CaseView }) {
  const opinions = view.stages.filter((stage) => ['village', 'township', 'check', 'medical', 'decision', 'city', 'province'].includes(stage.state));
  return (
    <>
      <h1>身份认定审批表</h1>
      <p style={{ textAlign: 'center' }}>{labelOf(KindCode, view.kind)}</p>
      <table>
        <tbody>
          <tr><th>姓名</th><td>{view.personName}</td><th>所在地</th><td>{view.place}</td></tr>
          {pairs(view.facts).map(([first, second]) => <tr key={first!.label}><th>{first!.label}</th><td>{first!.value}</td><th>{second?.label}</th><td>{second?.value}</td></tr>)}
          <tr><th>身份证号</th><td colSpan={3}>（核对原件后手填）</td></tr>
          <tr><th>条件核对</th><td colSpan={3}>{view.eligibility.words}</td></tr>
          <tr><th>材料</th><td colSpan={3}>{view.papers.filter((one) => one.receivedOn).map((one) => one.name).join('、')}</td></tr>
          {opinions.map(({ state }) => {
            const step = view.steps.filter((one) => one.fromState === state && ['pass', 'approve', 'refuse'].includes(one.act)).pop();
            return <tr key={state} className="sign"><th>{labelOf(CaseState, state).replace(/^待/, '')}意见</th><td colSpan={3}>{step ? `${step.act === 'refuse' ? '不予认定' : '同意'}。${step.opinion ?? ''}　${step.unitName} ${step.actorName} ${step.actedOn}${step.document ? `　${step.document}` : ''}` : ''}<br />签字（盖章）：　　　　　　　年　　月　　日</td></tr>;
          })}
        </tbody>
      </table>
    </>
  );
}

function pairs<T>(all: readonly T[]): [T | undefined, T | undefined][] {
  return all.flatMap((one, at) => (at % 2 === 0 ? [[one, all[at + 1]] as [T, T | undefined]] : []));
}
