import { dayOf } from "./day.ts";
import { halfWidth } from "./normalise.ts";

/** Something in a text that must not be kept or printed unseen; `index` counts UTF-16 units of the given text. */
export type SecretFinding = {
  kind: "forbiddenWord" | "unitNumber" | "citizenId" | "phone" | "bankCard";
  match: string;
  index: number;
};

const FORBIDDEN = ["部队代码", "岗位密级", "番号", "代号", "涉密"];
const UNIT_NUMBER = /(?:\d{5}|[〇○零一二三四五六七八九]{5}) ?部队/g;
const NUMBERS =
  /\d{6}[ -]\d{8}[ -]\d{3}[\dXx]|\d{4}(?:[ -]\d{4}){3}(?:[ -]?\d{1,3})?|1\d{2}[ -]\d{4}[ -]\d{4}|\d+[Xx]?/g;

function kindOfNumber(text: string): SecretFinding["kind"] | undefined {
  const digits = text.replace(/[ -]/g, "");
  if (/^\d{17}[\dXx]$/.test(digits)) {
    const birth = dayOf(
      Number(digits.slice(6, 10)),
      Number(digits.slice(10, 12)),
      Number(digits.slice(12, 14)),
    );
    if (birth !== undefined && birth >= "1850" && birth < "2100") return "citizenId";
  }
  if (/^\d{15}$/.test(digits)) {
    const birth = dayOf(
      1900 + Number(digits.slice(6, 8)),
      Number(digits.slice(8, 10)),
      Number(digits.slice(10, 12)),
    );
    return birth === undefined ? undefined : "citizenId";
  }
  if (/^(?:86)?1[3-9]\d{9}$/.test(digits)) return "phone";
  return /^\d{16,19}$/.test(digits) ? "bankCard" : undefined;
}

/**
 * Finds words of secret columns, unit numbers (五位数字+部队), citizen ids, mobile and bank card numbers in free text,
 * in order of place; full-width digits count. It warns rather than proves: a number of the right form is reported.
 */
export function scanSecrets(text: string): SecretFinding[] {
  const plain = halfWidth(text);
  const found: SecretFinding[] = [];
  const report = (kind: SecretFinding["kind"], index: number, length: number) =>
    found.push({ kind, match: text.slice(index, index + length), index });
  for (const word of FORBIDDEN) {
    for (let at = plain.indexOf(word); at >= 0; at = plain.indexOf(word, at + word.length))
      report("forbiddenWord", at, word.length);
  }
  for (const match of plain.matchAll(UNIT_NUMBER))
    report("unitNumber", match.index, match[0].length);
  for (const match of plain.matchAll(NUMBERS)) {
    const kind = kindOfNumber(match[0]);
    const length =
      /[Xx]$/.test(match[0]) && kind !== "citizenId" ? match[0].length - 1 : match[0].length;
    const settled = kind ?? kindOfNumber(match[0].slice(0, length));
    if (settled) report(settled, match.index, length);
  }
  return found.sort((a, b) => a.index - b.index);
}

/** True for a ledger column that must never be kept (番号, 代号, 部队代码, 涉密, 岗位密级), however it is decorated. */
export function isForbiddenHeader(header: string): boolean {
  const plain = halfWidth(header).replace(/[\s*_\-:·]/g, "");
  return FORBIDDEN.some((word) => plain.indexOf(word) >= 0);
}
