import { type CodeList, codeFor, labelOf } from '#base/pure/codes.ts';
import { halfWidth, squeeze } from '#base/pure/normalise.ts';
import type { Field } from '#base/pure/record.ts';

/** 代码对照 of one column: their word to our code, and our code to the word that is written. */
export type Translation = { ours: Map<string, string>; theirs: Map<string, string> };

/** How a column writes values; empty where it writes them as this system does. */
export type Form = { translation: Translation | undefined; dayForm: string | null; numberForm: string | null };

const plain = (word: string) => squeeze(halfWidth(word));
const YES_NO: CodeList = { label: '是否', codes: [{ code: 'true', label: '是', synonyms: ['有', '1'] }, { code: 'false', label: '否', synonyms: ['无', '0'] }] };

/** The lines of a translation as pairs [their word, our word]. */
function pairsOf(text: string): [string, string][] {
  return text.split(/\r?\n/).map(plain).filter((line) => line !== '').map((line) => {
    const at = line.indexOf('=');
    return at < 0 ? [line, ''] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  });
}

/** Why a translation cannot be read, naming the line; undefined for a good one. */
export function translationProblem(text: string): string | undefined {
  const wrong = pairsOf(text).find(([theirs, ours]) => theirs === '' || ours === '');
  return wrong && `“${wrong.join('=')}”应写作“他们的=我们的”`;
}

/** Reads a translation against the field's own codes; a word that is not one of them is told in `unknown`. The first line of several for one code is the one written. */
export function readTranslation(field: Field, text: string): { translation: Translation | undefined; unknown: string[] } {
  const pairs = pairsOf(text);
  const list = field.kind === 'boolean' ? YES_NO : field.codes;
  if (pairs.length === 0) return { translation: undefined, unknown: [] };
  if (!list) return { translation: undefined, unknown: [pairs[0]![1]] };
  const translation: Translation = { ours: new Map(), theirs: new Map() };
  const unknown: string[] = [];
  for (const [word, ours] of pairs) {
    const code = list.codes.find((one) => one.code === ours)?.code ?? codeFor(list, ours);
    if (code === undefined) {
      unknown.push(ours);
      continue;
    }
    if (!translation.ours.has(word)) translation.ours.set(word, code);
    if (!translation.theirs.has(code)) translation.theirs.set(code, word);
  }
  return { translation, unknown };
}

/** Our code for a word of theirs, of a translated column; undefined where the translation has none. */
export function ourCode(translation: Translation, word: string): string | undefined {
  return translation.ours.get(plain(word));
}

/** A day (YYYY, YYYY-MM or YYYY-MM-DD) in a form; what is not known of it is left out. 2023-05-01 as compact is 20230501, as month 2023年5月. */
export function writeDay(day: string, form: string | null): string {
  const [year = '', month, date] = day.split('-');
  const number = (text: string) => String(Number(text));
  switch (form) {
    case 'compact': return `${year}${month ?? ''}${date ?? ''}`;
    case 'compactMonth': return `${year}${month ?? ''}`;
    case 'month': return `${year}年${month ? `${number(month)}月` : ''}`;
    case 'day': return `${year}年${month ? `${number(month)}月` : ''}${date ? `${number(date)}日` : ''}`;
    default: return day;
  }
}

/** Money in fen in a form: 123450 is 1234.5 元, 0.12345 万元, 123450 分. Exact, without thousands separators. */
export function writeMoney(fen: string | bigint, form: string | null): string {
  const digits = form === 'fen' ? 0 : form === 'tenThousand' ? 6 : 2;
  const amount = BigInt(fen);
  const text = (amount < 0n ? -amount : amount).toString().padStart(digits + 1, '0');
  const whole = digits === 0 ? text : text.slice(0, -digits);
  const rest = digits === 0 ? '' : text.slice(-digits).replace(/0+$/, '');
  return `${amount < 0n ? '-' : ''}${whole}${rest ? `.${rest}` : ''}`;
}

/** One value of a field as a layout writes it; null for an empty one, `missing` where the translation has no word for the code. */
export function writeValue(field: Field, form: Form, value: unknown): { text: string | null } | { missing: string } {
  if (value === null || value === undefined || value === '') return { text: null };
  if (field.kind === 'day' || field.kind === 'partialDay') return { text: writeDay(String(value), form.dayForm) };
  if (field.kind === 'fen') return { text: writeMoney(String(value), form.numberForm) };
  if (field.kind === 'boolean') return wordsFor(YES_NO, form.translation, [value === true || value === 'true' ? 'true' : 'false']);
  if (field.kind === 'code') return wordsFor(field.codes!, form.translation, [String(value)]);
  if (field.kind === 'codes') return wordsFor(field.codes!, form.translation, value as string[]);
  return { text: String(value) };
}

function wordsFor(list: CodeList, translation: Translation | undefined, codes: string[]): { text: string | null } | { missing: string } {
  if (!translation) return { text: codes.map((code) => labelOf(list, code)).join('、') || null };
  const lacking = codes.find((code) => !translation.theirs.has(code));
  return lacking === undefined ? { text: codes.map((code) => translation.theirs.get(code)!).join('、') || null } : { missing: labelOf(list, lacking) };
}

