import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { InputNumber, Segmented } from 'antd';
import { useState } from 'react';
import { printYuan } from '#base/pure/fen.ts';
import { Act } from '#base/web/Act.tsx';
import { Chart } from '#base/web/Chart.tsx';
import { PlaceSelect } from '#base/web/controls/PlaceSelect.tsx';
import { saveContent } from '#base/web/files.ts';
import { useOwnSearch } from '#base/web/ownSearch.ts';
import { useOpenPage } from '#base/web/PageLink.tsx';
import { useMay, useMe } from '#base/web/session.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import { APPROVED_PROGRAMMES } from '../rules/programmes/approved.ts';
import type { Forecast } from '../schema/policyActs.ts';
import { policyClient } from './policyClient.ts';
import { useActing } from './useActing.ts';
import './policy.css';

const PATH = '/benefits/policy/forecast';
type Programme = Forecast['programmes'][number];
type Month = Programme['months'][number];
const sayMonth = (month: string) => `${month.slice(0, 4)}年${Number(month.slice(5))}月`;
const sum = (months: readonly Month[]) => months.reduce((total, one) => total + BigInt(one.fen), 0n);
const inTenThousands = (fen: bigint) => Math.round(Number(fen) / 10_000) / 100;

/** 预算测算 (`/benefits/policy/forecast`): 24 months by programme, with the one assumption in the address; every number says what it is made of. */
export function PolicyForecast() {
  const may = useMay()('benefits.read');
  const me = useMe();
  const openPage = useOpenPage();
  const { busy, acting } = useActing();
  const params = new URLSearchParams(useOwnSearch(PATH));
  const division = params.get('division') ?? me.division.code;
  const asked = Number(params.get('growth') ?? 0);
  const growth = Number.isFinite(asked) && asked >= -20 && asked <= 50 ? asked : 0;
  const chosen = params.get('programme') ?? '';
  const go = (change: Record<string, string>) => openPage(`${PATH}?${new URLSearchParams({ division, growth: String(growth), ...(chosen ? { programme: chosen } : {}), ...change }).toString()}`, { replace: true });
  const { data, error, refetch, isFetching } = useQuery({ queryKey: ['benefits.policy', 'forecast', division, growth], queryFn: () => policyClient.forecast({ division, growth }), placeholderData: keepPreviousData, enabled: may });
  if (!may) return <Forbidden />;
  const shown = data?.programmes.find((one) => one.programme === chosen);
  return (
    <>
      <div className="page-head">
        <h1>预算测算</h1>
        <div className="toolbar only-screen" role="group" aria-label="操作"><Act onClick={() => openPage(`/benefits/policy?division=${division}`)}>回到政策找人</Act><Act loading={busy} why={data && data.programmes.length > 0 ? undefined : '没有内容'} onClick={() => void acting(async () => saveContent(await policyClient.forecastSheet({ division, growth })), '已导出')}>导出</Act><Act onClick={() => window.print()}>打印</Act></div>
      </div>
      <div className="panel query-panel toolbar" role="search" aria-label="查询">
        <div style={{ minWidth: 240 }}><PlaceSelect id="forecast-division" aria-label="所属区划" placeholder="所属区划" value={division} onChange={(code) => go({ division: code || me.division.code })} /></div>
        <Growth key={growth} growth={growth} onChange={(value) => go({ growth: String(value) })} />
      </div>
      {error && <Failed error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading what="正在逐月测算" />}
      {data && data.programmes.length === 0 && <p className="panel empty">没有在享受的待遇，也没有将符合的人。</p>}
      {data && data.programmes.length > 0 && (
        <div aria-busy={isFetching}>
          <Assumptions data={data} />
          <Totals data={data} onOpen={(programme) => go({ programme })} />
          <Lines data={data} />
          {shown && <Months programme={shown} onClose={() => openPage(`${PATH}?${new URLSearchParams({ division, growth: String(growth) }).toString()}`, { replace: true })} />}
        </div>
      )}
    </>
  );
}

function Growth({ growth, onChange }: { growth: number; onChange: (value: number) => void }) {
  const [value, setValue] = useState<number | null>(growth);
  const settle = () => { if (value !== null && value !== growth) onChange(value); };
  return <label>标准每年增长 <InputNumber aria-label="标准每年增长百分之几" min={-20} max={50} step={0.5} precision={2} value={value} onChange={setValue} onBlur={settle} onPressEnter={settle} style={{ width: 96 }} /> %</label>;
}

function Assumptions({ data }: { data: Forecast }) {
  return (
    <section className="panel" aria-label="测算口径">
      <p style={{ margin: 0 }}>按 {data.on} 在享受的人和现行标准，用发放的同一套规则逐月计算今后 24 个月。{data.growth === 0 ? '标准不变。' : `假定每年 8 月标准${data.growth > 0 ? '增长' : '降低'} ${Math.abs(data.growth)}%；今年 8 月的标准已经生效的从明年起，还没有公布的从今年 8 月起。`}</p>
      <p className="quiet" style={{ margin: '4px 0 0' }}>计入：到龄新增（如年满60周岁）、已知的终止月份和子女满18周岁。一次发给的（义务兵家庭优待金、烈士褒扬金、一次性抚恤金、地方经济补助）计入已批准待发的；优待金另计入现役义务兵以后各年，没有标准的年度按最近的标准和上面的增长率。不计入：去世、迁移、新评残、新入伍、丧葬补助，以及已过月份的补发。“应享未享”的人如果都办下来另需多少，单独列出，不在合计里。</p>
    </section>
  );
}

function Totals({ data, onOpen }: { data: Forecast; onOpen: (programme: string) => void }) {
  const rows = data.programmes.map((one) => ({ ...one, first: one.months[0]!, last: one.months[one.months.length - 1]!, uncertain: one.months.some((month) => month.uncertain > 0), untold: Math.max(...one.months.map((month) => month.untold)), year1: sum(one.months.slice(0, 12)), year2: sum(one.months.slice(12)), owed: one.months.slice(0, 12).reduce((total, each) => total + BigInt(each.owedFen), 0n) }));
  const total = (pick: (row: (typeof rows)[number]) => bigint) => rows.reduce((all, row) => all + pick(row), 0n);
  const people = (pick: (row: (typeof rows)[number]) => number) => rows.reduce((all, row) => all + pick(row), 0);
  const doubt = rows.some((row) => row.uncertain);
  return (
    <section className="panel" aria-label="各项目合计">
      <h2 className="section">各项目合计</h2>
      <div className="scroll-x" tabIndex={0} role="region" aria-label="各项目合计表">
        <table className="choice-table forecast-table">
          <thead><tr><th scope="col">项目</th><th scope="col" className="number">首月人数</th><th scope="col" className="number">首月（元）</th><th scope="col" className="number">前12个月（元）</th><th scope="col" className="number">后12个月（元）</th><th scope="col" className="number">末月人数</th><th scope="col" className="number">应享未享如办下来，前12个月另需（元）</th></tr></thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.programme}>
                <th scope="row"><button type="button" className="link-button" aria-label={`${row.label}，逐月和说明`} onClick={() => onOpen(row.programme)}>{row.label}</button>{row.uncertain && <span className="warned">　待核实</span>}{row.untold > 0 && <span className="quiet">　{row.untold} 人缺事实，没有计入</span>}</th>
                <td className="number">{row.first.count}</td><td className="number">{printYuan(BigInt(row.first.fen))}</td><td className="number">{printYuan(row.year1)}</td><td className="number">{printYuan(row.year2)}</td><td className="number">{row.last.count}</td><td className="number">{printYuan(row.owed)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot><tr><th scope="row">合计</th><td className="number">{people((row) => row.first.count)}</td><td className="number">{printYuan(total((row) => BigInt(row.first.fen)))}</td><td className="number">{printYuan(total((row) => row.year1))}</td><td className="number">{printYuan(total((row) => row.year2))}</td><td className="number">{people((row) => row.last.count)}</td><td className="number">{printYuan(total((row) => row.owed))}</td></tr></tfoot>
        </table>
      </div>
      <p className="quiet" style={{ marginBottom: 0 }}>人数为人次：同时享受护理费的另计一项；一次发给的按份数。点项目名称看逐月数字和说明。{doubt && '标“待核实”的项目，有标准还没有正式文本核对，金额仅供测算。'}</p>
    </section>
  );
}

function Lines({ data }: { data: Forecast }) {
  const [what, setWhat] = useState<'fen' | 'count'>('fen');
  const months = data.programmes[0]!.months.map((one) => sayMonth(one.month));
  const series = data.programmes.map((one) => ({ name: one.label, values: one.months.map((each) => (what === 'fen' ? inTenThousands(BigInt(each.fen)) : each.count)) }));
  return (
    <section className="panel" aria-label="逐月走势">
      <Segmented className="only-screen" aria-label="看金额或人数" value={what} options={[{ value: 'fen', label: '金额' }, { value: 'count', label: '人数' }]} onChange={(value) => setWhat(value as 'fen' | 'count')} />
      <Chart kind="line" title={what === 'fen' ? '各项目逐月金额' : '各项目逐月人数'} unit={what === 'fen' ? '万元' : '人'} categories={months} series={series} height={320} />
    </section>
  );
}

function Months({ programme, onClose }: { programme: Programme; onClose: () => void }) {
  return (
    <section className="panel" aria-label={`${programme.label}逐月`}>
      <div className="page-head"><h2 className="section">{programme.label}：逐月和说明</h2><Act onClick={onClose}>收起</Act></div>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={`${programme.label}逐月表`}>
        <table className="choice-table forecast-months">
          <thead><tr><th scope="col">月份</th><th scope="col" className="number">人数</th><th scope="col" className="number">金额（元）</th><th scope="col">怎么来的</th></tr></thead>
          <tbody>{programme.months.map((month, at) => <tr key={month.month}><th scope="row">{sayMonth(month.month)}</th><td className="number">{month.count}</td><td className="number">{printYuan(BigInt(month.fen))}</td><td>{ONCE.has(programme.programme) ? explainOnce(month) : explain(month, programme.months[at - 1])}</td></tr>)}</tbody>
        </table>
      </div>
    </section>
  );
}

const ONCE: ReadonlySet<string> = new Set(APPROVED_PROGRAMMES.map(({ key }) => key));
/** What a month of money paid once is made of. */
function explainOnce(month: Month): string {
  return [month.count > 0 ? `一次发给 ${month.count} 份` : '', month.uncertain > 0 && `其中按没有公布或待核实的标准测算 ${month.uncertain} 份`, month.untold > 0 && `缺事实、没有计入 ${month.untold} 份`].filter(Boolean).join('；');
}

/** What the number of a month is made of, against the month before. */
function explain(month: Month, before: Month | undefined): string {
  const stayed = month.count - month.entering;
  const difference = before ? BigInt(month.fen) - BigInt(before.fen) : 0n;
  return [
    `上月继续 ${stayed} 人`, month.entering > 0 && `到龄或批准新增 ${month.entering} 人`, month.leaving > 0 && `到期或到龄减少 ${month.leaving} 人`,
    before && difference !== 0n && `比上月${difference > 0n ? '多' : '少'} ${printYuan(difference > 0n ? difference : -difference)} 元${month.entering + month.leaving === 0 ? '（标准增长）' : ''}`,
    month.uncertain > 0 && `其中标准待核实 ${month.uncertain} 人`, month.untold > 0 && `缺事实、没有计入 ${month.untold} 人`, month.owedCount > 0 && `应享未享 ${month.owedCount} 人如办下来另需 ${printYuan(BigInt(month.owedFen))} 元`,
  ].filter(Boolean).join('；');
}
