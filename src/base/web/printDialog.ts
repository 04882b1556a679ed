import { useEffect } from 'react';

/** While something stands on the page to be printed: marks the page with a class, opens the print dialog, and calls `end` (a stable function) when that is closed. */
export function usePrintDialog(shown: unknown, mark: string, end: () => void): void {
  useEffect(() => {
    if (shown === undefined) return;
    document.body.classList.add(mark);
    window.addEventListener('afterprint', end);
    const timer = setTimeout(() => window.print(), 60);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('afterprint', end);
      document.body.classList.remove(mark);
    };
  }, [shown, mark, end]);
}
