import { useSyncExternalStore } from 'react';

/** One opened page: its path names it, its address also holds the query it was left with. */
export type OpenedPage = { path: string; address: string };

const KEY = 'ronggui.opened';
const MOST = 12;
const listeners = new Set<() => void>();
let opened: readonly OpenedPage[] = restored();

/** Only paths are kept by the browser: an address may hold a name that was searched for. */
function restored(): OpenedPage[] {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? '[]') as unknown[];
    return kept.filter((path): path is string => typeof path === 'string' && path.startsWith('/')).map((path) => ({ path, address: path }));
  } catch {
    return [];
  }
}

function set(next: readonly OpenedPage[]): void {
  opened = next;
  sessionStorage.setItem(KEY, JSON.stringify(next.map(({ path }) => path)));
  for (const listener of listeners) listener();
}

/** The opened pages in order of opening; the component follows changes. */
export function useOpenedPages(): readonly OpenedPage[] {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, () => opened);
}

/** Notes that a page is open at an address; past twelve, the oldest one that `mayDrop` allows goes. */
export function noteOpened(path: string, address: string, mayDrop: (path: string) => boolean): void {
  const there = opened.find((page) => page.path === path);
  if (there?.address === address) return;
  if (there) return set(opened.map((page) => (page.path === path ? { path, address } : page)));
  const next = [...opened, { path, address }];
  const drop = next.length > MOST ? next.find((page) => page.path !== path && page.path !== '/' && mayDrop(page.path)) : undefined;
  set(next.filter((page) => page !== drop));
}

/** Closes a page's tab and tells the address to show instead when it was the one in view. */
export function closeOpened(path: string): string {
  const index = opened.findIndex((page) => page.path === path);
  const rest = opened.filter((page) => page.path !== path);
  set(rest);
  return (rest[index] ?? rest[index - 1] ?? rest[rest.length - 1])?.address ?? '/';
}

/** Closes every tab but one. */
export function closeOthers(path: string, mayDrop: (path: string) => boolean): void {
  set(opened.filter((page) => page.path === path || !mayDrop(page.path)));
}

/** Forgets all tabs, at sign-out. */
export function forgetOpened(): void {
  set([]);
}
