import { createORPCClient } from '@orpc/client';
import type { AnyContractRouter, ContractRouterClient } from '@orpc/contract';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { recordOperations, type RecordOperations } from '#base/pure/recordOperations.ts';
import type { RecordType } from '#base/pure/record.ts';
import { hasUnsavedDraft } from './drafts.ts';

/** Typed calls of a contract over REST; the contract must hold the operations in the nesting that its module mounts. */
export function clientOf<C extends AnyContractRouter>(contract: C): ContractRouterClient<C> {
  const link = new OpenAPILink(contract, { url: `${location.origin}/api`, fetch: watchedFetch });
  return createORPCClient(link) as ContractRouterClient<C>;
}

/** The client of a record's standard operations. */
export type RecordClient<T extends RecordType = RecordType> = ContractRouterClient<RecordOperations<T>>;

const clients = new Map<string, unknown>();

/** The client of a record's standard operations, made once per record. */
export function recordClient<T extends RecordType>(type: T): RecordClient<T> {
  let client = clients.get(type.name);
  if (!client) {
    client = clientOf(recordOperations(type as RecordType));
    clients.set(type.name, client);
  }
  return client as RecordClient<T>;
}

/** The sign-in page's address that leads back to where the person is. */
export function signInAddress(): string {
  const here = location.pathname + location.search;
  return here === '/' || here.startsWith('/sign-in') ? '/sign-in' : `/sign-in?to=${encodeURIComponent(here)}`;
}

/** A signed-out answer leads to the sign-in page, unless a form holds words that a reload would lose: then the form says so. */
async function watchedFetch(request: Request, init?: object): Promise<Response> {
  const response = await fetch(askedInBody(request), { ...init, credentials: 'same-origin' });
  if (response.status === 401 && !location.pathname.startsWith('/sign-in') && !hasUnsavedDraft()) location.assign(signInAddress());
  return response;
}

/** A read with a query, sent so that the query travels in the body: what is searched for, and it may be somebody's number, stands in no log of a server on the way. */
export function askedInBody(request: Request): Request {
  const { pathname, search } = new URL(request.url);
  if (request.method !== 'GET' || search === '') return request;
  const headers = new Headers(request.headers);
  headers.set('content-type', 'application/json');
  return new Request(`${location.origin}${pathname.replace(/^\/api\//, '/api/read/')}`, { method: 'POST', headers, body: JSON.stringify({ query: search.slice(1) }), signal: request.signal });
}
