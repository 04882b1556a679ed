import { z } from 'zod';
import { todayIn } from '#base/pure/day.ts';
import { PUBLIC, SELF } from '#base/pure/operation.ts';
import { isRefusal, refuse } from '#base/pure/refusal.ts';
import { writeAudit } from './audit/write.ts';
import { transact } from './database.ts';
import type { Act, Actor, AuditNote, House } from './house.ts';
import type { BoundOperation } from './operations.ts';

/** Where a call came from, for logs and audit. */
export type CallOrigin = { requestId: string; address: string };

/** The runner: permission, one transaction with scope and row-level security, handler, audit row in the same transaction, output check. Input was parsed before. */
export async function perform(house: House, operation: BoundOperation, actor: Actor, input: unknown, origin: CallOrigin): Promise<unknown> {
  const { permission } = operation.meta;
  if (permission !== PUBLIC && permission !== SELF && !actor.permissions.has(permission!)) {
    await recordRefusal(house, operation, actor, origin, '无权限');
    refuse('forbidden', '您的岗位没有这项权限', { status: 403 });
  }
  const now = house.clock();
  return transact(house.database, actor.scope, async (tx) => {
    const notes: AuditNote[] = [];
    const act: Act = { tx, actor, scope: actor.scope, today: todayIn('Asia/Shanghai', now), now, house, requestId: origin.requestId, note: (note) => notes.push(note) };
    const result = await operation.handler(act, input as never);
    if (isAudited(operation) || notes.some((note) => note.always)) await writeAudit(house, tx, operation, actor, origin, 'done', mergeNotes(notes));
    const output = operation.contract['~orpc'].outputSchema as z.ZodType | undefined;
    return output ? output.parse(result) : result;
  });
}

/** Parses input by the operation's contract; a refusal names the first field that is wrong, in Chinese, with all findings in `detail`. */
export function parseInput(operation: BoundOperation, input: unknown): unknown {
  const shape = operation.contract['~orpc'].inputSchema as z.ZodType | undefined;
  if (!shape) return input;
  refuseUnstorable(input);
  const read = shape.safeParse(input ?? {});
  if (read.success) return read.data;
  const problems = read.error.issues.flatMap((issue) => sentencesOf(issue));
  const first = problems[0]!;
  return refuse('input', first.message, { status: 400, path: first.path, detail: problems });
}

/** No text column can hold the character NUL: it is refused before anything else is read. */
function refuseUnstorable(input: unknown, path: string[] = []): void {
  if (typeof input === 'string' && input.includes('\0')) refuse('input', '内容含有不能保存的字符', { status: 400, path });
  if (input === null || typeof input !== 'object') return;
  for (const [name, value] of Object.entries(input)) refuseUnstorable(name, path), refuseUnstorable(value, [...path, name]);
}

function sentencesOf(issue: z.core.$ZodIssue): { path: string[]; message: string }[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ path: [...path, key], message: `没有“${key}”这一项` }));
  return [{ path, message: issue.message }];
}

const isAudited = ({ meta, method }: BoundOperation) => (meta.audit ?? (method === 'GET' ? 'none' : 'write')) !== 'none';

function mergeNotes(notes: AuditNote[]): AuditNote {
  return { ...Object.assign({}, ...notes), detail: Object.assign({}, ...notes.map((note) => note.detail ?? {})) };
}

async function recordRefusal(house: House, operation: BoundOperation, actor: Actor, origin: CallOrigin, reason: string): Promise<void> {
  await transact(house.database, actor.scope, (tx) => writeAudit(house, tx, operation, actor, origin, 'refused', { reason }));
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
