import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Checkbox, Modal, Pagination, Segmented, Select } from 'antd';
import { useState } from 'react';
import { addDays, daysBetween } from '#base/pure/day.ts';
import type { RecordType } from '#base/pure/record.ts';
import { Act } from '#base/web/Act.tsx';
import { recordClient } from '#base/web/client.ts';
import { PlaceSelect } from '#base/web/controls/PlaceSelect.tsx';
import { useNarrow } from '#base/web/narrow.ts';
import { useOwnSearch } from '#base/web/ownSearch.ts';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import { useMay, useMe } from '#base/web/session.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import { useActing } from '#modules/cards/console/useActing.ts';
import { RULES, ruleOf } from '../rules/proposals.ts';
import { Measure, Plan, Proposal } from '../schema.ts';
import type { Overview } from '../schema/answers.ts';
import { dueDaysOf } from '../schema/terms.ts';
import { plansClient, useTerms } from './client.ts';
import { MeasureLine, type MeasureRow } from './NeedCard.tsx';
import { acceptanceOf, ProposalList, type ProposalRow } from './Proposals.tsx';
import './plans.css';

const PATH = '/plans/work';
const VIEWS = [{ value: 'proposals', label: '建议' }, { value: 'mine', label: '本单位措施' }, { value: 'overdue', label: '逾期' }, { value: 'reviews', label: '到期复核' }];
const EMPTY: Readonly<Record<string, string>> = { proposals: '没有待处理的建议。', mine: '本单位没有待办的措施。', overdue: '没有过时限的措施。', reviews: '没有到期复核的一策。' };
type State = { view: string; rule: string; late: boolean; division: string; page: number; size: number };

/** 一人一策 (`/plans/work`): proposals by kind, what one's own unit has to do, what is late, whose review is due; its whole state is in the address. */
export function PlanWork() {
  const may = useMay()('plans.read');
  const openPage = useOpenPage();
  const asked = new URLSearchParams(useOwnSearch(PATH));
  const state: State = { view: asked.get('view') ?? 'proposals', rule: asked.get('rule') ?? '', late: asked.get('late') === '1', division: asked.get('division') ?? '', page: Number(asked.get('page') ?? 1) || 1, size: Number(asked.get('size') ?? 20) || 20 };
  const go = (change: Partial<Record<keyof State, string | number>>) => {
    const next = Object.entries({ ...state, late: state.late ? 1 : '', page: 1, ...change }).filter(([, value]) => value !== '').map(([name, value]) => [name, String(value)]);
    openPage(`${PATH}?${new URLSearchParams(next).toString()}`);
  };
  const head = useQuery({ queryKey: ['plans.overview', state.division], queryFn: () => plansClient.overview({ division: state.division || undefined }), placeholderData: keepPreviousData, enabled: may });
  if (!may) return <Forbidden />;
  const counts = new Map(head.data?.rules.map((one) => [one.rule, one.count]));
  const waiting: Readonly<Record<string, number | undefined>> = { mine: head.data?.mine, overdue: head.data?.overdue.reduce((sum, one) => sum + one.measures, 0), reviews: head.data?.reviews };
  const views = VIEWS.map(({ value, label }) => ({ value, label: waiting[value] ? `${label}（${waiting[value]}）` : label }));
  return (
    <>
      <div className="page-head"><h1>一人一策</h1><div className="toolbar" role="group" aria-label="操作"><Act onClick={() => openPage('/plans/needs')}>需求台账</Act><Act onClick={() => openPage('/plans/measures')}>措施台账</Act></div></div>
      <div className="panel query-panel toolbar" role="search" aria-label="查询">
        <Segmented aria-label="查看" value={state.view} options={views} onChange={(view) => go({ view: String(view), rule: '', late: '' })} />
        {state.view === 'proposals' && <Select aria-label="建议事项" value={state.rule} options={[{ value: '', label: '全部建议' }, ...RULES.map(({ key, title }) => ({ value: key, label: `${title}（${counts.get(key) ?? 0}）` }))]} onChange={(rule) => go({ rule })} style={{ minWidth: 230 }} />}
        {state.view === 'mine' && <Checkbox checked={state.late} onChange={(event) => go({ late: event.target.checked ? 1 : '' })} style={{ alignSelf: 'center' }}>只看已过时限的</Checkbox>}
        <div style={{ minWidth: 220 }}><PlaceSelect id="plans-division" aria-label="所属区划" placeholder="所属区划" value={state.division} onChange={(division) => go({ division })} /></div>
      </div>
      {head.data && (state.view === 'overdue' || state.view === 'reviews') && <Places overdue={head.data.overdue} onOpen={(division) => go({ division })} />}
      <WorkRows key={`${state.view} ${state.rule}`} state={state} go={go} />
    </>
  );
}

/** What is late by place, in the order of the divisions; never by number. */
function Places({ overdue, onOpen }: { overdue: Overview['overdue']; onOpen: (division: string) => void }) {
  if (overdue.length < 2) return null;
  return (
    <section className="panel" aria-label="各地情况">
      <ul className="plan-overdue">{overdue.map((one) => <li key={one.divisionCode}><Act type="link" size="small" onClick={() => onOpen(one.divisionCode)}>{one.place}</Act> 措施过时限 {one.measures} 项，到期复核 {one.plans} 份</li>)}</ul>
    </section>
  );
}

function WorkRows({ state, go }: { state: State; go: (change: Partial<Record<keyof State, string | number>>) => void }) {
  const me = useMe();
  const narrow = useNarrow();
  const { view, rule, late, division, page, size } = state;
  const yesterday = addDays(me.today, -1);
  const filters: Record<string, string[]> = view === 'proposals' ? (rule ? { rule: [rule] } : {}) : view === 'reviews' ? { state: ['open'], reviewOn: ['', me.today] }
    : { state: ['pending'], ...(view === 'mine' ? { ownerUnitId: [me.unit.id] } : {}), ...(view === 'overdue' || late ? { dueOn: ['', yesterday] } : {}) };
  const type = (view === 'proposals' ? Proposal : view === 'reviews' ? Plan : Measure) as RecordType;
  const query = { page, size, filters, ...(division ? { division } : {}) };
  const { data, error, refetch, isFetching, isLoading } = useQuery({ queryKey: [type.name, 'work', query], queryFn: () => recordClient(type).list(query), placeholderData: keepPreviousData });
  return (
    <div className="list-frame" aria-busy={isFetching}>
      {error && <Failed error={error} retry={() => void refetch()} />}
      {isLoading && <Loading what="正在查询" />}
      {data?.rows.length === 0 && <p className="empty">{EMPTY[view] ?? '没有内容。'}</p>}
      {data && data.rows.length > 0 && view === 'proposals' && <Choosing rows={data.rows as unknown as ProposalRow[]} rule={rule} />}
      {data && data.rows.length > 0 && (view === 'mine' || view === 'overdue') && <ul className="cards plan-list" aria-label="措施">{(data.rows as unknown as MeasureRow[]).map((row) => <MeasureLine key={row.id} measure={row} withPerson />)}</ul>}
      {data && data.rows.length > 0 && view === 'reviews' && <Reviews rows={data.rows as unknown as PlanRow[]} />}
      {data && (
        <nav className="list-foot" aria-label="翻页">
          <Pagination current={page} pageSize={size} total={data.total} showSizeChanger={{ showSearch: false, 'aria-label': '每页条数' }} simple={narrow} size={narrow ? undefined : 'small'} showTotal={(total) => <span role="status">共 {total} 条</span>} onChange={(next, wanted) => go({ page: wanted === size ? next : 1, size: wanted })} />
        </nav>
      )}
    </div>
  );
}

/** Proposals of one kind can be ticked and accepted together; of several kinds, one by one. */
function Choosing({ rows, rule }: { rows: readonly ProposalRow[]; rule: string }) {
  const { busy, acting } = useActing();
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState(false);
  const terms = useTerms();
  if (!rule) return <><p className="quiet">选择一种建议后，可以勾选多人一起采纳。</p><ProposalList rows={rows} withPerson /></>;
  const here = rows.filter((row) => picked.has(row.id));
  const toggle = (id: string) => setPicked((before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]));
  const accept = async () => {
    setAsking(false);
    if (await acting(() => plansClient.accept({ items: here.map((row) => acceptanceOf(row.id)) }), `已采纳 ${here.length} 条`)) setPicked(new Set());
  };
  const title = ruleOf(rule)?.title ?? '';
  return (
    <>
      <div className="toolbar bulk" style={{ alignItems: 'center', marginBottom: 10 }}>
        <Checkbox checked={here.length === rows.length} indeterminate={here.length > 0 && here.length < rows.length} onChange={() => setPicked(new Set(here.length === rows.length ? [] : rows.map((row) => row.id)))}>选本页全部</Checkbox>
        <Act type="primary" permission="plans.write" loading={busy} why={here.length === 0 ? '请先勾选' : undefined} onClick={() => setAsking(true)}>采纳所选 {here.length} 条</Act>
      </div>
      <ProposalList rows={rows} withPerson chosen={{ ids: picked, toggle }} />
      {asking && <Modal open title={`采纳：${title}`} okText={`采纳 ${here.length} 条`} cancelText="取消" onOk={() => void accept()} onCancel={() => setAsking(false)}><p>为 {here.length} 人各登记一项需求和一项措施“{ruleOf(rule)?.action}”，责任单位为本单位，{dueDaysOf(terms, ruleOf(rule) ?? { key: rule, dueDays: 30 })} 天内完成。</p></Modal>}
    </>
  );
}

type PlanRow = { id: string; personId: string; reviewOn: string | null; reviewedOn: string | null; labels: Record<string, string> };

function Reviews({ rows }: { rows: readonly PlanRow[] }) {
  const { today } = useMe();
  const openPage = useOpenPage();
  const { busy, acting } = useActing();
  return (
    <ul className="cards plan-list" aria-label="到期复核">
      {rows.map((row) => (
        <li key={row.id}>
          <p style={{ margin: '0 0 6px' }}><PageLink href={`/registry/persons/${row.personId}`}>{row.labels.personId}</PageLink>　<span className="quiet">{row.labels.divisionCode}</span>　应在 {row.reviewOn} 复核{row.reviewOn !== null && row.reviewOn < today && <span className="wrong">（已过 {daysBetween(row.reviewOn, today)} 天）</span>}{row.reviewedOn && `，上次 ${row.reviewedOn}`}</p>
          <div className="toolbar" role="group" aria-label={`复核：${row.labels.personId}`}>
            <Act size="small" onClick={() => openPage(`${PATH}/${row.personId}`)}>看一策</Act>
            <Act size="small" permission="plans.write" loading={busy} onClick={() => void acting(() => plansClient.review({ id: row.id }), '已记下今天复核')}>已复核</Act>
          </div>
        </li>
      ))}
    </ul>
  );
}
