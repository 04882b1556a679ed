import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { recordClient } from '#base/web/client.ts';
import { Pair } from '../schema.ts';

/** What the review page does by keyboard, each with Alt held: the first letters of the Chinese words, J and K for the pairs after and before. */
export type PairKey = 'H' | 'B' | 'Y' | 'J' | 'K';

/** Calls what belongs to a key while `on`; a key without one does nothing. */
export function usePairKeys(on: boolean, acts: Partial<Record<PairKey, () => void>>): void {
  const latest = useRef(acts);
  latest.current = acts;
  useEffect(() => {
    if (!on) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || !event.code.startsWith('Key')) return;
      const act = latest.current[event.code.slice(3) as PairKey];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [on]);
}

const MOST = 500;

/** The addresses of the pairs before and after one among those that wait to be looked at, in the order of the list; the first where it is not among them. */
export function useNeighbours(id: string): { before?: string; after?: string; at: number; waiting: number } {
  const { data } = useQuery({ queryKey: [Pair.name, 'list', 'waiting'], queryFn: () => recordClient(Pair).list({ page: 1, size: MOST, filters: { state: ['open'] } }) });
  const ids = data?.rows.map((row) => row.id) ?? [];
  const at = ids.indexOf(id);
  const path = (one: string | undefined) => (one && one !== id ? `${Pair.path}/${one}` : undefined);
  return { before: at > 0 ? path(ids[at - 1]) : undefined, after: path(ids[at + 1]), at, waiting: data?.total ?? 0 };
}
