import { useSyncExternalStore } from 'react';

const KEY = 'ronggui.large';
const listeners = new Set<() => void>();

/** True in 大字版 (also called 长辈版), the large mode that this browser remembers. */
export function useLargeMode(): boolean {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, isLarge);
}

function isLarge(): boolean {
  return localStorage.getItem(KEY) === 'yes';
}

/** Turns 大字版 on or off and remembers it. */
export function setLargeMode(large: boolean): void {
  localStorage.setItem(KEY, large ? 'yes' : 'no');
  markRoot();
  for (const listener of listeners) listener();
}

/** Puts the mode on the root element, where the style sheet reads it. */
export function markRoot(): void {
  document.documentElement.classList.toggle('large', isLarge());
}
