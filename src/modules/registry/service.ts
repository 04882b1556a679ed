import { type RawBuilder, sql } from 'kysely';
import { strokeKey } from '#base/pure/nameOrder.ts';
import { sortKey } from '#base/pure/personName.ts';
import type { Values } from '#base/pure/record.ts';
import { refuse } from '#base/pure/refusal.ts';
import type { Act, Handlers } from '#base/server/house.ts';
import { bringAlong } from '#base/server/records/follow.ts';
import { recordHandlers } from '#base/server/records/handlers.ts';
import { getRow } from '#base/server/records/list.ts';
import { store } from '#base/server/records/store.ts';
import { confirm, confirmations, fileInFull, lookers, openSection, overview, wholeFile, withdrawConfirmation } from './personFile.ts';
import { bringConfirmations } from './queries/confirmations.ts';
import { findHolder, suggestPersons } from './queries/hints.ts';
import { householdMatch } from './queries/households.ts';
import { personMatch } from './queries/matching.ts';
import { keepLeaving } from './queries/leaving.ts';
import { beginRoles, endRoles, hasEndedRoles, rowsToRoles } from './queries/roles.ts';
import { addKeys, AGE, agedBetween, dropKeys, dropStaleKeys, holdsRole, inPortions, numberIndex, personSearch, searchKeys } from './queries/search.ts';
import { timelineOf } from './queries/timeline.ts';
import { Household, Person, PersonRole } from './schema.ts';
import type { TimelineEntry } from './schema/answers.ts';
import { Nickname } from './schema/nickname.ts';
import { sectionStores } from './sectionStores.ts';

/** 服务对象台账: search tokens and role rows are kept in step after every write, by hand and by import; what hangs on a person who moves goes along. */
export const persons = store(Person, {
  search: personSearch,
  filters: { age: agedBetween, roles: holdsRole },
  computed: { age: AGE },
  orders: { name: sql`r.name_pinyin`, nameStrokes: sql`r.name_strokes` },
  columns: (values, keys) => ({ search_keys: searchKeys(values, keys), name_pinyin: sortKey(String(values.name ?? '')), name_strokes: strokeKey(String(values.name ?? '')) }),
  match: personMatch,
  beforeWrite: refuseTakenId,
  afterWrite: async (act, rows) => {
    await keepLeaving(act, rows);
    await inPortions(act, sql`(${rows}) and r.version > 1`, async (ids) => {
      await dropStaleKeys(act, ids);
      await endRoles(act, ids);
      await bringAlong(act, Person, ids);
      await bringConfirmations(act, ids);
    });
    await addKeys(act, rows);
    await beginRoles(act, rows);
  },
  beforeRemove: beforePersonsGo,
});

/** 户台账. */
export const households = store(Household, { match: householdMatch });

/** 村庄俗称台账. */
export const nicknames = store(Nickname);

/** 身份记录台账. */
export const roles = store(PersonRole, {
  afterWrite: (act, rows) => rowsToRoles(act, rows),
  beforeRemove: (act, rows) => rowsToRoles(act, rows, true),
});

/** Says whose id it is, where the writer may see that person; elsewhere the unique constraint refuses without a name. */
async function refuseTakenId(act: Act, values: Values, id: string): Promise<void> {
  if (!values.citizenId) return;
  const holder = await findHolder(act, numberIndex('citizenId', String(values.citizenId), act.house.keys), id);
  if (holder) refuse('registry.taken', `该身份证号已登记在“${holder.name}”（${holder.place}）名下，请直接修改该档案`, { status: 409, path: ['citizenId'], detail: { id: holder.id } });
}

/** A file entered by mistake goes with its tokens and role rows; a person with ended roles has a history and is not removed. */
function beforePersonsGo(act: Act, rows: RawBuilder<unknown>): Promise<void> {
  return inPortions(act, rows, async (ids) => {
    if (await hasEndedRoles(act, ids)) refuse('registry.history', '此人有已终止的身份记录，不能删除；去世或迁出的请修改在册状态', { status: 409 });
    await dropKeys(act, ids);
  });
}

/** What the county did for one person, with the days of their own service. */
async function timeline(act: Act, { id }: { id: string }): Promise<TimelineEntry[]> {
  const person = await getRow(act, persons, id);
  act.note({ record: Person.name, rowId: id });
  const own = (['enlistedOn', 'dischargedOn', 'reportedOn', 'diedOn'] as const).flatMap((name) =>
    person[name] ? [{ on: String(person[name]), record: Person.name, recordLabel: Person.label, rowId: id, path: `${Person.path}/${id}`, text: Person.fields[name].label.replace(/时间|日期/, '') }] : []);
  return [...(await timelineOf(act, id)), ...own].toSorted((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0));
}

/** The handlers of 建档立卡. */
export const registryHandlers = {
  persons: recordHandlers(persons),
  households: recordHandlers(households),
  nicknames: recordHandlers(nicknames),
  roles: recordHandlers(roles),
  identityPapers: recordHandlers(sectionStores.identityPapers),
  partyStandings: recordHandlers(sectionStores.partyStandings),
  schoolings: recordHandlers(sectionStores.schoolings),
  kin: recordHandlers(sectionStores.kin),
  livelihoods: recordHandlers(sectionStores.livelihoods),
  healthStates: recordHandlers(sectionStores.healthStates),
  serviceDetails: recordHandlers(sectionStores.serviceDetails),
  awards: recordHandlers(sectionStores.awards),
  penalties: recordHandlers(sectionStores.penalties),
  settlementDetails: recordHandlers(sectionStores.settlementDetails),
  disabilityDetails: recordHandlers(sectionStores.disabilityDetails),
  bereavements: recordHandlers(sectionStores.bereavements),
  collections: recordHandlers(sectionStores.collections),
  file: { overview, section: openSection, confirm, withdraw: withdrawConfirmation, confirmations, whole: wholeFile, full: fileInFull, lookers },
  timeline,
  suggest: (act: Act, { text }: { text: string }) => suggestPersons(act, text),
} satisfies Handlers;
