import type { z } from 'zod';
import { refuse } from '#base/pure/refusal.ts';

/** Reads input by a shape; a refusal names the first field that is wrong, in Chinese, with all findings in `detail`. */
export function readShape<T>(shape: z.ZodType<T>, input: unknown): T {
  refuseUnstorable(input);
  const read = shape.safeParse(input ?? {}, { reportInput: false });
  if (read.success) return read.data;
  const problems = read.error.issues.flatMap((issue) => sentencesOf(issue));
  const first = problems[0]!;
  return refuse('input', first.message, { status: 400, path: first.path, detail: problems });
}

/** No text column can hold the character NUL: it is refused before anything else is read. */
function refuseUnstorable(input: unknown, path: string[] = []): void {
  if (typeof input === 'string' && input.includes('\0')) refuse('input', '内容含有不能保存的字符', { status: 400, path });
  if (input === null || typeof input !== 'object') return;
  if (path.length > 40) refuse('input', '内容层次过深', { status: 400 });
  for (const [name, value] of Object.entries(input)) {
    refuseUnstorable(name, path);
    refuseUnstorable(value, [...path, name]);
  }
}

const EXPECTED: Record<string, string> = { string: '文字', number: '数字', int: '整数', boolean: '是或否', array: '一组值', object: '一组内容', record: '一组内容', date: '日期' };

function sentencesOf(issue: z.core.$ZodIssue): { path: string[]; message: string }[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ path: [...path, key], message: `没有“${key}”这一项` }));
  if (issue.code === 'invalid_type' && issue.message.startsWith('无效输入')) return [{ path, message: `应为${EXPECTED[issue.expected] ?? '其他内容'}` }];
  return [{ path, message: issue.message }];
}
