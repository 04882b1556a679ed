import { z } from 'zod';
import { checkBankCard } from './bankCard.ts';
import { checkCitizenId } from './citizenId.ts';
import { checkCreditCode } from './creditCode.ts';
import { isDay } from './day.ts';
import { checkPhone } from './phone.ts';
import { type Field, type RecordType, typedFields } from './record.ts';

const refined = (check: (text: string) => string | undefined) =>
  z.string().trim().superRefine((text, context) => {
    const reason = check(text);
    if (reason) context.addIssue({ code: 'custom', message: reason });
  });

const day = z.string().refine(isDay, '日期应为 YYYY-MM-DD，且须是真实日期');
const partialDay = z.string().refine(
  (text) => /^\d{4}$/.test(text) || /^\d{4}-(0[1-9]|1[0-2])$/.test(text) || isDay(text),
  '应为年、年月或年月日，如 1968、1968-05、1968-05-01',
);

/** The shape of one field's value, without regard to being required. */
export function fieldShape(field: Field): z.ZodType {
  switch (field.kind) {
    case 'text': return field.tail ? z.string().trim().regex(new RegExp(`^\\d{${field.tail}}$`), `只登记最后 ${field.tail} 位数字，请不要填写完整号码`) : z.string().trim().max(field.max ?? 200, `最多 ${field.max ?? 200} 个字`);
    case 'note': return z.string().max(field.max ?? 4000, `最多 ${field.max ?? 4000} 个字`);
    case 'day': return day;
    case 'partialDay': return partialDay;
    case 'integer': return z.coerce.number('应为整数').int('应为整数').min(field.min ?? 0, `不能小于 ${field.min ?? 0}`).max(field.max ?? 1_000_000_000, `不能大于 ${field.max ?? 1_000_000_000}`);
    case 'fen': return z.coerce.string().regex(/^-?\d{1,15}$/, '金额以分为单位，应为整数');
    case 'boolean': return z.stringbool().or(z.boolean());
    case 'code': return z.enum(field.codes!.codes.map((entry) => entry.code) as [string, ...string[]], `应为${field.codes!.label}之一`);
    case 'codes': return z.array(z.enum(field.codes!.codes.map((entry) => entry.code) as [string, ...string[]], `应为${field.codes!.label}之一`));
    case 'reference': return z.guid('请选择');
    case 'division': return z.string().regex(/^\d{12}$/, '区划代码应为 12 位数字');
    case 'citizenId': return refined((text) => { const result = checkCitizenId(text); return result.ok ? undefined : result.reason; });
    case 'phone': return refined((text) => { const result = checkPhone(text); return result.ok ? undefined : result.reason; });
    case 'bankCard': return refined((text) => { const result = checkBankCard(text); return result.ok ? undefined : result.reason; });
    case 'creditCode': return refined((text) => { const result = checkCreditCode(text); return result.ok ? undefined : result.reason; });
  }
}

const isFilled = (value: unknown) => value !== null && !(Array.isArray(value) && value.length === 0);
const emptyAsNull = (value: unknown) => (value === '' || value === undefined ? null : value);

/** What a form or a sheet row must bring to make a row; empty text counts as absent, and what must be filled in is asked for whether its key is empty or left out. `divisionCode` places a row that no reference places. */
export function draftShape(type: RecordType): z.ZodType<Record<string, unknown>> {
  const shape: Record<string, z.ZodType> = {};
  for (const [name, field] of typedFields(type)) {
    const inner = fieldShape(field);
    shape[name] = field.required
      ? z.preprocess(emptyAsNull, inner.nullable()).refine(isFilled, `请填写${field.label}`)
      : z.preprocess(emptyAsNull, inner.nullable()).optional();
  }
  if (!type.placedBy && !type.fields.divisionCode) shape.divisionCode = fieldShape({ kind: 'division', label: '所属区划', required: false }).optional();
  return z.strictObject(shape) as unknown as z.ZodType<Record<string, unknown>>;
}

/** What a correction may bring: any of the fields, each checked as in a draft; absent fields stay as they are. */
export function changeShape(type: RecordType): z.ZodType<Record<string, unknown>> {
  const shape: Record<string, z.ZodType> = {};
  for (const [name, field] of typedFields(type)) {
    const inner = fieldShape(field);
    shape[name] = field.required
      ? z.preprocess((value) => (value === '' ? null : value), inner.nullable()).refine(isFilled, `请填写${field.label}`).optional()
      : z.preprocess(emptyAsNullDefined, inner.nullable()).optional();
  }
  if (!type.placedBy && !type.fields.divisionCode) shape.divisionCode = fieldShape({ kind: 'division', label: '所属区划', required: false }).optional();
  return z.strictObject(shape) as unknown as z.ZodType<Record<string, unknown>>;
}
const emptyAsNullDefined = (value: unknown) => (value === '' ? null : value);

/** A row as it goes over the wire; loose in its fields because the record declares them. */
export function rowShape(type: RecordType): z.ZodType {
  const shape: Record<string, z.ZodType> = {
    id: z.string(), version: z.number(), divisionCode: z.string(), createdAt: z.string(), updatedAt: z.string(),
    labels: z.record(z.string(), z.string()),
  };
  for (const [name, field] of Object.entries(type.fields)) {
    const value = field.kind === 'integer' ? z.number() : field.kind === 'boolean' ? z.boolean() : field.kind === 'codes' ? z.array(z.string()) : z.string();
    shape[name] = value.nullable();
  }
  return z.object(shape);
}
