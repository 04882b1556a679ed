import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { App, Tabs } from 'antd';
import { useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { monthOf, saySpan } from '../rules/months.ts';
import { Act } from '#base/web/Act.tsx';
import { recordClient } from '#base/web/client.ts';
import { asFailure } from '#base/web/failure.ts';
import { useOwnSearch } from '#base/web/ownSearch.ts';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import { usePaper } from '#base/web/paper.tsx';
import { History } from '#base/web/record/History.tsx';
import { useMay } from '#base/web/session.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import { PaymentProgramme } from '../schema.ts';
import { Run, RunState } from '../schema/runs.ts';
import { RunNext } from './RunActs.tsx';
import { RunBankFile } from './RunBankFile.tsx';
import { runClient, type RunView } from './runClient.ts';
import { differenceCount, RunDifferences } from './RunDifferences.tsx';
import { type Printed, RunPaper, type RunRow } from './RunPapers.tsx';
import { fetchRoster, layOut, SHEET_ROWS, sheetsOf } from './runRoster.ts';
import { RunMessages } from './RunMessages.tsx';
import { RunRecompute } from './RunRecompute.tsx';
import { RunCourse, RunStages } from './RunSteps.tsx';
import { RunTotals } from './RunTotals.tsx';
import { RunWaiting, useWaiting, waitingCount, WaitingNotice } from './RunWaiting.tsx';
import './Run.css';

/** One pay run (`/benefits/runs/{id}`): where it stands, what comes next, its sums, its differences from the last one, what was done. */
export function RunPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const allowed = useMay()('benefits.read');
  const run = useQuery({ queryKey: [Run.name, 'get', id], queryFn: () => recordClient(Run).get({ id }), enabled: allowed });
  const view = useQuery({ queryKey: [Run.name, 'view', id], queryFn: () => runClient.look({ id }), enabled: allowed });
  if (!allowed) return <Forbidden />;
  if (run.error || view.error) return <Failed error={run.error ?? view.error} retry={() => void Promise.all([run.refetch(), view.refetch()])} />;
  if (!run.data || !view.data) return <Loading />;
  return <OneRun key={id} run={run.data as unknown as RunRow} view={view.data} />;
}

function OneRun({ run, view }: { run: RunRow; view: RunView }) {
  const path = `${Run.path}/${run.id}`;
  const asked = new URLSearchParams(useOwnSearch(path));
  const openPage = useOpenPage();
  const may = useMay();
  const { paper, print } = usePaper<Printed>();
  const [again, setAgain] = useState(false);
  const [laid, setLaid] = useState<Printed>();
  const cover = (file: Extract<Printed, { kind: 'cover' }>['file']) => print({ kind: 'cover', file });
  const waiting = useWaiting(run.id, view.state);
  const page = Math.max(1, Number(asked.get('page')) || 1);
  const tab = asked.get('tab') ?? 'totals';
  const items = [
    { key: 'totals', label: '合计', children: <section className="panel" aria-label="合计"><RunTotals view={view} runId={run.id} /></section> },
    { key: 'differences', label: `与上一批次的差异${differenceCount(view) > 0 ? `（${differenceCount(view)}）` : ''}`, children: <section className="panel" aria-label="与上一批次的差异"><RunDifferences view={view} runId={run.id} asked={asked.get('kind')} page={page} /></section> },
    ...(waitingCount(waiting) > 0 || tab === 'waiting' ? [{ key: 'waiting', label: `进不了银行文件${waitingCount(waiting) > 0 ? `（${waitingCount(waiting)}）` : ''}`, children: <section className="panel" aria-label="进不了银行文件"><RunWaiting waiting={waiting} runId={run.id} state={view.state} asked={asked.get('why')} page={page} /></section> }] : []),
    ...(view.state === 'closed' && may('benefits.write') ? [{ key: 'messages', label: '发放短信', children: <section className="panel" aria-label="发放短信"><RunMessages runId={run.id} /></section> }] : []),
    { key: 'course', label: '办理过程', children: <section className="panel" aria-label="办理过程"><RunCourse view={view} /></section> },
    { key: 'history', label: '变更记录', children: <section className="panel" aria-label="变更记录"><History type={Run} id={run.id} /></section> },
  ];
  return (
    <>
      <div className="page-head">
        <h1>{run.title}<span className="quiet" style={{ fontSize: '0.75em', fontWeight: 400 }}>　{run.number} · {labelOf(RunState, view.state)}</span></h1>
        <Tools run={run} view={view} onPrint={print} onLay={setLaid} onFile={() => setAgain(true)} />
      </div>
      <section className="panel" aria-label="办理">
        <RunStages view={view} />
        <RunNext view={view} run={run} onCover={cover} />
        <WaitingNotice waiting={waiting} runId={run.id} />
        {view.lostStops.length > 0 && <p className="warned flush">退回以前止付过：{view.lostStops.map((one) => `${one.name}（${labelOf(PaymentProgramme, one.programme)}，${one.reason}）`).join('、')}。重算的名单不带止付，仍不该发的，审批以后在发放明细里再止付。</p>}
        <p className="quiet" style={{ margin: '10px 0 0' }}>{saySpan(monthOf(run.firstMonth), monthOf(run.lastMonth))}　{run.programmes.map((key) => labelOf(PaymentProgramme, key)).join('、')}{run.knownOn && `　名单冻结于 ${run.knownOn}`}{run.note && `　${run.note}`}</p>
      </section>
      <Tabs items={items} activeKey={items.some((one) => one.key === tab) ? tab : 'totals'} onChange={(key) => openPage(key === 'totals' ? path : `${path}?tab=${key}`, { replace: true })} destroyOnHidden />
      {again && <RunBankFile run={run} version={view.version} made onClose={() => setAgain(false)} onCover={cover} />}
      {(paper ?? laid) && <RunPaper run={run} view={view} printed={(paper ?? laid)!} />}
    </>
  );
}

/** Papers, the file once more, and what checks the run. */
function Tools({ run, view, onPrint, onLay, onFile }: { run: RunRow; view: RunView; onPrint: (printed: Printed) => void; onLay: (printed: Printed | undefined) => void; onFile: () => void }) {
  const { message } = App.useApp();
  const openPage = useOpenPage();
  const [going, setGoing] = useState<string>();
  const empty = view.lines === 0 ? '名单里没有明细' : undefined;
  const roster = async () => {
    setGoing('正在取名册');
    try {
      const sheets = sheetsOf(await fetchRoster((page, size) => runClient.roster({ id: run.id, page, size }), (count) => setGoing(`已取 ${count} / ${view.lines} 笔`)), SHEET_ROWS);
      await layOut(sheets, (some) => { setGoing(`已排 ${some.length} / ${sheets.length} 页`); onLay({ kind: 'roster', sheets: some }); });
      onPrint({ kind: 'roster', sheets });
    } catch (error) {
      message.error(asFailure(error).message);
    } finally {
      setGoing(undefined);
      onLay(undefined);
    }
  };
  return (
    <div className="toolbar" role="group" aria-label="操作">
      {view.state === 'draft' && <Act permission="benefits.write" onClick={() => openPage(`${Run.path}/${run.id}/edit`)}>修改批次</Act>}
      {['sent', 'closed'].includes(view.state) && <Act permission="benefits.write" onClick={onFile}>银行文件与封面</Act>}
      <Act why={empty} loading={going !== undefined} onClick={() => void roster()}>{going ?? '打印发放名册'}</Act>
      <Act why={empty} onClick={() => onPrint({ kind: 'summary' })}>打印汇总凭证</Act>
      {!['draft', 'voided'].includes(view.state) && <RunRecompute run={run} lines={view.lines} />}
      <PageLink className="sr-only" href={Run.path}>回到{Run.ledger}</PageLink>
    </div>
  );
}
