import { App, Input, Modal, Select } from 'antd';
import { useState } from 'react';
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

function AddDialog({ view, onClose, onDone }: { view: CaseView; onClose: () => void; onDone: () => Promise<void> }) {
  const me = useMe();
  const { message } = App.useApp();
  const [id] = useState(() => crypto.randomUUID());
  const [typed, setTyped] = useState({ receivedOn: me.today, channel: 'visit', content: '' });
  const save = async () => {
    try {
      await recognitionClient.objection({ id, caseId: view.id, ...typed });
      onClose();
      await onDone();
    } catch (error) {
      message.error(asFailure(error).message);
    }
  };
  return (
    <Modal title="登记异议" open onCancel={onClose} onOk={() => void save()} okText="登记" cancelText="取消">
      <label className="field-label" htmlFor="objection-day">收到日期</label><DayInput id="objection-day" value={typed.receivedOn} onChange={(receivedOn) => setTyped({ ...typed, receivedOn })} />
      <label className="field-label" htmlFor="objection-channel">渠道</label><Select id="objection-channel" className="wide" value={typed.channel} onChange={(channel) => setTyped({ ...typed, channel })} options={ObjectionChannel.codes.map((one) => ({ value: one.code, label: one.label }))} />
      <label className="field-label" htmlFor="objection-content">内容</label><Input.TextArea id="objection-content" rows={3} maxLength={1000} value={typed.content} onChange={(event) => setTyped({ ...typed, content: event.target.value })} />
      <p className="quiet">不登记提出人的姓名和联系方式。</p>
    </Modal>
  );
}

function SettleDialog({ objection, onClose, onDone }: { objection: Objection; onClose: () => void; onDone: () => Promise<void> }) {
  const { message } = App.useApp();
  const [typed, setTyped] = useState({ result: 'dismissed', handling: '' });
  const save = async () => {
    try {
      await recognitionClient.settle({ id: objection.id, ...typed });
      onClose();
      await onDone();
    } catch (error) {
      message.error(asFailure(error).message);
    }
  };
  return (
    <Modal title="处理异议" open onCancel={onClose} onOk={() => void save()} okText="保存" cancelText="取消">
      <p>{objection.content}</p>
      <label className="field-label" htmlFor="settle-result">处理结果</label><Select id="settle-result" className="wide" value={typed.result} onChange={(result) => setTyped({ ...typed, result })} options={ObjectionResult.codes.map((one) => ({ value: one.code, label: one.label }))} />
      <label className="field-label" htmlFor="settle-handling">处理情况</label><Input.TextArea id="settle-handling" rows={3} maxLength={1000} value={typed.handling} onChange={(event) => setTyped({ ...typed, handling: event.target.value })} />
    </Modal>
  );
}
