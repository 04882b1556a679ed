import type { RecordQuery } from '#base/pure/recordOperations.ts';

/** A list's state as its address holds it. Field filters stand as `f.<field>`, several values repeated. */
export type ListState = Pick<RecordQuery, 'page' | 'size' | 'sort' | 'search' | 'division' | 'figure' | 'period'> & { filters: Record<string, string[]> };

/** The sizes of a page that the pager offers. */
export const SIZES = [10, 20, 50, 100];

/** Reads a list's state from the address's query text; what makes no sense falls back to the first page of twenty. */
export function readAddress(query: string): ListState {
  const params = new URLSearchParams(query);
  const page = Number(params.get('page') ?? 1);
  const size = Number(params.get('size') ?? 20);
  const filters: Record<string, string[]> = {};
  for (const name of new Set(params.keys())) if (name.startsWith('f.')) filters[name.slice(2)] = params.getAll(name);
  const text = (name: string) => params.get(name) || undefined;
  return {
    page: Number.isInteger(page) && page > 0 ? page : 1, size: SIZES.includes(size) ? size : 20,
    sort: text('sort'), search: text('search'), division: text('division'), figure: text('figure'), period: text('period'), filters,
  };
}

/** Writes a list's state as query text without `?`; what is as usual is left out. */
export function writeAddress(state: ListState): string {
  const params = new URLSearchParams();
  for (const name of ['search', 'division', 'figure', 'period', 'sort'] as const) if (state[name]) params.set(name, state[name]);
  for (const [name, values] of Object.entries(state.filters)) if (values.some((value) => value !== '')) for (const value of values) params.append(`f.${name}`, value);
  if (state.page > 1) params.set('page', String(state.page));
  if (state.size !== 20) params.set('size', String(state.size));
  return params.toString();
}

/** The query that asks the server for this state's rows. */
export function queryOf(state: ListState): RecordQuery {
  const { filters, ...rest } = state;
  return Object.keys(filters).length > 0 ? { ...rest, filters } : rest;
}
