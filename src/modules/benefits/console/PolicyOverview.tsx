import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Table, type TableColumnsType } from 'antd';
import { labelOf } from '#base/pure/codes.ts';
import { Act } from '#base/web/Act.tsx';
import { PlaceSelect } from '#base/web/controls/PlaceSelect.tsx';
import { asFailure } from '#base/web/failure.ts';
import { useOwnSearch } from '#base/web/ownSearch.ts';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import { useMay, useMe } from '#base/web/session.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import { PAYABLE } from '../rules/programmes/all.ts';
import { PaymentProgramme } from '../schema.ts';
import { Prospect, ProspectList } from '../schema/policy.ts';
import type { PolicyOverview as Overview } from '../schema/policyActs.ts';
import { policyClient, workAddress } from './policyClient.ts';
import './policy.css';

const PATH = '/benefits/policy';
type Lists = { owed: number; over: number; soon: number; missing: number };
const LISTS = ProspectList.codes as readonly { code: keyof Lists; label: string }[];
const MEANINGS: Readonly<Record<keyof Lists, string>> = { owed: '符合条件，还没有享受', over: '情况变了，须核实决定', soon: '快到年龄，可以先准备', missing: '补上事实就能判断' };
const sumOf = (rows: readonly Lists[], list: keyof Lists) => rows.reduce((sum, row) => sum + row[list], 0);

/** 政策找人 (`/benefits/policy`): four numbers of the place, by programme and by unit; every number opens exactly its rows. */
export function PolicyOverview() {
  const may = useMay()('benefits.read');
  const me = useMe();
  const openPage = useOpenPage();
  const division = new URLSearchParams(useOwnSearch(PATH)).get('division') ?? me.division.code;
  const { data, error, refetch, isFetching } = useQuery({ queryKey: [Prospect.name, 'overview', division], queryFn: () => policyClient.overview({ division }), enabled: may });
  if (!may) return <Forbidden />;
  return (
    <>
      <div className="page-head">
        <h1>政策找人</h1>
        <div className="toolbar" role="group" aria-label="操作">
          <Act onClick={() => openPage(workAddress({ division }))}>全部清单</Act>
          <Act onClick={() => openPage(`/benefits/policy/forecast?division=${division}`)}>预算测算</Act>
          <Recheck division={division} />
        </div>
      </div>
      <div className="panel query-panel toolbar" role="search" aria-label="查询">
        <div style={{ minWidth: 240 }}><PlaceSelect id="policy-division" aria-label="所属区划" placeholder="所属区划" value={division} onChange={(code) => openPage(code ? `${PATH}?division=${code}` : PATH)} /></div>
      </div>
      {error && <Failed error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading what="正在查询" />}
      {data && <div aria-busy={isFetching}><Totals data={data} /><Programmes data={data} />{data.places.length > 0 && <Places data={data} />}</div>}
    </>
  );
}

function Recheck({ division }: { division: string }) {
  const cache = useQueryClient();
  const { message } = App.useApp();
  const start = async () => {
    try {
      const { pending } = await policyClient.recheck({ division });
      message.success(`已安排重新核对，${pending} 份档案等待后台处理`);
      await cache.invalidateQueries({ queryKey: [Prospect.name] });
    } catch (error) {
      message.error(asFailure(error).message);
    }
  };
  return <Act permission="benefits.write" onClick={() => void start()}>重新核对</Act>;
}

/** The four numbers, large, with what each means. */
function Totals({ data }: { data: Overview }) {
  return (
    <section className="panel" aria-label="合计">
      {data.pending > 0 && <p role="status">有 {data.pending} 份档案正在后台核对，数量会随之变化。</p>}
      <dl className="policy-totals">
        {LISTS.map(({ code, label }) => (
          <div key={code}>
            <dt>{label}</dt>
            <dd><PageLink href={workAddress({ list: code, division: data.division })} aria-label={`${label} ${sumOf(data.programmes, code)} 项`}>{sumOf(data.programmes, code)}</PageLink></dd>
            <dd className="quiet">{MEANINGS[code]}</dd>
          </div>
        ))}
      </dl>
      <p className="quiet" style={{ marginBottom: 0 }}>按档案、认定和待遇台账与现行条件核对得出，一个人一个项目计一项；只提示，不自动认定、不自动停发，也不用于排名。义务兵家庭优待金按今年、一次性给付按近一年退役和在服役期间去世的找，烈士评定等以文件为准的不找。{data.aside > 0 && <>另有 <PageLink href={workAddress({ division: data.division, state: 'aside' })}>已搁置 {data.aside} 项</PageLink>。</>}</p>
    </section>
  );
}

const columnsFor = <R extends Lists>(name: string, title: (row: R) => string, address: (row: R, list: keyof Lists) => string, first: TableColumnsType<R>[number]): TableColumnsType<R> => [
  { ...first, title: name },
  ...LISTS.map(({ code, label }) => ({ title: label, key: code, align: 'right' as const, render: (_: unknown, row: R) => (row[code] === 0 ? '0' : <PageLink href={address(row, code)} aria-label={`${title(row)}，${label} ${row[code]} 项`}>{row[code]}</PageLink>) })),
];

type ProgrammeRow = Overview['programmes'][number];
const ORDER = PAYABLE.map((one) => one.key);

function Programmes({ data }: { data: Overview }) {
  const rows = [...data.programmes].sort((a, b) => ORDER.indexOf(a.programme) - ORDER.indexOf(b.programme));
  const label = (row: ProgrammeRow) => labelOf(PaymentProgramme, row.programme);
  return (
    <section className="panel" aria-label="按项目">
      <h2 className="section">按项目</h2>
      {rows.length === 0 ? <p className="empty">没有要办的。档案、认定或待遇一变就重新核对，每天夜里再核对一遍。</p>
        : <div className="scroll-x"><Table<ProgrammeRow> rowKey="programme" size="middle" pagination={false} dataSource={rows} columns={columnsFor('项目', label, (row, list) => workAddress({ list, programme: row.programme, division: data.division }), { key: 'programme', render: (_, row) => label(row) })} /></div>}
    </section>
  );
}

type PlaceRow = Overview['places'][number];

function Places({ data }: { data: Overview }) {
  return (
    <section className="panel" aria-label="按单位">
      <h2 className="section">按单位</h2>
      <div className="scroll-x"><Table<PlaceRow> rowKey="code" size="middle" pagination={false} dataSource={[...data.places]} columns={columnsFor('单位', (row) => row.name, (row, list) => workAddress({ list, division: row.code }), { key: 'name', render: (_, row) => <PageLink href={`${PATH}?division=${row.code}`}>{row.name}</PageLink> })} /></div>
    </section>
  );
}
