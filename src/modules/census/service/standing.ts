import type { RecordType, Values } from '#base/pure/record.ts';
import type { Act } from '#base/server/house.ts';
import { decode, masked, printValue } from '#base/server/records/columns.ts';
import { type EntryRow, notedAnswers, outcomesAt, rowsOfPersons } from '../queries/entries.ts';
import { BINDINGS } from '../rules/bindings.ts';
import { type Asked, fieldOf } from '../rules/questions.ts';
import type { SheetCell, SheetEntry } from '../schema/answers.ts';

/** What stands for one question of one person: the value, its words (masked where sealed), and the row it lies in. */
export type Standing = { value: unknown; shown: string | null; stamp: string; row: { id: string; version: number } | undefined };

const UNSEEN = '（您的岗位不能查看）';
const lineOf = (type: RecordType) => type.name.split('.')[0]!;

/** Whether the acting person may do something with the ledger that a question is bound to. */
export function may(act: Act, question: Asked, verb: 'read' | 'write' | 'reveal'): boolean {
  const bound = question.binding ? BINDINGS.get(question.binding) : undefined;
  return !bound || act.actor.permissions.has(`${lineOf(bound.type)}.${verb}`);
}

/** The words of a value, in full or as lists show it. */
export function wordsOf(question: Asked, value: unknown, full = false): string | null {
  const field = fieldOf(question);
  return field.sealed && !full ? masked(field, value) : printValue(field, value);
}

/** The mark of a person's value: tells whether it changed since it was seen, and nothing else of it; the same value of two persons has two marks. */
function stampOf(act: Act, question: Asked, person: string, value: unknown): string {
  return act.house.keys.index('census/stamp', `${question.id}/${person}/${JSON.stringify(value ?? null)}`).slice(0, 16);
}

/** What stands now for the questions of some persons, by `person/question`: read by one statement a ledger. */
export async function standingOf(act: Act, campaignId: string, questions: readonly Asked[], persons: readonly string[], full = false): Promise<Map<string, Standing>> {
  const found = new Map<string, Standing>();
  const types = new Set(questions.flatMap((question) => (question.binding ? [BINDINGS.get(question.binding)!.type] : [])));
  const rows = new Map<RecordType, Map<string, { id: string; version: number; values: Values }>>();
  for (const type of types) rows.set(type, new Map([...(await rowsOfPersons(act, type, persons))].map(([person, row]) => [person, { id: row.id, version: row.version, values: decode(type, row, act.house.keys) }])));
  const own = questions.filter((question) => !question.binding);
  const noted = own.length > 0 ? await notedAnswers(act, campaignId, own.map((question) => question.label), persons) : new Map<string, string>();
  for (const person of persons) {
    for (const question of questions) {
      const bound = question.binding ? BINDINGS.get(question.binding) : undefined;
      const row = bound && rows.get(bound.type)!.get(person);
      const value = bound ? (row?.values[bound.name] ?? null) : (noted.get(`${person}/${question.label}`) ?? null);
      const shown = !may(act, question, 'read') ? UNSEEN : bound ? wordsOf(question, value, full) : (value as string | null);
      found.set(`${person}/${question.id}`, { value, shown, stamp: stampOf(act, question, person, value), row: row && { id: row.id, version: row.version } });
    }
  }
  return found;
}

/** Listed persons with what stands for each question and this census's outcomes. */
export async function filledEntries(act: Act, campaignId: string, questions: readonly Asked[], entries: readonly EntryRow[], full = false): Promise<SheetEntry[]> {
  const standing = await standingOf(act, campaignId, questions, entries.map((one) => one.personId), full);
  const outcomes = await outcomesAt(act, entries.map((one) => one.id));
  return entries.map(({ campaignId: _campaign, ...entry }) => ({
    ...entry,
    cells: questions.map((question): SheetCell => {
      const { shown, stamp } = standing.get(`${entry.personId}/${question.id}`)!;
      return { questionId: question.id, shown, stamp, outcome: outcomes.get(`${entry.id}/${question.id}`) ?? null };
    }),
  }));
}
