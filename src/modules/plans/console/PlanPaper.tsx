import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { printDay } from '#base/pure/day.ts';
import type { RecordType } from '#base/pure/record.ts';
import { Act } from '#base/web/Act.tsx';
import { recordClient } from '#base/web/client.ts';
import { PageLink } from '#base/web/PageLink.tsx';
import { useMay, useMe } from '#base/web/session.tsx';
import { minuteOf } from '#base/web/shell/Marked.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import { type Block, Pages } from '#modules/registry/console/Pages.tsx';
import { Person } from '#modules/registry/schema.ts';
import { MeasureState, NeedKind, NeedState, Verdict } from '../schema/codes.ts';
import { loadPlan, type WholePlan } from './PersonPlan.tsx';
import '#modules/registry/console/file.css';

/** 一策 on paper (`/plans/work/<person>`): needs and measures on A4, for the person to sign. Names and days only: no number, no address. */
export function PlanPaper() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const may = useMay()('plans.read');
  const me = useMe();
  const person = useQuery({ queryKey: [Person.name, 'get', id], queryFn: () => recordClient(Person as RecordType).get({ id }), enabled: may });
  const plan = useQuery({ queryKey: ['plans.person', id], queryFn: () => loadPlan(id), enabled: may });
  const named = person.data as { name?: string; labels?: Record<string, string> } | undefined;
  const blocks = useMemo(() => (plan.data && named ? blocksOf(plan.data, String(named.name), named.labels?.divisionCode ?? '', me.today) : []), [plan.data, named, me.today]);
  if (!may) return <Forbidden />;
  const failed = person.error ?? plan.error;
  if (failed) return <Failed error={failed} />;
  if (!plan.data || !named) return <Loading />;
  return (
    <>
      <div className="page-head only-screen">
        <h1>一策：{named.name}</h1>
        <div className="toolbar" role="group" aria-label="操作"><Act type="primary" onClick={() => window.print()}>打印</Act></div>
      </div>
      <p className="quiet only-screen">交本人看过、签字；评价可以不填。　<PageLink href={`${Person.path}/${id}`}>回到档案</PageLink></p>
      <Pages blocks={blocks} given foot={`${me.unit.name}　${me.name}　${minuteOf(new Date())} 打印${me.demo ? '　演示数据' : ''}`} />
    </>
  );
}

function blocksOf(data: WholePlan, name: string, place: string, today: string): Block[] {
  const needs = [...data.needs.filter((one) => !one.outcome), ...data.needs.filter((one) => one.outcome)];
  return [
    { key: 'title', content: <><h2>退役军人服务“一人一策”</h2><p>姓名：{name}　　所在：{place}{data.plan?.reviewOn && data.plan.state === 'open' ? `　　下次复核：${printDay(data.plan.reviewOn)}` : ''}</p></> },
    ...(needs.length === 0 ? [{ key: 'none', content: <p>没有登记需求。</p> }] : []),
    ...needs.map((need, at) => ({ key: need.id, content: <OneNeed number={at + 1} need={need} measures={data.measures.filter((one) => one.needId === need.id && one.state !== 'cancelled')} /> })),
    { key: 'sign', content: <><p>以上需求和措施已与本人商量，本人可以随时提出修改。　　{printDay(today)}</p><table className="sign"><tbody><tr><td>本人签字：</td><td>责任人签字：</td><td>服务站（盖章）</td></tr></tbody></table></> },
  ];
}

function OneNeed({ number, need, measures }: { number: number; need: WholePlan['needs'][number]; measures: WholePlan['measures'] }) {
  return (
    <>
      <h3>{number}．{need.words}（{labelOf(NeedKind, need.kind)}，{need.notedOn} 提出，{labelOf(NeedState, need.state ?? '')}）</h3>
      <table>
        <thead><tr><th style={{ width: 'auto' }}>措施</th><th style={{ width: '42mm' }}>责任人</th><th style={{ width: '26mm' }}>时限</th><th style={{ width: '52mm' }}>结果</th></tr></thead>
        <tbody>
          {measures.map((one) => <tr key={one.id}><td>{one.action}</td><td>{one.ownerName}</td><td>{one.dueOn}</td><td>{one.state === 'done' ? `${one.doneOn} 完成${one.result ? `，${one.result}` : ''}` : labelOf(MeasureState, one.state ?? '')}</td></tr>)}
          {measures.length === 0 && <tr><td>{need.outcome ? '—' : ''}</td><td /><td /><td>{need.endedOn && `${need.endedOn} 办结${need.endNote ? `，${need.endNote}` : ''}`}</td></tr>}
        </tbody>
      </table>
      <p>{need.verdict ? `本人评价：${labelOf(Verdict, need.verdict)}${need.verdictWords ? `，${need.verdictWords}` : ''}` : '本人评价：□满意　□基本满意　□不满意　　意见：'}</p>
    </>
  );
}
