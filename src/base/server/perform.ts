import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { z } from 'zod';
import { todayIn } from '#base/pure/day.ts';
import { PUBLIC, SELF } from '#base/pure/operation.ts';
import { isRefusal, refuse } from '#base/pure/refusal.ts';
import { endLightly, writeAudit } from './audit/write.ts';
import { transact } from './database.ts';
import type { Act, Actor, AuditNote, House } from './house.ts';
import { readShape } from './input.ts';
import type { BoundOperation } from './operations.ts';

/** Where a call came from, for logs and audit. */
export type CallOrigin = { requestId: string; address: string };

/** The runner: permission, one transaction with scope and row-level security, handler, audit row in the same transaction, output check. Input was parsed before. Audited acts refused for want of right or scope leave a row of their own. */
export async function perform(house: House, operation: BoundOperation, actor: Actor, input: unknown, origin: CallOrigin): Promise<unknown> {
  const { permission } = operation.meta;
  if (permission !== PUBLIC && permission !== SELF && !actor.permissions.has(permission!)) {
    await recordRefusal(house, operation, actor, origin, input, '无权限');
    refuse('forbidden', '您的岗位没有这项权限', { status: 403 });
  }
  try {
    return await unlocked(() => act(house, operation, actor, input, origin));
  } catch (error) {
    if (isRefusal(error) && (error.status === 403 || error.status === 404) && isAudited(operation)) await recordRefusal(house, operation, actor, origin, input, error.status === 404 ? '不存在或不在管辖范围内' : error.message);
    throw error;
  }
}

/** What the database ends so that another transaction may go on: a deadlock, or two that cannot be put in an order. Nothing of the act was done. */
const ENDED_FOR_OTHERS = new Set(['40P01', '40001']);
const TRIES = 6;

/** Does an act again, after a short random wait, where the database ended it in favour of another: an act is one transaction, so nothing happens twice. Refuses once it was ended six times. */
export async function unlocked<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!ENDED_FOR_OTHERS.has((error as { code?: string } | null)?.code ?? '')) throw error;
      if (tries === TRIES) refuse('busy', '多人正在同时办理相关的记录，请稍后再试', { status: 409 });
      await wait(randomInt(5, 20 * 2 ** tries));
    }
  }
}

function act(house: House, operation: BoundOperation, actor: Actor, input: unknown, origin: CallOrigin): Promise<unknown> {
  const now = house.clock();
  return transact(house.database, actor.scope, async (tx) => {
    const notes: AuditNote[] = [];
    const act: Act = { tx, actor, scope: actor.scope, today: todayIn('Asia/Shanghai', now), now, house, requestId: origin.requestId, note: (note) => notes.push(note) };
    const result = await operation.handler(act, input as never);
    if (isAudited(operation) || notes.some((note) => note.always)) {
      const note = mergeNotes(notes);
      if (operation.meta.light && note.reason === undefined) await endLightly(tx);
      await writeAudit(house, tx, operation, actor, origin, 'done', note);
    }
    const output = operation.contract['~orpc'].outputSchema as z.ZodType | undefined;
    return output ? output.parse(result) : result;
  });
}

/** Parses input by the operation's contract. */
export function parseInput(operation: BoundOperation, input: unknown): unknown {
  const shape = operation.contract['~orpc'].inputSchema as z.ZodType | undefined;
  return shape ? readShape(shape, input) : input;
}

const isAudited = ({ meta, method }: BoundOperation) => (meta.audit ?? (method === 'GET' ? 'none' : 'write')) !== 'none';

function mergeNotes(notes: AuditNote[]): AuditNote {
  return { ...Object.assign({}, ...notes), detail: Object.assign({}, ...notes.map((note) => note.detail ?? {})) };
}

/** Keeps a refused act in the audit, with the row it was aimed at where the input names one. */
async function recordRefusal(house: House, operation: BoundOperation, actor: Actor, origin: CallOrigin, input: unknown, reason: string): Promise<void> {
  const { id } = (input ?? {}) as { id?: unknown };
  await transact(house.database, actor.scope, (tx) => writeAudit(house, tx, operation, actor, origin, 'refused', { reason, rowId: typeof id === 'string' ? id : undefined }));
}

/** Turns whatever was thrown into what a caller may see; faults are logged under a number. */
export function answerError(house: House, error: unknown, requestId: string): { status: number; code: string; message: string; path?: string[]; detail?: unknown } {
  if (isRefusal(error)) return { status: error.status, code: error.code, message: error.message, path: error.path, detail: error.detail };
  house.log.error({ requestId, fault: faultOf(error) }, '系统出错');
  return { status: 500, code: 'fault', message: `系统出错，编号 ${requestId.slice(0, 8)}，请稍后再试或联系系统管理员` };
}

/** What the log keeps of a fault: its place and kind. What stands in quotation marks or after a colon of the database's message may be somebody's name, and is left out. */
function faultOf(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  const { code, constraint, table, column } = error as { code?: string; constraint?: string; table?: string; column?: string };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 12).map((line) => line.trim());
  return { name: error.name, code, constraint, table, column, message: withoutValues(error.message), at: frames };
}

const withoutValues = (message: string) => message.slice(0, 2000).replace(/"(?:[^"\\]|\\.)*"|'[^']*'|“[^”]*”/gs, '…').replace(/\d{6,}/g, '…').slice(0, 300);
