import { useQuery } from '@tanstack/react-query';
import { Alert, App } from 'antd';
import { useState } from 'react';
import { printYuan } from '#base/pure/fen.ts';
import { Act } from '#base/web/Act.tsx';
import { useOpenPage } from '#base/web/PageLink.tsx';
import type { DetailTab } from '#base/web/record/RecordDetail.tsx';
import type { RecordActs } from '#base/web/record/RecordPage.tsx';
import type { AnyRow } from '#base/web/record/values.ts';
import { Failed, Loading } from '#base/web/States.tsx';
import { APPROVAL_ACTS, APPROVAL_WORDS, type ApprovalActName, type ApprovalStateCode } from '../rules/approval.ts';
import { ConscriptYear } from '../schema/conscripts.ts';
import { conscriptClient } from './OneOffClient.ts';
import { OneOffActDialog } from './OneOffActDialog.tsx';
import { OneOffPaid } from './OneOffPaid.tsx';

const useLook = (id: string) => useQuery({ queryKey: [ConscriptYear.name, 'look', id], queryFn: () => conscriptClient.look({ id }) });

/** What the page of one household's year shows beside its fields: today's arithmetic and what was paid. */
export const CONSCRIPT_YEAR_TABS: readonly DetailTab[] = [{ key: 'reckoned', label: '计算和发放', render: (row) => <Reckoned row={row} /> }];
/** 收回、更正、撤销 of one household; approval goes by the year. */
export const CONSCRIPT_YEAR_ACTS: RecordActs = { row: (row) => <YearActs row={row} />, stays: (row) => (row.state === 'draft' && !row.month ? undefined : '提交或批准过的不能删除，请撤销'), toolbar: <ToDesk /> };

function ToDesk() {
  const openPage = useOpenPage();
  return <Act onClick={() => openPage('/benefits/conscripts')}>年度办理</Act>;
}

function Reckoned({ row }: { row: AnyRow }) {
  const { data, error, refetch } = useLook(row.id);
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <section className="panel" aria-label="计算">
        <h2 className="section">按现在的档案和标准</h2>
        <p className={data.answer === 'unknown' ? 'warned flush' : 'flush'}>{data.words}</p>
        {data.changed && <Alert type="warning" showIcon style={{ marginTop: 10 }} title={`与登记的 ${row.total ? printYuan(BigInt(String(row.total))) : '0.00'} 元不同，请在年度办理中重算名单。`} />}
        {data.payee && <Alert type="warning" showIcon style={{ marginTop: 10 }} title={`批准的领取人是${data.payee.was}，义务兵家庭已改为${data.payee.now}：请办理“更正”，重新提交审批，在此以前不发。`} />}
        <p className="quiet" style={{ margin: '8px 0 0' }}>依据：《军人抚恤优待条例》第四十二条；本县标准。</p>
      </section>
      <OneOffPaid lines={data.lines} />
    </>
  );
}

const OFFERED: readonly ApprovalActName[] = ['submit', 'recall', 'correct', 'revoke', 'withdraw'];

function YearActs({ row }: { row: AnyRow }) {
  const { message } = App.useApp();
  const { data } = useLook(row.id);
  const [doing, setDoing] = useState<ApprovalActName>();
  const offered = OFFERED.filter((act) => APPROVAL_ACTS[act].from.includes(row.state as ApprovalStateCode) && data?.acts.includes(act));
  return (
    <>
      {offered.map((act) => <Act key={act} danger={act === 'revoke' || act === 'withdraw'} permission="benefits.write" onClick={() => setDoing(act)}>{APPROVAL_WORDS[act]}</Act>)}
      {doing && <OneOffActDialog act={doing} title={`${row.labels.personId ?? ''} ${String(row.year)} 年优待金`} onSend={(said) => conscriptClient.act({ id: row.id, version: row.version, act: doing as 'submit', ...said })} onClose={(done) => { setDoing(undefined); if (done) message.success(`已办理：${APPROVAL_WORDS[doing]}`); }} />}
    </>
  );
}
