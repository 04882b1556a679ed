import { App, Input, Modal } from 'antd';
import { useState } from 'react';
import { capitalYuan, printYuan } from '#base/pure/fen.ts';
import { DayInput } from '#base/web/controls/DayInput.tsx';
import { useMe } from '#base/web/session.tsx';
import { Labelled } from '#modules/cards/console/Labelled.tsx';
import type { RunActName } from '../schema/runs.ts';
import { runClient, type RunView } from './runClient.ts';
import { differenceCount } from './RunDifferences.tsx';
import { RunProgress, RunWrong, useRunWork } from './RunWork.tsx';

const DANGER: readonly string[] = ['sendBack', 'void'];

/** Asks what an act on a run needs and performs it; its step is made once, so that pressing twice does it once, and what was typed stays where it did not go through. */
export function RunActDialog({ run, view, act, label, onClose }: { run: { id: string; number: string; title: string }; view: RunView; act: Exclude<RunActName, 'file'>; label: string; onClose: () => void }) {
  const me = useMe();
  const { message } = App.useApp();
  const [step] = useState(() => crypto.randomUUID());
  const [opinion, setOpinion] = useState('');
  const [on, setOn] = useState(me.today);
  const [missing, setMissing] = useState<string>();
  const { busy, wrong, work } = useRunWork();
  const must = DANGER.includes(act);
  const send = async () => {
    if (must && opinion.trim() === '') return setMissing('请写明原因');
    setMissing(undefined);
    const done = await work(() => runClient.act({ id: run.id, step, version: view.version, act, ...(opinion.trim() ? { opinion } : {}), ...(act === 'close' ? { on } : {}) }));
    if (!done) return;
    message.success(`已办理：${label}`);
    onClose();
  };
  const at = (name: string) => (wrong?.path[0] === name ? wrong.message : undefined);
  return (
    <Modal title={`${label}：${run.title}`} open onCancel={onClose} onOk={() => void send()} okText={label} cancelText="取消" confirmLoading={busy} okButtonProps={{ danger: must }} mask={{ closable: false }}>
      <RunWrong wrong={wrong} besides={['opinion', 'on']} />
      <Says act={act} view={view} />
      {act === 'close' && <Labelled id="run-on" label="银行入账日期" must wrong={at('on')}><DayInput id="run-on" value={on} onChange={setOn} /></Labelled>}
      {act !== 'compute' && <Labelled id="run-opinion" label={must ? '原因' : '意见（可不填）'} must={must} wrong={missing ?? at('opinion')}><Input.TextArea id="run-opinion" rows={3} maxLength={300} value={opinion} onChange={(event) => setOpinion(event.target.value)} /></Labelled>}
      <RunProgress busy={busy} what={act === 'compute' ? '正在计算名单' : act === 'close' ? '正在登记发放台账' : '正在办理'} />
    </Modal>
  );
}

function Says({ act, view }: { act: string; view: RunView }) {
  const total = BigInt(view.total);
  const sum = <>{view.lines} 笔，{view.persons} 人，合计 <strong>{printYuan(total)} 元</strong>（{capitalYuan(total)}）</>;
  const differences = differenceCount(view);
  switch (act) {
    case 'compute': return <p>按今天的档案、待遇和在用标准计算，结果冻结到这一批次，之后的变动从下一批次起计。</p>;
    case 'review': return <p>{sum}。与上一批次的差异 {differences} 条。</p>;
    case 'approve': return <p>审批 {sum}。</p>;
    case 'check': return <p>已核对 {sum}。</p>;
    case 'sendBack': return <p>名单退回“拟定”，已有的复核、审批、核对随之取消，重算后重新办理。</p>;
    case 'void': return <p>作废后名单不再保留，本批次的项目可以放入新的批次。作废不能撤销。</p>;
    case 'close': return <p>没有退汇、止付、结转的明细记为已发放，登记到抚恤补助发放台账。办结不能撤销。</p>;
    default: return null;
  }
}
