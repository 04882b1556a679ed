import { sql } from 'kysely';
import { countyOf } from '#base/pure/division.ts';
import { notFound, refuse } from '#base/pure/refusal.ts';
import type { Values } from '#base/pure/record.ts';
import type { Act } from '#base/server/house.ts';
import { getRow } from '#base/server/records/list.ts';
import { rowsWritten, store } from '#base/server/records/store.ts';
import { createRow, keepChange, rawRow, updateRow } from '#base/server/records/write.ts';
import { CARDS_OF_BATCH, CARDS_OF_HANDOVER, countOfRun, listBatchPlaces, listHandoverLines, listOfBatch, updateCard } from '../queries/preferential.ts';
import { findStation } from '../queries/stations.ts';
import { CardBatch, Handover, type HandoverLine, PreferentialCard } from '../schema/preferential.ts';
import { moveCard, preferentialCards } from './preferential.ts';

/** 制卡批次, kept by the county. */
export const cardBatches = store(CardBatch, { computed: { cards: CARDS_OF_BATCH }, beforeWrite: async (act) => byCounty(act) });
/** 优待证移交单, kept by the county. */
export const handovers = store(Handover, { computed: { cards: CARDS_OF_HANDOVER }, beforeWrite: async (act) => byCounty(act), beforeRemove: releaseCards });

/** Refuses anybody who is not placed at the county. */
function byCounty(act: Act): void {
  if (act.actor.division !== `${countyOf(act.actor.division)}000000`) refuse('cards.county', '制卡批次的签收和移交由县级办理', { status: 403 });
}

/** A handover taken back lets its cards go, unless one of them was issued since. */
async function releaseCards(act: Act, rows: Parameters<NonNullable<typeof preferentialCards.afterWrite>>[1]): Promise<void> {
  const { rows: issued } = await sql`select 1 from cards.preferential_card c join cards.handover r on r.county_code = c.county_code and r.id = c.handover_id where (${rows}) and c.issued_on is not null limit 1`.execute(act.tx);
  if (issued.length > 0) refuse('cards.issued', '这张移交单上已有优待证发放，不能删除', { status: 409 });
  await sql`update cards.preferential_card c set handover_id = null from cards.handover r where (${rows}) and r.county_code = c.county_code and r.id = c.handover_id`.execute(act.tx);
}

/** Where a batch stands, by township. */
export async function places(act: Act, { id }: { id: string }) {
  await getRow(act, cardBatches, id);
  return listBatchPlaces(act, id);
}

/** 县签收: the cards of a batch that are being made arrived, except those named missing; they wait to be collected. Those missing are received by a later call. */
export async function receive(act: Act, draft: { run: string; id: string; on?: string; receivedBy: string; missing: string[] }): Promise<{ moved: number }> {
  byCounty(act);
  const batch = (await rawRow(act, CardBatch, draft.id, true)) ?? notFound(CardBatch.label);
  const already = await countOfRun(act, draft.run);
  if (already > 0) return { moved: already };
  const on = draft.on ?? act.today;
  if (on > act.today) refuse('cards.day', '签收日期不能晚于今天', { path: ['on'] });
  const ids = (await listOfBatch(act, draft.id, 'making')).filter((id) => !draft.missing.includes(id));
  if (ids.length === 0) refuse('cards.none', '这一批没有在制卡的优待证可签收', { status: 409 });
  for (const id of ids) await moveCard(act, 'receive', id, draft.run, { on }, true);
  await rowsWritten(act, preferentialCards, sql`r.county_code = ${act.scope.county} and r.id = any(${ids}::uuid[])`);
  if (batch.received_on === null) await updateRow(act, cardBatches, draft.id, batch.version, { receivedOn: on, receivedBy: draft.receivedBy });
  act.note({ record: CardBatch.name, rowId: draft.id, detail: { received: ids.length, missing: draft.missing.length } });
  return { moved: ids.length };
}

/** 移交: the cards of a batch that wait for people of a station's place go to that station on one receipt. Repeating under the same id answers the same receipt. */
export async function handOver(act: Act, draft: { id: string; batchId: string; unitId: string; on?: string; receivedBy: string }): Promise<Values> {
  byCounty(act);
  if (await rawRow(act, Handover, draft.id)) return getRow(act, handovers, draft.id);
  if (!(await rawRow(act, CardBatch, draft.batchId, true))) notFound(CardBatch.label);
  const station = (await findStation(act, draft.unitId)) ?? notFound('接收站');
  const on = draft.on ?? act.today;
  if (on > act.today) refuse('cards.day', '移交日期不能晚于今天', { path: ['on'] });
  const ids = await listOfBatch(act, draft.batchId, 'waiting', station.divisionCode);
  if (ids.length === 0) refuse('cards.none', `这一批没有要移交给${station.name}的优待证，请先办理县签收`, { status: 409 });
  await createRow(act, handovers, draft.id, { unitId: draft.unitId, cardBatchId: draft.batchId, handedOn: on, handedBy: act.actor.name, receivedBy: draft.receivedBy });
  for (const id of ids) {
    const card = (await rawRow(act, PreferentialCard, id, true))!;
    await updateCard(act, id, { handoverId: draft.id });
    await keepChange(act, PreferentialCard, id, card.version + 1, String(card.division_code), 'update', undefined, { handover_id: null }, { handover_id: draft.id });
  }
  act.note({ record: Handover.name, rowId: draft.id, detail: { cards: ids.length } });
  return getRow(act, handovers, draft.id);
}

/** The lines of a receipt: whom each card is for, for signing. */
export async function lines(act: Act, { id }: { id: string }): Promise<HandoverLine[]> {
  await getRow(act, handovers, id);
  act.note({ record: Handover.name, rowId: id });
  return listHandoverLines(act, id);
}
