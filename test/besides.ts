import type { Act } from '#base/server/house.ts';

/** How long the one waits for the other; where the other waits for a lock of the one, it gets on only afterwards. */
const PATIENCE = 1500;

/** Runs `meanwhile` until it is done, or, where it waits for what the caller's open transaction holds, for a while. `waits` tells which; `ended` is its end. */
export async function besides<T>(meanwhile: () => Promise<T>): Promise<{ ended: Promise<T>; waits: boolean }> {
  const ended = meanwhile();
  ended.catch(() => undefined);
  const waits = await Promise.race([ended.then(() => false, () => false), new Promise<boolean>((done) => { setTimeout(() => done(true), PATIENCE); })]);
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
