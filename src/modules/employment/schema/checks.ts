import type { Problem, Values } from '#base/pure/record.ts';

/** True when both are days and the first lies after the second. */
export function isLater(first: unknown, second: unknown): boolean {
  return typeof first === 'string' && typeof second === 'string' && first > second;
}

/** What is wrong with an employment spell: days out of order; warned of: no employer, a fixed term without an end. */
export function spellProblems(row: Values, today: string): Problem[] {
  const problems: Problem[] = [];
  if (!row.employerId && !row.employerName) problems.push({ field: 'employerName', message: '没有选择用人单位，也没有填写单位名称；灵活就业的可不填', warning: true });
  if (isLater(row.startedOn, today)) problems.push({ field: 'startedOn', message: '入职日期不能晚于今天' });
  if (isLater(row.startedOn, row.endedOn)) problems.push({ field: 'endedOn', message: '离职日期不能早于入职日期' });
  if (isLater(row.contractFrom, row.contractUntil)) problems.push({ field: 'contractUntil', message: '合同期止不能早于合同期起' });
  if (row.contractKind === 'fixed' && (!row.contractFrom || !row.contractUntil)) problems.push({ field: 'contractUntil', message: '固定期限合同请填写起止日期，否则不计入稳定就业', warning: true });
  if (row.endedOn && !row.endReason) problems.push({ field: 'endReason', message: '已离职的请尽量填写离职原因', warning: true });
  return problems;
}

/** What is wrong with an intent: 未成 needs its reason, and only 未成 has one. */
export function intentProblems(row: Values, today: string): Problem[] {
  const problems: Problem[] = [];
  if (row.state === 'dropped' && !row.dropReason) problems.push({ field: 'dropReason', message: '未成的意向须写明原因' });
  if (row.state !== 'dropped' && row.dropReason) problems.push({ field: 'dropReason', message: '只有未成的意向才填写未成原因' });
  if (isLater(row.pushedOn, today)) problems.push({ field: 'pushedOn', message: '推送日期不能晚于今天' });
  return problems;
}

/** What is wrong with a start-up: founded in the future, closed before founded, more veterans employed than people. */
export function startUpProblems(row: Values, today: string): Problem[] {
  const problems: Problem[] = [];
  if (isLater(row.foundedOn, today)) problems.push({ field: 'foundedOn', message: '成立日期不能晚于今天' });
  if (isLater(row.foundedOn, row.closedOn)) problems.push({ field: 'closedOn', message: '停业日期不能早于成立日期' });
  if (Number(row.veteransEmployed ?? 0) > Number(row.employs ?? row.veteransEmployed ?? 0)) problems.push({ field: 'veteransEmployed', message: '其中退役军人数不能多于吸纳就业人数' });
  return problems;
}
