import { clientOf } from '#base/web/client.ts';
import type { Services } from '#base/web/session.tsx';
import { RECORDS } from './records.ts';

const once = <T>(make: () => Promise<T>) => {
  let made: Promise<T> | undefined;
  return () => (made ??= make().catch((error: unknown) => { made = undefined; throw error; }));
};
const organisation = once(async () => clientOf((await import('#modules/organisation/operations.ts')).organisationOperations));
const figures = once(async () => clientOf((await import('#modules/figures/operations.ts')).figuresOperations));
const exchange = once(async () => clientOf((await import('#modules/exchange/operations.ts')).exchangeOperations));
const declared = once(async () => (await figures()).declared());
const paths = new Set(RECORDS.map((one) => one.path));

/** The product's modules as the shell and the record pages use them. */
export const services: Services = {
  me: async () => (await organisation()).me(),
  places: async () => (await organisation()).divisions.tree(),
  signOut: async () => void (await fetch('/auth/sign-out', { method: 'POST', credentials: 'same-origin', headers: { 'content-type': 'application/json' }, body: '{}' })),
  tasks: async () => (await organisation()).tasks(),
  views: {
    list: async (record) => (await organisation()).views.list({ record }),
    save: async (view) => (await organisation()).views.save(view),
    remove: async (id) => (await organisation()).views.remove({ id }),
  },
  offered: async () => (await (await exchange()).ledgers()).filter((one) => one.canImport).map((one) => one.label),
  hasPage: (path) => paths.has(path),
  figure: async (key) => (await declared()).find((one) => one.key === key),
  importAddress: (record) => `/exchange/imports/new?ledger=${record}`,
  exportAddress: (record, query) => `/exchange/exports/new?ledger=${record}${query ? `&${query}` : ''}`,
};
