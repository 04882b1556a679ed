import { sql } from 'kysely';
import type { RecordType } from '#base/pure/record.ts';
import { refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { refusingConflicts } from '#base/server/records/write.ts';

/** Rows of the sheet from one number to another, both included. */
export type Span = { from: number; to: number };

const GUARDS = ['23505', '23503', '23P01', '23514', '23502'];
const isGuard = (error: unknown) => GUARDS.includes((error as { code?: string }).code ?? '');

/**
 * Writes many rows at once; where a guard of the table (unique, check, overlap, foreign key) refuses, finds the row by halving and names it. Row-level
 * security makes PostgreSQL leave the row out of its own message. The act is refused either way.
 */
export async function refusingRow(act: Act, type: RecordType, span: Span, write: (span: Span) => Promise<void>): Promise<void> {
  const failed = await attempt(act, () => write(span));
  if (failed === undefined) return;
  let { from, to } = span;
  let reason = failed;
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    const error = await attempt(act, () => write({ from, to: middle }));
    if (error === undefined) from = middle + 1;
    else {
      to = middle;
      reason = error;
    }
  }
  const { message } = await refusingConflicts(type, () => Promise.reject(reason)).catch((error: Error) => error);
  const sentence = (reason as { code?: string }).code === '23502' ? `${type.label}缺少必填内容` : message;
  refuse('import.guard', `第 ${from} 行：${sentence}；未写入任何内容`, { status: 409, detail: { rows: [from], constraint: (reason as { constraint?: string }).constraint } });
}

/** Does a piece of work under a savepoint; a guard's error is answered with the work undone, others are thrown. */
async function attempt(act: Act, work: () => Promise<void>): Promise<unknown> {
  await sql`savepoint attempt`.execute(act.tx);
  try {
    await work();
    await sql`release savepoint attempt`.execute(act.tx);
    return undefined;
  } catch (error) {
    if (!isGuard(error)) throw error;
    await sql`rollback to savepoint attempt`.execute(act.tx);
    return error;
  }
}
