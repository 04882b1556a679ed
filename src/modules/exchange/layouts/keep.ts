import { sql } from 'kysely';
import type { Values } from '#base/pure/record.ts';
import { notFound } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { createRow, newId, rawRow, updateRow } from '#base/server/records/write.ts';
import { decode } from '#base/server/records/columns.ts';
import { ledgerOf, readableLedger } from '../ledgers.ts';
import { KEY_TARGET, targetsOf } from '../reading/targets.ts';
import { Layout, LayoutColumn } from '../schema/layout.ts';
import type { Target } from '../schema.ts';
import { type LayoutName, layoutsFor } from './layout.ts';
import { layoutColumns, layouts, refuseUnknownLedger } from './stores.ts';

/** The values with the ledger under its own name, whichever of its names was given; refuses a ledger that is not there. */
function named(act: Act, values: Values): Values {
  refuseUnknownLedger(act, values.ledger);
  return typeof values.ledger === 'string' ? { ...values, ledger: ledgerOf(act.house, values.ledger.trim()).store.type.ledger } : values;
}

/** Makes a layout; refuses one for a ledger that is not there. */
export function createLayout(act: Act, { id, draft }: { id: string; draft: Values }): Promise<Values> {
  return createRow(act, layouts, id, named(act, draft));
}

/** Corrects a layout. */
export function updateLayout(act: Act, { id, version, change }: { id: string; version: number; change: Values }): Promise<Values> {
  return updateRow(act, layouts, id, version, named(act, change));
}

/** The layouts that a ledger can be imported or exported in. */
export function layoutsOfLedger(act: Act, { ledger, direction }: { ledger: string; direction: 'import' | 'export' }): Promise<LayoutName[]> {
  return layoutsFor(act, readableLedger(act.house, act.actor, ledgerOf(act.house, ledger).store.type.name).type, direction);
}

/** What the columns of a layout can hold of its ledger. */
export async function targetsOfLayout(act: Act, { id }: { id: string }): Promise<Target[]> {
  const row = (await rawRow(act, Layout, id)) ?? notFound(Layout.label);
  return targetsOf(act.house, ledgerOf(act.house, String(row.ledger).trim()).store.type).filter(({ target }) => target !== KEY_TARGET);
}

/** Copies a layout with its columns under another name, at the copier's own place and 待核实; repeating is harmless. */
export async function copyLayout(act: Act, { id, copyId, name }: { id: string; copyId: string; name: string }): Promise<{ done: true }> {
  const row = (await rawRow(act, Layout, id)) ?? notFound(Layout.label);
  if (await rawRow(act, Layout, copyId)) return { done: true };
  await createRow(act, layouts, copyId, { ...decode(Layout, row, act.house.keys), name, verified: 'unverified' });
  const { rows } = await sql<Record<string, unknown>>`select * from exchange.layout_column where county_code = ${act.scope.county} and layout_id = ${id} order by position`.execute(act.tx);
  for (const column of rows) await createRow(act, layoutColumns, newId(), { ...decode(LayoutColumn, column, act.house.keys), layoutId: copyId });
  return { done: true };
}
