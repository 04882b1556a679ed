import { App, Input, Modal } from 'antd';
import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { printYuan } from '#base/pure/fen.ts';
import { Act } from '#base/web/Act.tsx';
import { recordClient } from '#base/web/client.ts';
import { DayInput } from '#base/web/controls/DayInput.tsx';
import { usePaper } from '#base/web/paper.tsx';
import type { DetailTab } from '#base/web/record/RecordDetail.tsx';
import type { RecordActs } from '#base/web/record/RecordPage.tsx';
import type { AnyRow } from '#base/web/record/values.ts';
import { NO_PERMISSION, useMay } from '#base/web/session.tsx';
import { Failed, Loading } from '#base/web/States.tsx';
import { Labelled } from '#modules/cards/console/Labelled.tsx';
import { Run } from '../schema/runs.ts';
import { ReasonFacts } from './ReasonFacts.tsx';
import { runClient } from './runClient.ts';
import { RunSlip } from './RunSlip.tsx';
import { RunProgress, RunWrong, useRunWork } from './RunWork.tsx';
import './Run.css';

/** What the page of a 发放明细 shows beside its fields: why it has its amount. */
export const RUN_LINE_TABS: readonly DetailTab[] = [{ key: 'reasons', label: '金额的来由', render: (row) => <LineReasons id={row.id} /> }];
/** 通知单, 账号核对 and 止付 of one line. */
export const RUN_LINE_ACTS: RecordActs = { row: (row) => <LineActs row={row} /> };

function LineReasons({ id }: { id: string }) {
  const may = useMay()('benefits.reveal');
  const [asked, setAsked] = useState(false);
  const { data, error, refetch } = useQuery({ queryKey: ['benefits.line', 'reasons', id], queryFn: () => runClient.explain({ id }), enabled: asked && may, staleTime: Infinity });
  if (!may) return <p className="panel quiet">金额的来由含残疾等级和性质。{NO_PERMISSION}。</p>;
  return (
    <section className="panel" aria-label="金额的来由">
      {!asked && <><p>来由含残疾等级和性质，查看会记入审计。</p><Act onClick={() => setAsked(true)}>查看来由</Act></>}
      {error && <Failed error={error} retry={() => void refetch()} />}
      {asked && !data && !error && <Loading />}
      {data && (
        <>
          <ul className="run-rows">{data.words.map((words) => <li key={words}>{words}</li>)}</ul>
          {data.reason ? <ReasonFacts reason={data.reason} /> : <p className="quiet">依据：{data.citation}</p>}
          <div className="scroll-x" tabIndex={0} role="region" aria-label="分月">
            <table className="choice-table run-sums">
              <thead><tr><th scope="col">月份</th><th scope="col">原因</th><th scope="col" className="number">已结（元）</th><th scope="col" className="number">应结（元）</th><th scope="col" className="number">本次（元）</th><th scope="col">怎样算的</th></tr></thead>
              <tbody>{data.months.map((one) => <tr key={`${one.month} ${one.cause}`}><th scope="row">{one.month}</th><td>{one.cause}</td><td className="number">{printYuan(BigInt(one.was))}</td><td className="number">{printYuan(BigInt(one.now))}</td><td className="number">{printYuan(BigInt(one.fen))}</td><td>{one.rule}</td></tr>)}</tbody>
            </table>
          </div>
        </>
      )}
    </section>
  );
}

type Slip = Awaited<ReturnType<typeof runClient.explain>>;
const STOPPABLE: readonly string[] = ['approved', 'checked'];

function LineActs({ row }: { row: AnyRow }) {
  const { message } = App.useApp();
  const { paper, print } = usePaper<Slip>();
  const [doing, setDoing] = useState<'stop' | 'check' | 'right'>();
  const { busy, wrong, work } = useRunWork();
  const run = useQuery({ queryKey: [Run.name, 'get', String(row.runId)], queryFn: () => recordClient(Run).get({ id: String(row.runId) }) });
  const state = String(run.data?.state ?? '');
  const settled = row.outcome !== 'pending' ? '这一笔已有结果' : STOPPABLE.includes(state) ? undefined : '审批之后、送银行之前可以止付；此前请退回重算';
  const slip = async () => {
    const found = await work(() => runClient.explain({ id: row.id }));
    if (found) print(found);
  };
  return (
    <>
      <Act permission="benefits.reveal" loading={busy && !doing} onClick={() => void slip()}>打印通知单</Act>
      <Act permission="benefits.write" why={row.bankAccount ? undefined : '这一笔没有银行账号'} onClick={() => setDoing('check')}>账号核对</Act>
      <Act danger permission="benefits.write" why={settled} onClick={() => setDoing('stop')}>止付</Act>
      {row.outcome === 'returned' && <Act permission="benefits.write" why={run.data ? undefined : '正在读取'} onClick={() => setDoing('right')}>退汇更正</Act>}
      {doing === 'right' && <RightDialog row={row} closed={state === 'closed'} onClose={(done) => { setDoing(undefined); if (done) message.success('已更正'); }} />}
      {wrong && !doing && <span className="wrong" role="alert">{wrong.message}</span>}
      {doing === 'stop' && <StopDialog row={row} onClose={(done) => { setDoing(undefined); if (done) message.success('已止付'); }} />}
      {doing === 'check' && <CheckDialog row={row} onClose={(done) => { setDoing(undefined); if (done) message.success('账号已核对'); }} />}
      {paper && <RunSlip row={row} reasons={paper} />}
    </>
  );
}

function StopDialog({ row, onClose }: { row: AnyRow; onClose: (done: boolean) => void }) {
  const [step] = useState(() => crypto.randomUUID());
  const [reason, setReason] = useState('');
  const { busy, wrong, work } = useRunWork();
  const send = async () => { if (await work(() => runClient.stop({ id: row.id, step, reason }))) onClose(true); };
  return (
    <Modal title={`止付：${row.labels.personId ?? ''}`} open okText="止付" cancelText="取消" okButtonProps={{ danger: true }} confirmLoading={busy} onOk={() => void send()} onCancel={() => onClose(false)} mask={{ closable: false }}>
      <RunWrong wrong={wrong} besides={['reason']} />
      <p>{printYuan(BigInt(String(row.amount)))} 元不进入银行文件，也不登记为已发放；情况消除的，下一批次补发。止付不能撤销。</p>
      <Labelled id="line-reason" label="止付原因（不写病情、号码）" must wrong={wrong?.path[0] === 'reason' ? wrong.message : undefined}><Input.TextArea id="line-reason" rows={2} maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} /></Labelled>
      <RunProgress busy={busy} what="正在止付" />
    </Modal>
  );
}

function RightDialog({ row, closed, onClose }: { row: AnyRow; closed: boolean; onClose: (done: boolean) => void }) {
  const [step] = useState(() => crypto.randomUUID());
  const [reason, setReason] = useState('');
  const [on, setOn] = useState('');
  const { busy, wrong, work } = useRunWork();
  const send = async () => { if (await work(() => runClient.rightReturn({ id: row.id, step, reason, ...(closed && on ? { on } : {}) }))) onClose(true); };
  const at = (name: string) => (wrong?.path[0] === name ? wrong.message : undefined);
  return (
    <Modal title={`退汇更正：${row.labels.personId ?? ''}`} open okText="更正" cancelText="取消" confirmLoading={busy} onOk={() => void send()} onCancel={() => onClose(false)} mask={{ closable: false }}>
      <RunWrong wrong={wrong} besides={['reason', 'on']} />
      <p>{printYuan(BigInt(String(row.amount)))} 元读成了退汇，其实已经入账的，在这里更正，下一批次不再重发。由没有读入过这一批次回盘文件的人办理。</p>
      {closed && <Labelled id="line-paid-on" label="银行入账日期" must wrong={at('on') ?? (wrong && !on ? '请填写银行入账日期' : undefined)}><DayInput id="line-paid-on" value={on} onChange={setOn} /></Labelled>}
      <Labelled id="line-right" label="原因和凭据" must wrong={at('reason')}><Input.TextArea id="line-right" rows={2} maxLength={200} placeholder="如：银行回单第3行" value={reason} onChange={(event) => setReason(event.target.value)} /></Labelled>
      <RunProgress busy={busy} what="正在更正" />
    </Modal>
  );
}

function CheckDialog({ row, onClose }: { row: AnyRow; onClose: (done: boolean) => void }) {
  const { busy, wrong, work } = useRunWork();
  const send = async () => { if (await work(() => runClient.checkAccount({ id: row.id }))) onClose(true); };
  return (
    <Modal title={`账号核对：${row.labels.personId ?? ''}`} open okText="账号无误" cancelText="取消" confirmLoading={busy} onOk={() => void send()} onCancel={() => onClose(false)} mask={{ closable: false }}>
      <RunWrong wrong={wrong} />
      <p>户名 {String(row.bankHolder ?? '')}，{String(row.bankName ?? '')}，账号 {String(row.bankAccount ?? '')}。</p>
      <p>请对照本人的存折、银行卡或社保卡核对。账号变更须由修改人以外的第二人核对。银行文件生成以前核对的，本批次就发到新账号；以后核对的，从下一批次起。完整账号在明细页点“显示”查看。</p>
    </Modal>
  );
}
