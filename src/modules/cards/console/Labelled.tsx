import type { ReactNode } from 'react';

/** A control with its label above; `must` marks what has to be filled in. */
export function Labelled({ id, label, must, children }: { id: string; label: string; must?: boolean; children: ReactNode }) {
  return (
    <div style={{ marginBottom: 12 }}>
      <label htmlFor={id} className="field-label">{must && <span className="must" aria-hidden>*</span>}{label}</label>
      {children}
    </div>
  );
}
