import { useQuery } from '@tanstack/react-query';
import { clientOf } from '#base/web/client.ts';
import { useOwnSearch } from '#base/web/ownSearch.ts';
import { useOpenPage } from '#base/web/PageLink.tsx';
import { useMay, useMe } from '#base/web/session.tsx';
import { comparisonCourse } from '../schema/comparison.ts';
import { confirmationCourse } from '../schema/confirmationActs.ts';
import { movementCourse } from '../schema/movementActs.ts';

/** The calls of 年度确认's pages. */
export const confirmClient = clientOf({ confirmationCourse }).confirmationCourse;
/** The calls of 数据比对's page. */
export const compareClient = clientOf({ comparisonCourse }).comparisonCourse;
/** The calls on 待遇变动 beside the standard ones. */
export const movementClient = clientOf({ movementCourse }).movementCourse;

/** Which confirmation and place a page is about: from its address, else the open one and the person's own place. */
export function useConfirming(path: string) {
  const me = useMe();
  const may = useMay();
  const openPage = useOpenPage();
  const params = new URLSearchParams(useOwnSearch(path));
  const all = useQuery({ queryKey: ['benefits.confirmations', 'current'], queryFn: () => confirmClient.current(), enabled: may('benefits.progress') });
  const id = params.get('id') ?? all.data?.[0]?.id ?? '';
  const division = params.get('division') ?? me.division.code;
  const addressOf = (page: string, change: Record<string, string> = {}) => `${page}?${new URLSearchParams({ id, division, ...change }).toString()}`;
  return { all, id, one: all.data?.find((each) => each.id === id), division, params, addressOf, go: (change: Record<string, string>) => openPage(addressOf(path, change), { replace: true }) };
}
/** What `useConfirming` gives. */
export type Confirming = ReturnType<typeof useConfirming>;

const PORTION = 200;

/** Sends many in portions, one after the other, and says how many are through: an act on thousands is neither refused for its size nor silent. What went through before a failure stands. */
export async function inPortions<T>(all: readonly T[], send: (some: readonly T[]) => Promise<unknown>, onDone?: (count: number) => void): Promise<void> {
  for (let at = 0; at < all.length; at += PORTION) {
    if (at > 0) onDone?.(at);
    await send(all.slice(at, at + PORTION));
  }
}
