import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useOpenPage } from '#base/web/PageLink.tsx';
import { useMe } from '#base/web/session.tsx';
import type { FigureCard } from '../schema.ts';
import { isPeriod } from '../rules.ts';
import { figuresClient } from './client.ts';

/** What a page of 指标 is asked for by its address; `''` where it says nothing. */
export type Asked = { period: string; division: string; chart: string; by: string };

/** The years to choose from, and the newest one that ledgers have rows of. */
export type Years = { first: number; last: number; newest: number };

/**
 * The asked state of the page (its address, and the newest year with rows where that names no period), the years to choose from, and a
 * way to change it. `period` is '' until the years are known.
 */
export function useAsked(): { asked: Asked; years: Years; error: unknown; retry: () => void; go: (change: Partial<Asked>) => void } {
  const { pathname, searchStr } = useLocation();
  const me = useMe();
  const openPage = useOpenPage();
  const { data, error, refetch } = useQuery({ queryKey: ['figures', 'years'], queryFn: () => figuresClient.years() });
  const params = new URLSearchParams(searchStr);
  const given = params.get('period') ?? '';
  const named = { period: isPeriod(given) ? given : '', division: params.get('division') ?? '', chart: params.get('chart') ?? '', by: params.get('by') ?? '' };
  const asked = { ...named, period: named.period || (data ? String(data.last) : '') };
  const thisYear = Number(me.today.slice(0, 4));
  return { asked, years: { first: data?.first ?? thisYear, last: thisYear, newest: data?.last ?? thisYear }, error, retry: () => void refetch(), go: (change) => openPage(addressOf(pathname, { ...named, ...change })) };
}

/** An address with its query; what is '' is left out. */
export function addressOf(path: string, query: Partial<Asked> & { figure?: string }): string {
  const params = new URLSearchParams(Object.entries(query).filter(([, value]) => value) as [string, string][]);
  const text = params.toString();
  return text ? `${path}?${text}` : path;
}

/** The list that shows exactly the rows a figure counted. */
export function rowsAddress(card: FigureCard, period: string, division: string): string {
  return addressOf(card.path, { figure: card.key, period, division });
}

/** The page of one figure. */
export function figureAddress(key: string, { period, division }: { period: string; division: string }): string {
  return addressOf(`/figures/${key}`, { period, division });
}
