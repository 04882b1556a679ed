import { Checkbox, Input, Radio, Select } from 'antd';
import { checkBankCard } from '#base/pure/bankCard.ts';
import { checkCitizenId } from '#base/pure/citizenId.ts';
import type { Field } from '#base/pure/record.ts';
import { DayInput } from '../controls/DayInput.tsx';
import { PlaceSelect } from '../controls/PlaceSelect.tsx';
import { OfferedChoice } from '../controls/OfferedChoice.tsx';
import { ReferencePicker } from '../controls/ReferencePicker.tsx';

type Described = { id: string; 'aria-describedby': string; 'aria-invalid': boolean; 'aria-required': boolean; status: 'error' | ''; disabled?: boolean };
type Props = { field: Field; value: string | string[]; label?: string; onChange: (value: string | string[], label?: string) => void; described: Described; labelId: string };

const RADIO_MOST = 4;

/** The control of a field by its kind. */
export function FieldControl({ field, value, label, onChange, described, labelId }: Props) {
  const text = typeof value === 'string' ? value : '';
  const { status: _status, ...plain } = described;
  switch (field.kind) {
    case 'day':
    case 'partialDay': return <DayInput {...described} partial={field.kind === 'partialDay'} value={text} onChange={onChange} />;
    case 'reference': return <ReferencePicker {...described} of={field.of!()} value={text} label={label} onChange={onChange} />;
    case 'division': return <PlaceSelect {...described} value={text} onChange={onChange} />;
    case 'codes': return <CodeChoices field={field} value={value as string[]} onChange={onChange} described={described} labelId={labelId} />;
    case 'boolean': return <Choice options={[{ value: 'true', label: '是' }, { value: 'false', label: '否' }]} value={text} onChange={onChange} described={plain} labelId={labelId} required={field.required} />;
    case 'code': {
      const options = field.codes!.codes.map(({ code, label: words }) => ({ value: code, label: words }));
      if (options.length <= RADIO_MOST) return <Choice options={options} value={text} onChange={onChange} described={plain} labelId={labelId} required={field.required} />;
      return <Select {...described} className="wide" allowClear={!field.required} showSearch={{ optionFilterProp: 'label' }} placeholder="请选择" value={text || undefined} options={options} onChange={(next?: string) => onChange(next ?? '')} />;
    }
    case 'note': return <Input.TextArea {...described} value={text} autoSize={{ minRows: 2, maxRows: 8 }} maxLength={field.max ?? 4000} onChange={(event) => onChange(event.target.value)} />;
    default: return field.offered ? <OfferedChoice {...described} list={field.offered} value={text} onChange={onChange} /> : <TextControl field={field} text={text} onChange={onChange} described={described} />;
  }
}

function TextControl({ field, text, onChange, described }: { field: Field; text: string; onChange: (text: string) => void; described: Described }) {
  const numeric = field.kind === 'integer' || field.kind === 'fen';
  const long = { citizenId: 24, phone: 24, bankCard: 28, creditCode: 22, integer: 14, fen: 24 } as Partial<Record<string, number>>;
  return (
    <Input {...described} value={text} autoComplete="off" maxLength={long[field.kind] ?? field.max ?? 200} inputMode={numeric ? 'decimal' : field.kind === 'phone' || field.kind === 'bankCard' ? 'tel' : undefined}
      suffix={field.kind === 'fen' ? '元' : undefined} style={numeric ? { maxWidth: 220 } : undefined} onChange={(event) => onChange(event.target.value)} />
  );
}

type ChoiceProps = { options: { value: string; label: string }[]; value: string; onChange: (value: string) => void; described: Omit<Described, 'status'>; labelId: string; required: boolean };

function Choice({ options, value, onChange, described, labelId, required }: ChoiceProps) {
  return (
    <Radio.Group id={described.id} value={value || null} disabled={described.disabled} aria-labelledby={labelId} aria-describedby={described['aria-describedby']} onChange={(event) => onChange(String(event.target.value))}>
      {options.map((option) => <Radio key={option.value} value={option.value}>{option.label}</Radio>)}
      {!required && value !== '' && <button type="button" className="link-button" onClick={() => onChange('')}>清除</button>}
    </Radio.Group>
  );
}

function CodeChoices({ field, value, onChange, described, labelId }: { field: Field; value: string[]; onChange: (value: string[]) => void; described: Described; labelId: string }) {
  const options = field.codes!.codes.map(({ code, label }) => ({ value: code, label }));
  if (options.length <= 6) return <span role="group" id={described.id} aria-labelledby={labelId}><Checkbox.Group options={options} value={value} onChange={(next) => onChange(next.map(String))} disabled={described.disabled} /></span>;
  return <Select {...described} className="wide" mode="multiple" allowClear showSearch={{ optionFilterProp: 'label' }} placeholder="请选择，可多选" value={value} options={options} onChange={onChange} />;
}

/** A hint worked out while typing: birth day and sex of a citizen id, a card whose sum is off. */
export function hintOf(field: Field, text: string): string {
  if (field.kind === 'citizenId' && text.replace(/\s/g, '').length >= 15) {
    const read = checkCitizenId(text);
    if (!read.ok) return read.reason;
    return `${read.birthOn} 出生，${read.sex === 'male' ? '男' : '女'}${read.from15 ? `；15 位旧号，保存为 ${read.id}` : ''}`;
  }
  if (field.kind === 'bankCard' && text.length >= 16) {
    const read = checkBankCard(text);
    return read.ok ? (read.warning ?? '') : read.reason;
  }
  return '';
}
