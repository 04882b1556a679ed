import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { Act } from '#base/web/Act.tsx';
import { PlaceSelect } from '#base/web/controls/PlaceSelect.tsx';
import { asFailure } from '#base/web/failure.ts';
import { useNarrow } from '#base/web/narrow.ts';
import { useOwnSearch } from '#base/web/ownSearch.ts';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import { useMay, useMe } from '#base/web/session.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import { RULES, type RuleSheet } from '../rules/all.ts';
import type { Overview } from '../schema/answers.ts';
import { Severity } from '../schema/codes.ts';
import { qualityClient } from './client.ts';
import { SeverityTag } from './FindingList.tsx';
import { workAddress } from './places.ts';
import { SuspendDialog, SuspendedRules, useKeepsRules, useSuspensions } from './Suspensions.tsx';

/** 数据质量 (`/quality`): the rules that found something with their counts, by place; every count opens exactly its rows. */
export function QualityOverview() {
  const may = useMay();
  const me = useMe();
  const openPage = useOpenPage();
  const division = new URLSearchParams(useOwnSearch('/quality')).get('division') ?? me.division.code;
  const enabled = may('quality.read');
  const { data, error, refetch, isFetching, isLoading } = useQuery({ queryKey: ['quality.finding', 'overview', division], queryFn: () => qualityClient.overview({ division }), enabled });
  if (!enabled) return <Forbidden />;
  return (
    <>
      <div className="page-head">
        <h1>数据质量</h1>
        <div className="toolbar" role="group" aria-label="操作">
          <Act onClick={() => openPage(workAddress({ division }))}>全部待核对</Act>
          <Act onClick={() => openPage(workAddress({ division, state: 'waived' }))}>已说明不适用</Act>
          <Recheck division={division} />
        </div>
      </div>
      <div className="panel query-panel toolbar" role="search" aria-label="查询">
        <div style={{ minWidth: 240 }}><PlaceSelect id="quality-division" aria-label="所属区划" placeholder="所属区划" value={division} onChange={(code) => openPage(code ? `/quality?division=${code}` : '/quality')} /></div>
      </div>
      {error && <Failed error={error} retry={() => void refetch()} />}
      {isLoading && <Loading what="正在查询" />}
      {data && <div aria-busy={isFetching}><Shares data={data} /><RulesTable data={data} />{data.places.length > 0 && <PlacesTable data={data} />}<SuspendedRules /></div>}
    </>
  );
}

function Recheck({ division }: { division: string }) {
  const cache = useQueryClient();
  const { message } = App.useApp();
  const start = async () => {
    try {
      const { pending } = await qualityClient.recheck({ division });
      message.success(`已安排重新核对，${pending} 份档案等待后台处理`);
      await cache.invalidateQueries({ queryKey: ['quality.finding'] });
    } catch (error) {
      message.error(asFailure(error).message);
    }
  };
  return <Act permission="quality.write" onClick={() => void start()}>重新核对</Act>;
}

const share = (part: number, whole: number) => (whole === 0 ? '—' : `${(Math.floor((part * 1000) / whole) / 10).toFixed(1)}%`);

/** 准确率 and 完整率, each beside the two figures it is made of. */
function Shares({ data }: { data: Overview }) {
  const persons = (figure: string) => `/registry/persons?${new URLSearchParams({ figure, division: data.division }).toString()}`;
  return (
    <section className="panel" aria-label="准确率与完整率">
      {data.pending > 0 && <p role="status">有 {data.pending} 份档案正在后台核对，数量会随之变化。</p>}
      <dl className="facts" style={{ gridTemplateColumns: '1fr' }}>
        <div><dt>准确率</dt><dd>{share(data.withoutFindings, data.persons)}（在册 {data.persons} 人，<PageLink href={persons('quality.persons.clear')}>没有待核对 {data.withoutFindings} 人</PageLink>，<PageLink href={persons('quality.persons.findings')}>有待核对 {data.withFindings} 人</PageLink>）</dd></div>
        <div><dt>完整率</dt><dd>{share(data.factsFilled, data.factsRequired)}（应填 {data.factsRequired} 项，已填 {data.factsFilled} 项）</dd></div>
      </dl>
      <SuspendedNote />
      <p className="quiet" style={{ marginBottom: 0 }}>准确率只看“必须改”和“请核对”的事项；“补充”的计入完整率。数字核对的是记录，不评价人，也不用于排名。</p>
    </section>
  );
}

/** Says that the shares leave rules out. */
function SuspendedNote() {
  const standing = useSuspensions()?.filter((one) => !one.endedOn) ?? [];
  return standing.length === 0 ? null : <p>本县停用了 {standing.length} 条规则，以上数字没有计入它们，停用的原因在页面下方。</p>;
}

/** A rule that finds this share of all files or more speaks of a column that the county lacks. */
const NEARLY_ALL = 0.8;

type RuleRow = RuleSheet & { open: number; waived: number };

function RulesTable({ data }: { data: Overview }) {
  const narrow = useNarrow();
  const keeps = useKeepsRules();
  const [suspending, setSuspending] = useState<RuleRow>();
  const counts = new Map(data.rules.map((one) => [one.rule, one]));
  const order = Severity.codes.map((one) => one.code);
  const rows: RuleRow[] = RULES.map((rule) => ({ ...rule, open: counts.get(rule.key)?.open ?? 0, waived: counts.get(rule.key)?.waived ?? 0 }))
    .filter((row) => row.open + row.waived > 0).sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity) || b.open - a.open);
  const number = (row: RuleRow, state: 'open' | 'waived', word: string) => (row[state] === 0 ? '0' : <PageLink href={workAddress({ rule: row.key, division: data.division, state })} aria-label={`${row.title}，${word} ${row[state]} 条`}>{row[state]}</PageLink>);
  const title = (row: RuleRow) => <><strong style={{ fontWeight: 500 }}>{row.title}</strong><div className="quiet">{row.sentence}</div>{row.record === 'registry.person' && data.persons > 0 && row.open >= data.persons * NEARLY_ALL && <div className="quiet">几乎每份档案都有这一条：台账本来没有这一项的，县级可以停用这条规则。</div>}</>;
  const off = (row: RuleRow) => <Act size="small" type="text" className="quiet" onClick={() => setSuspending(row)} aria-label={`停用规则：${row.title}`}>停用</Act>;
  const columns: TableColumnsType<RuleRow> = narrow ? [
    { title: '核对规则', key: 'title', render: (_, row) => <>{title(row)}<div className="toolbar" style={{ marginTop: 4 }}><SeverityTag severity={row.severity} />{keeps && off(row)}</div></> },
    { title: '待处理', key: 'open', align: 'right', width: 76, render: (_, row) => <>{number(row, 'open', '待处理')}{row.waived > 0 && <div className="quiet">已说明 {number(row, 'waived', '已说明')}</div>}</> },
  ] : [
    { title: '处理要求', dataIndex: 'severity', width: 96, render: (severity: string) => <SeverityTag severity={severity} /> },
    { title: '核对规则', key: 'title', render: (_, row) => title(row) },
    { title: '待处理', key: 'open', align: 'right', width: 84, render: (_, row) => number(row, 'open', '待处理') },
    { title: '已说明', key: 'waived', align: 'right', width: 84, render: (_, row) => number(row, 'waived', '已说明') },
    ...(keeps ? [{ title: '全县停用', key: 'off', width: 96, render: (_: unknown, row: RuleRow) => off(row) }] : []),
  ];
  return (
    <section className="panel" aria-label="按规则">
      <h2 className="section">按规则</h2>
      {rows.length === 0 ? <p className="empty">没有待核对的事项。共 {RULES.length} 条规则，记录一改就重新核对。</p> : <div className="scroll-x"><Table<RuleRow> rowKey="key" size="middle" columns={columns} dataSource={rows} pagination={false} /></div>}
      {suspending && <SuspendDialog rule={suspending} open={suspending.open} onClose={() => setSuspending(undefined)} />}
    </section>
  );
}

type PlaceRow = Overview['places'][number];

function PlacesTable({ data }: { data: Overview }) {
  const number = (row: PlaceRow, severity: 'must' | 'check' | 'fill', word: string) => (row[severity] === 0 ? '0' : <PageLink href={workAddress({ severity, division: row.code })} aria-label={`${row.name}，${word} ${row[severity]} 条`}>{row[severity]}</PageLink>);
  const columns: TableColumnsType<PlaceRow> = [
    { title: '区划', key: 'name', render: (_, row) => <PageLink href={`/quality?division=${row.code}`}>{row.name}</PageLink> },
    { title: '在册人数', dataIndex: 'persons', align: 'right' },
    ...Severity.codes.map(({ code, label }) => ({ title: label, key: code, align: 'right' as const, render: (_: unknown, row: PlaceRow) => number(row, code as 'must' | 'check' | 'fill', label) })),
    { title: '没有待核对', key: 'clear', align: 'right', render: (_, row) => `${row.persons - row.withFindings} 人` },
  ];
  return (
    <section className="panel" aria-label="按区划">
      <h2 className="section">按区划</h2>
      <div className="scroll-x"><Table<PlaceRow> rowKey="code" size="middle" columns={columns} dataSource={data.places} pagination={false} scroll={{ x: 'max-content' }} /></div>
    </section>
  );
}
