import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { draftAt } from '#base/web/drafts.ts';
import { duplicatesClient } from './client.ts';
import { LikelyPersons } from './LikelyPersons.tsx';

const PAUSE_MS = 700;
const WATCHED = ['name', 'citizenId', 'birthOn', 'mobile', 'divisionCode'] as const;

/** Beside the form of a new person: likely duplicates of what stands in it by now, looked up after a pause in typing. */
export function BesideForm({ path, given }: { path: string; given: Record<string, string> }) {
  const words = useTyped(path, given);
  const typed = JSON.parse(words) as Record<string, string>;
  const enough = Boolean(typed.name) && (typed.citizenId || typed.birthOn || typed.mobile);
  const { data = [] } = useQuery({ queryKey: ['duplicates.check', words], queryFn: () => duplicatesClient.check(typed as { name: string }), enabled: Boolean(enough), retry: false });
  return (
    <div role="status">
      {enough && data.length > 0 && (
        <section className="panel" aria-label="可能已经建档">
          <h2 className="section">可能已经建档，请先核对</h2>
          <LikelyPersons found={data} />
        </section>
      )}
    </div>
  );
}

/** The watched fields of the form as they stood a moment ago, as JSON. */
function useTyped(path: string, given: Record<string, string>): string {
  const [words, setWords] = useState(() => read(path, given));
  useEffect(() => {
    const timer = setInterval(() => setWords(read(path, given)), PAUSE_MS);
    return () => clearInterval(timer);
  }, [path, given]);
  return words;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

function read(path: string, given: Record<string, string>): string {
  const typed = { ...given, ...draftAt(path)?.typed } as Record<string, unknown>;
  const whole: Record<string, RegExp> = { citizenId: /^[\dXx\s]{15,24}$/, birthOn: DAY, mobile: /^[\d\s-]{7,24}$/, divisionCode: /^\d{12}$/ };
  const kept = WATCHED.flatMap((name) => {
    const value = typeof typed[name] === 'string' ? typed[name].trim() : '';
    return value !== '' && (whole[name]?.test(value) ?? true) ? [[name, value]] : [];
  });
  const said = Object.fromEntries(kept) as Record<string, string>;
  const { birthYear } = typed;
  if (!said.birthOn && !said.citizenId && typeof birthYear === 'string' && /^\d{4}$/.test(birthYear)) said.birthOn = birthYear;
  return JSON.stringify(said);
}
