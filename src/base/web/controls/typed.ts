import { isDay, parseDay } from '#base/pure/day.ts';
import { parseYuan, plainYuan } from '#base/pure/fen.ts';
import type { Field } from '#base/pure/record.ts';
import { halfWidth } from '#base/pure/normalise.ts';
import { fieldShape } from '#base/pure/shape.ts';

/** What a typed text means: a value for the wire (null when empty), or why it cannot be one. */
export type Read = { ok: true; value: unknown } | { ok: false; reason: string };

/** A stored value as a form's control holds it: text, or a list for several codes. */
export function typedOf(field: Field, value: unknown): string | string[] {
  if (field.kind === 'codes') return Array.isArray(value) ? (value as string[]) : [];
  if (value === null || value === undefined) return '';
  if (field.kind === 'fen') return plainYuan(BigInt(String(value)));
  return String(value);
}

/** Reads a day typed in any usual way. With `partial`, a month stays YYYY-MM and a year YYYY. */
export function readDay(text: string, partial: boolean): Read {
  const plain = text.trim();
  if (plain === '') return { ok: true, value: null };
  if (isDay(plain)) return { ok: true, value: plain };
  const read = parseDay(plain);
  if (!read) return { ok: false, reason: '认不出这个日期，请写成 2023-05-01' };
  if (read.precision === 'day') return { ok: true, value: read.day };
  if (!partial) return { ok: false, reason: '请写到日，如 2023-05-01' };
  return { ok: true, value: read.precision === 'month' ? read.day.slice(0, 7) : read.day.slice(0, 4) };
}

/** Reads what a control holds into the value for the wire, with the same checks that the server makes. */
export function readTyped(field: Field, typed: unknown): Read {
  const read = readKind(field, typed);
  if (!read.ok) return read;
  if (read.value === null) return field.required ? { ok: false, reason: `请填写${field.label}` } : read;
  const checked = fieldShape(field).safeParse(read.value);
  return checked.success ? read : { ok: false, reason: checked.error.issues[0]?.message ?? '内容不合要求' };
}

function readKind(field: Field, typed: unknown): Read {
  if (field.kind === 'codes') return { ok: true, value: (typed as string[]).length > 0 ? typed : null };
  const text = String(typed ?? '').trim();
  if (text === '') return { ok: true, value: null };
  switch (field.kind) {
    case 'day': return readDay(text, false);
    case 'partialDay': return readDay(text, true);
    case 'integer': {
      const digits = halfWidth(text).replace(/,/g, '');
      return /^-?\d+$/.test(digits) ? { ok: true, value: Number(digits) } : { ok: false, reason: '应为整数' };
    }
    case 'fen': {
      const fen = parseYuan(text);
      return fen === undefined ? { ok: false, reason: '应为金额，以元为单位，最多两位小数' } : { ok: true, value: fen.toString() };
    }
    case 'boolean': return { ok: true, value: text === 'true' };
    default: return { ok: true, value: text };
  }
}
