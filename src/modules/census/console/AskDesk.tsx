import { useQuery } from '@tanstack/react-query';
import { Alert, Segmented } from 'antd';
import { useState } from 'react';
import { Act } from '#base/web/Act.tsx';
import { useOpenPage } from '#base/web/PageLink.tsx';
import { useMay } from '#base/web/session.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import type { AnswerInput, Sheet } from '../schema/answers.ts';
import { EntryState, Way } from '../schema/codes.ts';
import { useAsking } from './asking.ts';
import { CensusHead } from './CensusHead.tsx';
import { censusClient } from './client.ts';
import './census.css';
import { PersonCard } from './PersonCard.tsx';
import { useAnswers } from './useAnswers.ts';

const PATH = '/census/ask';

/** 入户填报 (`/census/ask`): one person at a time, what stands beside each question, every answer by the keyboard. */
export function AskDesk() {
  const may = useMay();
  const openPage = useOpenPage();
  const asking = useAsking(PATH);
  const { campaign, division, addressOf } = asking;
  const [way, setWay] = useState<AnswerInput['way']>('home');
  const enabled = may('census.read') && campaign !== '';
  const closed = asking.campaigns.data?.rows.find((row) => row.id === campaign)?.state === 'closed';
  const { data, error, refetch, isLoading, dataUpdatedAt } = useQuery({ queryKey: ['census.sheet', campaign, division], queryFn: () => censusClient.sheet({ id: campaign, division }), enabled, staleTime: Infinity, gcTime: 0 });
  if (!may('census.read')) return <Forbidden />;
  const acts = (
    <>
      <Act why={enabled ? undefined : '没有进行中的普查'} onClick={() => openPage(addressOf('/census/paper'))}>打印名单</Act>
      <Act why={enabled ? undefined : '没有进行中的普查'} onClick={() => openPage(addressOf('/census/workbook'))}>表格填报</Act>
      <Act why={enabled ? undefined : '没有进行中的普查'} onClick={() => openPage(addressOf('/census/report'))}>进展与报告</Act>
    </>
  );
  return (
    <>
      <CensusHead title="入户填报" asking={asking} acts={acts}>
        {!closed && <Segmented aria-label="询问方式" value={way} options={Way.codes.map(({ code, label }) => ({ value: code, label }))} onChange={(value) => setWay(value as AnswerInput['way'])} />}
      </CensusHead>
      {error && <Failed error={error} retry={() => void refetch()} />}
      {isLoading && <Loading what="正在打开名单" />}
      {data && <Desk key={dataUpdatedAt} sheet={data} way={way} again={() => void refetch()} />}
    </>
  );
}

/** The list, what was not taken, and the person in front. */
function Desk({ sheet, way, again }: { sheet: Sheet; way: AnswerInput['way']; again: () => void }) {
  const may = useMay();
  const { entries, at, setAt, drafts, setDrafts, sending, trouble, setTrouble, answer, missed, withdraw } = useAnswers(sheet, way);
  const closed = sheet.campaign.state !== 'open';
  const left = entries.filter((one) => one.state === 'waiting').length;
  const entry = entries[at];
  if (!entry) return <p className="empty">这里没有列入普查的人。</p>;
  return (
    <>
      {closed && <Alert type="info" showIcon style={{ marginBottom: 12 }} title="这次普查已经结束，只能查看。" />}
      {sheet.total > entries.length && <p className="warned">名单共 {sheet.total} 人，这里只列前 {entries.length} 人；请选择一个村。</p>}
      {trouble && <Alert type="error" showIcon role="alert" title={`${trouble.name}没有记下：${trouble.message}`} action={<><Act size="small" onClick={() => { setAt(entries.findIndex((one) => one.id === trouble.id)); setTrouble(undefined); }}>回到此人</Act><Act size="small" onClick={again}>重新取名单</Act></>} />}
      <div className="census-desk">
        <nav className="panel census-list" aria-label="名单">
          <p role="status"><strong>{closed ? `${left} 人没有问到` : `还有 ${left} 人未问`}</strong>，共 {entries.length} 人{sending.size > 0 ? `，正在保存 ${sending.size} 人` : ''}</p>
          <ul tabIndex={0} aria-label="名单">{entries.map((one, index) => <li key={one.id}><button type="button" aria-current={index === at} onClick={() => setAt(index)}><span>{one.name}</span><span className="quiet">{EntryState.codes.find(({ code }) => code === one.state)?.label}</span></button></li>)}</ul>
        </nav>
        <PersonCard key={entry.id} entry={entry} sheet={sheet} said={drafts[entry.id] ?? {}} finished={left === 0 && !closed} closed={closed} readOnly={closed ? '这次普查已经结束' : entry.state === 'dropped' ? `${entry.note ?? '已去世'}，不再问` : may('census.write') ? undefined : '您的岗位不能填报'}
          onSay={(said) => setDrafts((now) => ({ ...now, [entry.id]: said }))} onDone={(said) => answer(entry, said)} onMissed={(reason, note) => missed(entry, reason, note)}
          onWithdraw={() => withdraw(entry)} onMove={(step) => setAt((now) => (now + step + entries.length) % entries.length)} />
      </div>
    </>
  );
}
