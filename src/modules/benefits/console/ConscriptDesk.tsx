import { useQuery } from '@tanstack/react-query';
import { Alert, App, InputNumber } from 'antd';
import { useState } from 'react';
import { printYuan } from '#base/pure/fen.ts';
import { Act } from '#base/web/Act.tsx';
import { useOwnSearch } from '#base/web/ownSearch.ts';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import { useMay, useMe } from '#base/web/session.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import { ConscriptHome, ConscriptTermsRecord, ConscriptYear } from '../schema/conscripts.ts';
import type { ConscriptOverview } from '../schema/conscriptActs.ts';
import { conscriptClient } from './OneOffClient.ts';
import { OneOffActDialog } from './OneOffActDialog.tsx';
import { RunProgress, RunWrong, useRunWork } from './RunWork.tsx';
import './Run.css';

const PATH = '/benefits/conscripts';

/** 义务兵家庭优待金 (`/benefits/conscripts`): one year from its terms to its approval, each step with what it would do. */
export function ConscriptDesk() {
  const me = useMe();
  const openPage = useOpenPage();
  const allowed = useMay()('benefits.read');
  const asked = Number(new URLSearchParams(useOwnSearch(PATH)).get('year'));
  const year = asked >= 1990 && asked <= 2100 ? asked : Number(me.today.slice(0, 4));
  const { data, error, refetch } = useQuery({ queryKey: [ConscriptYear.name, 'overview', year], queryFn: () => conscriptClient.overview({ year }), enabled: allowed });
  if (!allowed) return <Forbidden />;
  return (
    <>
      <div className="page-head">
        <h1>义务兵家庭优待金</h1>
        <div className="toolbar"><label htmlFor="conscript-year">年度</label><InputNumber id="conscript-year" min={1990} max={2100} value={year} onChange={(next) => { if (next && next >= 1990) openPage(`${PATH}?year=${next}`, { replace: true }); }} /></div>
      </div>
      {error && <Failed error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data && <Year view={data} />}
    </>
  );
}

function Year({ view }: { view: ConscriptOverview }) {
  const { year, terms } = view;
  const list = (query: string) => `${ConscriptYear.path}?f.year=${year}&f.year=${year}${query}`;
  return (
    <>
      <Terms view={view} />
      <section className="panel" aria-label="名单">
        <h2 className="section">{year} 年名单</h2>
        <dl className="facts">
          <Fact label="应发、还没提交" href={list('&f.state=draft&f.answer=yes')} words={`${view.ready.count} 户，${printYuan(BigInt(view.ready.fen))} 元`} />
          <Fact label="缺事实" href={list('&f.state=draft&f.answer=unknown')} words={`${view.unknown} 户`} />
          <Fact label="不发" href={list('&f.state=draft&f.answer=no')} words={`${view.notDue} 户`} />
          <Fact label="待审批" href={list('&f.state=submitted')} words={`${view.submitted.count} 户，${printYuan(BigInt(view.submitted.fen))} 元`} />
          <Fact label="已批准" href={list('&f.state=approved')} words={`${view.approved.count} 户，${printYuan(BigInt(view.approved.fen))} 元`} />
          <Fact label="已撤销" href={list('&f.state=withdrawn')} words={`${view.withdrawn} 户`} />
        </dl>
        {view.unknown > 0 && <p className="warned" style={{ margin: '10px 0 0' }}>缺事实的不能提交：打开名单看每户缺什么，在<PageLink href={ConscriptHome.path}>义务兵家庭</PageLink>或本人档案里补上，再重算名单。</p>}
        <Steps view={view} known={terms !== null} />
      </section>
    </>
  );
}

const Fact = ({ label, href, words }: { label: string; href: string; words: string }) => <div><dt>{label}</dt><dd><PageLink href={href}>{words}</PageLink></dd></div>;

function Terms({ view: { year, terms, draft } }: { view: ConscriptOverview }) {
  return (
    <section className="panel" aria-label="标准">
      <h2 className="section">{year} 年标准</h2>
      {!terms && !draft && <p className="warned flush">还没有 {year} 年的优待金标准。<PageLink href={`${ConscriptTermsRecord.path}/new`}>登记标准</PageLink>，或打开去年的标准“据此起草”。</p>}
      {draft && <p className="warned flush"><PageLink href={`${ConscriptTermsRecord.path}/${draft.id}`}>{draft.title}</PageLink>已登记，待另一人确认生效。</p>}
      {terms && (
        <>
          <p className="flush"><PageLink href={`${ConscriptTermsRecord.path}/${terms.id}`}>{terms.title}</PageLink>　基数 <strong>{printYuan(BigInt(terms.base))} 元</strong>，每年 {terms.payMonth} 月发放{terms.document ? `，${terms.document}` : ''}</p>
          {terms.words.length > 0 && <p className="quiet" style={{ margin: '6px 0 0' }}>{terms.words.join('；')}</p>}
          {!terms.verified && <Alert type="warning" showIcon style={{ marginTop: 10 }} title="这份标准待核实：可以先生成名单看看，对照文件核实以后才能提交审批。" />}
        </>
      )}
    </section>
  );
}

/** The month in which a year's allowance is paid: the county's month of that year, or this month where it has passed. */
const payable = (year: number, month: number, today: string): string => { const own = `${year}-${String(month).padStart(2, '0')}`; return own < today.slice(0, 7) ? today.slice(0, 7) : own; };

function Steps({ view, known }: { view: ConscriptOverview; known: boolean }) {
  const me = useMe();
  const { message } = App.useApp();
  const { busy, wrong, work } = useRunWork();
  const [doing, setDoing] = useState<'submit' | 'approve' | 'sendBack'>();
  const { year, others, ready } = view;
  const reckon = async () => {
    const done = await work(() => conscriptClient.reckon({ year }));
    if (done) message.success(`新列入 ${done.added} 户，${done.changed} 户金额有变化，${done.unknown} 户缺事实`);
  };
  const waiting = { count: others.count, fen: others.fen };
  const sum = (one: { count: number; fen: string }) => `${one.count} 户，合计 ${printYuan(BigInt(one.fen))} 元`;
  const nothing = others.count > 0 ? undefined : view.submitted.count > 0 ? '待审批的都由您经手，须由另一人审批' : '没有待审批的';
  return (
    <>
      <div className="toolbar" role="group" aria-label="办理" style={{ marginTop: 14 }}>
        <Act permission="benefits.write" loading={busy} why={known ? undefined : `还没有 ${year} 年的标准`} onClick={() => void reckon()}>{view.ready.count + view.unknown + view.notDue + view.submitted.count + view.approved.count > 0 ? '重算名单' : '生成名单'}</Act>
        <Act permission="benefits.write" why={ready.count === 0 ? '没有可以提交的' : view.terms?.verified ? undefined : '标准待核实'} onClick={() => setDoing('submit')}>提交审批</Act>
        <Act type="primary" permission="benefits.approve" why={nothing} onClick={() => setDoing('approve')}>审批同意</Act>
        <Act permission="benefits.approve" why={nothing} onClick={() => setDoing('sendBack')}>退回</Act>
      </div>
      <RunWrong wrong={wrong} />
      <RunProgress busy={busy} what="正在计算名单" />
      {doing === 'submit' && <OneOffActDialog act="submit" title={`${year} 年优待金`} onSend={() => conscriptClient.submit({ year })} onClose={(done) => { setDoing(undefined); if (done) message.success('已提交'); }}><p>提交 <strong>{sum(ready)}</strong>。提交时按现在的档案和标准再算一遍。</p></OneOffActDialog>}
      {(doing === 'approve' || doing === 'sendBack') && (
        <OneOffActDialog act={doing} title={`${year} 年优待金`} proposed={payable(year, view.terms?.payMonth ?? 1, me.today)} onSend={(said) => conscriptClient.decide({ year, act: doing, ...waiting, ...said })} onClose={(done) => { setDoing(undefined); if (done) message.success(doing === 'approve' ? '已批准' : '已退回'); }}>
          <p>{doing === 'approve' ? '批准' : '退回'} <strong>{sum(others)}</strong>。{doing === 'approve' && '更正和撤销的也在内；批准过的发放月份不变。'}</p>
        </OneOffActDialog>
      )}
    </>
  );
}
