import type { Act } from '#base/server/house.ts';

/** Milliseconds for which the one waits for the other; where the other waits for a lock of the one, it gets on only afterwards. */
const PATIENCE = 1500;
/** The same where the other is not expected to wait, on however slow a machine. */
export const LONG = 60_000;

/** Runs `meanwhile` until it is done, or, where it waits for what the caller's open transaction holds, for a while. `waits` tells which; `ended` is its end. */
export async function besides<T>(meanwhile: () => Promise<T>, patience = PATIENCE): Promise<{ ended: Promise<T>; waits: boolean }> {
  const ended = meanwhile();
  ended.catch(() => undefined);
  let timer: NodeJS.Timeout | undefined;
  const waits = await Promise.race([ended.then(() => false, () => false), new Promise<boolean>((done) => { timer = setTimeout(() => done(true), patience); })]);
  clearTimeout(timer);
  return { ended, waits };
}

/** The act, which after its first statement whose text contains `text` has been answered stands still for `pause`: whatever else happens comes between its reading and its writing. */
export function pausedAfter(act: Act, text: string, pause: () => Promise<unknown>): Act {
  const asked = new WeakMap<object, boolean>();
  let waits = true;
  const tx = act.tx.withPlugin({
    transformQuery: ({ node, queryId }) => {
      asked.set(queryId, JSON.stringify(node).includes(text));
      return node;
    },
    transformResult: async ({ result, queryId }) => {
      if (waits && asked.get(queryId)) {
        waits = false;
        await pause();
      }
      return result;
    },
  }) as Act['tx'];
  return { ...act, tx };
}
