const markup: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const unwritable = /(?![\t\n\x7f-\x9f])\p{Cc}|[\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)/gu;
const longestText = 32_767;

/** Text for an XML element or attribute; characters XML cannot hold are written _xHHHH_ as Excel does. */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(unwritable, (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replace(/[&<>"]/g, (character) => markup[character]!);
}

/** Text for one cell: escaped, and cut with … at the 32 767 characters beyond which Excel calls the file damaged. */
export function cellText(text: string): string {
  return escapeXml(text.length > longestText ? `${text.slice(0, longestText - 1)}…` : text);
}

/** Column letters of a column number from 0 (0 → A, 26 → AA). */
export function lettersOf(column: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}
