import { levelOf } from '#base/pure/division.ts';
import { notFound, refuse } from '#base/pure/refusal.ts';
import type { Values } from '#base/pure/record.ts';
import type { Act, Handlers } from '#base/server/house.ts';
import { recordHandlers } from '#base/server/records/handlers.ts';
import { getRow } from '#base/server/records/list.ts';
import { store } from '#base/server/records/store.ts';
import { createRow, keepChange, newId, rawRow } from '#base/server/records/write.ts';
import { findUnitLevel, hasStep, hasStrayState, insertStep, listSteps, updateApplication } from './queries.ts';
import { type Act as RatingAct, type Case, decide, mayPerform, RULES, type State } from './rules.ts';
import { Application, Criterion, Sheet, type StepDraft } from './schema.ts';
import { TEMPLATE, TEMPLATE_CRITERIA } from './template.ts';

const GUARDED = [['state', 'state', '办理状态'], ['awardedOn', 'awarded_on', '授牌日期'], ['dueOn', 'due_on', '整改期限']] as const;

/** Applications; by hand, state, award and due day change through acts only. An import may bring the state of earlier years: the county's, for applications without steps. */
export const applications = store(Application, {
  beforeWrite: async (act, values, id) => {
    const current = await rawRow(act, Application, id);
    for (const [name, column, label] of GUARDED) {
      const before = current ? current[column] : name === 'state' ? 'draft' : null;
      if ((values[name] ?? null) !== before) refuse('ratings.guarded', `${label}由办理环节改变，不能直接填写`, { path: [name] });
    }
  },
  afterWrite: async (act, rows) => {
    if (await hasStrayState(act, rows, levelOf(act.actor.division) === 'county')) refuse('ratings.guarded', '有办理过程的申报不能直接改状态；没有办理过程的，只有县级可以补录办理结果', { path: ['state'] });
  },
});
/** 星级评分表. */
export const sheets = store(Sheet);
/** 评分指标. */
export const criteria = store(Criterion);

/** The handler of one act: decides by the rules, moves the state, keeps change and step. */
function perform(name: RatingAct) {
  return async (act: Act, draft: StepDraft): Promise<Values> => {
    if (!mayPerform(name, act.actor)) refuse('ratings.level', '这一环节由上级机构办理', { status: 403 });
    const current = (await rawRow(act, Application, draft.id, true)) ?? notFound(Application.label);
    if (await hasStep(act, draft.step)) return getRow(act, applications, draft.id);
    if (RULES[name].due && !draft.dueOn) refuse('ratings.due', '请填写整改期限', { path: ['dueOn'] });
    const on = draft.on ?? act.today;
    if (on > act.today) refuse('ratings.day', '办理日期不能晚于今天', { path: ['on'] });
    if (draft.dueOn && draft.dueOn < on) refuse('ratings.due', '整改期限不能早于办理日期', { path: ['dueOn'] });
    if (draft.validUntil && draft.validUntil < on) refuse('ratings.valid', '有效期不能早于授牌日期', { path: ['validUntil'] });
    const level = (await findUnitLevel(act, String(current.unit_id))) ?? notFound('申报单位');
    const state = current.state as State;
    const decision = decide(name, { state, star: Number(current.star), level });
    if ('refusal' in decision) refuse('ratings.state', decision.refusal, { status: 409, detail: { state } });
    const columns = columnsOf(name, decision.to, draft, on, current);
    await updateApplication(act, draft.id, columns);
    const before = Object.fromEntries(Object.keys(columns).map((column) => [column, current[column] ?? null]));
    await keepChange(act, Application, draft.id, current.version + 1, String(current.division_code), 'update', draft.opinion, before, columns);
    await insertStep(act, { id: draft.step, applicationId: draft.id, applicationVersion: current.version + 1, divisionCode: String(current.division_code), act: name, fromState: state, toState: decision.to, actedOn: on, opinion: draft.opinion, document: draft.document, dueOn: draft.dueOn });
    act.note({ record: Application.name, rowId: draft.id, detail: { from: state, to: decision.to } });
    return getRow(act, applications, draft.id);
  };
}

/** What an act writes into the application. The first award stays its day of award; a later one after re-evaluation only extends it. */
function columnsOf(name: RatingAct, state: State, draft: StepDraft, on: string, current: Record<string, unknown>): Record<string, unknown> {
  const columns: Record<string, unknown> = { state };
  if (name === 'rectify') columns.due_on = draft.dueOn;
  if (name === 'submit') columns.due_on = null;
  if (name === 'award') Object.assign(columns, { awarded_on: current.awarded_on ?? on, valid_until: draft.validUntil ?? null, document: draft.document ?? current.document ?? null });
  return columns;
}

async function steps(act: Act, { id }: { id: string }) {
  const current = (await rawRow(act, Application, id)) ?? notFound(Application.label);
  const one: Case = { state: current.state as State, star: Number(current.star), level: (await findUnitLevel(act, String(current.unit_id))) ?? 'village' };
  const within = String(current.division_code) >= act.scope.from && String(current.division_code) <= act.scope.to;
  const acts = within ? (Object.keys(RULES) as RatingAct[]).filter((name) => mayPerform(name, act.actor) && 'to' in decide(name, one)) : [];
  return { steps: await listSteps(act, id), acts };
}

async function addSampleSheet(act: Act, { id, year }: { id: string; year: number }) {
  if (!(await rawRow(act, Sheet, id))) {
    await createRow(act, sheets, id, { ...TEMPLATE, year, official: false });
    for (const [at, line] of TEMPLATE_CRITERIA.entries()) await createRow(act, criteria, newId(), { ...line, max: line.max ?? null, sheetId: id, code: String(at + 1).padStart(2, '0') });
  }
  return { id, criteria: TEMPLATE_CRITERIA.length };
}

/** The handlers of the module's operations. */
export const ratingsHandlers = {
  applications: recordHandlers(applications),
  sheets: recordHandlers(sheets),
  criteria: recordHandlers(criteria),
  steps,
  submit: perform('submit'),
  recommend: perform('recommend'),
  countyCheck: perform('countyCheck'),
  cityReview: perform('cityReview'),
  provinceAccept: perform('provinceAccept'),
  publicNotice: perform('publicNotice'),
  award: perform('award'),
  rectify: perform('rectify'),
  reject: perform('reject'),
  revoke: perform('revoke'),
  reEvaluate: perform('reEvaluate'),
  addSampleSheet,
} satisfies Handlers;
