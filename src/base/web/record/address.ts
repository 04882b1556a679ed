import type { RecordType } from '#base/pure/record.ts';
import type { RecordQuery } from '#base/pure/recordOperations.ts';
import { holdsWholeNumber, isWholeNumber } from '#base/pure/wholeNumber.ts';
import { isToken, textOf, tokenFor } from './keptWords.ts';

/**
 * A list's state as its address holds it. Field filters stand as `f.<field>`, several values repeated. Somebody's whole number never stands there, but a token
 * for it that only this page understands; `lost` where the address holds a token of an earlier page.
 */
export type ListState = Pick<RecordQuery, 'page' | 'size' | 'sort' | 'search' | 'division' | 'figure' | 'period'> & { filters: Record<string, string[]>; lost?: true };

/** The sizes of a page that the pager offers. */
export const SIZES = [10, 20, 50, 100];

/** Reads a list's state from the address's query text; what makes no sense falls back to the first page of twenty. */
export function readAddress(query: string): ListState {
  const params = new URLSearchParams(query);
  const page = Number(params.get('page') ?? 1);
  const size = Number(params.get('size') ?? 20);
  const filters: Record<string, string[]> = {};
  let lost = false;
  const read = (value: string) => {
    if (!isToken(value)) return value;
    lost ||= textOf(value) === undefined;
    return textOf(value) ?? '';
  };
  for (const name of new Set(params.keys())) {
    const values = name.startsWith('f.') ? params.getAll(name).map(read) : [];
    if (values.length > 0 && (values.some((value) => value !== '') || !lost)) filters[name.slice(2)] = values;
  }
  const text = (name: string) => read(params.get(name) ?? '') || undefined;
  return {
    page: Number.isInteger(page) && page > 0 ? page : 1, size: SIZES.includes(size) ? size : 20,
    sort: text('sort'), search: text('search'), division: text('division'), figure: text('figure'), period: text('period'), filters,
    ...(lost ? { lost } : {}),
  };
}

/** Writes a list's state as query text without `?`; what is as usual is left out, and somebody's whole number or a sealed value (`type` tells which) is written as a token. */
export function writeAddress(state: ListState, type?: RecordType): string {
  const params = new URLSearchParams();
  for (const name of ['search', 'division', 'figure', 'period', 'sort'] as const) if (state[name]) params.set(name, name === 'search' && holdsWholeNumber(state[name]) ? tokenFor(state[name]) : state[name]);
  for (const [name, values] of Object.entries(state.filters)) {
    const write = (value: string) => (value !== '' && (isWholeNumber(value) || type?.fields[name]?.sealed) ? tokenFor(value) : value);
    if (values.some((value) => value !== '')) for (const value of values) params.append(`f.${name}`, write(value));
  }
  if (state.page > 1) params.set('page', String(state.page));
  if (state.size !== 20) params.set('size', String(state.size));
  return params.toString();
}

/** The query that asks the server for this state's rows. */
export function queryOf(state: ListState): RecordQuery {
  const { filters, lost: _lost, ...rest } = state;
  return Object.keys(filters).length > 0 ? { ...rest, filters } : rest;
}

/** Whether query text stands for something that is not written in it. */
export function holdsToken(query: string): boolean {
  return [...new URLSearchParams(query).values()].some(isToken);
}
