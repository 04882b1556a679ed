import { codeFor } from '#base/pure/codes.ts';
import type { AnswerInput, SheetRow } from '../schema/answers.ts';
import { Reason } from '../schema/codes.ts';
import { type Asked, readAnswer } from './questions.ts';

const SAME = '无变化';

/** What the result column of a sheet offers. */
export const RESULT_WORDS: string[] = [SAME, '有变化', ...Reason.codes.map(({ label }) => label)];

/** One line of a filled-in sheet as it was read. */
export type Line = { line: number; key: string; stamps: readonly string[]; name: string; result: string; note: string; values: readonly string[] };

/** The listed person of a line with what stands now. */
export type Known = { id: string; name: string; state: string; note: string | null; cells: readonly { questionId: string; shown: string | null; stamp: string; outcome: string | null; value: unknown }[] };

type Judged = SheetRow & { answers: AnswerInput['answers']; unreachable: AnswerInput['unreachable'] };

const isSame = (one: unknown, other: unknown) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/**
 * Judges one line of a filled-in sheet (普查表格核对): 无变化, changed, 问不到, left blank, already taken, wrong with the reason, or 冲突 where the record changed after the export.
 * A question without a new word counts as 无变化 as soon as the line says anything. Worked: 结果空、手机一格填 19900000002、另一题空 gives one change and one 无变化.
 */
export function judgeRow(questions: readonly Asked[], line: Line, known: Known | undefined): Judged {
  const row = (kind: SheetRow['kind'], reason: string | null, more: Partial<Judged> = {}): Judged => ({ line: line.line, entryId: known?.id ?? null, name: known?.name ?? line.name, kind, reason, changes: [], answers: [], unreachable: undefined, ...more });
  if (!known) return row('bad', '名单里没有这个人，可能是别的普查或别处的表格');
  if (line.name !== '' && line.name !== known.name) return row('bad', `姓名与名单不一致，名单上是“${known.name}”`);
  const typed = line.values.some((word) => word !== '');
  const reason = codeFor(Reason, line.result);
  const leaves = line.result === '' || line.result === '已问' || line.result === '不再问';
  if (leaves && !typed) return row('blank', null);
  if (!leaves && !reason && !RESULT_WORDS.includes(line.result)) return row('bad', `“${line.result}”不是结果一列可以填的内容`);
  if (reason && typed) return row('bad', '既填了问不到的原因，又填了新内容');
  if (line.result === SAME && typed) return row('bad', '结果选了“无变化”，又填了新内容');
  if (line.result === '有变化' && !typed) return row('bad', '结果选了“有变化”，没有填新内容');
  if (known.state === 'dropped') return row('bad', `${known.note ?? '已去世'}，不再问`);
  if (reason) return known.state === 'waiting' ? row('unreachable', null, { unreachable: { reason: reason as 'away', ...(line.note ? { note: line.note } : {}) } }) : row('done', '已经记过，不再改');
  return judgeAnswers(questions, line, known, row);
}

function judgeAnswers(questions: readonly Asked[], line: Line, known: Known, row: (kind: SheetRow['kind'], reason: string | null, more?: Partial<Judged>) => Judged): Judged {
  const answers: AnswerInput['answers'] = [];
  const changes: SheetRow['changes'] = [];
  const moved: string[] = [];
  let news = false;
  for (const [at, question] of questions.entries()) {
    const cell = known.cells[at]!;
    const word = line.values[at] ?? '';
    const read = word === '' ? { value: cell.value } : readAnswer(question, word);
    if ('problem' in read) return row('bad', `${question.label}：${read.problem}`);
    const kept = word !== '' && isSame(question.binding ? read.value : word, cell.value);
    if (word !== '' && !kept) changes.push({ label: question.label, before: cell.shown, after: word });
    if (line.stamps[at] !== cell.stamp && !kept) moved.push(`“${question.label}”现为“${cell.shown ?? '空'}”`);
    if (!kept && word !== '') news = true;
    if (cell.outcome !== 'same' && cell.outcome !== 'changed') news = true;
    answers.push(word === '' || kept ? { questionId: question.id, outcome: 'same', stamp: cell.stamp } : { questionId: question.id, outcome: 'changed', value: word, stamp: cell.stamp });
  }
  if (!news) return row('done', '已经记过，没有新内容', { changes });
  if (moved.length > 0) return row('conflict', `导出后档案被改过：${moved.join('，')}`, { changes, answers });
  return row(changes.length > 0 ? 'changed' : 'same', null, { changes, answers });
}
