import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Pagination, Segmented, Select } from 'antd';
import { useMemo } from 'react';
import { recordClient } from '#base/web/client.ts';
import { PlaceSelect } from '#base/web/controls/PlaceSelect.tsx';
import { Act } from '#base/web/Act.tsx';
import { useNarrow } from '#base/web/narrow.ts';
import { useOwnSearch } from '#base/web/ownSearch.ts';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import { type ListState, queryOf, readAddress, writeAddress } from '#base/web/record/address.ts';
import { useMay, useServices } from '#base/web/session.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import { RULES, ruleOf } from '../rules/all.ts';
import { Finding } from '../schema.ts';
import { Level, Severity } from '../schema/codes.ts';
import { FindingList, type FindingRow } from './FindingList.tsx';
import { useSuspensions } from './Suspensions.tsx';

const PATH = '/quality/work';
/** What a choice of 处理要求 asks for; without one, what is not merely to be filled in. */
const DUE = ['must', 'check'];
const REQUIREMENTS = [{ value: 'must,check', label: '必须改、请核对' }, ...Severity.codes.map(({ code, label }) => ({ value: code, label })), { value: 'must,check,fill', label: '全部要求' }];
const every = (label: string, codes: readonly { code: string; label: string }[]) => [{ value: '', label }, ...codes.map(({ code, label: shown }) => ({ value: code, label: shown }))];

/** 待核对清单 as a work list (`/quality/work`): exactly the rows behind a count of the overview, each leading to the form at its field; its whole state is in the address. */
export function FindingWork() {
  const may = useMay();
  const openPage = useOpenPage();
  const services = useServices();
  const narrow = useNarrow();
  const searchStr = useOwnSearch(PATH);
  const state = useMemo(() => readAddress(searchStr), [searchStr]);
  const filters = filtersOf(state);
  const asked: ListState = { ...state, filters, sort: filters.severity?.length === 2 ? 'severity' : undefined };
  const next = new URLSearchParams(searchStr).get('next') ?? undefined;
  const { data, error, refetch, isFetching, isLoading } = useQuery({ queryKey: [Finding.name, 'list', queryOf(asked)], queryFn: () => recordClient(Finding).list(queryOf(asked)), placeholderData: keepPreviousData, enabled: may('quality.read') });
  const suspensions = useSuspensions();
  const go = (change: Partial<ListState>) => openPage(`${PATH}?${writeAddress({ ...asked, page: 1, ...change })}`);
  const filter = (name: string, value: string) => go({ filters: { ...filters, [name]: value ? [value] : [] } });
  const one = (name: string) => filters[name]?.[0] ?? '';
  const backOf = (to: string | undefined) => `${PATH}?${writeAddress(asked)}${to ? `&next=${to}` : ''}`;
  if (!may('quality.read')) return <Forbidden />;
  const rule = ruleOf(one('rule'));
  const suspended = rule && suspensions?.find((each) => each.rule === rule.key && !each.endedOn);
  return (
    <>
      <div className="page-head">
        <h1>{rule ? rule.title : '待核对清单'}</h1>
        <div className="toolbar" role="group" aria-label="操作">
          <Act onClick={() => openPage('/quality')}>回到数据质量</Act>
          {services.exportAddress && <Act permission="exchange.read" onClick={() => openPage(services.exportAddress!(Finding.name, writeAddress({ ...asked, page: 1 })))}>导出</Act>}
          <Act onClick={() => openPage(`${Finding.path}?${writeAddress({ ...asked, page: 1 })}`)}>表格查看</Act>
        </div>
      </div>
      {rule && <p>{rule.sentence}</p>}
      {suspended && <p className="warned" role="status">本县 {suspended.suspendedOn} 停用了这条规则：{suspended.reason}。停用期间不核对这一项。</p>}
      <div className="panel query-panel toolbar" role="search" aria-label="查询">
        <Segmented aria-label="处理情况" value={one('state')} options={[{ value: 'open', label: '待处理' }, { value: 'waived', label: '已说明' }]} onChange={(value) => filter('state', String(value))} />
        <Select aria-label="核对规则" showSearch={{ optionFilterProp: 'label' }} value={one('rule')} options={every('全部规则', RULES.map(({ key, title }) => ({ code: key, label: title })))} onChange={(value) => go({ filters: { ...filters, rule: value ? [value] : [], severity: [] } })} style={{ minWidth: 240 }} />
        <Select aria-label="处理要求" value={filters.severity?.join(',') || 'must,check,fill'} options={REQUIREMENTS} onChange={(value) => go({ filters: { ...filters, severity: value.split(',') } })} style={{ minWidth: 150 }} />
        <Select aria-label="由谁处理" value={one('level')} options={every('全部级别', Level.codes)} onChange={(value) => filter('level', value)} style={{ minWidth: 110 }} />
        <div style={{ minWidth: 220 }}><PlaceSelect id="work-division" aria-label="所属区划" placeholder="所属区划" value={state.division ?? ''} onChange={(code) => go({ division: code || undefined })} /></div>
      </div>
      <div className="list-frame" aria-busy={isFetching}>
        {error && <Failed error={error} retry={() => void refetch()} />}
        {isLoading && <Loading what="正在查询" />}
        {data?.rows.length === 0 && <div className="empty"><p>{suspended ? '停用期间没有这一项的待核对事项。' : one('state') === 'waived' ? '没有说明过的事项。' : one('rule') ? '这一项没有待核对的了。' : '没有待核对的事项。'}</p><p><PageLink href="/quality">回到数据质量</PageLink></p></div>}
        {data && data.rows.length > 0 && <FindingList rows={data.rows as FindingRow[]} withSubject backOf={backOf} next={next} />}
        {data && (
          <nav className="list-foot" aria-label="翻页">
            <Pagination current={state.page} pageSize={state.size} total={data.total} showSizeChanger={{ showSearch: false, 'aria-label': '每页条数' }} simple={narrow} size={narrow ? undefined : 'small'} showTotal={(total) => <span role="status">共 {total} 条</span>} onChange={(page, size) => go({ page: size === state.size ? page : 1, size })} />
          </nav>
        )}
      </div>
    </>
  );
}

/** The filters of an address: open findings where it says nothing, and of all rules together those that must be mended or checked, as the tasks and 准确率 count them. */
function filtersOf(state: ListState): Record<string, string[]> {
  const filters: Record<string, string[]> = { state: ['open'], ...state.filters };
  const chosen = filters.severity?.some(Boolean) || filters.rule?.some(Boolean) || filters.state?.[0] !== 'open';
  return chosen ? filters : { ...filters, severity: DUE };
}
