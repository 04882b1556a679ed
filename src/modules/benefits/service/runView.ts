import { notFound, refuse } from '#base/pure/refusal.ts';
import { levelOf } from '#base/pure/division.ts';
import type { Act } from '#base/server/house.ts';
import { getRow } from '#base/server/records/list.ts';
import { insertAccountCheck, insertRunStep, listRunSteps, stopLine } from '../queries/runActs.ts';
import { listAccountWriters } from '../queries/runWaiting.ts';
import { sumRun } from '../queries/runs.ts';
import { countDifferences, countRun, findFrozen, type FrozenLine, listDifferences, listFrozenLines, listLineMonths } from '../queries/runView.ts';
import type { Approved } from '../queries/entitlements.ts';
import { untold } from '../rules/dueMonths.ts';
import { assessEntitlement } from '../rules/entitlements.ts';
import { COURSE, decide } from '../rules/course.ts';
import type { Facts } from '../rules/facts.ts';
import { type Frozen, termsOf } from '../rules/frozen.ts';
import { type Month, printMonth } from '../rules/months.ts';
import type { Assessment } from '../rules/programme.ts';
import { programmeOf } from '../rules/programmes/all.ts';
import { sayOffset } from '../rules/offset.ts';
import type { StandardRow } from '../rules/rates.ts';
import { type Cause, withYearEnd } from '../rules/settle.ts';
import { CAUSE_WORDS, sayAssessment, sayChanges } from '../rules/words.ts';
import { Line, type RunActName } from '../schema/runs.ts';
import { rawRow } from '#base/server/records/write.ts';
import { dueOf } from './computing.ts';
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
  return { ...(await countRun(act, id)), sums: await sumRun(act, id), differences: await countDifferences(act, id), steps: await listRunSteps(act, id), acts: county ? acts : [], digest, layoutId, version, state };
}

/** A page of a run's differences of one kind. */
export async function listRunDifferences(act: Act, { id, kind, page, size }: { id: string; kind: string; page: number; size: number }) {
  await openRun(act, id);
  return listDifferences(act, id, kind, page, size);
}

type Basis = { facts: Facts; due: [number, string][]; kept?: number[]; approved?: Omit<Approved, 'fen' | 'account'> & { fen: string } };
const basisOf = (act: Act, line: FrozenLine): Basis => JSON.parse(act.house.keys.open('benefits.line/basis', line.basis)) as Basis;

/** Works a line's months out again from its frozen facts and terms; gives the exact due of each month. */
function recomputed(line: FrozenLine, basis: Basis, terms: Frozen) {
  const programme = programmeOf(line.programme) ?? notFound(Line.label);
  const last = Math.max(...basis.due.map(([month]) => month));
  const { approved } = basis;
  const months: Map<Month, Assessment> = approved ? new Map([[approved.month, assessEntitlement({ ...approved, fen: BigInt(approved.fen) }, approved.month, approved.died)]]) : (dueOf([programme], basis.facts, termsOf(terms), terms.since, last).get(programme) ?? new Map());
  const due = withYearEnd(new Map([...months].filter(([month, one]) => one.answer === 'yes' && one.rate!.payable && !basis.kept?.includes(month)).map(([month, one]) => [month, { fen: one.rate!.monthly, twelfths: one.rate!.twelfths, print: { because: 'due', approval: null, graded: null, standards: [], detail: null } }])));
  return { programme, months, due };
}

/** Whether a run computed again today from what it was frozen with gives the same fen: how many lines, and the ids of those that differ. */
export async function recomputeRun(act: Act, { id }: { id: string }) {
  await openRun(act, id);
  const { terms } = await findFrozen(act, id);
  if (!terms) refuse('run.draft', '这一批次还没有计算', { status: 409 });
  const differing: string[] = [];
  const frozen = await listFrozenLines(act, { runId: id });
  for (const line of frozen) {
    const basis = basisOf(act, line);
    const { months, due } = recomputed(line, basis, terms);
    const told = (month: Month) => { const one = months.get(month); return !basis.kept?.includes(month) && !(one && untold(one)); };
    const known = new Map(basis.due);
    if ([...due].some(([month, one]) => known.get(month) !== String(one.fen)) || basis.due.some(([month, fen]) => told(month) && fen !== String(due.get(month)?.fen ?? 0n))) differing.push(line.id);
  }
  act.note({ record: 'benefits.run', rowId: id, always: true, detail: { recomputed: frozen.length, differing: differing.length } });
  return { lines: frozen.length, differing };
}

/** Why a line has its amount, month by month, from what was frozen: with grade and nature, so it is told only to who may see them, and audited. */
export async function explainLine(act: Act, { id }: { id: string }) {
  const line = (await listFrozenLines(act, { lineId: id }))[0] ?? notFound(Line.label);
  const { terms } = await findFrozen(act, line.runId);
  const basis = basisOf(act, line);
  const { programme, months } = recomputed(line, basis, terms!);
  const standards = new Map(terms!.standards.map((row): [string, StandardRow] => [row.id, { ...row, amount: BigInt(row.amount) }]));
  const now = new Map(basis.due);
  const items = (await listLineMonths(act, id)).map((item) => ({ programme: item.programme, month: item.month, fen: BigInt(item.fen), cause: item.cause as Cause, now: BigInt((item.programme === line.programme ? now.get(item.month) : undefined) ?? 0), was: 0n }));
  const [own, against] = [items.filter((item) => item.programme === line.programme), items.filter((item) => item.programme !== line.programme)];
  act.note({ record: Line.name, rowId: id });
  return {
    words: [...sayChanges(own), ...sayOffset(against, (name) => programmeOf(name)!.label)], citation: basis.approved?.citation ?? programme.citation,
    months: items.map((item) => {
      const one = item.programme === line.programme ? months.get(item.month) : undefined;
      return { month: printMonth(item.month), fen: String(item.fen), cause: CAUSE_WORDS[item.cause], was: String(item.now - item.fen), now: String(item.now), rule: one ? sayAssessment(programme, basis.facts, one, standards) : `抵扣已多发的${programmeOf(item.programme)?.label ?? ''}` };
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
  await insertRunStep(act, { id: step, runId: String(row.run_id), act: 'stop', from: run.state, to: run.state, opinion: reason, detail: { line: id } });
  act.note({ record: Line.name, rowId: id, reason });
  return getRow(act, lines, id);
}

/** 账号核对: a second person says that a changed account is right; payments to it begin with the next run. */
export async function checkAccount(act: Act, { id }: { id: string }): Promise<{ done: true }> {
  const row = (await rawRow(act, Line, id)) ?? notFound(Line.label);
  if (row.bank_account_index === null) refuse('line.account', '这一笔没有银行账号');
  const personId = String(row.person_id);
  if ((await listAccountWriters(act, [personId])).get(personId)?.some((one) => one.id === act.actor.id)) refuse('line.second', '账号由您修改，须由另一人核对', { status: 409 });
  await insertAccountCheck(act, personId, String(row.division_code), String(row.bank_account_index));
  act.note({ record: Line.name, rowId: id });
  return { done: true };
}
