import { useQuery } from '@tanstack/react-query';
import { daysBetween } from '#base/pure/day.ts';
import { PageLink } from '../PageLink.tsx';
import { type Task, useMay, useMe, useServices } from '../session.tsx';
import { Failed, Loading } from '../States.tsx';
import type { MenuSection } from './menu.ts';

/** The first page after sign-in: what waits for me, with its deadline, and the ledgers I may open. */
export function Workbench({ menu }: { menu: readonly MenuSection[] }) {
  const me = useMe();
  return (
    <>
      <div className="page-head"><h1>{me.name}，您好</h1><span className="quiet">{me.today}　{me.division.path || me.county.name}</span></div>
      <Tasks today={me.today} />
      <Ledgers menu={menu} />
    </>
  );
}

function Tasks({ today }: { today: string }) {
  const services = useServices();
  const { data, error, refetch, isLoading } = useQuery({ queryKey: ['tasks'], queryFn: () => services.tasks?.() ?? Promise.resolve([]) });
  return (
    <section className="panel" aria-labelledby="my-tasks">
      <h2 className="section" id="my-tasks">待办事项</h2>
      {error && <Failed error={error} retry={() => void refetch()} />}
      {isLoading && <Loading what="正在查询" />}
      {data && data.length === 0 && <p className="quiet">现在没有等您办理的事项。</p>}
      {data && data.length > 0 && (
        <ul className="cards">
          {data.map((task) => <li key={`${task.path} ${task.title}`}><PageLink href={task.path}>{task.title}</PageLink> <Due task={task} today={today} /></li>)}
        </ul>
      )}
    </section>
  );
}

function Due({ task, today }: { task: Task; today: string }) {
  if (!task.due) return null;
  const left = daysBetween(today, task.due);
  const words = left < 0 ? `已超期 ${-left} 天` : left === 0 ? '今天到期' : `还剩 ${left} 天`;
  return <span className={left < 0 ? 'wrong' : left <= 3 ? 'warned' : 'quiet'}>　{task.due} 前（{words}）</span>;
}

function Ledgers({ menu }: { menu: readonly MenuSection[] }) {
  const may = useMay();
  const sections = menu.filter((section) => section.label).map((section) => ({ ...section, entries: section.entries.filter((entry) => !entry.permission || may(entry.permission)) })).filter((section) => section.entries.length > 0);
  if (sections.length === 0) return <p className="panel">您的账号还没有岗位，请联系安全保密管理员授权。</p>;
  return (
    <div className="tiles">
      {sections.map((section) => (
        <section className="panel" key={section.label} aria-label={section.label} style={{ margin: 0 }}>
          <h2 className="section">{section.label}</h2>
          <ul style={{ listStyle: 'none', margin: 0, padding: 0, lineHeight: 2 }}>
            {section.entries.map((entry) => <li key={entry.path}><PageLink href={entry.path}>{entry.label}</PageLink></li>)}
          </ul>
        </section>
      ))}
    </div>
  );
}
