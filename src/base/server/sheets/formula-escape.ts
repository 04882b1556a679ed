const dangerous = /^'*[=+\-@\t\r\n＝＋－＠]/;

/** Puts ' before a text that a spreadsheet program would take for a formula when it opens a csv (and before one already so written, so that reading undoes it exactly). */
export function escapeFormula(text: string): string {
  return dangerous.test(text) ? `'${text}` : text;
}

/** Undoes `escapeFormula`. */
export function unescapeFormula(text: string): string {
  return text.startsWith("'") && dangerous.test(text) ? text.slice(1) : text;
}
