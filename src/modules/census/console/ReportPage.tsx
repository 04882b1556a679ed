import { useQuery } from '@tanstack/react-query';
import { Act } from '#base/web/Act.tsx';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import { useMay, useMe } from '#base/web/session.tsx';
import { minuteOf } from '#base/web/shell/Marked.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import type { Counts, Progress, Report } from '../schema/answers.ts';
import { EntryState, Outcome } from '../schema/codes.ts';
import { Answer, Entry } from '../schema.ts';
import { rowsAddress, useAsking } from './asking.ts';
import { CensusHead } from './CensusHead.tsx';
import './census.css';
import { censusClient } from './client.ts';

const PATH = '/census/report';
const STATES = EntryState.codes as readonly { code: Exclude<keyof Counts, 'listed'>; label: string }[];
const OUTCOMES = Outcome.codes as readonly { code: 'same' | 'changed' | 'unreachable'; label: string }[];

/** 普查进展与报告 (`/census/report`): how far each place is, what was answered, what changed; every number opens its rows. */
export function ReportPage() {
  const may = useMay();
  const me = useMe();
  const openPage = useOpenPage();
  const asking = useAsking(PATH);
  const { campaign, division, addressOf } = asking;
  const enabled = may('census.read') && campaign !== '';
  const asked = { id: campaign, division };
  const report = useQuery({ queryKey: ['census.report', campaign, division], queryFn: () => censusClient.report(asked), enabled });
  const progress = useQuery({ queryKey: ['census.progress', campaign, division], queryFn: () => censusClient.progress(asked), enabled });
  if (!may('census.read')) return <Forbidden />;
  const error = report.error ?? progress.error;
  return (
    <>
      <CensusHead title="普查进展与报告" asking={asking} acts={<><Act type="primary" why={report.data ? undefined : '还没有内容'} onClick={() => window.print()}>打印报告</Act><Act onClick={() => openPage(addressOf('/census/ask'))}>入户填报</Act></>} />
      {error && <Failed error={error} retry={() => { void report.refetch(); void progress.refetch(); }} />}
      {(report.isLoading || progress.isLoading) && <Loading what="正在统计" />}
      {report.data && progress.data && (
        <div className="census-paper">
          <div className="only-print"><h1>{report.data.campaign.title}报告</h1><p>{report.data.division.name}　{me.unit.name} {me.name}　{minuteOf(new Date())} 打印</p></div>
          <Whole report={report.data} progress={progress.data} />
          <Questions report={report.data} />
          <Changes report={report.data} />
        </div>
      )}
    </>
  );
}

function Number({ count, address, label }: { count: number; address: string; label: string }) {
  return count === 0 ? <>0</> : <PageLink href={address} aria-label={`${label} ${count}`}>{count}</PageLink>;
}

function Whole({ report, progress }: { report: Report; progress: Progress }) {
  const { campaign, division } = report;
  const rows = [{ code: division.code, name: division.name, ...progress.whole }, ...progress.places];
  return (
    <section className="panel" aria-label="进展">
      <h2 className="section">进展</h2>
      <p className="quiet">{campaign.frozenOn} 冻结名单，{campaign.closedOn ? `${campaign.closedOn} 结束` : `${campaign.untilOn} 截止`}。按区划次序排列，不作排名。</p>
      <div className="scroll-x" tabIndex={0} role="region" aria-label="各地进展">
        <table className="choice-table">
          <thead><tr><th scope="col">区划</th><th scope="col" className="number">名单</th>{STATES.map(({ code, label }) => <th key={code} scope="col" className="number">{label}</th>)}</tr></thead>
          <tbody>{rows.map((row, at) => (
            <tr key={row.code}>
              <th scope="row">{at === 0 ? <strong>{row.name}（合计）</strong> : <PageLink href={`${PATH}?campaign=${campaign.id}&division=${row.code}`}>{row.name}</PageLink>}</th>
              <td className="number"><Number count={row.listed} address={rowsAddress(Entry.path, { campaignId: campaign.id }, row.code)} label={`${row.name}，名单`} /></td>
              {STATES.map(({ code, label }) => <td key={code} className="number"><Number count={row[code]} address={rowsAddress(Entry.path, { campaignId: campaign.id, state: code }, row.code)} label={`${row.name}，${label}`} /></td>)}
            </tr>))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Questions({ report: { campaign, division, questions } }: { report: Report }) {
  return (
    <section className="panel" aria-label="各题结果">
      <h2 className="section">各题结果</h2>
      <div className="scroll-x" tabIndex={0} role="region" aria-label="各题结果表">
        <table className="choice-table">
          <thead><tr><th scope="col">问题</th>{OUTCOMES.map(({ code, label }) => <th key={code} scope="col" className="number">{label}</th>)}</tr></thead>
          <tbody>{questions.map((row) => (
            <tr key={row.id}><th scope="row">{row.label}</th>{OUTCOMES.map(({ code, label }) => <td key={code} className="number"><Number count={row[code]} address={rowsAddress(Answer.path, { campaignId: campaign.id, questionId: row.id, outcome: code }, division.code)} label={`${row.label}，${label}`} /></td>)}</tr>))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Changes({ report: { campaign, division, changes, changesTotal } }: { report: Report }) {
  return (
    <section className="panel" aria-label="变化清单">
      <h2 className="section">变化清单</h2>
      {changesTotal === 0 ? <p className="empty">还没有变化。</p> : (
        <>
          <p className="quiet">共 <PageLink href={rowsAddress(Answer.path, { campaignId: campaign.id, outcome: 'changed' }, division.code)}>{changesTotal} 处</PageLink>{changesTotal > changes.length ? `，这里列前 ${changes.length} 处` : ''}。隐藏信息只显示遮盖后的样子。</p>
          <div className="scroll-x" tabIndex={0} role="region" aria-label="变化清单表">
            <table className="choice-table census-changes">
              <thead><tr><th scope="col">姓名</th><th scope="col">区划</th><th scope="col">项目</th><th scope="col">原登记</th><th scope="col">现在</th><th scope="col">询问</th></tr></thead>
              <tbody>{changes.map((row) => <tr key={`${row.personId}/${row.label}`}><td><PageLink href={`/registry/persons/${row.personId}`}>{row.name}</PageLink></td><td>{row.place}</td><td>{row.label}</td><td>{row.before ?? '（空）'}</td><td>{row.after ?? '（空）'}{row.after !== null && row.after === row.before && <span className="quiet">（改在隐藏的部分）</span>}</td><td>{row.answeredOn} {row.answeredBy}</td></tr>)}</tbody>
            </table>
          </div>
        </>
      )}
    </section>
  );
}
