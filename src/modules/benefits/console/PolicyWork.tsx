import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Pagination, Segmented, Select } from 'antd';
import { useMemo, useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { Act } from '#base/web/Act.tsx';
import { recordClient } from '#base/web/client.ts';
import { PlaceSelect } from '#base/web/controls/PlaceSelect.tsx';
import { asFailure } from '#base/web/failure.ts';
import { useNarrow } from '#base/web/narrow.ts';
import { useOwnSearch } from '#base/web/ownSearch.ts';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import { type ListState, queryOf, readAddress, writeAddress } from '#base/web/record/address.ts';
import { useMay, useServices } from '#base/web/session.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import { PAYABLE } from '../rules/programmes/all.ts';
import { AsideReason, type FactName, MissingFact, Prospect, ProspectAct, ProspectList } from '../schema/policy.ts';
import { PaymentProgramme } from '../schema.ts';
import { actAddress, PERMISSION_OF, policyClient, type ProspectRow, sectionAddress, WORK } from './policyClient.ts';
import { PolicyAside } from './PolicyAside.tsx';

const every = (label: string, codes: readonly { code: string; label: string }[]) => [{ value: '', label }, ...codes.map(({ code, label: shown }) => ({ value: code, label: shown }))];
const PROGRAMME_CODES = PAYABLE.map(({ key, label }) => ({ code: key, label }));

/** 政策找人清单 (`/benefits/policy/work`): the rows behind a number, each with its reason, its legal basis and one act; its whole state is in the address. */
export function PolicyWork() {
  const may = useMay()('benefits.read');
  const openPage = useOpenPage();
  const services = useServices();
  const narrow = useNarrow();
  const searchStr = useOwnSearch(WORK);
  const state = useMemo(() => readAddress(searchStr), [searchStr]);
  const filters: Record<string, string[]> = { state: ['open'], ...state.filters };
  const asked: ListState = { ...state, filters };
  const { data, error, refetch, isFetching } = useQuery({ queryKey: [Prospect.name, 'list', queryOf(asked)], queryFn: () => recordClient(Prospect).list(queryOf(asked)), placeholderData: keepPreviousData, enabled: may });
  const go = (change: Partial<ListState>) => openPage(`${WORK}?${writeAddress({ ...asked, page: 1, ...change })}`);
  const filter = (name: string, value: string) => go({ filters: { ...filters, [name]: value ? [value] : [] } });
  const one = (name: string) => filters[name]?.[0] ?? '';
  if (!may) return <Forbidden />;
  const back = `${WORK}?${writeAddress(asked)}`;
  return (
    <>
      <div className="page-head">
        <h1>{one('list') ? labelOf(ProspectList, one('list')) : '政策找人清单'}</h1>
        <div className="toolbar" role="group" aria-label="操作">
          <Act onClick={() => openPage('/benefits/policy')}>回到政策找人</Act>
          {services.exportAddress && <Act permission="exchange.read" onClick={() => openPage(services.exportAddress!(Prospect.name, writeAddress({ ...asked, page: 1 })))}>导出</Act>}
          <Act onClick={() => openPage(`${Prospect.path}?${writeAddress({ ...asked, page: 1 })}`)}>表格查看</Act>
        </div>
      </div>
      <div className="panel query-panel toolbar" role="search" aria-label="查询">
        <Segmented aria-label="处理情况" value={one('state')} options={[{ value: 'open', label: '待办' }, { value: 'aside', label: '已搁置' }]} onChange={(value) => filter('state', String(value))} />
        <Select aria-label="清单" value={one('list')} options={every('全部清单', ProspectList.codes)} onChange={(value) => filter('list', value)} style={{ minWidth: 160 }} />
        <Select aria-label="项目" value={one('programme')} options={every('全部项目', PROGRAMME_CODES)} onChange={(value) => filter('programme', value)} style={{ minWidth: 220 }} />
        <Select aria-label="缺少的事实" value={one('facts')} options={every('缺少的事实', MissingFact.codes)} onChange={(value) => filter('facts', value)} style={{ minWidth: 170 }} />
        <div style={{ minWidth: 220 }}><PlaceSelect id="policy-work-division" aria-label="所属区划" placeholder="所属区划" value={state.division ?? ''} onChange={(code) => go({ division: code || undefined })} /></div>
      </div>
      <div className="list-frame" aria-busy={isFetching}>
        {error && <Failed error={error} retry={() => void refetch()} />}
        {!data && !error && <Loading what="正在查询" />}
        {data?.rows.length === 0 && <div className="empty"><p>{one('state') === 'aside' ? '没有搁置的。' : '没有要办的。'}</p><p><PageLink href="/benefits/policy">回到政策找人</PageLink></p></div>}
        {data && data.rows.length > 0 && <PolicyList rows={data.rows as ProspectRow[]} withPerson back={back} />}
        {data && (
          <nav className="list-foot" aria-label="翻页">
            <Pagination current={state.page} pageSize={state.size} total={data.total} showSizeChanger={{ showSearch: false, 'aria-label': '每页条数' }} simple={narrow} size={narrow ? undefined : 'small'} showTotal={(total) => <span role="status">共 {total} 条</span>} onChange={(page, size) => go({ page: size === state.size ? page : 1, size })} />
          </nav>
        )}
      </div>
    </>
  );
}

/** Entries one below the other. */
export function PolicyList({ rows, withPerson, back }: { rows: readonly ProspectRow[]; withPerson: boolean; back: string }) {
  const [putting, setPutting] = useState<ProspectRow>();
  return (
    <>
      <ul className="cards" aria-label="政策找人事项">{rows.map((row) => <OneEntry key={row.id} row={row} withPerson={withPerson} back={back} onAside={() => setPutting(row)} />)}</ul>
      {putting && <PolicyAside row={putting} onClose={() => setPutting(undefined)} />}
    </>
  );
}

function OneEntry({ row, withPerson, back, onAside }: { row: ProspectRow; withPerson: boolean; back: string; onAside: () => void }) {
  const openPage = useOpenPage();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const programme = labelOf(PaymentProgramme, row.programme);
  const takeUp = async () => {
    try {
      await policyClient.takeUp({ id: row.id, version: row.version });
      await cache.invalidateQueries({ queryKey: [Prospect.name] });
      message.success('已恢复待办');
    } catch (error) {
      message.error(asFailure(error).message);
    }
  };
  return (
    <li>
      <div className="head">
        <span>{withPerson && <><PageLink style={{ textDecoration: 'underline' }} href={`/registry/persons/${row.personId}`}>{row.labels.personId}</PageLink>　</>}{programme}</span>
        <span className={row.list === 'over' ? 'warned' : ''} style={{ whiteSpace: 'nowrap' }}>{labelOf(ProspectList, row.list)}</span>
      </div>
      <p style={{ margin: '2px 0' }}>{row.reason}</p>
      {row.facts && row.facts.length > 0 && <p style={{ margin: '2px 0' }}>补充：{row.facts.map((fact, at) => <span key={fact}>{at > 0 && '、'}{row.act === 'recipient' ? labelOf(MissingFact, fact) : <PageLink href={sectionAddress(row.personId, fact as FactName)}>{labelOf(MissingFact, fact)}</PageLink>}</span>)}</p>}
      <p className="quiet" style={{ margin: '2px 0 6px' }}>{[withPerson ? row.labels.divisionCode : '', row.basis && `依据${row.basis}`, `${row.foundOn} 列出`].filter(Boolean).join(' · ')}</p>
      {row.state === 'aside' && <p style={{ margin: '2px 0 6px' }}>已搁置：{[row.asideReason && labelOf(AsideReason, row.asideReason), row.asideNote].filter(Boolean).join('，')}{row.asideUntil && `，到 ${row.asideUntil}`}<span className="quiet">（{row.asideBy}，{row.asideOn}）</span></p>}
      <div className="toolbar" role="group" aria-label={`${row.labels.personId ?? ''} ${programme}`}>
        <Act type="primary" permission={PERMISSION_OF[row.act]} onClick={() => openPage(actAddress(row, back))}>{labelOf(ProspectAct, row.act)}</Act>
        {row.state === 'open' ? <Act permission="benefits.write" onClick={onAside}>搁置</Act> : <Act permission="benefits.write" onClick={() => void takeUp()}>恢复待办</Act>}
        <Act onClick={() => openPage(`/benefits/policy/persons/${row.personId}`)}>给本人看</Act>
      </div>
    </li>
  );
}
