import { Alert, Checkbox, Input, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { asFailure } from '#base/web/failure.ts';
import { useMe } from '#base/web/session.tsx';
import { followOf } from '../rules/comparison.ts';
import { BenefitCategory } from '../schema.ts';
import { Finding, HitState, type HitView } from '../schema/comparison.ts';
import { MovementAct, type MovementActName, MovementReason, REASONS_OF } from '../schema/movements.ts';
import { compareClient } from './confirmClient.ts';
import { useActing } from './useActing.ts';

const ALL = 'all';

/** What somebody found out about a hit; where it is so, a movement may be written down with it, which another person confirms. */
export function HitDialog({ hit, onClose }: { hit: HitView; onClose: () => void }) {
  const me = useMe();
  const follow = followOf(hit.finding);
  const { busy, acting } = useActing();
  const [decision, setDecision] = useState(hit.state);
  const [note, setNote] = useState(hit.note ?? '');
  const [moving, setMoving] = useState(false);
  const [act, setAct] = useState<MovementActName>(follow.to === 'suspend' ? 'suspend' : 'stop');
  const [month, setMonth] = useState(me.today.slice(0, 7));
  const [reason, setReason] = useState(follow.to === 'suspend' ? 'imprisoned' : 'other');
  const [document, setDocument] = useState('');
  const several = hit.categories.length > 1;
  const [category, setCategory] = useState(several && follow.to === 'look' ? undefined : ALL);
  const [wrong, setWrong] = useState<string>();
  const send = () => (decision === 'upheld' && moving && category === undefined ? setWrong('请选择待遇类别') : void register());
  const register = () => acting(async () => {
    try {
      await compareClient.decide({ id: hit.id, version: hit.version, decision, ...(note.trim() ? { note: note.trim() } : {}), ...(decision === 'upheld' && moving ? { movement: { act, month, reason, ...(category === ALL ? {} : { category }), ...(document.trim() ? { document: document.trim() } : {}) } } : {}) });
    } catch (error) {
      setWrong(asFailure(error).message);
      throw error;
    }
  }, '已登记核查结果').then((done) => { if (done) onClose(); });
  return (
    <Modal mask={{ closable: false }} open title={`核查：${hit.name}，${labelOf(Finding, hit.finding)}`} okText="登记" cancelText="取消" confirmLoading={busy} onCancel={onClose} onOk={send}>
      {wrong && <Alert type="error" showIcon role="alert" title={wrong} style={{ marginBottom: 10 }} />}
      <Radio.Group aria-label="核查结果" value={decision} onChange={(event) => setDecision(String(event.target.value))}>{HitState.codes.map(({ code, label }) => <Radio key={code} value={code}>{label}</Radio>)}</Radio.Group>
      <label className="field-label" htmlFor="hit-note" style={{ marginTop: 10 }}>核查情况{decision === 'refuted' ? '（须写）' : '（可不填）'}</label>
      <Input id="hit-note" value={note} maxLength={200} placeholder="怎样核查、向谁核实；请勿填写涉密内容和号码" onChange={(event) => setNote(event.target.value)} />
      {decision === 'upheld' && <p className="quiet" style={{ marginTop: 10 }}>{follow.words}。登记“属实”本身不停发。</p>}
      {decision === 'upheld' && follow.to !== 'death' && !['proposed', 'effective'].includes(hit.movement?.state ?? '') && (
        <>
          <Checkbox checked={moving} onChange={(event) => setMoving(event.target.checked)}>同时登记待遇变动，交另一人复核</Checkbox>
          {moving && (
            <div className="form-grid" style={{ marginTop: 10 }}>
              <div><label className="field-label" htmlFor="hit-act">变动</label><Select id="hit-act" className="wide" value={act} options={MovementAct.codes.filter(({ code }) => code !== 'resume').map(({ code, label }) => ({ value: code as MovementActName, label }))} onChange={(value) => { setAct(value); setReason(REASONS_OF[value][0]!); }} /></div>
              {several && <div><label className="field-label" htmlFor="hit-category">待遇类别</label><Select id="hit-category" className="wide" value={category} placeholder="请选择" options={[{ value: ALL, label: '全部待遇' }, ...hit.categories.map((code) => ({ value: code, label: labelOf(BenefitCategory, code) }))]} onChange={setCategory} /></div>}
              <div><label className="field-label" htmlFor="hit-month">生效月份</label><Input id="hit-month" value={month} maxLength={7} onChange={(event) => setMonth(event.target.value)} /></div>
              <div><label className="field-label" htmlFor="hit-reason">变动原因</label><Select id="hit-reason" className="wide" value={reason} options={REASONS_OF[act].map((code) => ({ value: code, label: labelOf(MovementReason, code) }))} onChange={setReason} /></div>
              <div><label className="field-label" htmlFor="hit-document">决定文号{act === 'stop' ? '' : '（须填）'}</label><Input id="hit-document" value={document} maxLength={100} onChange={(event) => setDocument(event.target.value)} /></div>
            </div>
          )}
        </>
      )}
    </Modal>
  );
}
