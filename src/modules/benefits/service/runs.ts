import { sql } from 'kysely';
import { labelOf } from '#base/pure/codes.ts';
import { levelOf } from '#base/pure/division.ts';
import { notFound, refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { getRow } from '#base/server/records/list.ts';
import { store } from '#base/server/records/store.ts';
import { keepChange, rawRow } from '#base/server/records/write.ts';
import { hasRunStep, insertRunStep, settleLines, totalOf } from '../queries/runActs.ts';
import { beginComputing, dropList, holdProgrammes, insertList, releaseProgrammes } from '../queries/runs.ts';
import { decide } from '../rules/course.ts';
import { programmeOf } from '../rules/programmes/all.ts';
import { PaymentProgramme } from '../schema.ts';
import type { RunStepDraft } from '../schema/runActs.ts';
import { Line, Run, RunAct, type RunActName, type RunStateCode } from '../schema/runs.ts';
import { computeList } from './computing.ts';
import { tellGrants } from './grants.ts';
import { followFuneral } from './policy.ts';

/** What a run is for, as one print (alias `r`): kept as its list is frozen, so that no way of writing changes it afterwards. */
const PRINT = sql`md5(concat_ws('|', r.first_month, r.last_month, array_to_string(r.programmes, ',')))`;

/** 发放批次台账: what a run is for may be changed only before its list is computed. */
export const runs = store(Run, {
  beforeWrite: async (act, values, id) => {
    const current = await rawRow(act, Run, id);
    if (current && current.state !== 'draft') refuse('run.frozen', '名单已经冻结，退回重算后才能修改批次', { status: 409 });
    const unknown = ((values.programmes as string[] | null) ?? []).find((key) => !programmeOf(key));
    if (unknown) refuse('run.programme', `“${labelOf(PaymentProgramme, unknown)}”没有计算规则，请在发放台账中登记`, { path: ['programmes'] });
  },
  afterWrite: async (act, rows) => {
    const { rows: changed } = await sql<{ number: string }>`select r.number from benefits.run r where (${rows}) and r.frozen_print is not null and r.frozen_print <> ${PRINT} limit 1`.execute(act.tx);
    if (changed[0]) refuse('run.frozen', `批次 ${changed[0].number} 的名单已经冻结，项目和月份不能改动`, { path: ['number'], status: 409 });
  },
  beforeRemove: async (act, rows) => {
    const { rows: kept } = await sql<{ number: string }>`select r.number from benefits.run r where ${rows} and r.state not in ('draft', 'voided') limit 1`.execute(act.tx);
    if (kept[0]) refuse('run.frozen', `批次 ${kept[0].number} 已经计算，请作废，不能删除`, { status: 409 });
  },
});
/** 发放明细台账: written by runs alone. Lines of two files that are merged stand beside each other: both were paid, and the next run takes back what was paid twice. */
export const lines = store(Line, {
  standsBeside: 'beside',
  beforeMerge: async (act, kept, gone) => {
    const { rows } = await sql<{ number: string }>`select r.number from benefits.line a join benefits.line b on b.county_code = a.county_code and b.run_id = a.run_id and b.person_id = ${gone} join benefits.run r on r.county_code = a.county_code and r.id = a.run_id
      where a.county_code = ${act.scope.county} and a.person_id = ${kept} and r.state not in ('closed', 'voided') limit 1`.execute(act.tx);
    if (rows[0]) refuse('merge.run', `两份档案都在未办结的发放批次 ${rows[0].number} 里，请先止付或退回重算其中一份，或办结以后再合并`, { status: 409 });
  },
});

type RunRow = { version: number; number: string; state: RunStateCode; programmes: string[]; first_month: string; last_month: string; computed_by: string | null; reviewed_by: string | null; approved_by: string | null; approved_total: string | null; file_digest: string | null; division_code: string };

/** A run in the act's county; refuses as not found. `lock` where it will be written. */
export async function openRun(act: Act, id: string, lock = false): Promise<RunRow> {
  return ((await rawRow(act, Run, id, lock)) as unknown as RunRow | undefined) ?? notFound(Run.label);
}

const SIGNED: Partial<Record<RunActName, string>> = { compute: 'computed', review: 'reviewed', approve: 'approved', check: 'checked' };

/** Performs one act on a run: decides by the table, does the work, moves the state and keeps the step. Repeating a step is harmless. */
export async function performRunAct(act: Act, draft: RunStepDraft): Promise<Record<string, unknown>> {
  if (levelOf(act.actor.division) !== 'county') refuse('run.county', '发放批次由县级办理', { status: 403 });
  const run = await openRun(act, draft.id, true);
  if (await hasRunStep(act, draft.step)) return getRow(act, runs, draft.id);
  if (run.version !== draft.version) refuse('record.changed', '这一批次刚被他人办理，请核对现在的状态后再办', { status: 409 });
  const name = draft.act as RunActName;
  const decision = decide(name, { state: run.state, computedBy: run.computed_by, reviewedBy: run.reviewed_by, approvedBy: run.approved_by }, { id: act.actor.id, may: (need) => act.actor.permissions.has(`benefits.${need}`) });
  if ('refusal' in decision) refuse('run.act', decision.refusal, { status: 409, detail: { state: run.state } });
  if ((name === 'sendBack' || name === 'void') && !draft.opinion) refuse('run.opinion', '请写明原因', { path: ['opinion'] });
  const columns: Record<string, unknown> = { state: decision.to, ...signature(act, name), ...(await workOf(act, run, name, draft)) };
  await sql`update benefits.run set ${sql.join(Object.entries(columns).map(([column, value]) => sql`${sql.id(column)} = ${value}`))}, version = version + 1, updated_at = ${act.now} where county_code = ${act.scope.county} and id = ${draft.id}`.execute(act.tx);
  await keepChange(act, Run, draft.id, run.version + 1, run.division_code, 'update', labelOf(RunAct, name), { state: run.state }, { state: decision.to });
  await insertRunStep(act, { id: draft.step, runId: draft.id, act: name, from: run.state, to: decision.to, opinion: draft.opinion || null });
  if (FOLLOWED.includes(name)) await followFuneral(act, run.programmes);
  act.note({ record: Run.name, rowId: draft.id, detail: { act: name, from: run.state, to: decision.to } });
  return getRow(act, runs, draft.id);
}

function signature(act: Act, name: RunActName): Record<string, unknown> {
  const as = SIGNED[name];
  return as ? { [`${as}_by`]: act.actor.id, [`${as}_by_name`]: act.actor.name, [`${as}_on`]: act.today } : {};
}

/** Acts after which somebody's 丧葬补助 is on its way, or no longer. */
const FOLLOWED: readonly RunActName[] = ['compute', 'sendBack', 'void', 'close'];
/** A list that goes back is no list any more: what the run is for may be changed again. */
const UNSIGNED = Object.fromEntries(['reviewed', 'approved', 'checked'].flatMap((as) => [[`${as}_by`, null], [`${as}_by_name`, null], [`${as}_on`, null]]));

/** What an act does beside moving the state; gives the columns it sets. */
async function workOf(act: Act, run: RunRow, name: RunActName, draft: RunStepDraft): Promise<Record<string, unknown>> {
  switch (name) {
    case 'compute': return freeze(act, draft.id, run);
    case 'approve': return { approved_total: await totalOf(act, draft.id) };
    case 'sendBack': await dropList(act, draft.id); return { ...UNSIGNED, approved_total: null, frozen_print: null };
    case 'void': await dropList(act, draft.id); await releaseProgrammes(act, draft.id); return {};
    case 'file': return { sent_on: act.today };
    case 'close': return closeRun(act, draft.id, run, draft.on);
    default: return {};
  }
}

/** Computes the list and freezes it with the terms it was computed under. */
async function freeze(act: Act, id: string, run: RunRow): Promise<Record<string, unknown>> {
  const held = await holdProgrammes(act, id, run.programmes);
  if (held) refuse('run.open', `“${labelOf(PaymentProgramme, held.programme)}”还有未办结的批次 ${held.number}，先办结或作废`, { status: 409 });
  await beginComputing(act);
  await dropList(act, id);
  const { frozen, parts } = await computeList(act, { id, number: run.number, programmes: run.programmes, firstMonth: run.first_month, lastMonth: run.last_month });
  const lines = await insertList(act, id, parts);
  await sql`update benefits.run r set frozen_print = ${PRINT} where r.county_code = ${act.scope.county} and r.id = ${id}`.execute(act.tx);
  act.note({ record: Run.name, rowId: id, detail: { lines } });
  return { known_on: frozen.knownOn, terms: JSON.stringify(frozen, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)), ...UNSIGNED };
}

/** Ends a run: what did not come back is paid, written into the ledger of payments, and the sum of the outcomes is the approved total. */
async function closeRun(act: Act, id: string, run: RunRow, on: string | undefined): Promise<Record<string, unknown>> {
  if (!on) refuse('run.paidOn', '请填写银行入账日期', { path: ['on'] });
  if (on > act.today) refuse('run.paidOn', '入账日期不能晚于今天', { path: ['on'] });
  await settleLines(act, id, on);
  await tellGrants(act, id, on);
  const total = await totalOf(act, id);
  if (String(total) !== String(run.approved_total)) throw new Error(`批次 ${run.number} 的合计与审批的不同：${total} ≠ ${run.approved_total}`);
  await releaseProgrammes(act, id);
  return { closed_on: act.today };
}
