/** What a page shows when an act did not go through: code for programs, one Chinese sentence for people, the field it speaks of. */
export type Failure = { code: string; message: string; status: number; path: string[]; detail: unknown };

type Answer = { code?: unknown; message?: unknown; status?: unknown; data?: { path?: string[]; detail?: unknown } | null };

/** Reads any thrown value: a refusal or fault of the server, or a network that does not answer. */
export function asFailure(error: unknown): Failure {
  if (isFailure(error)) return error;
  const answer = (error ?? {}) as Answer;
  if (typeof answer.code === 'string' && typeof answer.status === 'number') {
    return { code: answer.code, status: answer.status, message: String(answer.message ?? ''), path: answer.data?.path ?? [], detail: answer.data?.detail };
  }
  if (error instanceof TypeError || (error as Error)?.name === 'AbortError') {
    return { code: 'network', status: 0, message: '网络不通或服务器没有响应，请检查网络后重试', path: [], detail: undefined };
  }
  return { code: 'page', status: 0, message: `页面出错：${error instanceof Error ? error.message : String(error)}`, path: [], detail: undefined };
}

function isFailure(error: unknown): error is Failure {
  return typeof error === 'object' && error !== null && 'code' in error && 'path' in error && Array.isArray(error.path) && 'message' in error && !('data' in error);
}

/** All findings that a refusal of input carries, each with its field path; at least the refusal's own. */
export function findingsOf(failure: Failure): { path: string[]; message: string }[] {
  const found = Array.isArray(failure.detail) ? (failure.detail as { path?: string[]; field?: string; message: string }[]) : [];
  const each = found.filter((one) => typeof one.message === 'string').map((one) => ({ path: one.path ?? (one.field ? [one.field] : []), message: one.message }));
  return each.length > 0 ? each : [{ path: failure.path, message: failure.message }];
}
