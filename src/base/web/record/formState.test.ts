import assert from 'node:assert/strict';
import { test } from 'node:test';
import { field, record } from '#base/pure/record.ts';
import { errorsOf, formSections, readForm, touchedFields, typedBlank, typedRow } from './formState.ts';
import type { AnyRow } from './values.ts';

const Note = record({
  name: 'scratch.note', path: '/scratch/notes', label: '便条', ledger: '便条台账', title: 'subject', list: ['subject'], filters: [], search: ['subject'], sort: 'subject', identity: ['subject'], reach: 'division', personal: true,
  fields: { subject: field.text('主题', { required: true, section: '甲' }), mobile: field.phone('电话', { required: true, section: '乙' }), paid: field.fen('金额', { section: '甲' }), state: field.text('状态', { derived: true }) },
  check: (row) => (row.subject === '禁' ? [{ field: 'subject', message: '主题不能为“禁”' }] : row.paid === null ? [{ field: 'paid', message: '没有金额', warning: true }] : []),
});
const WRITER = { place: '999001100201', name: '李经办', today: '2023-05-01' };
const row = { id: 'x', version: 2, divisionCode: '999001100201', createdAt: '', updatedAt: '', labels: {}, subject: '甲', mobile: '138****1234', paid: '1250', state: null } as AnyRow;

test('fields stand by section, derived ones are not typed, and a row that nothing places asks for its place', () => {
  assert.deepEqual(formSections(Note).map((one) => [one.title, one.fields.map(([name]) => name)]), [['甲', ['subject', 'paid', 'divisionCode']], ['乙', ['mobile']]]);
});

test('a sealed field left alone is neither missing nor touched; typed anew it is checked', () => {
  const begun = typedRow(Note, row);
  assert.equal(begun.mobile, '');
  assert.deepEqual(touchedFields(Note, begun, begun), []);
  assert.deepEqual(readForm(Note, begun, row, '2023-05-01').errors, {});
  const typed = { ...begun, mobile: '138' };
  assert.deepEqual(touchedFields(Note, typed, begun), ['mobile']);
  assert.match(readForm(Note, typed, row, '2023-05-01').errors.mobile!, /11 位/);
});

test('what a row holds back beside a sealed field is neither asked for nor called missing', () => {
  const Dated = { ...Note, fields: { ...Note.fields, bornOn: field.day('生日', { withheldBeside: 'mobile', section: '甲' }) }, check: (values: { bornOn?: unknown }) => (values.bornOn ? [] : [{ field: 'bornOn', message: '请填写生日' }]) } as unknown as typeof Note;
  const held = { ...row, bornOn: null } as AnyRow;
  assert.deepEqual(readForm(Dated, typedRow(Dated, held), held, '2023-05-01').errors, {});
  const shown = { ...held, mobile: null } as unknown as AnyRow;
  assert.equal(readForm(Dated, { ...typedRow(Dated, shown), mobile: '13800001234' }, shown, '2023-05-01').errors.bornOn, '请填写生日');
});

test('a blank form names every missing field, and the rule of the record speaks under its field', () => {
  const blank = typedBlank(Note, WRITER, {});
  assert.deepEqual(Object.keys(readForm(Note, blank, undefined, '2023-05-01').errors).toSorted(), ['mobile', 'subject']);
  assert.equal(readForm(Note, { ...blank, subject: '禁', mobile: '13800001234' }, undefined, '2023-05-01').errors.subject, '主题不能为“禁”');
  assert.equal(readForm(Note, { ...blank, subject: '可', mobile: '13800001234' }, undefined, '2023-05-01').warnings.paid, '没有金额');
});

test('a new form begins with the day and the writer where the field says so; the address goes before', () => {
  const Dated = { ...Note, fields: { ...Note.fields, seenOn: field.day('日期', { begins: 'today' }), seenBy: field.text('经办人', { begins: 'writer' }) } } as unknown as typeof Note;
  assert.deepEqual([typedBlank(Dated, WRITER, {}).seenOn, typedBlank(Dated, WRITER, { seenOn: '2023-04-30' }).seenOn, typedBlank(Dated, WRITER, {}).seenBy], ['2023-05-01', '2023-04-30', '李经办']);
});

test('findings of the server stand under their fields, whether they speak of the draft or of a rule', () => {
  const failure = (detail: unknown) => ({ code: 'input', message: '第一句', status: 400, path: ['draft', 'subject'], detail });
  assert.deepEqual(errorsOf(Note, failure([{ path: ['draft', 'subject'], message: '太长' }])), { subject: '太长' });
  assert.deepEqual(errorsOf(Note, failure([{ field: 'paid', message: '过多' }])), { paid: '过多' });
  assert.deepEqual(errorsOf(Note, failure(undefined)), { subject: '第一句' });
});

test('a filled field that cannot be read is said once: the rule of the record does not call it missing', () => {
  const asked = { ...Note, check: (values: { paid?: unknown }) => (values.paid === undefined ? [{ field: 'subject', message: '请填写金额' }] : []) } as typeof Note;
  const blank = typedBlank(Note, WRITER, {});
  assert.deepEqual(Object.keys(readForm(asked, { ...blank, subject: '可', mobile: '13800001234', paid: '一百' }, undefined, '2023-05-01').errors), ['paid']);
});
