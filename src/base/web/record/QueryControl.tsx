import { Input, Select } from 'antd';
import { addDays, addMonths } from '#base/pure/day.ts';
import type { Field } from '#base/pure/record.ts';
import { DayInput } from '../controls/DayInput.tsx';
import { PlaceSelect } from '../controls/PlaceSelect.tsx';
import { OfferedChoice } from '../controls/OfferedChoice.tsx';
import { ReferencePicker } from '../controls/ReferencePicker.tsx';
import { readDay, readTyped } from '../controls/typed.ts';
import { plainYuan } from '#base/pure/fen.ts';

type Props = { id: string; field: Field; values: string[]; onChange: (values: string[]) => void };

const RANGES = new Set(['day', 'partialDay', 'integer', 'fen']);

/** The query control of one field: choices for codes, from–to for days and numbers, otherwise text. */
export function QueryControl({ id, field, values, onChange }: Props) {
  if (field.sealed && field.codes) return <Select id={id} className="wide" allowClear placeholder="全部" value={values[0] || undefined} options={field.codes.codes.map(({ code, label }) => ({ value: code, label }))} onChange={(value?: string) => onChange(value ? [value] : [])} />;
  if (field.sealed) return <Input id={id} value={values[0] ?? ''} allowClear placeholder="输入完整内容" autoComplete="off" onChange={(event) => onChange([event.target.value])} />;
  if (RANGES.has(field.kind)) return <Range id={id} field={field} values={values} onChange={onChange} />;
  switch (field.kind) {
    case 'code':
    case 'codes':
      return <Select id={id} className="wide" mode="multiple" allowClear maxTagCount="responsive" placeholder="全部" showSearch={{ optionFilterProp: 'label' }} value={values}
        options={field.codes!.codes.map(({ code, label }) => ({ value: code, label }))} onChange={onChange} />;
    case 'boolean':
      return <Select id={id} className="wide" allowClear placeholder="全部" value={values[0] || undefined} options={[{ value: 'true', label: '是' }, { value: 'false', label: '否' }]} onChange={(value?: string) => onChange(value ? [value] : [])} />;
    case 'reference':
      return <ReferencePicker id={id} of={field.of!()} value={values[0] ?? ''} onChange={(value) => onChange(value ? [value] : [])} />;
    case 'division':
      return <PlaceSelect id={id} value={values[0] ?? ''} placeholder="全部" onChange={(value) => onChange(value ? [value] : [])} />;
    default:
      if (field.offered) return <OfferedChoice id={id} list={field.offered} value={values[0] ?? ''} onChange={(value) => onChange(value ? [value] : [])} />;
      return <Input id={id} value={values[0] ?? ''} allowClear autoComplete="off" onChange={(event) => onChange([event.target.value])} />;
  }
}

function Range({ id, field, values, onChange }: Props) {
  const [from = '', to = ''] = values;
  const isDate = field.kind === 'day' || field.kind === 'partialDay';
  const control = (which: 0 | 1) => {
    const props = {
      id: which === 0 ? id : `${id}-to`, value: which === 0 ? from : to, placeholder: which === 0 ? '从' : '到',
      'aria-label': `${field.label}${which === 0 ? '从' : '到'}`, onChange: (text: string) => onChange(which === 0 ? [text, to] : [from, text]),
    };
    return isDate ? <DayInput {...props} partial /> : <Input {...props} onChange={(event) => props.onChange(event.target.value)} inputMode="decimal" autoComplete="off" />;
  };
  return <span className="pair">{control(0)}<span className="between" aria-hidden>至</span>{control(1)}</span>;
}

/** Filter values for the address, from what was typed: days completed to the ends of their month or year, money in fen. Unreadable parts fall away. */
export function filterValues(field: Field, typed: string[]): string[] {
  const given = typed.map((text) => text.trim());
  if (field.sealed || !RANGES.has(field.kind)) return given.filter((text) => text !== '');
  const [from = '', to = ''] = given;
  const read = (text: string, end: boolean): string => {
    if (field.kind === 'day' || field.kind === 'partialDay') {
      const day = readDay(text, true);
      return day.ok && day.value ? completed(String(day.value), end, field.kind === 'partialDay') : '';
    }
    const number = readTyped({ ...field, required: false }, text);
    return number.ok && number.value !== null ? String(number.value) : '';
  };
  const range = [read(from, false), read(to, true)];
  return range.some((text) => text !== '') ? range : [];
}

function completed(day: string, end: boolean, partial: boolean): string {
  if (day.length === 10 || partial) return day;
  const first = day.length === 4 ? `${day}-01-01` : `${day}-01`;
  return end ? addDays(addMonths(first, day.length === 4 ? 12 : 1), -1) : first;
}

/** What the control shows for filter values of the address. */
export function typedFilter(field: Field, values: string[]): string[] {
  return field.kind === 'fen' && !field.sealed ? values.map((text) => (/^-?\d+$/.test(text) ? plainYuan(BigInt(text)) : text)) : values;
}
