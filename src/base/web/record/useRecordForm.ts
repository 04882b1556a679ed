import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { RecordType, Values } from '#base/pure/record.ts';
import { recordClient } from '../client.ts';
import { draftAt, keepDraft } from '../drafts.ts';
import { asFailure, type Failure } from '../failure.ts';
import type { Conflict } from './ConflictDialog.tsx';
import { errorsOf, type Findings, readForm, touchedFields, type Typed, typedRow } from './formState.ts';
import type { AnyRow } from './values.ts';

type Begun = { typed: Typed; row?: AnyRow; labels: Record<string, string>; id: string };
type Options = { type: RecordType; path: string; today: string; begin: () => Begun; onSaved: (row: AnyRow) => void };

/** The life of a form: what is typed, what is wrong with it, saving, and the two ways in which saving can fail. Words survive a change of tab. */
export function useRecordForm({ type, path, today, begin, onSaved }: Options) {
  const queryClient = useQueryClient();
  const [begun, setBegun] = useState<Begun>(() => (draftAt(path)?.base as Begun | undefined) ?? begin());
  const [typed, setTyped] = useState<Typed>(() => (draftAt(path)?.typed as Typed | undefined) ?? begun.typed);
  const [labels, setLabels] = useState(begun.labels);
  const [findings, setFindings] = useState<Findings>({ errors: {}, warnings: {} });
  const [failure, setFailure] = useState<Failure>();
  const [conflict, setConflict] = useState<Conflict>();
  const [saving, setSaving] = useState(false);
  const touched = touchedFields(type, typed, begun.typed);
  const dirty = touched.length > 0;
  useEffect(() => keepDraft(path, dirty ? { typed, base: begun, id: begun.id } : undefined), [path, dirty, typed, begun]);

  const change = (name: string, value: string | string[], label?: string) => {
    setTyped((was) => ({ ...was, [name]: value }));
    if (label !== undefined) setLabels((was) => ({ ...was, [name]: label }));
    setFindings(({ errors, warnings }) => ({ errors: without(errors, name), warnings: without(warnings, name) }));
  };
  const send = async (from: Begun, words: Typed, names: string[]) => {
    const read = readForm(type, words, from.row, today);
    setFindings({ errors: read.errors, warnings: read.warnings });
    if (Object.keys(read.errors).length > 0) return focusFirst();
    setSaving(true);
    setFailure(undefined);
    try {
      const saved = await write(type, from, read.values, names);
      keepDraft(path, undefined);
      await queryClient.invalidateQueries();
      onSaved(saved);
    } catch (error) {
      failed(asFailure(error), read.warnings);
    } finally {
      setSaving(false);
    }
  };
  const failed = (wrong: Failure, warnings: Record<string, string>) => {
    if (wrong.code === 'record.changed' && wrong.detail) return setConflict(wrong.detail as Conflict);
    const errors = errorsOf(type, wrong);
    setFindings({ errors: without(errors, ''), warnings });
    setFailure(wrong);
    if (Object.keys(without(errors, '')).length > 0) focusFirst();
  };
  const resolve = (mine: string[]) => {
    const row = conflict!.current;
    const base = typedRow(type, row);
    const merged = { ...base, ...Object.fromEntries(mine.map((name) => [name, typed[name] ?? ''])) };
    const next: Begun = { ...begun, row, typed: base, labels: row.labels };
    setConflict(undefined);
    setBegun(next);
    setTyped(merged);
    setLabels({ ...labels, ...Object.fromEntries(Object.entries(row.labels).filter(([name]) => !mine.includes(name))) });
    if (mine.length === 0) {
      keepDraft(path, undefined);
      return onSaved(row);
    }
    void send(next, merged, touchedFields(type, merged, base));
  };
  return { typed, labels, findings, failure, conflict, saving, touched, dirty, row: begun.row, change, save: () => void send(begun, typed, touched), resolve, closeConflict: () => setConflict(undefined) };
}

async function write(type: RecordType, from: Begun, values: Values, names: string[]): Promise<AnyRow> {
  const client = recordClient(type);
  if (!from.row) return (await client.create({ id: from.id, draft: values as never })) as unknown as AnyRow;
  const change = Object.fromEntries(names.map((name) => [name, values[name]]));
  return (await client.update({ id: from.id, version: from.row.version, change: change as never })) as unknown as AnyRow;
}

function without(all: Record<string, string>, name: string): Record<string, string> {
  const { [name]: _gone, ...rest } = all;
  return rest;
}

/** Puts the focus on the first control of a form that is wrong, once it is drawn; `data-field` marks the fields. */
export function focusFirst(): void {
  setTimeout(() => {
    const first = [...document.querySelectorAll<HTMLElement>('.form .wrong')].map((one) => one.closest('[data-field]')).find(Boolean);
    first?.querySelector<HTMLElement>('input, textarea, button, [tabindex]')?.focus();
    first?.scrollIntoView({ block: 'center' });
  }, 30);
}
