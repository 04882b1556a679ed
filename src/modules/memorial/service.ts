import { notFound, refuse } from '#base/pure/refusal.ts';
import type { Act, Handlers } from '#base/server/house.ts';
import { recordHandlers } from '#base/server/records/handlers.ts';
import { type Found, store } from '#base/server/records/store.ts';
import { createRow, newId, rawRow, removeRow, restoreRow } from '#base/server/records/write.ts';
import { findCountyName, findDoubleName, findMerge, insertMerge, listKnownNames, repoint, updateUndone } from './queries.ts';
import { recogniser } from './rules.ts';
import { Alias, Organisation, Site, Visit } from './schema.ts';

/** 烈士纪念设施台账. */
export const sites = store(Site);
/** 来访单位别名; a name means one organisation. */
export const aliases = store(Alias, { afterWrite: refuseDoubleName });
/** 祭扫台账. */
export const visits = store(Visit);
/** The dictionary; sheets find its rows by full name, alias or equal writing. */
export const organisations = store(Organisation, {
  afterWrite: refuseDoubleName,
  match: { columns: [{ key: 'name', label: '来访单位', synonyms: ['单位名称', '单位', '祭扫单位'] }], find: findOrganisations },
});

/** A name means one organisation: a merged name does not come back as a row of its own, by hand or by import. */
async function refuseDoubleName(act: Act): Promise<void> {
  const double = await findDoubleName(act);
  if (double) refuse('organisation.alias', `“${double.name}”已是“${double.own}”的别名，不能另作单位`, { status: 409, path: ['name'] });
}

async function findOrganisations(act: Act, wanted: Record<string, string>[]): Promise<Found[]> {
  const known = await listKnownNames(act);
  const recognise = recogniser(known, await findCountyName(act));
  const byId = new Map(known.map((one) => [one.organisationId, one]));
  const answers = new Map<string, Found>();
  return wanted.map(({ name = '' }) => {
    const seen = answers.get(name);
    if (seen) return seen;
    const meant = recognise(name);
    const answer: Found = !meant
      ? { reason: `来访单位字典里没有“${name}”，请先登记单位或别名` }
      : 'id' in meant
        ? { id: meant.id, divisionCode: byId.get(meant.id)!.divisionCode }
        : { candidates: meant.candidates, reason: `“${name}”可能是${meant.candidates.map((id) => byId.get(id)!.own).join('、')}，请选择` };
    answers.set(name, answer);
    return answer;
  });
}

async function mergeOrganisations(act: Act, { id, keep, drop }: { id: string; keep: string; drop: string }) {
  const known = await findMerge(act, id);
  if (known) return { id, visits: known.visit_ids.length, alias: String((await rawRow(act, Alias, known.alias_id))?.name ?? '') };
  if (keep === drop) refuse('merge.same', '不能把单位与自身合并', { path: ['drop'] });
  const [first, second] = [keep, drop].toSorted();
  await rawRow(act, Organisation, first!, true);
  await rawRow(act, Organisation, second!, true);
  const kept = (await rawRow(act, Organisation, keep)) ?? notFound('保留的单位');
  const dropped = (await rawRow(act, Organisation, drop)) ?? notFound('并入的单位');
  const reason = `并入“${String(kept.name)}”`;
  const visitIds = await repoint(act, 'memorial.visit', drop, keep, reason);
  const aliasIds = await repoint(act, 'memorial.alias', drop, keep, reason);
  await removeRow(act, organisations, drop, dropped.version, reason);
  const aliasId = newId();
  await createRow(act, aliases, aliasId, { name: dropped.name, organisationId: keep });
  await insertMerge(act, { id, kept_id: keep, dropped_id: drop, alias_id: aliasId, visit_ids: visitIds, alias_ids: aliasIds }, String(kept.division_code));
  act.note({ record: Organisation.name, rowId: keep, reason, detail: { dropped: drop, visits: visitIds.length } });
  return { id, visits: visitIds.length, alias: String(dropped.name) };
}

async function undoMerge(act: Act, { id }: { id: string }): Promise<{ done: true }> {
  const merge = (await findMerge(act, id)) ?? notFound('合并记录');
  if (merge.undone_at) return { done: true };
  if (!(await rawRow(act, Organisation, merge.kept_id))) refuse('merge.later', '保留的单位后来又被合并或删除，请先撤销其后的合并', { status: 409 });
  const alias = await rawRow(act, Alias, merge.alias_id, true);
  if (alias) await removeRow(act, aliases, merge.alias_id, alias.version, '撤销合并');
  await restoreRow(act, organisations, merge.dropped_id);
  await repoint(act, 'memorial.visit', merge.kept_id, merge.dropped_id, '撤销合并', merge.visit_ids);
  await repoint(act, 'memorial.alias', merge.kept_id, merge.dropped_id, '撤销合并', merge.alias_ids);
  await updateUndone(act, id);
  act.note({ record: Organisation.name, rowId: merge.dropped_id, reason: '撤销合并' });
  return { done: true };
}

/** The handlers of the module's operations. */
export const memorialHandlers = {
  sites: recordHandlers(sites),
  organisations: recordHandlers(organisations),
  aliases: recordHandlers(aliases),
  visits: recordHandlers(visits),
  mergeOrganisations,
  undoMerge,
} satisfies Handlers;
