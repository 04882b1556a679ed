import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useServices } from '../session.tsx';

type Props = { list: 'ledgers'; value: string; onChange: (value: string) => void; id: string; 'aria-describedby'?: string; 'aria-invalid'?: boolean; 'aria-required'?: boolean; status?: 'error' | ''; disabled?: boolean };

/** Chooses a text among those that the product offers; what stands there already and is not among them stays to be seen. */
export function OfferedChoice({ list, value, onChange, ...described }: Props) {
  const { offered } = useServices();
  const { data, isLoading } = useQuery({ queryKey: ['offered', list], queryFn: () => offered!(list), enabled: offered !== undefined, staleTime: 60_000 });
  const names = data ?? [];
  const all = value && !names.includes(value) ? [value, ...names] : names;
  return <Select {...described} className="wide" showSearch={{ optionFilterProp: 'label' }} allowClear placeholder="请选择" loading={isLoading} value={value || undefined} options={all.map((name) => ({ value: name, label: name }))} onChange={(next?: string) => onChange(next ?? '')} />;
}
