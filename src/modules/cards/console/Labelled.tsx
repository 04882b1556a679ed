import type { ReactNode } from 'react';

/** A control with its label above and, where the server refused it, why below; `must` marks what has to be filled in. */
export function Labelled({ id, label, must, wrong, children }: { id: string; label: string; must?: boolean; wrong?: string; children: ReactNode }) {
  return (
    <div style={{ marginBottom: 12 }}>
      <label htmlFor={id} className="field-label">{must && <span className="must" aria-hidden>*</span>}{label}</label>
      {children}
      {wrong && <p className="wrong below" role="alert">{wrong}</p>}
    </div>
  );
}
