import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Values } from '#base/pure/record.ts';
import { notFound, refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { placeOf } from '#base/server/records/columns.ts';
import { getRow } from '#base/server/records/list.ts';
import { rowsWritten, store } from '#base/server/records/store.ts';
import { createRow, newId, rawRow, updateRow } from '#base/server/records/write.ts';
import type { Keys } from '#base/server/keys.ts';
import { countHolding, findPersonState, findRun, hasHousehold, insertCards, insertRun, listCardless, listRuns, lockIssuing, STATION_FIT, voidCards, withdrawRun } from '../queries/contact.ts';
import { findStation, findStationOf, listStations, type Station } from '../queries/stations.ts';
import { DEFAULT_SERVICES, refusalOfCard, tokenFrom, TOKEN_LENGTH } from '../rules/contact.ts';
import { ContactCard, ContactPoint, type IssueLook } from '../schema/contact.ts';

/** Cards that one bulk issue makes at most. */
export const MOST_AT_ONCE = 2000;
const TOKEN_PLACE = placeOf(ContactCard, 'token');

/** The columns of a token: sealed for reprints, and its blind index for scans. */
const tokenColumns = (keys: Keys, token: string) => ({ token_sealed: keys.seal(TOKEN_PLACE, token), token_index: keys.index(TOKEN_PLACE, token) });
const freshToken = (keys: Keys) => tokenColumns(keys, tokenFrom(randomBytes(TOKEN_LENGTH)));

/** 联系点, one of a unit. */
export const contactPoints = store(ContactPoint);

/** 联系卡台账. A row gets its token when it is first written, by hand or by import, and keeps it. */
export const contactCards = store(ContactCard, {
  computed: { stationFit: STATION_FIT },
  columns: (values, keys) => (values.token ? {} : freshToken(keys)),
  beforeWrite: async (act, values) => {
    if (values.voidedOn) return;
    const reason = refusalOfCard((await findPersonState(act, String(values.personId))) ?? '');
    if (reason) refuse('cards.person', reason, { path: ['personId'], status: 409 });
  },
});

/** Makes a card; what the clerk left out of station, contact, telephone and services comes from the station that serves the person. */
export async function create(act: Act, { id, draft }: { id: string; draft: Values }): Promise<Values> {
  const given = Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== null && value !== ''));
  if (given.cover === 'household' && !(await hasHousehold(act, String(given.personId)))) refuse('cards.household', '此人没有登记所属户，不能发全户卡；请先在档案里登记', { path: ['cover'] });
  return createRow(act, contactCards, id, { ...defaultsOf(act, await stationFor(act, given)), ...given });
}

async function stationFor(act: Act, given: Values): Promise<Station | undefined> {
  return given.unitId ? findStation(act, String(given.unitId)) : findStationOf(act, String(given.personId));
}

function defaultsOf(act: Act, station: Station | undefined): Values {
  const said = station ? { unitId: station.id, staffName: station.staffName, phone: station.phone, services: station.services ?? DEFAULT_SERVICES } : {};
  return { ...said, issuedOn: act.today, issuedBy: act.actor.name };
}

/** 挂失、作废: the card is void from today; what it leads to is the station's page. Repeating changes nothing. */
export async function makeVoid(act: Act, { id, reason, note }: { id: string; reason: string; note?: string }): Promise<Values> {
  const card = (await rawRow(act, ContactCard, id, true)) ?? notFound(ContactCard.label);
  if (card.state === 'valid') {
    await voidCards(act, sql`c.id = ${id}`, { reason: sql`${reason}`, note: note ?? (reason === 'lost' ? '挂失' : '作废') });
    await rowsWritten(act, contactCards, sql`r.county_code = ${act.scope.county} and r.id = ${id}`);
  }
  act.note({ record: ContactCard.name, rowId: id, reason: note, detail: { reason } });
  return getRow(act, contactCards, id);
}

/** 恢复有效: takes a void back, for a card that turned up or a person who was revived. A withdrawn or replaced card stays void. */
export async function makeValid(act: Act, { id }: { id: string }): Promise<Values> {
  const card = (await rawRow(act, ContactCard, id, true)) ?? notFound(ContactCard.label);
  if (card.state === 'valid') return getRow(act, contactCards, id);
  if (card.void_reason === 'replaced') refuse('cards.replaced', '这张卡已换发，请使用新卡', { status: 409 });
  if (card.void_reason === 'withdrawn') refuse('cards.withdrawn', '这张卡随整批撤销作废，请重新发卡', { status: 409 });
  return updateRow(act, contactCards, id, card.version, { voidedOn: null, voidReason: null, voidNote: null });
}

/** 换发: the card becomes void and a new one with a token of its own takes its place, in one act; station and contact as they are today. */
export async function reissue(act: Act, { id, cardId, reason, note }: { id: string; cardId: string; reason: string; note?: string }): Promise<Values> {
  const made = await rawRow(act, ContactCard, id);
  if (made) return getRow(act, contactCards, id);
  const former = (await rawRow(act, ContactCard, cardId, true)) ?? notFound(ContactCard.label);
  if (former.void_reason === 'replaced') refuse('cards.replaced', '这张卡已换发过，请在新卡上办理', { status: 409 });
  await voidCards(act, sql`c.id = ${cardId}`, { reason: sql`${reason}`, note: note ?? '换发' });
  act.note({ detail: { former: cardId, reason } });
  const personId = String(former.person_id);
  return createRow(act, contactCards, id, { ...defaultsOf(act, await findStationOf(act, personId)), personId, cover: former.cover });
}

/** What a bulk issue would do in a division: counts, the contacts that the cards will name, and the latest issues. */
export async function look(act: Act, { division }: { division: string }): Promise<IssueLook> {
  const cardless = await listCardless(act, division, MOST_AT_ONCE + 1);
  const stations = await stationsOf(act, cardless.map(({ unitId }) => unitId));
  const persons = new Map<string, number>();
  for (const { unitId } of cardless) persons.set(unitId ?? '', (persons.get(unitId ?? '') ?? 0) + 1);
  return {
    waiting: cardless.length, holding: await countHolding(act, division), runs: await listRuns(act, division),
    stations: [...persons].map(([unitId, count]) => {
      const station = stations.get(unitId);
      return { unitName: station?.name ?? '（没有服务站）', staffName: station?.staffName ?? null, phone: station?.phone ?? null, persons: count, ready: isReady(station) };
    }),
  };
}

/** 整村发卡: a card for every registered person of the division who has none, of their own or of their household; one act, undone by `withdraw`. Repeating under the same id makes none twice. */
export async function issueAll(act: Act, { id, division }: { id: string; division: string }): Promise<{ id: string; issued: number }> {
  await lockIssuing(act);
  const done = await findRun(act, id);
  if (done) return { id, issued: done.issued };
  if (division < act.scope.from || division > act.scope.to) refuse('division.scope', '所属区划不在您的管辖范围内', { path: ['division'] });
  const cardless = await listCardless(act, division, MOST_AT_ONCE + 1);
  if (cardless.length === 0) refuse('cards.none', '这里的在册对象都有有效的联系卡，没有要发的', { status: 409 });
  if (cardless.length > MOST_AT_ONCE) refuse('cards.many', `一次最多发 ${MOST_AT_ONCE} 张，请按乡镇或村分别发卡`, { path: ['division'] });
  const stations = await stationsOf(act, cardless.map(({ unitId }) => unitId));
  const unready = [...new Set(cardless.map(({ unitId }) => unitId))].find((unitId) => !isReady(stations.get(unitId ?? '')));
  if (unready !== undefined) refuse('cards.contact', `“${stations.get(unready ?? '')?.name ?? '这里的服务站'}”还没有联系人或电话，请先在“联系点”登记`, { path: ['division'] });
  await insertRun(act, id, division, cardless.length);
  await insertCards(act, id, act.actor.name, cardless.map(({ personId, divisionCode, unitId }) => {
    const station = stations.get(unitId!)!;
    return { id: newId(), person_id: personId, division_code: divisionCode, unit_id: station.id, staff_name: station.staffName!, phone: station.phone!, services: station.services ?? DEFAULT_SERVICES, ...freshToken(act.house.keys) };
  }));
  await rowsWritten(act, contactCards, sql`r.county_code = ${act.scope.county} and r.issue_run_id = ${id}`);
  act.note({ record: ContactCard.name, detail: { run: id, division, issued: cardless.length } });
  return { id, issued: cardless.length };
}

const isReady = (station: Station | undefined): boolean => Boolean(station?.staffName && station.phone);

async function stationsOf(act: Act, ids: (string | null)[]): Promise<Map<string, Station>> {
  const wanted = [...new Set(ids.filter((id): id is string => id !== null))];
  const found = await listStations(act.tx, act.scope.county, sql`u.id = any(${wanted}::uuid[])`);
  return new Map(found.map((station) => [station.id, station]));
}

/** 整批撤销: the cards of a bulk issue that are still valid become void, because some may be printed already. Repeating changes nothing. */
export async function withdraw(act: Act, { id }: { id: string }): Promise<{ withdrawn: number }> {
  const run = (await findRun(act, id)) ?? notFound('这次发卡');
  if (run.withdrawn !== null) return { withdrawn: run.withdrawn };
  const gone = await voidCards(act, sql`c.issue_run_id = ${id}`, { reason: sql`'withdrawn'`, note: '整批撤销发卡' });
  await withdrawRun(act, id, gone.length);
  await rowsWritten(act, contactCards, sql`r.county_code = ${act.scope.county} and r.issue_run_id = ${id}`);
  act.note({ record: ContactCard.name, detail: { run: id, withdrawn: gone.length } });
  return { withdrawn: gone.length };
}
