import type { ReactNode } from 'react';

/** A control under its label, with what is wrong or may help below it. The control carries `id`, and `id-below` as its description. */
export function Labelled({ id, label, must = false, below, wrong, children }: { id: string; label: string; must?: boolean; below?: ReactNode; wrong?: string; children: ReactNode }) {
  return (
    <div style={{ marginBottom: 14 }}>
      <label className="field-label" htmlFor={id}>{must && <span className="must" aria-hidden="true">*</span>}{label}</label>
      {children}
      {(wrong || below) && <div className="below" id={`${id}-below`}>{wrong ? <p className="wrong" role="alert">{wrong}</p> : <p className="quiet">{below}</p>}</div>}
    </div>
  );
}
