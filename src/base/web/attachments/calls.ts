import type { Attachment } from '#base/pure/attachment.ts';
import { signInAddress } from '../client.ts';
import { asFailure, type Failure } from '../failure.ts';

/** Where attachments are served. */
export const ADDRESS = '/files/attachments';

/** The address of an attachment's content, or of its thumbnail. */
export const contentAddress = (id: string) => `${ADDRESS}/${id}/content`;
export const thumbnailAddress = (id: string) => `${ADDRESS}/${id}/thumbnail`;

/** What changes to attachments answer: the row's attachments as they now stand. */
export type Listed = { attachments: Attachment[] };

/** One call to the server's attachments; a Blob goes as it is, anything else as JSON. Rejects with a Failure. */
export async function callFiles<T>(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<T> {
  const headers = body === undefined ? undefined : { 'content-type': body instanceof Blob ? 'application/octet-stream' : 'application/json' };
  const response = await fetch(ADDRESS + path, { method, headers, body: body === undefined ? undefined : body instanceof Blob ? body : JSON.stringify(body), credentials: 'same-origin' }).catch((error: unknown) => { throw asFailure(error); });
  if (response.ok) return (await response.json()) as T;
  if (response.status === 401 && method === 'GET') location.assign(signInAddress());
  throw await failureOf(response);
}

/** The attachments of one row. */
export async function fetchAttachments(record: string, row: string): Promise<Attachment[]> {
  return (await callFiles<Listed>('GET', `/?record=${encodeURIComponent(record)}&row=${encodeURIComponent(row)}`)).attachments;
}

async function failureOf(response: Response): Promise<Failure> {
  const told = (await response.json().catch(() => undefined)) as { code?: string; message?: string } | undefined;
  return told?.code ? asFailure({ status: response.status, ...told }) : { code: 'fault', status: response.status, message: `服务器没有办成（${response.status}），请稍后再试`, path: [], detail: undefined };
}
