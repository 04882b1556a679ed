import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useEffect, useState } from 'react';
import type { RecordType } from '#base/pure/record.ts';
import { recordClient } from '../client.ts';
import { asFailure } from '../failure.ts';
import { type AnyRow, titleOf } from '../record/values.ts';

type Props = {
  id: string;
  of: RecordType;
  value: string;
  /** The title of the chosen row, where it is known. */
  label?: string;
  onChange: (id: string, label: string) => void;
  disabled?: boolean;
  status?: 'error' | '';
  'aria-describedby'?: string;
  'aria-invalid'?: boolean;
  'aria-required'?: boolean;
  'aria-label'?: string;
};

/** Chooses one row of another ledger by typing part of its name; shows title and place, within the person's scope. While what was typed is not yet answered nothing is offered, so that a quick Enter never takes a row of an earlier answer. */
export function ReferencePicker({ of, value, label, onChange, ...rest }: Props) {
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState(false);
  const search = useSettled(typed.trim());
  const { data, isFetching, error } = useQuery({
    queryKey: [of.name, 'pick', search],
    queryFn: () => recordClient(of).list({ page: 1, size: 20, search: search || undefined }),
    enabled: open,
  });
  const named = useQuery({ queryKey: [of.name, 'title', value], queryFn: async () => titleOf(of, (await recordClient(of).list({ page: 1, size: 1, ids: [value] })).rows[0] as unknown as AnyRow), enabled: value !== '' && !label });
  const settled = search === typed.trim();
  const found = (settled ? (data?.rows ?? []) : []) as unknown as AnyRow[];
  const options = found.map((row) => ({ value: row.id, label: titleOf(of, row), place: row.labels.divisionCode ?? '' }));
  const shown = value && !options.some((one) => one.value === value) ? [{ value, label: label ?? named.data ?? '…', place: '' }, ...(open ? options : [])] : options;
  return (
    <Select {...rest} className="wide" showSearch={{ filterOption: false, onSearch: setTyped }} allowClear open={open} onOpenChange={setOpen} value={value || undefined} options={shown}
      placeholder={`输入${of.fields[of.title]?.label ?? '名称'}查找`} loading={isFetching}
      onChange={(next: string | undefined) => onChange(next ?? '', shown.find((one) => one.value === next)?.label ?? '')}
      optionRender={({ data: one }) => <span>{one.label}<span className="quiet">　{one.place}</span></span>}
      notFoundContent={<span className="quiet">{error ? asFailure(error).message : isFetching || !settled ? '正在查找…' : `没有找到，请先在“${of.ledger}”登记`}</span>} />
  );
}

/** The text as it stands after a short pause in typing. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), 250);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
