import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Tree, type TreeDataNode } from 'antd';
import { useMemo, useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { Act } from '#base/web/Act.tsx';
import { PageLink } from '#base/web/PageLink.tsx';
import { useMay } from '#base/web/session.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import { type Division, UnitChangeKind } from '../schema/unit.ts';
import { organisationClient } from './client.ts';
import { UnitActDialog, type UnitAct } from './UnitActDialog.tsx';

const ACTS: { act: UnitAct; label: string; fits: (place: Division) => string | undefined }[] = [
  { act: 'add', label: '在其下设立', fits: (place) => (place.level === 'village' ? '村（社区）之下不再设区划' : undefined) },
  { act: 'rename', label: '更名', fits: (place) => (place.unitId ? undefined : '没有机构') },
  { act: 'merge', label: '并入其他机构', fits: (place) => (place.level === 'county' ? '县级不能合并' : place.unitId ? undefined : '没有机构') },
  { act: 'split', label: '分设', fits: (place) => (place.level === 'county' ? '县级不能分设' : place.unitId ? undefined : '没有机构') },
  { act: 'close', label: '撤销', fits: (place) => (place.level === 'county' ? '县级不能撤销' : place.unitId ? undefined : '没有机构') },
];

/** 区划与机构沿革 (`/organisation/divisions`): the tree of the scope, acts on one of it, and what happened so far. */
export function Divisions() {
  const may = useMay();
  const cache = useQueryClient();
  const { data, error, refetch } = useQuery({ queryKey: ['divisions'], queryFn: () => organisationClient.divisions.tree(), enabled: may('units.read') });
  const [code, setCode] = useState<string>();
  const [act, setAct] = useState<UnitAct>();
  const tree = useMemo(() => treeOf(data ?? []), [data]);
  const chosen = data?.find((one) => one.code === code);
  if (!may('units.read')) return <Forbidden />;
  const done = async () => {
    setAct(undefined);
    await cache.invalidateQueries();
  };
  return (
    <>
      <div className="page-head"><h1>区划与机构沿革</h1></div>
      {error && <Failed error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading what="正在查询" />}
      {data && (
        <div className="tiles" style={{ gridTemplateColumns: 'repeat(auto-fill, minmax(300px, 1fr))' }}>
          <section className="panel" aria-label="区划"><Tree treeData={tree} defaultExpandedKeys={data.slice(0, 1).map((one) => one.code)} selectedKeys={code ? [code] : []} onSelect={([key]) => setCode(key === undefined ? undefined : String(key))} /></section>
          <section className="panel" aria-label="所选区划" aria-live="polite">
            {!chosen && <p className="quiet">请在左边选一个区划。</p>}
            {chosen && <Chosen place={chosen} onAct={setAct} />}
          </section>
        </div>
      )}
      <Changes />
      {act && chosen && <UnitActDialog act={act} place={chosen} onClose={() => setAct(undefined)} onDone={() => void done()} />}
    </>
  );
}

function Chosen({ place, onAct }: { place: Division; onAct: (act: UnitAct) => void }) {
  return (
    <>
      <h2 className="section">{place.path}</h2>
      <dl className="facts" style={{ gridTemplateColumns: '1fr', marginBottom: 12 }}>
        <div><dt>区划代码</dt><dd>{place.code}</dd></div>
        <div><dt>代码表全称</dt><dd>{place.officialName ?? place.name}</dd></div>
        <div><dt>机构</dt><dd>{place.unitId ? <PageLink href={`/organisation/units/${place.unitId}`}>{place.unitName}</PageLink> : '没有服务站'}</dd></div>
      </dl>
      <div className="toolbar" role="group" aria-label="操作">
        {ACTS.map(({ act, label, fits }) => <Act key={act} permission="units.administer" why={fits(place)} onClick={() => onAct(act)}>{label}</Act>)}
      </div>
    </>
  );
}

function Changes() {
  const { data, error } = useQuery({ queryKey: ['unitActs'], queryFn: () => organisationClient.unitActs.list() });
  return (
    <section className="panel" aria-labelledby="unit-changes">
      <h2 className="section" id="unit-changes">机构沿革</h2>
      {error && <Failed error={error} />}
      {data?.length === 0 && <p className="quiet">还没有变动。</p>}
      <ul className="history">
        {data?.map((one) => (
          <li key={one.id}>
            <p><strong>{one.changedOn}　{labelOf(UnitChangeKind, one.kind)}</strong>　{one.unitName}{one.former ? `（原 ${one.former}）` : ''}{one.successorName ? ` → ${one.successorName}` : ''}</p>
            <p className="quiet">依据：{one.basis}；经办：{one.actor}{Object.keys(one.moved).length > 0 ? `；移交 ${Object.values(one.moved).reduce((sum, count) => sum + count, 0)} 行台账` : ''}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function treeOf(places: readonly Division[]): TreeDataNode[] {
  const nodes = new Map<string, TreeDataNode & { children: TreeDataNode[] }>(places.map((one) => [one.code, { key: one.code, title: one.name, children: [] }]));
  const roots: TreeDataNode[] = [];
  for (const one of places) (nodes.get(one.parentCode ?? '')?.children ?? roots).push(nodes.get(one.code)!);
  return roots;
}
