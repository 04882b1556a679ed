import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RecordType } from '#base/pure/record.ts';
import { Act } from '#base/web/Act.tsx';
import { recordClient } from '#base/web/client.ts';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import { useMay, useMe } from '#base/web/session.tsx';
import { Failed, Loading } from '#base/web/States.tsx';
import { useActing } from '#modules/cards/console/useActing.ts';
import { Declined, Measure, Need, Plan, Proposal } from '../schema.ts';
import { plansClient } from './client.ts';
import { NeedDialog } from './dialogs.tsx';
import { EndedNeed, type MeasureRow, NeedCard, type NeedRow } from './NeedCard.tsx';
import { ProposalList, type ProposalRow } from './Proposals.tsx';
import './plans.css';

const allOf = async (type: RecordType, personId: string) => (await recordClient(type).list({ page: 1, size: 200, filters: { personId: [personId] } })).rows;

/** Everything of one person's plan, as the tab and the paper show it. */
export type WholePlan = { needs: NeedRow[]; measures: MeasureRow[]; proposals: ProposalRow[]; plan: { id: string; state: string | null; openedOn: string | null; reviewOn: string | null; reviewedOn: string | null } | undefined };

/** Loads one person's plan. */
export async function loadPlan(personId: string): Promise<WholePlan> {
  const [needs, measures, proposals, plans] = await Promise.all([allOf(Need as RecordType, personId), allOf(Measure as RecordType, personId), allOf(Proposal as RecordType, personId), allOf(Plan as RecordType, personId)]);
  return { needs, measures, proposals, plan: plans[0] } as unknown as WholePlan;
}

/** 一策 of one person: open needs with their measures, proposals with their reasons beside, what ended folded below. */
export function PersonPlan({ personId }: { personId: string }) {
  const allowed = useMay()('plans.read');
  const openPage = useOpenPage();
  const [noting, setNoting] = useState(false);
  const { data, error, refetch } = useQuery({ queryKey: ['plans.person', personId], queryFn: () => loadPlan(personId), enabled: allowed });
  if (!allowed) return <p className="panel quiet">您的岗位不查看一策。</p>;
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在查询一策" />;
  const measuresOf = (need: NeedRow) => data.measures.filter((one) => one.needId === need.id);
  const [open, ended] = [data.needs.filter((one) => !one.outcome), data.needs.filter((one) => one.outcome)];
  return (
    <div className="plan-sides">
      <section className="panel" aria-label="需求和措施">
        <div className="plan-head">
          <h2 className="section">需求和措施</h2>
          <div className="toolbar" role="group" aria-label="一策操作">
            <Act type="primary" permission="plans.write" onClick={() => setNoting(true)}>登记需求</Act>
            <Act onClick={() => openPage(`/plans/work/${personId}`)}>打印一策</Act>
          </div>
        </div>
        {data.plan && <ReviewLine plan={data.plan} />}
        {open.length === 0 ? <p className="quiet">没有未办结的需求。</p> : <ul className="cards plan-list">{open.map((need) => <NeedCard key={need.id} need={need} measures={measuresOf(need)} />)}</ul>}
        {ended.length > 0 && <details className="plan-ended"><summary>已办结的需求（{ended.length} 项）</summary><ul className="cards plan-list">{ended.map((need) => <EndedNeed key={need.id} need={need} measures={measuresOf(need)} />)}</ul></details>}
      </section>
      <section className="panel" aria-label="建议">
        <h2 className="section">建议</h2>
        {data.proposals.length === 0 ? <p className="quiet">按现有档案和台账，没有建议。</p> : <ProposalList rows={data.proposals} withPerson={false} />}
        <p className="quiet" style={{ marginBottom: 0 }}><PageLink href={`${Declined.path}?f.personId=${personId}`}>不采纳的建议</PageLink></p>
      </section>
      {noting && <NeedDialog personId={personId} onClose={() => setNoting(false)} />}
    </div>
  );
}

function ReviewLine({ plan }: { plan: NonNullable<WholePlan['plan']> }) {
  const me = useMe();
  const { busy, acting } = useActing();
  if (plan.state !== 'open') return null;
  const due = plan.reviewOn !== null && plan.reviewOn <= me.today;
  return (
    <div className="toolbar plan-review">
      <span>{plan.openedOn} 开始{plan.reviewedOn && `，${plan.reviewedOn} 复核过`}，下次复核 <span className={due ? 'wrong' : ''}>{plan.reviewOn}{due && '（已到期）'}</span></span>
      <Act size="small" permission="plans.write" loading={busy} why={plan.reviewedOn === me.today ? '今天已经复核' : undefined} onClick={() => void acting(() => plansClient.review({ id: plan.id }), '已记下今天复核')}>已复核</Act>
    </div>
  );
}
