import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Pagination, Select } from 'antd';
import { useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { Act } from '#base/web/Act.tsx';
import { useOwnSearch } from '#base/web/ownSearch.ts';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import { useMay } from '#base/web/session.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import { PersonState } from '#modules/registry/schema/codes.ts';
import { followOf } from '../rules/comparison.ts';
import { BenefitCategory } from '../schema.ts';
import { ComparisonSource, Finding, HitState, type HitView, MatchedBy } from '../schema/comparison.ts';
import { MovementAct, MovementState } from '../schema/movements.ts';
import { CompareList } from './CompareList.tsx';
import './confirm.css';
import { compareClient } from './confirmClient.ts';
import { HitDialog } from './HitDialog.tsx';

const PATH = '/benefits/compare';

/** 数据比对 (`/benefits/compare`): lists of other offices, and the hits that wait for somebody to look into them; nothing is stopped by a list. */
export function CompareDesk() {
  const may = useMay();
  const openPage = useOpenPage();
  const params = new URLSearchParams(useOwnSearch(PATH));
  const [state, page] = [params.get('state') ?? 'open', Number(params.get('page') ?? 1)];
  const [taking, setTaking] = useState(false);
  const [chosen, setChosen] = useState<HitView>();
  const query = { page, size: 20, ...(state ? { state } : {}) };
  const { data, error, refetch, isLoading } = useQuery({ queryKey: ['benefits.compare', query], queryFn: () => compareClient.hits(query), placeholderData: keepPreviousData, enabled: may('benefits.write') });
  if (!may('benefits.write')) return <Forbidden />;
  const go = (change: Record<string, string>) => openPage(`${PATH}?${new URLSearchParams({ state, page: '1', ...change }).toString()}`, { replace: true });
  return (
    <>
      <div className="page-head"><h1>数据比对</h1><div className="toolbar" role="group" aria-label="操作"><Act type="primary" onClick={() => setTaking(!taking)}>{taking ? '收起' : '比对一份名单'}</Act><Act onClick={() => openPage('/benefits/comparisons')}>比对台账</Act></div></div>
      {taking && <CompareList onTaken={() => { setTaking(false); go({ state: 'open' }); }} />}
      <div className="panel query-panel toolbar" role="search" aria-label="查询"><Select aria-label="线索状态" value={state} options={[{ value: '', label: '全部线索' }, ...HitState.codes.map(({ code, label }) => ({ value: code, label }))]} onChange={(value: string) => go({ state: value })} style={{ minWidth: 160 }} /><span className="quiet" style={{ alignSelf: 'center' }}>线索只供核查，不会自动停发。</span></div>
      {error && <Failed error={error} retry={() => void refetch()} />}
      {isLoading && <Loading what="正在查询" />}
      {data?.rows.length === 0 && <p className="empty">{state === 'open' ? '没有待核查的线索。' : '没有这样的线索。'}</p>}
      {data && data.rows.length > 0 && (
        <section className="panel" aria-label="线索">
          <div className="scroll-x" tabIndex={0} role="region" aria-label="线索表">
            <table className="choice-table confirm-rows stacks">
              <thead><tr><th scope="col">姓名</th><th scope="col">所属区划</th><th scope="col">名单上说</th><th scope="col">来源</th><th scope="col">对上的依据</th><th scope="col">本人待遇</th><th scope="col">核查</th></tr></thead>
              <tbody>{data.rows.map((hit) => <HitRow key={hit.id} hit={hit} onDecide={() => setChosen(hit)} />)}</tbody>
            </table>
          </div>
          <nav className="list-foot" aria-label="翻页"><Pagination current={page} pageSize={20} total={data.total} showSizeChanger={false} size="small" showTotal={(total) => <span role="status">共 {total} 条</span>} onChange={(next) => go({ page: String(next) })} /></nav>
        </section>
      )}
      {chosen && <HitDialog hit={chosen} onClose={() => setChosen(undefined)} />}
    </>
  );
}

function HitRow({ hit, onDecide }: { hit: HitView; onDecide: () => void }) {
  const openPage = useOpenPage();
  const follow = followOf(hit.finding);
  return (
    <tr>
      <td><PageLink href={`/registry/persons/${hit.personId}`}>{hit.name}</PageLink><br /><small className="quiet">{labelOf(PersonState, hit.personState)}</small></td><td>{hit.place}</td>
      <td data-label="名单上说">{labelOf(Finding, hit.finding)}{hit.eventOn && <><br /><small className="quiet">{hit.eventOn}</small></>}</td><td data-label="来源">{labelOf(ComparisonSource, hit.source)}<br /><small className="quiet">{hit.comparison}</small></td><td data-label="对上的依据">{labelOf(MatchedBy, hit.matchedBy)}</td>
      <td data-label="本人待遇">{hit.categories.map((code) => labelOf(BenefitCategory, code)).join('、')}</td>
      <td>
        <div>{labelOf(HitState, hit.state)}{hit.decidedBy ? `（${hit.decidedBy} ${hit.decidedOn ?? ''}）` : ''}{hit.note ? `：${hit.note}` : ''}</div>
        {hit.movement && <div><PageLink href={`/benefits/movements/${hit.movement.id}`}>{labelOf(MovementAct, hit.movement.act)}从 {hit.movement.month}，{labelOf(MovementState, hit.movement.state)}</PageLink></div>}
        <div className="toolbar" style={{ marginTop: 4 }}>
          <Act size="small" type={hit.state === 'open' ? 'primary' : 'default'} onClick={onDecide}>{hit.state === 'open' ? '核查' : '改判'}</Act>
          {hit.state === 'upheld' && follow.to === 'death' && hit.personState !== 'dead' && <Act size="small" permission="changes.write" onClick={() => openPage(`/changes/new?person=${hit.personId}&kind=death`)}>登记去世</Act>}
          {hit.state === 'upheld' && follow.to === 'move' && hit.personState !== 'moved' && <Act size="small" permission="changes.write" onClick={() => openPage(`/changes/new?person=${hit.personId}`)}>登记迁出</Act>}
        </div>
      </td>
    </tr>
  );
}
