import type { Failure } from '#base/web/failure.ts';

/** One call at the door (`/auth/…`): its answer, or what went wrong in the form that pages show. */
export async function atDoor<T>(path: string, body: unknown = {}): Promise<T> {
  const response = await fetch(`/auth/${path}`, { method: 'POST', credentials: 'same-origin', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  if (response.ok) return answer as T;
  const failure: Failure = { code: String(answer.code ?? 'door'), message: String(answer.message ?? '服务器没有响应，请稍后再试'), status: response.status, path: (answer.data as { path?: string[] } | undefined)?.path ?? [], detail: undefined };
  throw failure;
}

/** Where to go after sign-in: a page of this console that the address names, or the first one. */
export function afterSignIn(search: string): string {
  const to = new URLSearchParams(search).get('to') ?? '/';
  return /^\/(?![/\\])/.test(to) && !to.startsWith('/sign-in') ? to : '/';
}
