import { useEffect, useSyncExternalStore } from 'react';

/** What a form holds between visits of its tab: kept in memory only, never in the browser's storage. */
type Draft = { typed: Record<string, unknown>; base: unknown; id: string };

const drafts = new Map<string, Draft>();
const listeners = new Set<() => void>();
let stamp = 0;

function tell(): void {
  stamp += 1;
  for (const listener of listeners) listener();
}

/** The words left in the form at this page path, if it was left unsaved. */
export function draftAt(path: string): Draft | undefined {
  return drafts.get(path);
}

/** Keeps or (with undefined) forgets the unsaved words of the form at this page path. */
export function keepDraft(path: string, draft: Draft | undefined): void {
  const had = drafts.has(path);
  if (draft) drafts.set(path, draft);
  else drafts.delete(path);
  if (had !== (draft !== undefined)) tell();
}

/** True while any form holds unsaved words. */
export function hasUnsavedDraft(): boolean {
  return drafts.size > 0;
}

/** The page paths with unsaved words; the component follows changes. */
export function useUnsavedPaths(): Set<string> {
  useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, () => stamp);
  return new Set(drafts.keys());
}

/** Asks before the window is closed or reloaded while a form holds unsaved words. */
export function useLeaveGuard(): void {
  useEffect(() => {
    const guard = (event: BeforeUnloadEvent) => {
      if (hasUnsavedDraft()) event.preventDefault();
    };
    window.addEventListener('beforeunload', guard);
    return () => window.removeEventListener('beforeunload', guard);
  }, []);
}
