import { type Field, type Problem, type RecordType, typedFields, type Values } from '#base/pure/record.ts';
import { readTyped, typedOf } from '../controls/typed.ts';
import { findingsOf, type Failure } from '../failure.ts';
import { type AnyRow, PLACE } from './values.ts';

/** What the controls of a form hold, by field. */
export type Typed = Record<string, string | string[]>;
/** Sentences under the fields: errors stop, warnings do not. */
export type Findings = { errors: Record<string, string>; warnings: Record<string, string> };

/** The fields of a record's form, by section in the order in which they are declared; a row that no reference places asks for its place. */
export function formSections(type: RecordType): { title: string; fields: [string, Field][] }[] {
  const fields = typedFields(type);
  const placed = !type.placedBy && !type.fields.divisionCode;
  const sections: { title: string; fields: [string, Field][] }[] = [];
  for (const [name, field] of fields) {
    if (field.technical) continue;
    const title = field.section ?? '基本情况';
    const section = sections.find((one) => one.title === title);
    if (section) section.fields.push([name, field]);
    else sections.push({ title, fields: [[name, field]] });
  }
  if (placed) sections[0]?.fields.push(['divisionCode', { ...PLACE, required: true }]);
  return sections;
}

/** Every field of the form, without sections. */
export function formFields(type: RecordType): [string, Field][] {
  return formSections(type).flatMap((section) => section.fields);
}

/** What the controls hold for a row; sealed fields stand empty, since only their mask is known. */
export function typedRow(type: RecordType, row: AnyRow): Typed {
  return Object.fromEntries(formFields(type).map(([name, field]) => [name, field.sealed ? '' : typedOf(field, row[name])]));
}

/** Who fills in a new form: where, under what name, and on which day. */
type Writer = { place: string; name: string; today: string };

/** What the controls of a new row hold: values given by the address, the writer's own place, and what a field begins with. */
export function typedBlank(type: RecordType, writer: Writer, given: Readonly<Record<string, string>>): Typed {
  const begun = (name: string, { begins }: Field) => (name === 'divisionCode' ? writer.place : begins === 'today' ? writer.today : begins === 'writer' ? writer.name : '');
  return Object.fromEntries(formFields(type).map(([name, field]) => [name, field.kind === 'codes' ? [] : (given[name] ?? begun(name, field))]));
}

/** Whether a row holds its value of a field back because the sealed field beside it is filled; a form of that row does not ask for it. */
export function isHeldBack(field: Field, row: AnyRow | undefined): boolean {
  return field.withheldBeside !== undefined && Boolean(row?.[field.withheldBeside]);
}

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? '') === JSON.stringify(b ?? '');

/** The fields whose controls differ from what they began with. */
export function touchedFields(type: RecordType, typed: Typed, begun: Typed): string[] {
  return formFields(type).map(([name]) => name).filter((name) => !same(typed[name], begun[name]));
}

/**
 * Reads the controls into values for the wire and finds what is wrong: each field by itself, then the record's own check, which waits
 * until every filled field can be read: it would speak of them as missing.
 * `row` is the row being corrected: fields that it does not show (sealed, or held back) may stay empty, which leaves them as they are.
 */
export function readForm(type: RecordType, typed: Typed, row: AnyRow | undefined, today: string): Findings & { values: Values } {
  const values: Values = {};
  const errors: Record<string, string> = {};
  const isKept = (name: string, field: Field | undefined) => row !== undefined && field !== undefined && typed[name] === '' && (field.sealed || isHeldBack(field, row));
  for (const [name, field] of formFields(type)) {
    const kept = isKept(name, field);
    const read = readTyped(kept ? { ...field, required: false } : field, typed[name]);
    if (read.ok) values[name] = kept ? row![name] : read.value;
    else errors[name] = read.reason;
  }
  const warnings: Record<string, string> = {};
  const unread = Object.keys(errors).some((name) => typed[name] !== '');
  for (const problem of unread ? [] : checked(type, { ...row, ...values }, today)) {
    if (isKept(problem.field, type.fields[problem.field])) continue;
    const into = problem.warning ? warnings : errors;
    into[problem.field] ??= problem.message;
  }
  return { values, errors, warnings };
}

/** The record's own findings; a rule that stumbles over half-filled values says nothing, since the server checks again. */
function checked(type: RecordType, values: Values, today: string): Problem[] {
  try {
    return type.check?.(type.derive ? { ...values, ...type.derive(values) } : values, today) ?? [];
  } catch {
    return [];
  }
}

/** The server's findings by field; what belongs to no field of this form stands under ''. */
export function errorsOf(type: RecordType, failure: Failure): Record<string, string> {
  const known = new Set(formFields(type).map(([name]) => name));
  const errors: Record<string, string> = {};
  for (const { path, message } of findingsOf(failure)) {
    const name = path.find((part) => known.has(part)) ?? '';
    errors[name] ??= message;
  }
  return errors;
}
