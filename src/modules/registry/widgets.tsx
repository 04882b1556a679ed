import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useEffect, useState } from 'react';
import { clientOf, recordClient } from '#base/web/client.ts';
import { asFailure } from '#base/web/failure.ts';
import { registryOperations } from './operations.ts';
import { Person } from './schema.ts';
import type { PersonHint } from './schema/answers.ts';

const PAUSE_MS = 250;
let client: ReturnType<typeof clientOf<typeof registryOperations>> | undefined;

/** The client of 建档立卡, made once. */
export function registryClient() {
  return (client ??= clientOf(registryOperations));
}

type Props = {
  id: string;
  value: string;
  /** The name of the chosen person, where it is known. */
  label?: string;
  onChange: (id: string, name: string) => void;
  disabled?: boolean;
  status?: 'error' | '';
  'aria-describedby'?: string;
  'aria-invalid'?: boolean;
  'aria-required'?: boolean;
  'aria-label'?: string;
};

/** Chooses a registered person by name, pinyin, initials or number; shows name, village, year of birth and masked id, within scope. */
export function PersonPicker({ value, label, onChange, ...rest }: Props) {
  const [typed, setTyped] = useState('');
  const search = useSettled(typed.trim());
  const { data, isFetching, error } = useQuery({ queryKey: ['registry.suggest', search], queryFn: () => registryClient().suggest({ text: search }), enabled: search !== '' });
  const named = useQuery({
    queryKey: [Person.name, 'title', value],
    queryFn: async () => (await recordClient(Person).list({ page: 1, size: 1, ids: [value] })).rows[0]?.name ?? '（不在管辖范围内）',
    enabled: value !== '' && !label,
  });
  const options = (data ?? []).map((hint) => ({ value: hint.id, label: hint.name, hint: hint as PersonHint | undefined }));
  const shown = value && !options.some((one) => one.value === value) ? [{ value, label: label ?? named.data ?? '…', hint: undefined }, ...options] : options;
  return (
    <Select {...rest} className="wide" showSearch={{ filterOption: false, onSearch: setTyped }} allowClear value={value || undefined} options={shown} loading={isFetching} placeholder="输入姓名、拼音、首字母、身份证号或电话后四位"
      onChange={(next: string | undefined) => onChange(next ?? '', shown.find((one) => one.value === next)?.label ?? '')}
      optionRender={({ data: one }) => <Hint name={one.label} hint={one.hint} />}
      notFoundContent={<span className="quiet">{emptyWords(search, isFetching, error)}</span>} />
  );
}

function Hint({ name, hint }: { name: string; hint: PersonHint | undefined }) {
  if (!hint) return <span>{name}</span>;
  return <span>{name}<span className="quiet">　{[hint.place, hint.birthYear && `${hint.birthYear}年生`, hint.citizenId].filter(Boolean).join(' · ')}</span></span>;
}

function emptyWords(search: string, fetching: boolean, error: unknown): string {
  if (error) return asFailure(error).message;
  if (fetching) return '正在查找…';
  return search === '' ? '输入后显示' : '没有找到，请先建档';
}

/** The text as it stands after a short pause in typing. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
