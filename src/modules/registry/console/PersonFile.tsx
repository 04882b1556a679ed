import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useNarrow } from '#base/web/narrow.ts';
import { useOwnSearch } from '#base/web/ownSearch.ts';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import type { AnyRow } from '#base/web/record/values.ts';
import { Failed, Loading } from '#base/web/States.tsx';
import { Person } from '../schema.ts';
import { type FileOverview, sectionOf } from '../schema/file.ts';
import { registryClient } from '../widgets.tsx';
import { SectionPanel } from './SectionPanel.tsx';
import './file.css';

/** 一档: the sections of a person's file at the left, the opened one beside it; each is fetched when it is opened. The section stands in the address. */
export function PersonFile({ row }: { row: AnyRow }) {
  const here = `${Person.path}/${row.id}`;
  const search = useOwnSearch(here);
  const openPage = useOpenPage();
  const narrow = useNarrow();
  const { data, error, refetch } = useQuery({ queryKey: ['registry.file', row.id, 'overview'], queryFn: () => registryClient().file.overview({ id: row.id }) });
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  const asked = new URLSearchParams(search).get('section') ?? '';
  const current = data.sections.find((one) => one.key === asked) ?? data.sections[0]!;
  const open = (key: string) => openPage(key === data.sections[0]!.key ? here : `${here}?section=${key}`, { replace: true });
  return (
    <>
      <nav className="file-papers" aria-label="纸质材料">
        <PageLink href={`${here}/paper/form`}>打印登记表</PageLink>
        <PageLink href={`${here}/paper/file`}>打印全档</PageLink>
        <PageLink href={`${here}/paper/own`}>本人查阅</PageLink>
      </nav>
      <div className="file">
        <nav className="file-list" aria-label="档案各栏">
          {narrow
            ? <label>栏目<Select className="wide" aria-label="档案栏目" value={current.key} onChange={open} options={data.sections.map((one) => ({ value: one.key, label: `${one.label}　${markOf(one)}` }))} /></label>
            : <ul>{data.sections.map((one) => <li key={one.key}><button type="button" aria-current={one.key === current.key} onClick={() => open(one.key)}>{one.label}<span className="mark">{markOf(one)}</span></button></li>)}</ul>}
        </nav>
        <SectionPanel key={current.key} person={row} section={sectionOf(current.key)!} state={current} overview={data} />
      </div>
    </>
  );
}

/** What stands beside a section in the list: how many rows it holds, and that it was confirmed. */
function markOf({ key, rows, confirmed }: FileOverview['sections'][number]): string {
  const many = sectionOf(key)?.many && rows > 0 ? `${rows} 条` : '';
  return [many, confirmed ? '已核对' : ''].filter(Boolean).join(' ');
}
