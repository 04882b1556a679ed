import { type RawBuilder, sql } from 'kysely';
import { labelOf } from '#base/pure/codes.ts';
import { countyOf } from '#base/pure/division.ts';
import type { Values } from '#base/pure/record.ts';
import { refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { recordHandlers } from '#base/server/records/handlers.ts';
import { type Found, store } from '#base/server/records/store.ts';
import { rawRow, restoreRow } from '#base/server/records/write.ts';
import { insertMissingStandards } from '../queries/shipped.ts';
import { addHand, findSettledNotice, listNoticesTitled, OF_NOTICE } from '../queries/standards.ts';
import { Notice, NoticeState, Standard } from '../schema/standards.ts';
import { readShippedNotices } from '../standards/shipped.ts';
import { waitForStandards } from './policy.ts';

/** 标准通知台账: written by the county while it is being drafted; whoever writes is kept, for the second person. */
export const notices = store(Notice, {
  match: { columns: [{ key: 'title', label: '标准通知', synonyms: ['通知', '通知标题'] }], find: findDrafts },
  beforeWrite: async (act, _values, id) => {
    byCounty(act);
    await refuseSettled(act, sql`select ${id}::uuid`);
  },
  afterWrite: async (act, rows) => {
    await addHand(act, sql`select r.id from benefits.notice r where (${rows})`);
    await refuseSettled(act, sql`select r.id from benefits.notice r where (${rows})`);
  },
  beforeRemove: (act, rows) => refuseSettled(act, sql`select r.id from benefits.notice r where (${rows})`),
});

/** 抚恤补助标准表: rows are written while their notice is being drafted, and never afterwards. The hand is added first: it waits for a submission that is under way, which is then seen. */
export const standards = store(Standard, {
  computed: OF_NOTICE,
  beforeWrite: async (act, values, id) => {
    byCounty(act);
    const current = await rawRow(act, Standard, id);
    await refuseSettled(act, sql`select unnest(${[values.noticeId, current?.notice_id].filter((one) => one)}::uuid[])`);
  },
  afterWrite: async (act, rows) => {
    await addHand(act, noticesOf(rows));
    await refuseSettled(act, noticesOf(rows));
  },
  beforeRemove: async (act, rows) => {
    await addHand(act, noticesOf(rows));
    await refuseSettled(act, noticesOf(rows));
  },
});

const noticesOf = (rows: RawBuilder<unknown>) => sql`select r.notice_id from benefits.standard r where (${rows})`;

/** Refuses anybody who is not placed at the county. */
export function byCounty(act: Act): void {
  if (act.actor.division !== `${countyOf(act.actor.division)}000000`) refuse('standards.county', '抚恤补助标准由县级办理', { status: 403 });
}

async function refuseSettled(act: Act, of: RawBuilder<unknown>): Promise<void> {
  const settled = await findSettledNotice(act, of);
  if (!settled) return;
  const next = settled.state === 'inForce' ? '请拟定新的通知取代' : settled.state === 'submitted' ? '请先退回' : '请另行拟定';
  refuse('standards.settled', `“${settled.title}”${labelOf(NoticeState, settled.state)}，标准不能改动，${next}`, { status: 409 });
}

const ofNotices = recordHandlers(notices);
/** The standard acts on notices; one in force is refused by name before its row is asked for. */
export const noticeHandlers = {
  ...ofNotices,
  update: async (act: Act, input: { id: string; version: number; change: Values }) => {
    await refuseSettled(act, sql`select ${input.id}::uuid`);
    return ofNotices.update(act, input);
  },
  remove: async (act: Act, input: { id: string; version: number; reason: string }) => {
    await refuseSettled(act, sql`select ${input.id}::uuid`);
    return ofNotices.remove(act, input);
  },
};
/** The standard acts on standards. */
export const standardHandlers = { ...recordHandlers(standards), restore: restoreStandard };

/** Brings a removed row back, while its notice is still being drafted. */
async function restoreStandard(act: Act, { id }: { id: string }) {
  byCounty(act);
  await refuseSettled(act, sql`select (c.before ->> 'notice_id')::uuid from house.change c where c.county_code = ${act.scope.county} and c.record = ${Standard.name} and c.row_id = ${id} and c.act = 'remove'`);
  return restoreRow(act, standards, id);
}

/** Sheets put rows into drafts only. */
async function findDrafts(act: Act, wanted: Record<string, string>[]): Promise<Found[]> {
  const held = await listNoticesTitled(act, wanted.map((one) => one.title ?? ''));
  return wanted.map(({ title = '' }) => {
    const named = held.filter((one) => one.title === title);
    const drafts = named.filter((one) => one.state === 'draft');
    if (drafts.length === 1) return { id: drafts[0]!.id, divisionCode: drafts[0]!.divisionCode };
    if (drafts.length > 1) return { candidates: drafts.map((one) => one.id), reason: `有几份拟定中的“${title}”` };
    return { reason: named[0] ? `“${title}”${labelOf(NoticeState, named[0].state)}，不能再添加标准` : `没有拟定中的标准通知“${title}”` };
  });
}

/** Loads the shipped standards into the act's county as notices in force: also the step of a county's setting up. Repeating it adds nothing. */
export async function loadStandards(act: Act): Promise<{ added: number; shipped: number }> {
  const division = `${act.scope.county}000000`;
  if (act.scope.from > division) refuse('standards.county', '抚恤补助标准由县级载入', { status: 403 });
  const shipped = readShippedNotices();
  const added = await insertMissingStandards(act, shipped, division);
  if (added > 0) await waitForStandards(act, sql`r.county_code = ${act.scope.county}`);
  act.note({ record: Standard.name, detail: { added } });
  return { added, shipped: shipped.reduce((sum, notice) => sum + notice.rows.length, 0) };
}
