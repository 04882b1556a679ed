import { Alert, Input } from 'antd';
import { useState } from 'react';
import { parseYuan, plainYuan, printYuan } from '#base/pure/fen.ts';
import { Act } from '#base/web/Act.tsx';
import { DayInput } from '#base/web/controls/DayInput.tsx';
import { asFailure } from '#base/web/failure.ts';
import type { Question, ReturnDetail, UnitReturn } from '../schema/returns.ts';
import { organisationClient } from './client.ts';
import { Labelled } from './Labelled.tsx';

/** One's own sheet: what the product answers is shown, the rest is typed, saved, handed in. */
export function ReturnAnswer({ detail, own, closed, onDone }: { detail: ReturnDetail; own: UnitReturn; closed: boolean; onDone: (text: string) => void }) {
  const handed = own.state === 'submitted';
  const worked = handed ? own.answers : detail.measured;
  const [typed, setTyped] = useState(() => Object.fromEntries(detail.questions.map((one) => [one.key, textOf(one, own.answers.find((each) => each.key === one.key)?.value ?? '')])));
  const [wrong, setWrong] = useState<{ key?: string; text: string }>();
  const answers = () => detail.questions.filter((one) => one.kind !== 'figure' && one.kind !== 'ledger').map((one) => ({ key: one.key, value: valueOf(one, typed[one.key] ?? '') }));
  const send = async (verb: 'answer' | 'submit') => {
    try {
      await organisationClient.returns[verb]({ id: detail.id, answers: answers() });
      setWrong(undefined);
      onDone(verb === 'submit' ? '已上报' : '已暂存');
    } catch (error) {
      const failure = asFailure(error);
      setWrong({ key: failure.path[0] === 'answers' ? failure.path[1] : undefined, text: failure.message });
    }
  };
  const why = closed ? '已结束' : handed ? '已经上报，需修改时请联系县级退回' : undefined;
  return (
    <section className="panel" aria-labelledby="own-sheet">
      <h2 className="section" id="own-sheet">本单位填报{handed ? `（${own.submittedOn} ${own.submittedBy ?? ''} 已报）` : ''}</h2>
      {own.sentBackReason && !handed && <Alert type="warning" showIcon title={`退回原因：${own.sentBackReason}`} style={{ marginBottom: 12 }} />}
      {wrong && !wrong.key && <Alert type="error" showIcon role="alert" title={wrong.text} style={{ marginBottom: 12 }} />}
      <div style={{ maxWidth: 640 }}>
        {detail.questions.map((question) => {
          const id = `answer-${question.key}`;
          const answer = worked.find((one) => one.key === question.key);
          if (question.kind === 'figure' || question.kind === 'ledger') return <p key={question.key}>{question.label}：<strong>{answer?.value ?? '—'}</strong><span className="quiet">（由系统取数，依据 {answer?.rows ?? 0} 条台账）</span></p>;
          const change = (text: string) => setTyped({ ...typed, [question.key]: text });
          return (
            <Labelled key={question.key} id={id} label={question.kind === 'fen' ? `${question.label}（元）` : question.label} must={!question.optional} wrong={wrong?.key === question.key ? wrong.text : undefined}>
              <AnswerControl id={id} question={question} value={typed[question.key] ?? ''} disabled={why !== undefined} onChange={change} />
            </Labelled>
          );
        })}
      </div>
      <div className="toolbar">
        <Act type="primary" permission="organisation.answer" why={why} onClick={() => void send('submit')}>上报</Act>
        <Act permission="organisation.answer" why={why} onClick={() => void send('answer')}>暂存</Act>
      </div>
    </section>
  );
}

function AnswerControl({ id, question, value, disabled, onChange }: { id: string; question: Question; value: string; disabled: boolean; onChange: (text: string) => void }) {
  if (question.kind === 'day') return <DayInput id={id} value={value} disabled={disabled} onChange={onChange} />;
  if (question.kind === 'text') return <Input.TextArea id={id} value={value} disabled={disabled} autoSize={{ minRows: 2 }} maxLength={2000} onChange={(event) => onChange(event.target.value)} />;
  return <Input id={id} value={value} disabled={disabled} inputMode="decimal" maxLength={20} onChange={(event) => onChange(event.target.value)} />;
}

/** Fen as yuan for the control. */
const textOf = (question: Question, value: string) => (question.kind === 'fen' && /^\d+$/.test(value) ? plainYuan(BigInt(value)) : value);

/** What is sent: yuan as fen where they can be read, otherwise the words as typed, which the server refuses with a reason. */
function valueOf(question: Question, text: string): string | null {
  if (text.trim() === '') return null;
  return question.kind === 'fen' ? (parseYuan(text)?.toString() ?? text) : text.trim();
}

/** An answer as it is read in the progress table. */
export function printAnswer(question: Question, value: string | null): string {
  if (value === null) return '—';
  return question.kind === 'fen' && /^\d+$/.test(value) ? `${printYuan(BigInt(value))} 元` : value;
}
