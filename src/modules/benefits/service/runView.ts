import { printYuan } from '#base/pure/fen.ts';
import { levelOf } from '#base/pure/division.ts';
import { notFound, refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { getRow } from '#base/server/records/list.ts';
import { insertAccountCheck, insertRunStep, listRunSteps, stopLine } from '../queries/runActs.ts';
import { listAccountWriters } from '../queries/runWaiting.ts';
import { sumRun } from '../queries/runs.ts';
import { countDifferences, countRun, findFrozen, listDifferences, listFrozenLines, listLineMonths, listLostStops } from '../queries/runView.ts';
import { COURSE, decide } from '../rules/course.ts';
import { termsOf } from '../rules/frozen.ts';
import { printMonth } from '../rules/months.ts';
import { programmeOf } from '../rules/programmes/all.ts';
import { sayOffset } from '../rules/offset.ts';
import type { StandardRow } from '../rules/rates.ts';
import { reasonOf } from '../rules/reason.ts';
import { apart, type Cause, type MonthChange } from '../rules/settle.ts';
import { CAUSE_WORDS, sayAssessment, sayChanges } from '../rules/words.ts';
import { Line, type RunActName } from '../schema/runs.ts';
import { rawRow } from '#base/server/records/write.ts';
import { basisOf, recomputed } from './recomputing.ts';
import { lines, openRun } from './runs.ts';

/** What a run's page shows: sums that agree three ways, differences by kind, steps, and what may be done next by whoever looks. */
export async function lookAtRun(act: Act, { id }: { id: string }) {
  const run = await openRun(act, id);
  const { digest, layoutId, version, state } = await findFrozen(act, id);
  const who = { id: act.actor.id, may: (need: 'write' | 'approve') => act.actor.permissions.has(`benefits.${need}`) };
  const signed = { state: run.state, computedBy: run.computed_by, reviewedBy: run.reviewed_by, approvedBy: run.approved_by };
  const acts = (Object.keys(COURSE[run.state]) as RunActName[]).map((name) => {
    const decision = decide(name, signed, who);
    return { act: name as string, refusal: 'refusal' in decision ? decision.refusal : null };
  });
  const county = levelOf(act.actor.division) === 'county';
  return { ...(await countRun(act, id)), sums: await sumRun(act, id), differences: await countDifferences(act, id), steps: await listRunSteps(act, id), lostStops: await listLostStops(act, id), acts: county ? acts : [], digest, layoutId, version, state };
}

/** A page of a run's differences of one kind. */
export async function listRunDifferences(act: Act, { id, kind, page, size }: { id: string; kind: string; page: number; size: number }) {
  await openRun(act, id);
  return listDifferences(act, id, kind, page, size);
}

/** Why a line has its amount, month by month, from what was frozen: with grade and nature, so it is told only to who may see them, and audited. */
export async function explainLine(act: Act, { id }: { id: string }) {
  const line = (await listFrozenLines(act, { lineId: id }))[0] ?? notFound(Line.label);
  const { terms } = await findFrozen(act, line.runId);
  const basis = basisOf(act, line);
  const { programme, months } = recomputed(line, basis, terms!);
  const standards = new Map(terms!.standards.map((row): [string, StandardRow] => [row.id, { ...row, amount: BigInt(row.amount) }]));
  const now = new Map(basis.due);
  const before = basis.before && new Map(basis.before);
  const wasOf = (month: number, fen: bigint) => { if (!before) return BigInt(now.get(month) ?? 0) - fen; const kept = before.get(month); return kept === null ? 0n : BigInt(kept ?? now.get(month) ?? 0); };
  const items = (await listLineMonths(act, id)).map((item): MonthChange & { programme: string } => {
    const [mine, fen] = [item.programme === line.programme, BigInt(item.fen)];
    const due = mine ? BigInt(now.get(item.month) ?? 0) : 0n;
    const was = mine ? wasOf(item.month, fen) : 0n - fen;
    const given = mine && fen > 0n ? fen - (due - was) : 0n;
    return { programme: item.programme, month: item.month, fen, cause: item.cause as Cause, now: due, was, ...(given > 0n ? { givenBack: given } : {}) };
  });
  const lastMonth = Math.max(...items.filter((item) => item.programme === line.programme).map((item) => item.month));
  const lastOne = basis.approved ? undefined : months.get(lastMonth);
  const [own, against] = [items.filter((item) => item.programme === line.programme), items.filter((item) => item.programme !== line.programme)];
  act.note({ record: Line.name, rowId: id });
  return {
    words: [...sayChanges(own.flatMap(apart)), ...sayOffset(against, (name) => programmeOf(name)!.label)], citation: basis.approved?.citation ?? programme.citation,
    reason: lastOne ? reasonOf(programme, basis.facts, lastMonth, lastOne, termsOf(terms!), standards, terms!.versions[programme.key]) : null,
    months: items.map((item) => {
      const one = item.programme === line.programme ? months.get(item.month) : undefined;
      return { month: printMonth(item.month), fen: String(item.fen), cause: CAUSE_WORDS[item.cause], was: String(item.was), now: String(item.now), rule: one ? `${sayAssessment(programme, basis.facts, one, standards)}${item.givenBack ? `；另发还多退的${printYuan(item.givenBack)}元` : ''}` : `抵扣已多发的${programmeOf(item.programme)?.label ?? ''}` };
    }),
  };
}

/** 止付: takes one line out of an approved run before its file is made. */
export async function stopRunLine(act: Act, { id, step, reason }: { id: string; step: string; reason: string }) {
  const row = (await rawRow(act, Line, id, true)) ?? notFound(Line.label);
  const run = await openRun(act, String(row.run_id), true);
  if (!['approved', 'checked'].includes(run.state)) refuse('run.act', '审批之后、送银行之前可以止付；此前请退回重算', { status: 409 });
  if (row.outcome === 'stopped') return getRow(act, lines, id);
  if (!(await stopLine(act, String(row.run_id), id, reason))) refuse('run.act', '这一笔已经送银行或已有结果', { status: 409 });
  await insertRunStep(act, { id: step, runId: String(row.run_id), act: 'stop', from: run.state, to: run.state, opinion: reason, detail: { line: id, person: row.person_id, programme: row.programme, entitlement: row.entitlement_id } });
  act.note({ record: Line.name, rowId: id, reason });
  return getRow(act, lines, id);
}

/** 账号核对: a second person says that a changed account is right; payments to it begin with the next run. */
export async function checkAccount(act: Act, { id }: { id: string }): Promise<{ done: true }> {
  const row = (await rawRow(act, Line, id)) ?? notFound(Line.label);
  if (row.bank_account_index === null) refuse('line.account', '这一笔没有银行账号');
  const personId = String(row.person_id);
  if ((await listAccountWriters(act, [personId])).get(personId)?.some((one) => one.id === act.actor.id)) refuse('line.second', '账号由您修改，须由另一人核对', { status: 409 });
  await insertAccountCheck(act, personId, String(row.division_code), String(row.bank_account_index), (row.payee as string | null) ?? null);
  act.note({ record: Line.name, rowId: id });
  return { done: true };
}
