import type { Field, Values } from '#base/pure/record.ts';
import { labelOf } from '#base/pure/codes.ts';
import { todayIn } from '#base/pure/day.ts';
import { printYuan } from '#base/pure/fen.ts';
import { maskOf } from '#base/pure/mask.ts';
import { notFound, refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { decode, printValue } from '#base/server/records/columns.ts';
import { getRow, listRows } from '#base/server/records/list.ts';
import type { Store } from '#base/server/records/store.ts';
import { rawRow } from '#base/server/records/write.ts';
import { findConfirmation, keepConfirmation, lastConfirmations, listConfirmations, withdrawKept } from './queries/confirmations.ts';
import { lookersOf } from './queries/lookers.ts';
import { birthsOf, countSections, findPartYear, listHousehold, listKinOf, plainRows } from './queries/sections.ts';
import { serviceOf } from './rules/ages.ts';
import { type Protection, protectionOf, shownName } from './rules/minors.ts';
import { Person } from './schema.ts';
import { type Confirmation, FILE_SECTIONS, type FileEntry, type FileOverview, type FileSection, type Look, type OpenedSection, ownFields, recordFields, sectionOf, type WholeFile } from './schema/file.ts';

const MOST_ROWS = 200;
/** What a line of a paper shows of a minor's number or telephone, whoever asks. */
const PROTECTED = '未成年人，不显示';

const personStore = (act: Act): Store => act.house.stores.get(Person.name)!;
const mayReveal = (act: Act) => act.actor.permissions.has('registry.reveal');
const openTo = (act: Act) => FILE_SECTIONS.filter((one) => !one.restricted || mayReveal(act));

/** The head of a person's file; restricted sections only for those who may open them. */
export async function overview(act: Act, { id }: { id: string }): Promise<FileOverview> {
  const person = await getRow(act, personStore(act), id);
  const [counts, confirmed, part] = [await countSections(act, id), await lastConfirmations(act, id), await findPartYear(act)];
  return {
    age: (person.age as number | null) ?? null,
    service: serviceOf(person.enlistedOn as string | null, person.dischargedOn as string | null, part),
    sections: openTo(act).map(({ key, label }) => ({ key, label, rows: counts.get(key)?.rows ?? 0, confirmed: confirmed.get(key) ?? null, changedAt: counts.get(key)?.changedAt ?? null })),
  };
}

/** The rows of one section of a person's file; opening it is kept in the audit. Names of kin are shown, of minors masked. */
export async function openSection(act: Act, { id, section: key }: { id: string; section: string }): Promise<OpenedSection> {
  const section = openable(act, key);
  await getRow(act, personStore(act), id);
  act.note({ record: Person.name, rowId: id, detail: { section: key } });
  const rows = section.record ? await rowsOf(act, section, id) : [];
  if (key !== 'family') return { rows: rows as OpenedSection['rows'], kinOf: [], household: [] };
  const household = await listHousehold(act, id);
  return {
    rows: (await namedKin(act, id, rows)) as OpenedSection['rows'], kinOf: await listKinOf(act, id),
    household: household.map(({ birthOn, ...one }) => ({ ...one, name: shownName(one.name, protectionOf({ birthOn }, act.today)) })),
  };
}

function openable(act: Act, key: string): FileSection {
  const section = sectionOf(key) ?? notFound('这一栏');
  if (section.restricted && !mayReveal(act)) refuse('forbidden', `您的岗位不能查看${section.label}`, { status: 403 });
  return section;
}

const wholeStores = new WeakMap<Store, Store>();

/** A store that answers every field with its mask, not only those of the list. */
function wholeStore(act: Act, section: FileSection): Store {
  const store = act.house.stores.get(section.record!.name)!;
  const known = wholeStores.get(store) ?? { ...store, type: { ...store.type, list: Object.keys(store.type.fields) } };
  wholeStores.set(store, known);
  return known;
}

async function rowsOf(act: Act, section: FileSection, personId: string): Promise<Values[]> {
  return (await listRows(act, wholeStore(act, section), { page: 1, size: MOST_ROWS, filters: { personId: [personId] } })).rows;
}

/** Kin as the person's page shows them: adults by name, minors masked, also where they have a file of their own. */
async function namedKin(act: Act, personId: string, rows: Values[]): Promise<Values[]> {
  const plain = await plainRows(act, sectionOf('family')!.record!, personId);
  const births = await birthsOf(act, rows.flatMap((row) => (row.memberId ? [String(row.memberId)] : [])));
  return rows.map((row) => {
    const own = plain.get(String(row.id)) ?? {};
    const member = births.get(String(row.memberId ?? ''));
    const protection = protectionOf({ ...own, birthOn: (own.birthOn as string | null) ?? member?.birthOn }, act.today);
    const labels = row.labels as Record<string, string>;
    const title = labels.memberId ? { memberId: shownName(labels.memberId, protection) } : {};
    return { ...row, name: typeof own.name === 'string' ? shownName(own.name, protection) : null, protection, labels: { ...labels, ...title } };
  });
}

/** Keeps that a section holds as it stands; a repeated id changes nothing. */
export async function confirm(act: Act, { id, personId, section }: { id: string; personId: string; section: string }): Promise<Confirmation> {
  openable(act, section);
  const person = await getRow(act, personStore(act), personId);
  await keepConfirmation(act, id, personId, String(person.divisionCode), section);
  act.note({ record: Person.name, rowId: personId, detail: { section } });
  return (await findConfirmation(act, id)) ?? notFound('核对记录');
}

/** Takes a confirmation back on the day it was given, by whoever gave it. */
export async function withdrawConfirmation(act: Act, { id }: { id: string }): Promise<{ done: true }> {
  const kept = (await findConfirmation(act, id)) ?? notFound('核对记录');
  if (!kept.mine) refuse('confirmation.other', `这次核对由${kept.by}登记，只有本人可以撤回`, { status: 409 });
  if (todayIn('Asia/Shanghai', new Date(kept.at)) !== act.today) refuse('confirmation.past', '只能撤回当天的核对；情况有变的请直接修改', { status: 409 });
  await withdrawKept(act, id);
  act.note({ record: Person.name, rowId: kept.personId, detail: { section: kept.section } });
  return { done: true };
}

/** Every confirmation of a person's file, newest first. */
export async function confirmations(act: Act, { id }: { id: string }): Promise<Confirmation[]> {
  await getRow(act, personStore(act), id);
  return (await listConfirmations(act, id)).filter((one) => openTo(act).some(({ key }) => key === one.section));
}

/** The whole file in words, sealed values masked. */
export function wholeFile(act: Act, { id }: { id: string }): Promise<WholeFile> {
  return fileInWords(act, id, false);
}

/** The whole file in words with sealed values in full, for a paper that the person signs or takes along; the reason goes into the audit. What protects minors stays masked. */
export function fileInFull(act: Act, { id, reason }: { id: string; reason: string }): Promise<WholeFile> {
  act.note({ reason, always: true });
  return fileInWords(act, id, true);
}

async function fileInWords(act: Act, id: string, full: boolean): Promise<WholeFile> {
  const person = await getRow(act, personStore(act), id);
  const plain = full ? decode(Person, (await rawRow(act, Person, id)) ?? {}, act.house.keys) : undefined;
  act.note({ record: Person.name, rowId: id, detail: { full } });
  const confirmed = await lastConfirmations(act, id);
  const sections: WholeFile['sections'] = [];
  for (const section of openTo(act)) {
    const own = ownFields(section).map(([name, field]) => entryOf(name, field, person, plain));
    sections.push({ key: section.key, label: section.label, own, rows: section.record ? await rowsInWords(act, section, id, full) : [], confirmed: confirmed.get(section.key) ?? null });
  }
  return { id, name: String(person.name), place: (person.labels as Record<string, string>).divisionCode ?? '', full, sections };
}

async function rowsInWords(act: Act, section: FileSection, personId: string, full: boolean): Promise<FileEntry[][]> {
  const shown = await rowsOf(act, section, personId);
  const rows = section.key === 'family' ? await namedKin(act, personId, shown) : shown;
  const plain = full ? await plainRows(act, section.record!, personId) : undefined;
  return rows.map((row) => recordFields(section).map(([name, field]) => {
    if (section.key === 'family' && name === 'name') return { name, label: field.label, value: row.name as string | null, hidden: row.protection !== 'none' };
    const guarded = (row.protection as Protection | undefined) ?? 'none';
    if (guarded !== 'none' && field.sealed) return { name, label: field.label, value: row[name] ? PROTECTED : null, hidden: Boolean(row[name]) };
    return entryOf(name, field, row, plain?.get(String(row.id)));
  }));
}

/** One value in words: of `plain` where it may be shown in full, else of the masked row. */
function entryOf(name: string, field: Field, row: Values, plain?: Values): FileEntry {
  const labels = row.labels as Record<string, string>;
  if (field.kind === 'reference') return { name, label: field.label, value: row[name] ? (labels[name] ?? '（不在管辖范围内）') : null, hidden: false };
  if (plain && name in plain && (field.sealed || field.withheldBeside)) return { name, label: field.label, value: words(field, plain[name]), hidden: false };
  return { name, label: field.label, value: field.sealed ? ((row[name] as string | null) ?? null) : words(field, row[name]), hidden: Boolean(field.sealed && row[name]) };
}

function words(field: Field, value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (field.kind === 'fen') return `${printYuan(BigInt(String(value)))} 元`;
  if (field.kind === 'code') return labelOf(field.codes!, String(value));
  if (field.kind === 'bankCard') return maskOf('bankCard', String(value));
  return printValue(field, value);
}

/** Who looked at the file, what, and why: for the person themselves. */
export async function lookers(act: Act, { id }: { id: string }): Promise<Look[]> {
  await getRow(act, personStore(act), id);
  act.note({ record: Person.name, rowId: id });
  return lookersOf(act, id);
}
