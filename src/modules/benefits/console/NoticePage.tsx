import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { App, Tabs } from 'antd';
import { useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { printDay } from '#base/pure/day.ts';
import { Act } from '#base/web/Act.tsx';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import { History } from '#base/web/record/History.tsx';
import { useMay, useMe } from '#base/web/session.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import { NOTICE_ACT_WORDS, NOTICE_ACTS, type NoticeActName, type NoticeStateCode } from '../rules/noticeCourse.ts';
import type { NoticeView } from '../schema/noticeActs.ts';
import { Notice, NoticeReach, NoticeState, Province, Standard } from '../schema/standards.ts';
import { NoticeActDialog } from './NoticeActDialog.tsx';
import { noticeClient } from './noticeClient.ts';
import { NoticeLines } from './NoticeLines.tsx';
import { NoticeSheetDialog } from './NoticeSheetDialog.tsx';
import { type Released, ReleaseDialog } from './ReleaseDialog.tsx';
import './standards.css';

/** One notice (`/benefits/notices/{id}`): where it stands, its standards beside those they replace, the acts on it, and what was done. */
export function NoticePage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const allowed = useMay()('benefits.read');
  const { data, error, refetch } = useQuery({ queryKey: ['benefits.noticeView', id], queryFn: () => noticeClient.view({ id }), enabled: allowed });
  if (!allowed) return <Forbidden />;
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  return <OneNotice key={data.notice.id} view={data} />;
}

/** The acts in the order in which they are offered. */
const ORDER: readonly NoticeActName[] = ['approve', 'submit', 'sendBack', 'withdraw', 'void'];

function OneNotice({ view }: { view: NoticeView }) {
  const { notice } = view;
  const cache = useQueryClient();
  const openPage = useOpenPage();
  const me = useMe();
  const { message } = App.useApp();
  const [doing, setDoing] = useState<NoticeActName>();
  const [sheet, setSheet] = useState(false);
  const [releasing, setReleasing] = useState<Released>();
  const refresh = async () => {
    for (const queryKey of [['benefits.noticeView', notice.id], [Notice.name], [Standard.name], ['benefits.byYear'], ['tasks']]) await cache.invalidateQueries({ queryKey });
  };
  const state = notice.state as NoticeStateCode;
  const wrong = view.findings.find((one) => !one.warning)?.message;
  const whyNot = (act: NoticeActName) => (act === 'approve' && view.own ? '您拟定、修改或提交过这份通知，须由另一人复核' : act === 'submit' || act === 'approve' ? wrong : undefined);
  const unverified = view.lines.some((one) => one.verification === 'unverified');
  const done = (words: string) => {
    message.success(words);
    void refresh();
  };
  const items = [
    { key: 'lines', label: `标准（${view.lines.length}）`, children: <NoticeLines view={view} onChanged={refresh} onRelease={setReleasing} /> },
    { key: 'history', label: '变更记录', children: <section className="panel" aria-label="变更记录"><History type={Notice} id={notice.id} /></section> },
  ];
  return (
    <>
      <div className="page-head">
        <h1>{notice.title}<span className="quiet" style={{ fontSize: '0.75em', fontWeight: 400 }}>　{labelOf(NoticeState, notice.state ?? '')}</span></h1>
        <div className="toolbar" role="group" aria-label="操作">
          {ORDER.filter((act) => NOTICE_ACTS[act].from.includes(state)).map((act, at) => <Act key={act} type={at === 0 ? 'primary' : 'default'} danger={act === 'void'} permission={`benefits.${NOTICE_ACTS[act].needs}`} why={whyNot(act)} onClick={() => setDoing(act)}>{NOTICE_ACT_WORDS[act]}</Act>)}
          {state === 'draft' && <Act permission="benefits.write" onClick={() => setSheet(true)}>导入表格</Act>}
          {state === 'draft' && <Act permission="benefits.write" onClick={() => openPage(`${Notice.path}/${notice.id}/edit`)}>修改文号、日期</Act>}
          {state === 'inForce' && unverified && <Act permission="benefits.approve" onClick={() => setReleasing({ standardId: null, words: '这份通知全部待核实的标准', used: view.lines.every((one) => one.verification === 'published' || one.released !== null) })}>使用决定</Act>}
          <Act onClick={() => window.print()}>打印</Act>
        </div>
      </div>
      <p className="only-print">{me.unit.name}　{me.name}　{me.today} 打印</p>
      <Facts view={view} />
      <Tabs items={items} destroyOnHidden />
      {doing && <NoticeActDialog view={view} act={doing} onClose={() => setDoing(undefined)} onDone={() => { setDoing(undefined); done(`已办理：${NOTICE_ACT_WORDS[doing]}`); }} onChanged={() => void refresh()} />}
      {sheet && <NoticeSheetDialog id={notice.id} onClose={() => setSheet(false)} onDone={(words) => { setSheet(false); done(words); }} />}
      {releasing && <ReleaseDialog id={notice.id} what={releasing} onClose={() => setReleasing(undefined)} onDone={(words) => { setReleasing(undefined); done(words); }} />}
    </>
  );
}

function Facts({ view: { notice, used, findings } }: { view: NoticeView }) {
  const by = (who: string | null, on?: string | null) => (who ? `${who}${on ? `，${printDay(on)}` : ''}` : '—');
  const facts: [string, string][] = [
    ['适用范围', `${labelOf(NoticeReach, notice.reach)}${notice.province ? `（${labelOf(Province, notice.province)}）` : ''}`], ['执行日期', printDay(notice.effectiveOn)], ['文号', notice.document ?? '—'], ['发布日期', notice.publishedOn ? printDay(notice.publishedOn) : '未知'],
    ['发文机关', notice.issuer ?? '—'], ['拟定', notice.shipped ? '随产品附带' : by(notice.madeBy)], ['提交', by(notice.submittedBy, notice.submittedOn)], ['复核', by(notice.approvedBy, notice.approvedBy ? notice.approvedOn : null)],
  ];
  return (
    <section className="panel" aria-label="通知">
      <dl className="facts">{facts.map(([label, value]) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}</dl>
      {notice.note && <p style={{ margin: '10px 0 0' }}>{notice.note}</p>}
      {!used && <p className="quiet" style={{ margin: '10px 0 0' }}>这份通知是外省的，只作参考，不用于本县。</p>}
      {notice.state === 'draft' && notice.returnReason && <p className="warned" style={{ margin: '10px 0 0' }}>已退回：{notice.returnReason}</p>}
      {notice.state === 'voided' && <p className="wrong" style={{ margin: '10px 0 0' }}>已作废：{notice.voidReason}</p>}
      {notice.state === 'inForce' && <p className="quiet" style={{ margin: '10px 0 0' }}>已生效的标准不再改动；有新的文件时<PageLink href={`${Notice.path}/new`}>拟定新的通知</PageLink>取代。</p>}
      {findings.length > 0 && <ul className="findings">{findings.map((one) => <li key={one.message} className={one.warning ? 'warned' : 'wrong'}>{one.message}</li>)}</ul>}
    </section>
  );
}
