/** What is said about the person in front of the clerk, by question: nothing yet, 无变化, or a new word. */
export type Draft = Readonly<Record<string, { outcome: 'same' } | { outcome: 'changed'; value: string }>>;

/** The first question after `at` that nothing was said about, going round; -1 where all have been said. */
export function nextOpen(ids: readonly string[], said: Draft, at: number): number {
  for (let step = 1; step <= ids.length; step += 1) {
    const index = (at + step) % ids.length;
    if (!said[ids[index]!]) return index;
  }
  return -1;
}

/** Whom to ask next: the first waiting person after `at`, going round; -1 where nobody waits. */
export function nextWaiting(entries: readonly { state: string }[], at: number): number {
  for (let step = 1; step <= entries.length; step += 1) {
    const index = (at + step) % entries.length;
    if (entries[index]!.state === 'waiting') return index;
  }
  return -1;
}

/** What a key pressed on a question means, before anything is typed. A digit chooses from a list of up to nine; where there is none it begins a new word, as does any other character but a letter: a letter may be the first of a Chinese word that the input method is to make, so it opens the field empty. */
export type Deed = { do: 'same' | 'all' | 'next' | 'previous' | 'down' | 'up' | 'reveal' | 'unreachable' | 'edit' } | { do: 'choose'; at: number } | { do: 'type'; text: string } | undefined;

const KEYS: Record<string, Deed> = {
  Enter: { do: 'same' }, '0': { do: 'all' }, j: { do: 'next' }, J: { do: 'next' }, ArrowRight: { do: 'next' }, k: { do: 'previous' }, K: { do: 'previous' }, ArrowLeft: { do: 'previous' },
  ArrowDown: { do: 'down' }, ArrowUp: { do: 'up' }, v: { do: 'reveal' }, V: { do: 'reveal' }, x: { do: 'unreachable' }, X: { do: 'unreachable' }, F2: { do: 'edit' }, ' ': { do: 'edit' },
};

/** Reads a key; `options` is how many choices the question has. */
export function deedOf(key: string, options: number): Deed {
  if (KEYS[key]) return KEYS[key];
  if (/^[1-9]$/.test(key) && options > 0 && Number(key) <= options) return { do: 'choose', at: Number(key) - 1 };
  if (/^[a-z]$/i.test(key)) return options === 0 ? { do: 'edit' } : undefined;
  return [...key].length === 1 && options === 0 ? { do: 'type', text: key } : undefined;
}
