import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { usePrintDialog } from './printDialog.ts';
import { useMe } from './session.tsx';
import './paper.css';

/** Prints papers of a page, one at a time: the chosen one stands alone on its sheets while the print dialog is open. */
export function usePaper<T>(): { paper?: T; print: (paper: T) => void } {
  const [paper, setPaper] = useState<T>();
  const end = useCallback(() => setPaper(undefined), []);
  usePrintDialog(paper, 'printing-paper', end);
  return { paper, print: (next) => setPaper(() => next) };
}

/** One paper on A4, to be put into a page beside `usePaper`. A paper that is `given` to people or posted carries no clerk's mark; the audit knows who printed it. */
export function Paper({ title, given = false, children }: { title: string; given?: boolean; children: ReactNode }) {
  const me = useMe();
  useEffect(() => {
    if (!given) return;
    document.body.classList.add('giving-paper');
    return () => document.body.classList.remove('giving-paper');
  }, [given]);
  const host = document.querySelector('main');
  if (!host) return null;
  return createPortal(
    <div className="paper">
      <style>{'@page { size: A4; margin: 20mm 20mm 18mm 24mm }'}</style>
      <h1>{title}</h1>
      {children}
      {me.demo && <p className="paper-foot">演示数据，不作凭证。</p>}
    </div>,
    host,
  );
}
