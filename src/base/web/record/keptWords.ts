/** What was typed and may not stand in an address, in the memory of this page alone: gone with a reload, never in the browser's history or storage. */
const kept = new Map<string, string>();
/** Sets the tokens of this page apart from those of an address opened again later. */
const PAGE = Math.floor(Math.random() * 36 ** 6).toString(36).padStart(6, '0');
const TOKEN = /^_\.[0-9a-z]{6}-\d+$/;

/** The token that stands for a text in addresses; the same text always has the same one. */
export function tokenFor(text: string): string {
  for (const [token, known] of kept) if (known === text) return token;
  const token = `_.${PAGE}-${kept.size + 1}`;
  kept.set(token, text);
  return token;
}

/** Whether a value of an address stands for a text that is kept. */
export const isToken = (value: string): boolean => TOKEN.test(value);

/** The text that a token stands for; undefined after a reload. */
export const textOf = (token: string): string | undefined => kept.get(token);
