import { isDay } from '#base/pure/day.ts';
import type { Answer, Question } from '../schema/returns.ts';

/** 迟报: handed in after the due day, or not in force though the due day has passed. */
export function isLate(dueOn: string, state: string, submittedOn: string | null, today: string): boolean {
  return state === 'submitted' ? submittedOn !== null && submittedOn > dueOn : today > dueOn;
}

/** What is wrong with the typed answers, by question, before they can be handed in; empty answers count only where an answer must be. */
export function answerProblems(questions: readonly Question[], answers: readonly Answer[], complete: boolean): { key: string; message: string }[] {
  const given = new Map(answers.map((one) => [one.key, one.value?.trim() ?? '']));
  return questions.filter((one) => one.kind !== 'figure' && one.kind !== 'ledger').flatMap((question) => {
    const value = given.get(question.key) ?? '';
    if (value === '') return complete && !question.optional ? [{ key: question.key, message: `请填写“${question.label}”` }] : [];
    const message = problemOf(question, value);
    return message ? [{ key: question.key, message }] : [];
  });
}

function problemOf({ kind, label }: Question, value: string): string | undefined {
  if (kind === 'integer' && !/^\d{1,9}$/.test(value)) return `“${label}”应为整数`;
  if (kind === 'fen' && !/^\d{1,15}$/.test(value)) return `“${label}”应为金额`;
  if (kind === 'day' && !isDay(value)) return `“${label}”应为日期`;
  return value.length > 2000 ? `“${label}”最多 2000 个字` : undefined;
}
