import { useSyncExternalStore } from 'react';

const NARROW = window.matchMedia('(max-width: 767px)');

/** True on screens narrower than 768 px, where tables become cards. */
export function useNarrow(): boolean {
  return useSyncExternalStore((listener) => {
    NARROW.addEventListener('change', listener);
    return () => NARROW.removeEventListener('change', listener);
  }, () => NARROW.matches);
}
