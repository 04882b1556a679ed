import { Button } from 'antd';
import { useState } from 'react';
import type { Field } from '#base/pure/record.ts';
import { noteHelp } from './words.ts';
import { FieldControl, hintOf } from './FieldControl.tsx';

type Props = {
  idBase: string;
  name: string;
  field: Field;
  value: string | string[];
  label?: string;
  /** The mask of what a sealed field holds now; it is typed anew or left as it is. */
  masked?: string;
  error?: string;
  warning?: string;
  onChange: (name: string, value: string | string[], label?: string) => void;
};

/** One field of a form: label, control, and below it help, hint, warning or error, which screen readers read with the control. */
export function FormField({ idBase, name, field, value, label, masked, error, warning, onChange }: Props) {
  const [retyping, setRetyping] = useState(false);
  const id = `${idBase}-${name}`;
  const keepsSealed = masked && !retyping && value === '';
  const hint = typeof value === 'string' ? hintOf(field, value) : '';
  const help = field.kind === 'note' ? noteHelp(field.help) : field.help;
  const described = { id, 'aria-describedby': `${id}-below`, 'aria-invalid': error !== undefined, 'aria-required': field.required, status: error ? 'error' as const : '' as const };
  const grouped = field.kind === 'boolean' || (field.kind === 'code' && field.codes!.codes.length <= 4) || (field.kind === 'codes' && field.codes!.codes.length <= 6);
  const words = <>{field.required && <span className="must" aria-hidden>*</span>}{field.label}</>;
  return (
    <div className={field.kind === 'note' || (field.max ?? 0) > 200 ? 'long' : ''} data-field={name}>
      {grouped || keepsSealed ? <span className="field-label" id={`${id}-label`}>{words}</span> : <label className="field-label" id={`${id}-label`} htmlFor={id}>{words}</label>}
      {keepsSealed
        ? <span className="sealed">{masked} <Button size="small" id={id} aria-label={`重新填写${field.label}`} onClick={() => setRetyping(true)}>重新填写</Button></span>
        : <FieldControl field={field} value={value} label={label} onChange={(next, nextLabel) => onChange(name, next, nextLabel)} described={described} labelId={`${id}-label`} />}
      <div className="below" id={`${id}-below`}>
        {error && <p className="wrong">{error}</p>}
        {!error && warning && <p className="warned">请核对：{warning}</p>}
        {!error && hint && hint !== warning && <p className="quiet">{hint}</p>}
        {help && <p className="quiet">{help}</p>}
        {retyping && value === '' && <p className="quiet">留空则保持原来的内容。</p>}
      </div>
    </div>
  );
}
