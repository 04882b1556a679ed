import { TreeSelect } from 'antd';
import { useMemo } from 'react';
import { type Place, usePlaces } from '../session.tsx';

type Props = { id: string; value: string; onChange: (code: string) => void; disabled?: boolean; status?: 'error' | ''; 'aria-label'?: string; 'aria-describedby'?: string; 'aria-invalid'?: boolean; 'aria-required'?: boolean; placeholder?: string };
type Branch = { value: string; title: string; path: string; children?: Branch[] };

/** Chooses a division within the person's scope from the tree of townships and villages. */
export function PlaceSelect({ value, onChange, placeholder = '请选择', ...rest }: Props) {
  const places = usePlaces();
  const branches = useMemo(() => treeOf(places), [places]);
  return (
    <TreeSelect {...rest} className="wide" treeData={branches} value={value || undefined} placeholder={placeholder} allowClear onChange={(code: string | undefined) => onChange(code ?? '')}
      showSearch={{ treeNodeFilterProp: 'path' }} treeNodeLabelProp="path" popupRender={(tree) => <div id={`${rest.id}_list`}>{tree}</div>} treeDefaultExpandedKeys={branches.length === 1 ? [branches[0]!.value] : []} listHeight={320} />
  );
}

function treeOf(places: readonly Place[]): Branch[] {
  const branches = new Map<string, Branch>(places.map((place) => [place.code, { value: place.code, title: place.name, path: place.path || place.name }]));
  const roots: Branch[] = [];
  for (const place of places) {
    const parent = place.parentCode ? branches.get(place.parentCode) : undefined;
    if (parent) (parent.children ??= []).push(branches.get(place.code)!);
    else roots.push(branches.get(place.code)!);
  }
  return roots;
}
