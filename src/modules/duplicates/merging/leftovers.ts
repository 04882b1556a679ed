import { type AnyContractRouter, isContractProcedure } from '@orpc/contract';
import { sql } from 'kysely';
import type { RecordType, Values } from '#base/pure/record.ts';
import type { Act } from '#base/server/house.ts';
import { printValue } from '#base/server/records/columns.ts';
import { listRows } from '#base/server/records/list.ts';
import { Person } from '#modules/registry/schema.ts';
import type { Leftover } from '../schema/answers.ts';
import type { Catalog } from './catalog.ts';

/** What an undo left to the clerk, as it is kept: which row of which ledger, and why in words; `gone` where that row is no more. */
export type KeptLeftover = { record: string; id: string; why: string; gone?: true };

/** The most rows added since a merge that are named one by one. */
const MOST = 200;

/** Rows that were added to the kept file since the merge: nobody but the clerk knows whose they are. Those the product makes itself are not asked about. */
export async function addedSince(act: Act, catalog: Catalog, merge: { kept_id: string; gone_name: string; merged_at: string }): Promise<KeptLeftover[]> {
  const found: KeptLeftover[] = [];
  for (const { place, column, record, of } of catalog.referencesTo(Person.name)) {
    if (!record || of || !writtenByHand(act, record) || found.length >= MOST) continue;
    const { rows } = await sql<{ id: string }>`select x.id from ${sql.table(place)} x join house.change c on c.county_code = x.county_code and c.record = ${place} and c.row_id = x.id and c.version = 1 and c.act in ('create', 'import') and c.at > ${merge.merged_at}
      where x.county_code = ${act.scope.county} and ${sql.ref(`x.${column}`)} = ${merge.kept_id} order by c.at, x.id limit ${MOST - found.length}`.execute(act.tx);
    for (const { id } of rows) if (!found.some((one) => one.record === record.name && one.id === id)) found.push({ record: record.name, id, why: `合并后登记的，仍在保留的档案；是“${merge.gone_name}”的，请改到那份档案` });
  }
  return found;
}

/** Whether clerks add rows of a ledger: its module offers an operation that does. */
function writtenByHand(act: Act, type: RecordType): boolean {
  const adds = (contract: AnyContractRouter): boolean => (isContractProcedure(contract) ? contract['~orpc'].route.path === type.path && contract['~orpc'].route.method === 'POST' : Object.values(contract).some((inner) => adds(inner as AnyContractRouter)));
  return act.house.modules.some((module) => adds(module.operations));
}

/** Leftovers in words: each with the ledger's name, the row's first facts and where it is opened, for whoever may read that ledger; one query a ledger. */
export async function named(act: Act, kept: readonly KeptLeftover[]): Promise<Leftover[]> {
  const titles = new Map<string, string>();
  for (const record of new Set(kept.map((one) => one.record))) {
    const store = act.house.stores.get(record);
    if (!store || !act.actor.permissions.has(`${record.split('.')[0]}.read`)) continue;
    const ids = [...new Set(kept.filter((one) => one.record === record && !one.gone).map((one) => one.id))];
    if (ids.length === 0) continue;
    for (const row of (await listRows(act, store, { page: 1, size: ids.length, ids })).rows) titles.set(`${record}/${String(row.id)}`, factsOf(store.type, row));
  }
  return kept.map(({ record, id, why }) => {
    const type = act.house.records.get(record);
    const title = titles.get(`${record}/${id}`);
    return { record, label: type?.label ?? record, title: title ?? '', path: type && title !== undefined ? `${type.path}/${id}` : null, why };
  });
}

/** The first facts of a row as its list shows them, masked where sealed; the person it hangs on only where nothing else says which row it is. */
function factsOf(type: RecordType, row: Values): string {
  const labels = row.labels as Record<string, string>;
  const words = (name: string) => labels[name] ?? (type.fields[name]?.sealed ? String(row[name] ?? '') : (printValue(type.fields[name]!, row[name]) ?? ''));
  const facts = type.list.filter((name) => type.fields[name] && type.fields[name].kind !== 'reference').map(words).filter(Boolean).slice(0, 3);
  return facts.length > 0 ? facts.join(' ') : words(type.title);
}
