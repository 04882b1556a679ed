import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import type { Comparison } from '../schema/answers.ts';

/** What a clerk decides about two files. */
export type Deciding = 'merge' | 'different' | 'later';

const TITLES: Record<Deciding, string> = { merge: '合并两份档案', different: '不是同一人', later: '以后再说' };
/** Reasons that are given most, to be taken with one press. */
const REASONS: Record<Deciding, readonly string[]> = {
  merge: ['经核实是同一人', '本人确认是同一人', '重复建档'],
  different: ['同名的两个人，已核实', '是亲属，已核实', '证件已核对，不是同一人'],
  later: ['等村（社区）核实', '联系不上本人'],
};

type Props = { asking: Deciding | undefined; busy: boolean; reason: string; onReason: (text: string) => void; kept: Comparison['left']; gone: Comparison['left']; taken: readonly string[]; onDecide: () => void; onClose: () => void };

/** Asks why, and before a merge says which file goes into which and what the kept one takes over. */
export function DecideDialog({ asking, busy, reason, onReason, kept, gone, taken, onDecide, onClose }: Props) {
  const [asked, setAsked] = useState<Deciding>();
  const short = reason.trim().length < 2;
  const lacking = asking !== 'later' && short && asked === asking;
  const go = () => (asking !== 'later' && short ? setAsked(asking) : onDecide());
  const close = () => { setAsked(undefined); onClose(); };
  return (
    <Modal open={asking !== undefined} title={asking && TITLES[asking]} okText="确定" cancelText="取消" confirmLoading={busy} onOk={go} onCancel={close} destroyOnHidden>
      {asking === 'merge' && (
        <>
          <p>“{gone.name}”（{gone.place}）的档案并入“{kept.name}”（{kept.place}），它名下的各台账记录一并归过来。随时可以在合并记录中撤销。</p>
          <p>{taken.length > 0 ? `保留的档案改用另一份的：${taken.join('、')}。` : '各项目都用保留的那一份的。'}</p>
        </>
      )}
      {asking === 'different' && <p>以后全县查重不再提示这一对，除非其中一份的姓名、证件号、电话等有改动。</p>}
      {asking && (
        <>
          <label className="field-label" htmlFor="decide-reason">{asking === 'later' ? '说明（可不填）' : <><span className="must" aria-hidden="true">*</span>原因</>}</label>
          <Input.TextArea id="decide-reason" autoFocus maxLength={200} rows={2} value={reason} status={lacking ? 'error' : ''} aria-invalid={lacking} aria-describedby="decide-reason-below" onChange={(event) => onReason(event.target.value)} />
          <div className="below wrong" id="decide-reason-below" role="alert">{lacking && '请写明原因，或点下面的常用说法'}</div>
          <div className="toolbar" role="group" aria-label="常用说法" style={{ marginTop: 8 }}>{REASONS[asking].map((words) => <Button key={words} size="small" onClick={() => onReason(words)}>{words}</Button>)}</div>
        </>
      )}
    </Modal>
  );
}
