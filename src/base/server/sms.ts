/** Where the office's short messages go: an address that takes one message at a time, and what it is told as a bearer. */
export type SmsGateway = { url: string; token: string | undefined };
/** One message: its own id, by which the gateway may know that it had it before. */
export type Sms = { id: string; to: string; text: string };
/** What became of a message: taken; refused for good; or to be tried again. */
export type SmsAnswer = { taken: true } | { taken: false; again: boolean; words: string };

const PATIENCE = 10_000;

/**
 * Hands one message to the gateway: POST with `{"id","to","text"}`, any 2xx is taken. 429 and 5xx, no answer within ten seconds and no connection are tried again, anything else is refused.
 * A message whose answer was lost is handed over again with the same id.
 */
export async function sendSms({ url, token }: SmsGateway, message: Sms): Promise<SmsAnswer> {
  try {
    const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) }, body: JSON.stringify(message), signal: AbortSignal.timeout(PATIENCE), redirect: 'error' });
    await answer.body?.cancel();
    if (answer.ok) return { taken: true };
    return { taken: false, again: answer.status === 429 || answer.status >= 500, words: `短信网关答复 ${answer.status}` };
  } catch (error) {
    return { taken: false, again: true, words: error instanceof Error && error.name === 'TimeoutError' ? '短信网关没有答复' : '连接不上短信网关' };
  }
}
