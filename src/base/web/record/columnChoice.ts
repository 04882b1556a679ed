import { useState } from 'react';
import type { RecordType } from '#base/pure/record.ts';
import { useMe } from '../session.tsx';

/** A short name of the person for keys in the browser's storage, which tells nobody who it is. */
function shortOf(text: string): string {
  let hash = 2166136261;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 16777619);
  return (hash >>> 0).toString(36);
}

/** Columns a list begins with: as declared, with the place after the title. */
export function usualColumns(type: RecordType): string[] {
  const names = [...type.list];
  if (!names.includes('divisionCode')) names.splice(Math.max(names.indexOf(type.title), 0) + 1, 0, 'divisionCode');
  return names;
}

/** Every column a list can show, the usual ones first. */
export function allColumns(type: RecordType): string[] {
  const usual = usualColumns(type);
  return [...usual, ...Object.keys(type.fields).filter((name) => !usual.includes(name) && type.fields[name]!.kind !== 'note' && !type.fields[name]!.technical)];
}

/** The columns this person chose for a ledger, kept in this browser. */
export function useColumnChoice(type: RecordType): [string[], (names: string[] | undefined) => void] {
  const key = `ronggui.columns.${shortOf(useMe().id)}.${type.name}`;
  const [chosen, setChosen] = useState<string[]>(() => read(key, type));
  const choose = (names: string[] | undefined) => {
    if (names) localStorage.setItem(key, JSON.stringify(names));
    else localStorage.removeItem(key);
    setChosen(names ?? usualColumns(type));
  };
  return [chosen, choose];
}

function read(key: string, type: RecordType): string[] {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as unknown;
    const known = Array.isArray(kept) ? kept.filter((name): name is string => name === 'divisionCode' || (typeof name === 'string' && name in type.fields && !type.fields[name]!.technical)) : [];
    return known.length > 0 ? known : usualColumns(type);
  } catch {
    return usualColumns(type);
  }
}
