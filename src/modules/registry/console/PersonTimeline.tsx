import { useQuery } from '@tanstack/react-query';
import { PageLink } from '#base/web/PageLink.tsx';
import { useServices } from '#base/web/session.tsx';
import { Failed, Loading } from '#base/web/States.tsx';
import type { TimelineEntry } from '../schema/answers.ts';
import { registryClient } from '../widgets.tsx';

/** What the county did for one person, from every ledger the reader may see, newest first and by year; each entry opens its row. */
export function PersonTimeline({ id }: { id: string }) {
  const { data, error, refetch, isLoading } = useQuery({ queryKey: ['registry.timeline', id], queryFn: () => registryClient().timeline({ id }) });
  if (isLoading) return <Loading what="正在查询服务历程" />;
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data || data.length === 0) return <p className="quiet">还没有服务记录。走访、慰问、培训、就业等台账登记后，会自动出现在这里。</p>;
  return (
    <>
      {byYear(data).map(([year, entries]) => (
        <section key={year} aria-label={`${year}年`}>
          <h3>{year}年</h3>
          <ul className="cards">{entries.map((entry) => <Entry key={`${entry.record} ${entry.rowId} ${entry.on}`} entry={entry} personId={id} />)}</ul>
        </section>
      ))}
    </>
  );
}

function Entry({ entry, personId }: { entry: TimelineEntry; personId: string }) {
  const services = useServices();
  const opens = entry.rowId !== personId && services.hasPage(entry.path.slice(0, entry.path.lastIndexOf('/')));
  return (
    <li>
      <time dateTime={entry.on}>{entry.on}</time>　{opens ? <PageLink href={entry.path}>{entry.recordLabel}</PageLink> : entry.recordLabel}　{entry.text}
    </li>
  );
}

function byYear(entries: TimelineEntry[]): [string, TimelineEntry[]][] {
  const years = new Map<string, TimelineEntry[]>();
  for (const entry of entries) {
    const year = entry.on.slice(0, 4);
    years.set(year, [...(years.get(year) ?? []), entry]);
  }
  return [...years];
}
