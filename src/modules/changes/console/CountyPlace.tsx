import { useQuery } from '@tanstack/react-query';
import { TreeSelect } from 'antd';
import { changesClient } from './client.ts';

type Branch = { value: string; title: string; path: string; children?: Branch[] };

/** Chooses any division of the county, also beyond the clerk's own: where somebody moves. */
export function CountyPlace({ id, value, onChange }: { id: string; value: string; onChange: (code: string) => void }) {
  const { data = [] } = useQuery({ queryKey: ['changes.places'], queryFn: () => changesClient.places({}), staleTime: Infinity });
  const branches = new Map<string, Branch>(data.map((one) => [one.code, { value: one.code, title: one.name, path: one.path }]));
  const roots: Branch[] = [];
  for (const one of data) {
    const parent = one.parentCode ? branches.get(one.parentCode) : undefined;
    if (parent) (parent.children ??= []).push(branches.get(one.code)!);
    else roots.push(branches.get(one.code)!);
  }
  return <TreeSelect id={id} className="wide" treeData={roots} value={value || undefined} placeholder="选择村（社区），可输入查找" allowClear onChange={(code: string | undefined) => onChange(code ?? '')}
    showSearch={{ treeNodeFilterProp: 'path' }} treeNodeLabelProp="path" popupRender={(tree) => <div id={`${id}_list`}>{tree}</div>} treeDefaultExpandedKeys={roots.length === 1 ? [roots[0]!.value] : []} listHeight={320} aria-required="true" />;
}
