/** Turns full-width letters, digits, punctuation and spaces (U+FF01–FF5E, U+3000, ￥) into their half-width forms; everything else stays. */
export function halfWidth(text: string): string {
  return text.replace(/[\uFF01-\uFF5E\u3000\uFFE5]/g, (char) => {
    if (char === "\u3000") return " ";
    if (char === "\uFFE5") return "¥";
    return String.fromCharCode(char.charCodeAt(0) - 0xfee0);
  });
}

/** Trims and folds every run of white space into one blank; invisible characters (zero width, byte order mark, soft hyphen) disappear. */
export function squeeze(text: string): string {
  return text
    .replace(/[\u200B-\u200D\u2060\uFEFF\u00AD]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}
