import { Alert, Input, Modal, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { Act } from '#base/web/Act.tsx';
import { DayInput } from '#base/web/controls/DayInput.tsx';
import { asFailure } from '#base/web/failure.ts';
import { useMe } from '#base/web/session.tsx';
import type { CaseView, Objection } from '../schema/answers.ts';
import { ObjectionChannel, ObjectionResult } from '../schema/codes.ts';
import { recognitionClient } from './client.ts';
import type { Printed } from './papers.tsx';

type Props = { view: CaseView; onDone: () => Promise<void>; onPrint: (paper: Printed) => void };

/** The notices of a case as they were posted, and the objections to them. */
export function NoticePanel({ view, onDone, onPrint }: Props) {
  const me = useMe();
  const [adding, setAdding] = useState(false);
  const [settling, setSettling] = useState<Objection>();
  const closed = view.state === 'notice' ? undefined : '现在没有公示';
  return (
    <>
      <section className="panel" aria-label="公示">
        <h2 className="section">公示</h2>
        {view.rule.noticeDays === 0 && <p className="quiet">这一种类不公示。</p>}
        {view.notices.length === 0 && view.rule.noticeDays > 0 && <p className="quiet">还没有公示。应公示 {view.rule.noticeDays} 天，事项写作“{view.rule.publicCategory}”。</p>}
        {view.notices.map((notice) => (
          <div key={notice.id}>
            <p>{notice.fromOn} 至 {notice.untilOn}　{notice.postedAt}　{notice.takenDownOn ? `${notice.takenDownOn} 撤下（${notice.takenDownBy}）` : <span className={notice.untilOn < me.today ? 'wrong' : 'warned'}>{notice.untilOn < me.today ? '已期满，请撤下' : '张贴中'}</span>}</p>
            <div className="paper-text">{notice.text}</div>
            <Act onClick={() => onPrint({ kind: 'notice', notice })}>打印公示</Act>
          </div>
        ))}
      </section>
      <section className="panel" aria-label="异议">
        <h2 className="section">异议</h2>
        <div className="toolbar" style={{ marginBottom: 10 }}><Act permission="recognition.write" why={closed} onClick={() => setAdding(true)}>登记异议</Act></div>
        {view.objections.length === 0 && <p className="quiet">没有异议。</p>}
        <ul className="cards">
          {view.objections.map((one) => (
            <li key={one.id}>
              <div className="head"><span>{one.receivedOn} {labelOf(ObjectionChannel, one.channel)}</span><span className={one.result ? 'quiet' : 'warned'}>{one.result ? labelOf(ObjectionResult, one.result) : '待处理'}</span></div>
              <p>{one.content}</p>
              {one.handling && <p className="quiet">{one.settledOn} {one.settledBy}：{one.handling}</p>}
              {!one.result && <Act permission="recognition.write" why={me.division.level === 'county' ? undefined : '异议由县级处理'} onClick={() => setSettling(one)}>处理</Act>}
            </li>
          ))}
        </ul>
      </section>
      {adding && <AddDialog view={view} onClose={() => setAdding(false)} onDone={onDone} />}
      {settling && <SettleDialog objection={settling} onClose={() => setSettling(undefined)} onDone={onDone} />}
    </>
  );
}

type Wrong = { field?: string; text: string };

/** Sends what a dialog holds; a refusal is told at its field, and what was typed stays. */
function useSending(onDone: () => Promise<void>, onClose: () => void) {
  const [wrong, setWrong] = useState<Wrong>();
  const [busy, setBusy] = useState(false);
  const send = async (work: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await work();
      onClose();
      await onDone();
    } catch (error) {
      const failure = asFailure(error);
      setWrong({ field: failure.path[0], text: failure.message });
      setBusy(false);
    }
  };
  return { wrong, busy, send };
}

function Line({ id, label, wrong, children }: { id: string; label: string; wrong?: string; children: ReactNode }) {
  return (
    <div style={{ marginBottom: 12 }}>
      <label className="field-label" htmlFor={id}><span className="must" aria-hidden="true">*</span>{label}</label>
      {children}
      {wrong && <p className="wrong below" role="alert">{wrong}</p>}
    </div>
  );
}

const at = (wrong: Wrong | undefined, field: string) => (wrong?.field === field ? wrong.text : undefined);
const General = ({ wrong, known }: { wrong?: Wrong; known: readonly string[] }) => (wrong && !known.includes(wrong.field ?? '') ? <Alert type="error" showIcon role="alert" title={wrong.text} style={{ marginBottom: 12 }} /> : null);

function AddDialog({ view, onClose, onDone }: { view: CaseView; onClose: () => void; onDone: () => Promise<void> }) {
  const me = useMe();
  const [id] = useState(() => crypto.randomUUID());
  const [typed, setTyped] = useState({ receivedOn: me.today, channel: 'visit', content: '' });
  const { wrong, busy, send } = useSending(onDone, onClose);
  return (
    <Modal title="登记异议" open onCancel={onClose} onOk={() => void send(() => recognitionClient.objection({ id, caseId: view.id, ...typed }))} okText="登记" cancelText="取消" confirmLoading={busy}>
      <General wrong={wrong} known={['receivedOn', 'content']} />
      <Line id="objection-day" label="收到日期" wrong={at(wrong, 'receivedOn')}><DayInput id="objection-day" value={typed.receivedOn} onChange={(receivedOn) => setTyped({ ...typed, receivedOn })} /></Line>
      <Line id="objection-channel" label="渠道"><Select id="objection-channel" className="wide" value={typed.channel} onChange={(channel) => setTyped({ ...typed, channel })} options={ObjectionChannel.codes.map((one) => ({ value: one.code, label: one.label }))} /></Line>
      <Line id="objection-content" label="内容" wrong={at(wrong, 'content')}><Input.TextArea id="objection-content" rows={3} maxLength={1000} value={typed.content} onChange={(event) => setTyped({ ...typed, content: event.target.value })} /></Line>
      <p className="quiet">只写反映的情况，不登记提出人的姓名和联系方式。</p>
    </Modal>
  );
}

function SettleDialog({ objection, onClose, onDone }: { objection: Objection; onClose: () => void; onDone: () => Promise<void> }) {
  const [typed, setTyped] = useState({ result: '', handling: '' });
  const { wrong, busy, send } = useSending(onDone, onClose);
  return (
    <Modal title="处理异议" open onCancel={onClose} onOk={() => void send(() => recognitionClient.settle({ id: objection.id, ...typed }))} okText="保存" cancelText="取消" confirmLoading={busy}>
      <General wrong={wrong} known={['result', 'handling']} />
      <p>异议内容：{objection.content}</p>
      <Line id="settle-result" label="处理结果" wrong={at(wrong, 'result')}><Select id="settle-result" className="wide" placeholder="请选择" value={typed.result || undefined} onChange={(result) => setTyped({ ...typed, result })} options={ObjectionResult.codes.map((one) => ({ value: one.code, label: one.label }))} /></Line>
      <Line id="settle-handling" label="处理情况" wrong={at(wrong, 'handling')}><Input.TextArea id="settle-handling" rows={3} maxLength={1000} placeholder="怎样核实的，结果如何" value={typed.handling} onChange={(event) => setTyped({ ...typed, handling: event.target.value })} /></Line>
      <p className="quiet">异议成立的，接着在“办理”里终止公示、重新审核。保存后不能再改。</p>
    </Modal>
  );
}
