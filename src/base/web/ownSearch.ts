import { useLocation } from '@tanstack/react-router';
import { useRef } from 'react';

/** The address's query text while the page at `path` is in view; a page that is being left keeps its own. */
export function useOwnSearch(path: string): string {
  const { pathname, searchStr } = useLocation();
  const own = useRef(searchStr);
  if (pathname === path) own.current = searchStr;
  return own.current;
}
