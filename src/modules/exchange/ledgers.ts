import { type AnyContractProcedure, type AnyContractRouter, isContractProcedure } from '@orpc/contract';
import { levelOf } from '#base/pure/division.ts';
import type { OperationMeta } from '#base/pure/operation.ts';
import type { RecordType } from '#base/pure/record.ts';
import { notFound, refuse } from '#base/pure/refusal.ts';
import type { Act, Actor, House } from '#base/server/house.ts';
import type { Store } from '#base/server/records/store.ts';
import type { Ledger } from './schema.ts';

/** A record as a ledger: its store, and the permissions of its list and of adding to it (undefined where nobody may). */
export type LedgerStore = { store: Store; read: string | undefined; write: string | undefined };

/** 数据差异 holds values of many ledgers, each with its own permission: it is looked at and decided, not taken out. */
const UNTAKEN = 'exchange.difference';

/** Every operation of a module's contract. */
function* proceduresOf(contract: AnyContractRouter): Generator<AnyContractProcedure> {
  if (isContractProcedure(contract)) yield contract;
  else for (const inner of Object.values(contract)) yield* proceduresOf(inner as AnyContractRouter);
}

/** The permission that a record's own operation asks for: what may not be listed or added by hand may not be exported or imported. */
function permissionOf(house: House, path: string, method: string): string | undefined {
  for (const module of house.modules) {
    for (const procedure of proceduresOf(module.operations)) {
      const { route, meta } = procedure['~orpc'];
      if (route.path === path && route.method === method) return (meta as OperationMeta).permission;
    }
  }
  return undefined;
}

/** The ledger of a record; refuses an unknown name. */
export function ledgerOf(house: House, name: string): LedgerStore {
  const store = house.stores.get(name) ?? [...house.stores.values()].find(({ type }) => type.ledger === name || type.label === name) ?? notFound(`台账“${name}”`);
  return { store, read: permissionOf(house, store.type.path, 'GET'), write: permissionOf(house, store.type.path, 'POST') };
}

/** Whether somebody may import into a ledger: as by hand, with its permission, and at the county where the county alone keeps it. */
function mayImport(actor: Actor, type: RecordType, write: string | undefined): boolean {
  return write !== undefined && actor.permissions.has(write) && (type.keptBy !== 'county' || levelOf(actor.division) === 'county');
}

/** The ledger, for somebody who may import into it; refuses others. */
export function importableLedger(house: House, actor: Actor, name: string): Store {
  const { store, write } = ledgerOf(house, name);
  if (!mayImport(actor, store.type, write)) refuse('forbidden', `您的岗位不能导入${store.type.ledger}`, { status: 403 });
  return store;
}

/** The ledger, for somebody who may see it; refuses others. */
export function readableLedger(house: House, actor: Actor, name: string): Store {
  const { store, read } = ledgerOf(house, name);
  if (!read || !actor.permissions.has(read)) refuse('forbidden', `您的岗位不能查看${store.type.ledger}`, { status: 403 });
  return store;
}

/** The ledger, for somebody who may take its rows out: whoever may export, or write this ledger. */
export function exportableLedger(house: House, actor: Actor, name: string): Store {
  const { store, read, write } = ledgerOf(house, name);
  const may = read !== undefined && actor.permissions.has(read) && (actor.permissions.has('exchange.export') || (write !== undefined && actor.permissions.has(write)));
  if (!may || store.type.name === UNTAKEN) refuse('forbidden', `您的岗位不能导出${store.type.ledger}`, { status: 403 });
  return store;
}

/** The ledgers that somebody may import or export, in the order of the modules. */
export function ledgersFor(act: Act): Ledger[] {
  const { house, actor } = act;
  const all = [...house.stores.values()].map(({ type }) => {
    const { read, write } = ledgerOf(house, type.name);
    const canImport = mayImport(actor, type, write);
    const canExport = type.name !== UNTAKEN && read !== undefined && actor.permissions.has(read) && ((write !== undefined && actor.permissions.has(write)) || actor.permissions.has('exchange.export'));
    const line = type.name.split('.')[0]!;
    return { name: type.name, label: type.ledger, path: type.path, line: house.modules.find((module) => module.name === line)?.label ?? line, canImport, canExport };
  });
  return all.filter((one) => one.canImport || one.canExport);
}
