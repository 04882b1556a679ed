import { sql } from 'kysely';
import { labelOf } from '#base/pure/codes.ts';
import { isDay } from '#base/pure/day.ts';
import { printYuan } from '#base/pure/fen.ts';
import type { Field, RecordType, Values } from '#base/pure/record.ts';
import { isRefusal, notFound, refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { putAside } from '#base/server/pending.ts';
import { printValue } from '#base/server/records/columns.ts';
import { getRow } from '#base/server/records/list.ts';
import { type Store, store, type Upkeep } from '#base/server/records/store.ts';
import { createRow, keepChange, newId, rawRow } from '#base/server/records/write.ts';
import { addTermsHand, findReplaced, findTermsRow, hasAlteredTerms, hasTermsInForce, listAdditions, putTermsInForce } from '../queries/countyTerms.ts';
import { PERSONS } from '../queries/policy.ts';
import { sayAddition } from '../rules/conscripts.ts';
import { monthOf, printMonth } from '../rules/months.ts';
import { SUM_MONTHS } from '../rules/sumProspects.ts';
import { AllowanceAspect, ConscriptAddition, ConscriptTermsRecord } from '../schema/conscripts.ts';
import type { TermsKind, TermsView } from '../schema/countyTerms.ts';
import { GrantTermsRecord } from '../schema/oneOff.ts';
import { ofCounty } from './approving.ts';

const IN_FORCE = '已生效的标准不再改动；有变化的，据此起草一份，由另一人确认后代替它';
const refuseInForce = () => refuse('terms.inForce', IN_FORCE, { status: 409 });

/** What the county's own terms refuse: others than the county, and any change of what is in force, by hand and by import. */
function termsRules(kind: TermsKind, type: RecordType, words: string): Partial<Store> {
  const county = ofCounty(words);
  return {
    beforeWrite: async (act, values, id) => {
      await county.beforeWrite!(act, values, id);
      if ((await rawRow(act, type, id))?.state === 'inForce') refuseInForce();
    },
    afterWrite: async (act, rows) => {
      await county.afterWrite!(act, rows);
      await noteHands(act, kind, rows);
    },
    beforeRemove: async (act, rows) => {
      await county.beforeRemove!(act, rows);
      if (await hasTermsInForce(act, kind, rows)) refuseInForce();
    },
  };
}

/** Takes the terms first, so that what somebody else is putting in force at this moment is waited for and seen. */
async function noteHands(act: Act, kind: TermsKind, rows: Parameters<Upkeep>[1], inside = false): Promise<void> {
  await addTermsHand(act, kind, rows, inside);
  if (await hasAlteredTerms(act, kind)) refuseInForce();
}

/** 地方经济补助标准. */
export const grantTerms = store(GrantTermsRecord, termsRules('grant', GrantTermsRecord, '地方经济补助标准由县级登记'));
/** 优待金标准. */
export const conscriptTerms = store(ConscriptTermsRecord, termsRules('conscript', ConscriptTermsRecord, '优待金标准由县级登记'));

const termsOf = (rows: Parameters<Upkeep>[1]) => sql`r.id in (select r.terms_id from benefits.conscript_addition r where ${rows})`;
const county = ofCounty('优待金标准由县级登记');
/** 优待金加发: part of its terms, and changed only while those wait. */
export const conscriptAdditions = store(ConscriptAddition, {
  beforeWrite: async (act, values, id) => {
    await county.beforeWrite!(act, values, id);
    const current = await rawRow(act, ConscriptAddition, id);
    if (current && current.terms_id !== values.termsId) refuse('terms.moved', '加发项目不能移到另一份标准；请在那一份里另加', { path: ['termsId'], status: 409 });
    if (await hasTermsInForce(act, 'conscript', sql`r.county_code = ${act.scope.county} and r.id = ${String(values.termsId)}`)) refuseInForce();
  },
  afterWrite: async (act, rows) => {
    await county.afterWrite!(act, rows);
    await noteHands(act, 'conscript', termsOf(rows), true);
  },
  beforeRemove: async (act, rows) => {
    await county.beforeRemove!(act, rows);
    await addTermsHand(act, 'conscript', termsOf(rows), true);
    if (await hasTermsInForce(act, 'conscript', termsOf(rows))) refuseInForce();
  },
});

const STORES = { grant: grantTerms, conscript: conscriptTerms } as const;
/** Fields that the confirmation itself writes. */
const OWN: readonly string[] = ['state', 'madeBy', 'confirmedBy', 'confirmedOn'];

function said(field: Field, value: unknown): string | null {
  return value === null || value === undefined ? null : field.kind === 'fen' ? `${printYuan(BigInt(String(value)))} 元` : printValue(field, value);
}

/** What terms say, item by item. */
async function itemsOf(act: Act, kind: TermsKind, id: string): Promise<Map<string, string | null>> {
  const { type } = STORES[kind];
  const row = await getRow(act, STORES[kind], id);
  const fields = Object.entries(type.fields).filter(([name]) => !OWN.includes(name)).map(([name, field]): [string, string | null] => [field.label, said(field, row[name])]);
  return new Map([...fields, ...(kind === 'conscript' ? (await listAdditions(act, id)).map((one): [string, string] => [labelOf(AllowanceAspect, one.item), sayAddition({ ...one, fen: one.fen === null ? null : BigInt(one.fen) })]) : [])]);
}

/** Terms beside what they take the place of: only what differs, all of it where nothing is replaced. */
export async function lookAtTerms(act: Act, { kind, id }: { kind: TermsKind; id: string }): Promise<TermsView> {
  const { version, hands } = (await findTermsRow(act, kind, id)) ?? notFound(STORES[kind].type.label);
  const replaced = await findReplaced(act, kind, id);
  const now = await itemsOf(act, kind, id);
  const was = replaced ? await itemsOf(act, kind, replaced) : new Map<string, string | null>();
  const rows = [...new Set([...now.keys(), ...was.keys()])].map((label) => ({ label, was: was.get(label) ?? null, now: now.get(label) ?? null })).filter((row) => row.was !== row.now);
  return { version, replaces: replaced ? String((await getRow(act, STORES[kind], replaced)).title) : null, rows, why: hands.includes(act.actor.id) ? '您登记或修改过，须由另一人确认' : null };
}

/** 确认生效: by somebody who wrote nothing of it. Repeating one's own confirmation is harmless. */
export async function confirmTerms(act: Act, { kind, id, version }: { kind: TermsKind; id: string; version: number }): Promise<{ done: true }> {
  const { type } = STORES[kind];
  const row = (await findTermsRow(act, kind, id, true)) ?? notFound(type.label);
  if (row.state === 'inForce' && row.confirmedById === act.actor.id) return { done: true };
  if (row.state === 'inForce') refuse('terms.inForce', `已由${row.confirmedBy ?? '他人'}确认生效`, { status: 409 });
  if (row.version !== version) refuse('record.changed', '刚被他人改动，请核对现在的内容后再办', { status: 409 });
  if (row.hands.includes(act.actor.id)) refuse('terms.second', '登记和确认须由两个人办理', { status: 409 });
  const before = (await rawRow(act, type, id))!;
  await putTermsInForce(act, kind, id);
  const after: Values = { state: 'inForce', confirmed_by: act.actor.name, confirmed_on: act.today };
  await keepChange(act, type, id, version + 1, String(before.division_code), 'update', '确认生效', { state: 'draft', confirmed_by: null, confirmed_on: null }, after);
  await putAside(act, PERSONS, concernedBy(act, kind));
  act.note({ record: type.name, rowId: id, detail: { confirmed: true } });
  return { done: true };
}

/** Whom terms of a kind concern: whoever serves, or left the army. */
const concernedBy = (act: Act, kind: TermsKind) => sql`select p.id, p.division_code from registry.person p where p.county_code = ${act.scope.county} and ${kind === 'conscript' ? sql`(p.state = 'serving' or 'serving' = any(p.roles) or exists (select 1 from benefits.conscript_home h where h.county_code = p.county_code and h.person_id = p.id))` : sql`p.discharged_on >= ${printMonth(monthOf(act.today) - SUM_MONTHS)}`}`;

/** A title that the year or day has already is refused at its field. */
async function refusingTitle<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isRefusal(error) && error.code === 'record.duplicate') refuse('terms.title', '已有同名的标准，请换一个名称，如注明“更正”', { path: ['title'], status: 409 });
    throw error;
  }
}

/** 据此起草: the same terms for another year or day, to be changed and put in force by somebody else. They are 待核实 until held against their own document. */
export async function copyTerms(act: Act, { kind, id, newId: copy, title, from }: { kind: TermsKind; id: string; newId: string; title: string; from: string }): Promise<{ done: true }> {
  const { type } = STORES[kind];
  const row = await getRow(act, STORES[kind], id);
  const values = Object.fromEntries(Object.keys(type.fields).filter((name) => !OWN.includes(name)).map((name) => [name, row[name] ?? null]));
  if (kind === 'grant' ? !isDay(from) : !/^(19|20)\d{2}$/.test(from)) refuse('terms.from', kind === 'grant' ? '请填写从哪天起适用' : '年度应为四位数，如 2027', { path: ['from'] });
  await refusingTitle(() => createRow(act, STORES[kind], copy, { ...values, title, document: null, source: null, verification: 'unverified', ...(kind === 'grant' ? { effectiveOn: from } : { year: Number(from.slice(0, 4)) }) }));
  if (kind === 'conscript') for (const one of await listAdditions(act, id)) await createRow(act, conscriptAdditions, newId(), { termsId: copy, ...one });
  act.note({ record: type.name, rowId: copy, detail: { copied: id } });
  return { done: true };
}
