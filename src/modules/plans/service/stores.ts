import { type RawBuilder, sql } from 'kysely';
import { refuse } from '#base/pure/refusal.ts';
import type { Values } from '#base/pure/record.ts';
import type { Act } from '#base/server/house.ts';
import { store } from '#base/server/records/store.ts';
import { Declined, Measure, Need, Plan, Proposal } from '../schema.ts';
import { quietProposals } from '../queries/proposals.ts';
import { proposeAbout, settleNeeds } from './follow.ts';

async function selected(act: Act, table: string, columns: RawBuilder<unknown>, rows: RawBuilder<unknown>): Promise<{ id: string; need_id: string }[]> {
  const { rows: found } = await sql<{ id: string; need_id: string }>`select ${columns} from ${sql.table(table)} r where ${rows}`.execute(act.tx);
  return found;
}

/** 需求台账: plans open and close with it, measures of an ended need are cancelled. */
export const needs = store(Need, {
  afterWrite: async (act, rows) => {
    const written = (await selected(act, Need.name, sql`r.id`, rows)).map((one) => one.id);
    await proposeAbout(act, Need.name, rows, () => settleNeeds(act, written));
  },
  beforeRemove: async (act, rows) => {
    const leaving = (await selected(act, Need.name, sql`r.id`, rows)).map((one) => one.id);
    await proposeAbout(act, Need.name, rows, () => settleNeeds(act, leaving, { needs: leaving }), leaving);
  },
});

/** 措施台账: its need is 办理中 while a measure stands; person and place follow the need. */
export const measures = store(Measure, {
  beforeWrite: async (act, values, id) => { await checkLink(act, values, id); },
  afterWrite: async (act, rows) => settleNeeds(act, (await selected(act, Measure.name, sql`r.id, r.need_id`, rows)).map((one) => one.need_id)),
  beforeRemove: async (act, rows) => {
    const found = await selected(act, Measure.name, sql`r.id, r.need_id`, rows);
    await settleNeeds(act, found.map((one) => one.need_id), { measures: found.map((one) => one.id) });
  },
});

/** A linked row must be there and be about the person of the need; nothing is added to a need that ended. */
async function checkLink(act: Act, values: Values, id: string): Promise<void> {
  const { rows } = await sql<{ person_id: string; outcome: string | null; known: boolean }>`select n.person_id, n.outcome, exists (select 1 from plans.measure m where m.county_code = n.county_code and m.id = ${id}) as known from plans.need n
    where n.county_code = ${act.scope.county} and n.id = ${values.needId}`.execute(act.tx);
  const need = rows[0];
  if (!need) return;
  if (need.outcome && (!need.known || values.state === 'pending')) refuse('plans.ended', '这项需求已经办结，不能再加待办的措施；请先把需求改回未办结', { path: ['needId'] });
  if (!values.linkedId || !values.linkedRecord) return;
  const record = act.house.records.get(String(values.linkedRecord));
  const { rows: linked } = await sql`select 1 from ${sql.table(record?.name ?? Need.name)} r where r.county_code = ${act.scope.county} and r.division_code between ${act.scope.from} and ${act.scope.to} and r.id::text = ${values.linkedId} and r.person_id = ${need.person_id}`.execute(act.tx);
  if (!record || linked.length === 0) refuse('plans.link', '关联的记录不存在，或不是这名服务对象的', { path: ['linkedId'] });
}

/** 一人一策台账: kept by the product; only the review day is changed by hand. */
export const plans = store(Plan);
/** 措施建议清单: kept by the product. */
export const proposals = store(Proposal, { onMerge: 'recomputed' });
/** 不采纳的建议: the proposal goes, and its facts are kept in mind; one taken back lets it return at once. */
export const declined = store(Declined, {
  afterWrite: quietProposals,
  beforeRemove: async (act, rows) => proposeAbout(act, Declined.name, rows, undefined, (await selected(act, Declined.name, sql`r.id`, rows)).map((one) => one.id)),
});
