import { type ReactNode, useEffect } from 'react';

/** The frame of pages that stand before sign-in: one panel in the middle. */
export function DoorFrame({ title, children }: { title: string; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} - 戎归`;
  }, [title]);
  return (
    <main style={{ maxWidth: 440, margin: '0 auto', padding: '8vh 16px 32px' }}>
      <p className="brand" style={{ padding: '0 0 12px' }}>戎归 <small>退役军人服务保障</small></p>
      <section className="panel" style={{ padding: 24 }}>
        <h1 style={{ fontSize: 20, margin: '0 0 16px' }}>{title}</h1>
        {children}
      </section>
    </main>
  );
}
