import { codeFor } from '#base/pure/codes.ts';
import { parseDay } from '#base/pure/day.ts';
import { parseYuan } from '#base/pure/fen.ts';
import { halfWidth } from '#base/pure/normalise.ts';
import { type Field, field as make } from '#base/pure/record.ts';
import { scanSecrets } from '#base/pure/secrets.ts';
import { fieldShape } from '#base/pure/shape.ts';
import { BINDINGS } from './bindings.ts';

/** A question as it is asked: bound to a field of the file, or the census's own. */
export type Asked = { id: string; label: string; binding: string | null; kind: string | null; choices: string | null };

/** The word that empties a field. */
export const CLEARED = '清空';

/** The choices of a question, as typed with any usual separator. */
export const choicesOf = (text: string | null): string[] => (text ?? '').split(/[、,，;；\s]+/).filter((word) => word !== '');

/** The field that an answer to a question must fit: the bound one, or one made from the question's kind. */
export function fieldOf({ binding, label, kind, choices }: Asked): Field {
  const bound = binding ? BINDINGS.get(binding) : undefined;
  if (bound) return bound.field;
  if (kind === 'yesNo') return make.boolean(label);
  if (kind === 'choice') return make.code(label, { label, codes: choicesOf(choices).map((word) => ({ code: word, label: word })) });
  return make.text(label, { max: 200 });
}

/** What an answer says: a value ready for its field (null: emptied), or why it cannot be taken. */
export type Read = { value: unknown } | { problem: string };

const YES = new Set(['是', '有', '对', 'true', '1', 'y', '√']);
const NO = new Set(['否', '无', '没有', '不是', 'false', '2', 'n', '×']);

/** Reads the word that a clerk typed or a sheet holds: labels and codes of lists, 是/否, usual ways of writing days; 清空 empties a field that need not be filled. */
export function readAnswer(question: Asked, word: string): Read {
  const field = fieldOf(question);
  const text = word.trim();
  if (text === CLEARED) return field.required ? { problem: `${question.label}不能清空` } : { value: null };
  if (text === '') return { problem: `请填写${question.label}` };
  const raw = rawValue(field, text);
  if (raw === undefined) return { problem: `“${text}”不是${question.label}可以填的内容` };
  const secret = field.kind === 'text' || field.kind === 'note' ? scanSecrets(text).find((one) => one.kind === 'unitNumber') : undefined;
  if (secret) return { problem: `“${secret.match}”疑似涉密内容，请勿填写` };
  const checked = fieldShape(field).safeParse(raw);
  return checked.success ? { value: checked.data } : { problem: checked.error.issues[0]!.message };
}

function rawValue(field: Field, text: string): unknown {
  switch (field.kind) {
    case 'code': return codeFor(field.codes!, text);
    case 'codes': {
      const codes = text.split(/[、,，;；\s]+/).filter((word) => word !== '').map((word) => codeFor(field.codes!, word));
      return codes.includes(undefined) ? undefined : [...new Set(codes)];
    }
    case 'boolean': return YES.has(text.toLowerCase()) ? true : NO.has(text.toLowerCase()) ? false : undefined;
    case 'day': { const read = parseDay(text); return read?.precision === 'day' ? read.day : undefined; }
    case 'partialDay': { const read = parseDay(text); return read?.day.slice(0, { year: 4, month: 7, day: 10 }[read.precision]); }
    case 'fen': { const fen = parseYuan(text); return fen === undefined ? undefined : String(fen); }
    case 'integer': return /^\d+$/.test(halfWidth(text)) ? Number(halfWidth(text)) : undefined;
    case 'phone': return halfWidth(text).replace(/\s/g, '');
    default: return text;
  }
}
