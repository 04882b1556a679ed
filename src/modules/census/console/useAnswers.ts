import { useState } from 'react';
import { asFailure } from '#base/web/failure.ts';
import { type Draft, nextWaiting } from '../rules/desk.ts';
import type { AnswerInput, Sheet, SheetEntry } from '../schema/answers.ts';
import { censusClient } from './client.ts';

type Trouble = { id: string; name: string; message: string };

/** The list while it is being asked. Answers are sent person by person while the clerk goes on; one that was not taken brings its person back to 未问 with the reason. */
export function useAnswers(sheet: Sheet, way: AnswerInput['way']) {
  const [entries, setEntries] = useState<SheetEntry[]>(sheet.entries);
  const [at, setAt] = useState(() => Math.max(0, nextWaiting(sheet.entries, -1)));
  const [drafts, setDrafts] = useState<Record<string, Draft>>({});
  const [sending, setSending] = useState<ReadonlySet<string>>(new Set());
  const [trouble, setTrouble] = useState<Trouble>();
  const put = (entry: SheetEntry) => setEntries((now) => now.map((one) => (one.id === entry.id ? entry : one)));
  const mark = (id: string, on: boolean) => setSending((now) => new Set(on ? [...now, id] : [...now].filter((one) => one !== id)));

  const send = async (entry: SheetEntry, work: () => Promise<SheetEntry>) => {
    mark(entry.id, true);
    try {
      put(await work());
      setDrafts(({ [entry.id]: _done, ...rest }) => rest);
      setTrouble((now) => (now?.id === entry.id ? undefined : now));
    } catch (error) {
      const failure = asFailure(error);
      const now = failure.code === 'census.changed' ? (failure.detail as { questionId: string; shown: string | null; stamp: string }) : undefined;
      put(now ? { ...entry, cells: entry.cells.map((cell) => (cell.questionId === now.questionId ? { ...cell, ...now } : cell)) } : entry);
      if (now) setDrafts(({ [entry.id]: draft = {}, ...rest }) => ({ ...rest, [entry.id]: Object.fromEntries(Object.entries(draft).filter(([id]) => id !== now.questionId)) }));
      setTrouble({ id: entry.id, name: entry.name, message: failure.message });
    } finally {
      mark(entry.id, false);
    }
  };
  const onward = (entry: SheetEntry, state: string) => {
    const next = entries.map((one) => (one.id === entry.id ? { ...one, state } : one));
    setEntries(next);
    const index = nextWaiting(next, at);
    if (index >= 0) setAt(index);
  };
  const answer = (entry: SheetEntry, said: Draft) => {
    setDrafts((now) => ({ ...now, [entry.id]: said }));
    onward(entry, 'answered');
    const answers = sheet.questions.flatMap(({ id }, index) => (said[id] ? [{ questionId: id, stamp: entry.cells[index]!.stamp, ...said[id] }] : []));
    void send(entry, () => censusClient.answer({ id: entry.id, answers, way }));
  };
  const missed = (entry: SheetEntry, reason: NonNullable<AnswerInput['unreachable']>['reason'], note: string) => {
    onward(entry, 'unreachable');
    void send(entry, () => censusClient.answer({ id: entry.id, answers: [], unreachable: { reason, ...(note ? { note } : {}) }, way }));
  };
  return { entries, at, setAt, drafts, setDrafts, sending, trouble, setTrouble, answer, missed, withdraw: (entry: SheetEntry) => void send(entry, () => censusClient.withdraw({ id: entry.id })) };
}
