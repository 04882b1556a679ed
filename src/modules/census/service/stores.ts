import { type RawBuilder, sql } from 'kysely';
import { countyOf } from '#base/pure/division.ts';
import type { Values } from '#base/pure/record.ts';
import { refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { type Columns, decode } from '#base/server/records/columns.ts';
import { store } from '#base/server/records/store.ts';
import { rawRow } from '#base/server/records/write.ts';
import { hasOpened, hasOpenedQuestion } from '../queries/campaigns.ts';
import { settleAnswered } from '../queries/entries.ts';
import { Answer, Campaign, Entry, Question } from '../schema.ts';

/** Refuses anybody who is not placed at the county. */
export function byCounty(act: Act): void {
  if (act.actor.division !== `${countyOf(act.actor.division)}000000`) refuse('census.county', '普查由县级发起、修改和结束');
}

const FROZEN = ['area', 'roles', 'states', 'fromOn'] as const;

/** After the freeze a campaign keeps whom it asks; its title, last day and words may still be put right. */
async function keepScope(act: Act, values: Values, id: string): Promise<void> {
  byCounty(act);
  const { area } = values as { area: string | null };
  if (area && (area < act.scope.from || area > act.scope.to)) refuse('division.scope', '普查范围不在您的管辖范围内', { path: ['area'] });
  const current = await rawRow(act, Campaign, id);
  if (!current || current.state === 'draft') return;
  const before = decode(Campaign, current, act.house.keys);
  const touched = FROZEN.find((name) => JSON.stringify(before[name] ?? null) !== JSON.stringify(values[name] ?? null));
  if (touched) refuse('census.frozen', `名单已冻结，不能再改“${Campaign.fields[touched].label}”`, { status: 409, path: [touched] });
}

/** 普查台账. */
export const campaigns = store(Campaign, {
  beforeWrite: keepScope,
  afterWrite: async (act) => byCounty(act),
  beforeRemove: async (act, rows) => {
    byCounty(act);
    if (await hasOpened(act, rows)) refuse('census.frozen', '名单已冻结的普查不能删除，请结束它', { status: 409 });
  },
});

async function beforeFreeze(act: Act, rows: RawBuilder<unknown>): Promise<void> {
  byCounty(act);
  if (await hasOpenedQuestion(act, rows)) refuse('census.frozen', '名单已冻结，问题不能再改', { status: 409 });
}

/** 普查问题台账: questions are settled before the freeze, whether written by hand or imported. */
export const questions = store(Question, {
  beforeWrite: async (act, _values, id) => beforeFreeze(act, sql`r.county_code = ${act.scope.county} and r.id = ${id}`),
  afterWrite: beforeFreeze,
  beforeRemove: beforeFreeze,
});

/** How much an entry says of its person: an answer more than that they could not be asked, that more than nothing. */
const SAYS: Readonly<Record<string, number>> = { waiting: 0, dropped: 0, unreachable: 1, answered: 2 };
const says = (row: Columns) => SAYS[String(row.state)] ?? 0;

/** 普查名单: where two files of one person are merged, the entry that says more stays. */
export const entries = store(Entry, { outranks: (coming, standing) => says(coming) > says(standing) });
/** 普查回答台账: a real answer stays before 问不到. */
export const answers = store(Answer, { outranks: (coming, standing) => standing.outcome === 'unreachable' && coming.outcome !== 'unreachable', afterWrite: settleAnswered });
