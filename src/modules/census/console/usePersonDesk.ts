import { useEffect, useRef, useState } from 'react';
import { asFailure } from '#base/web/failure.ts';
import { useMay } from '#base/web/session.tsx';
import { deedOf, type Draft, nextOpen } from '../rules/desk.ts';
import { readAnswer } from '../rules/questions.ts';
import type { AnswerInput, Sheet, SheetEntry, SheetQuestion } from '../schema/answers.ts';
import { censusClient } from './client.ts';

/** Why somebody could not be asked. */
export type Missed = NonNullable<AnswerInput['unreachable']>['reason'];
/** The person in front of the clerk, and what becomes of what is said. */
export type PersonProps = {
  entry: SheetEntry; sheet: Sheet; said: Draft; finished: boolean; closed: boolean; readOnly: string | undefined;
  onSay: (said: Draft) => void; onDone: (said: Draft) => void; onMissed: (reason: Missed, note: string) => void; onWithdraw: () => void; onMove: (step: 1 | -1) => void;
};

const asked = (question: SheetQuestion) => ({ ...question, kind: question.binding ? null : question.kind });

/** What keys and clicks do with the questions of one person: which is in focus, what is being typed, what is wrong with it. */
export function usePersonDesk({ entry, sheet: { questions }, said, readOnly, onSay, onDone, onMove }: PersonProps) {
  const may = useMay();
  const ids = questions.map((one) => one.id);
  const [focus, setFocus] = useState(() => Math.max(0, nextOpen(ids, said, -1)));
  const [typing, setTyping] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [shown, setShown] = useState<Record<string, string | null>>({});
  const [missing, setMissing] = useState(false);
  const lines = useRef<(HTMLElement | null)[]>([]);
  useEffect(() => { if (typing === undefined && !missing) lines.current[focus]?.focus(); }, [focus, typing, missing]);

  const say = (at: number, outcome: Draft[string]) => {
    const next = { ...said, [ids[at]!]: outcome };
    setTyping(undefined);
    setProblem(undefined);
    const open = nextOpen(ids, next, at);
    if (open < 0) return onDone(next);
    onSay(next);
    setFocus(open);
  };
  const all = () => onDone({ ...Object.fromEntries(ids.map((id) => [id, { outcome: 'same' as const }])), ...said });
  const word = (at: number, text: string) => {
    const read = readAnswer(asked(questions[at]!), text);
    if ('problem' in read) return setProblem(read.problem);
    say(at, { outcome: 'changed', value: text.trim() });
  };
  const reveal = async () => {
    try {
      setShown(Object.fromEntries((await censusClient.reveal({ id: entry.id })).map((cell) => [cell.questionId, cell.shown])));
    } catch (error) {
      setProblem(asFailure(error).message);
    }
  };
  const press = (event: React.KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.nativeEvent.isComposing) return;
    const deed = deedOf(event.key, questions[focus]?.options.length ?? 0);
    if (!deed) return;
    event.preventDefault();
    if (deed.do === 'next' || deed.do === 'previous') return onMove(deed.do === 'next' ? 1 : -1);
    if (deed.do === 'down' || deed.do === 'up') return setFocus((now) => (now + (deed.do === 'down' ? 1 : -1) + ids.length) % ids.length);
    if (deed.do === 'reveal') return void (questions.some((one) => one.sealed) && may('census.reveal') && reveal());
    if (readOnly) return;
    if (deed.do === 'same') return say(focus, { outcome: 'same' });
    if (deed.do === 'all') return all();
    if (deed.do === 'unreachable') return setMissing(true);
    if (deed.do === 'choose') return say(focus, { outcome: 'changed', value: questions[focus]!.options[deed.at]!.label });
    setProblem(undefined);
    setTyping(deed.do === 'type' ? deed.text : '');
  };
  return { focus, setFocus, typing, setTyping, problem, setProblem, shown, missing, setMissing, lines, say, all, word, reveal, press };
}
