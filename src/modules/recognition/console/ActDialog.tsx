import { Alert, Input, Modal, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { addDays, printDay } from '#base/pure/day.ts';
import { DayInput } from '#base/web/controls/DayInput.tsx';
import { asFailure } from '#base/web/failure.ts';
import { useMe } from '#base/web/session.tsx';
import { DisabilityGrade, DisabilityNature } from '#modules/registry/schema/codes.ts';
import { noticeText } from '../rules/notice.ts';
import type { CaseView, Choice, StepDraft } from '../schema/answers.ts';
import { CaseState, type Kind, RefusalReason } from '../schema/codes.ts';
import { recognitionClient } from './client.ts';
import { Opposed } from './Opposed.tsx';

type Typed = Partial<Record<'opinion' | 'reason' | 'document' | 'on' | 'grade' | 'nature' | 'postedAt' | 'phone' | 'remark', string>>;

/** Asks what an act needs and performs it; the step's id is made once, so that pressing twice does it once. Where somebody else was quicker the words stay and `onChanged` fetches the case anew. */
export function ActDialog({ view, choice, onClose, onDone, onChanged }: { view: CaseView; choice: Choice; onClose: () => void; onDone: (label: string) => void; onChanged: () => void }) {
  const me = useMe();
  const [step] = useState(() => crypto.randomUUID());
  const [typed, setTyped] = useState<Typed>(choice.asks.day ? { on: me.today } : {});
  const [wrong, setWrong] = useState<{ field?: string; text: string }>();
  const [busy, setBusy] = useState(false);
  const { asks } = choice;
  const set = (name: keyof Typed) => (value: string) => {
    setTyped({ ...typed, [name]: value });
    if (wrong?.field === name) setWrong(undefined);
  };
  const send = async () => {
    if (asks.day && !typed.on?.trim()) return setWrong({ field: 'on', text: '请填写决定日期' });
    setBusy(true);
    const filled = Object.fromEntries(Object.entries(typed).filter(([, value]) => value && value.trim() !== ''));
    try {
      await recognitionClient[choice.needs === 'approve' ? 'decide' : 'act']({ id: view.id, step, version: view.version, act: choice.act, ...filled } as StepDraft);
      onDone(choice.label);
    } catch (error) {
      const failure = asFailure(error);
      setWrong({ field: failure.path[0], text: failure.message });
      setBusy(false);
      if (failure.status === 409) onChanged();
    }
  };
  const line = (name: keyof Typed, label: string, must: boolean, control: ReactNode) => <Line key={name} name={name} label={label} must={must} wrong={wrong?.field === name ? wrong.text : undefined}>{control}</Line>;
  const known = wrong?.field && wrong.field in FIELDS;
  return (
    <Modal title={`${choice.label}：${view.personName}（${labelOf(CaseState, view.state)}）`} open onCancel={onClose} onOk={() => void send()} okText={choice.label} cancelText="取消" confirmLoading={busy} okButtonProps={{ danger: ['refuse', 'withdraw', 'revoke'].includes(choice.act) }} width={620}>
      {wrong && !known && <Alert type="error" showIcon role="alert" title={wrong.text} style={{ marginBottom: 12 }} />}
      {choice.act === 'inform' && <p>将记录已书面一次性告知申请人所缺材料：{view.missing.join('、')}。</p>}
      {asks.reason && line('reason', '不予认定的原因', true, <Select id="act-reason" className="wide" value={typed.reason} onChange={set('reason')} options={view.reasons.map((code) => ({ value: code, label: labelOf(RefusalReason, code) }))} />)}
      {asks.rating && line('grade', '评定的残疾等级', true, <Select id="act-grade" className="wide" value={typed.grade} onChange={set('grade')} options={DisabilityGrade.codes.map((one) => ({ value: one.code, label: one.label }))} />)}
      {asks.rating && line('nature', '残疾性质', true, <Select id="act-nature" className="wide" value={typed.nature} onChange={set('nature')} options={DisabilityNature.codes.map((one) => ({ value: one.code, label: one.label }))} />)}
      {asks.document !== 'no' && line('document', '文号', asks.document === 'must', <Input id="act-document" maxLength={80} value={typed.document ?? ''} onChange={(event) => set('document')(event.target.value)} />)}
      {asks.day && line('on', '决定日期', true, <DayInput id="act-on" value={typed.on ?? ''} onChange={set('on')} />)}
      {asks.notice && line('postedAt', '公示地点', true, <Input id="act-postedAt" maxLength={60} placeholder="如：村务公开栏" value={typed.postedAt ?? ''} onChange={(event) => set('postedAt')(event.target.value)} />)}
      {asks.notice && line('phone', '监督电话', true, <Input id="act-phone" maxLength={20} inputMode="tel" value={typed.phone ?? ''} onChange={(event) => set('phone')(event.target.value)} />)}
      {asks.notice && line('remark', '补充说明（可不填，不得写号码和病残情况）', false, <Input id="act-remark" maxLength={200} value={typed.remark ?? ''} onChange={(event) => set('remark')(event.target.value)} />)}
      {asks.notice && <Preview view={view} phone={typed.phone} remark={typed.remark} />}
      {asks.opinion === 'why' && <Against view={view} against={choice.against} />}
      {!asks.notice && choice.act !== 'inform' && line('opinion', opinionLabel(view, asks.opinion), asks.opinion !== 'may', <Input.TextArea id="act-opinion" rows={3} maxLength={500} value={typed.opinion ?? ''} onChange={(event) => set('opinion')(event.target.value)} />)}
      {choice.act === 'approve' && <p className="quiet">批准后自动写入身份记录，待遇自批准当月起。</p>}
      {choice.act === 'endNotice' && <p>办理即表示公示已经撤下。</p>}
      {choice.act === 'revoke' && <p>{view.revoking}</p>}
    </Modal>
  );
}

function opinionLabel({ state }: CaseView, opinion: Choice['asks']['opinion']): string {
  if (opinion === 'why') return '意见（写明为什么仍要同意）';
  return opinion === 'must' ? '意见或原因' : state === 'medical' ? '鉴定结论（可不填，不写病情）' : '意见（可不填）';
}

/** What an agreement goes against, with the words of the stations that said so. */
function Against({ view, against }: { view: CaseView; against: readonly string[] }) {
  const ofFile = against.filter((one) => one.startsWith('按档案'));
  return <div style={{ marginBottom: 12 }}><Opposed view={view} />{ofFile.map((one) => <p key={one} className="warned" style={{ margin: '10px 0 0' }}>{one}</p>)}</div>;
}

const FIELDS: Record<string, true> = { opinion: true, reason: true, document: true, on: true, grade: true, nature: true, postedAt: true, phone: true, remark: true };

function Line({ name, label, must, wrong, children }: { name: string; label: string; must: boolean; wrong?: string; children: ReactNode }) {
  return (
    <div style={{ marginBottom: 12 }}>
      <label className="field-label" htmlFor={`act-${name}`}>{must && <span className="must" aria-hidden="true">*</span>}{label}</label>
      {children}
      {wrong && <p className="wrong below" role="alert">{wrong}</p>}
    </div>
  );
}

function Preview({ view, phone, remark }: { view: CaseView; phone?: string; remark?: string }) {
  const me = useMe();
  const until = addDays(me.today, Math.max(view.rule.noticeDays, 1) - 1);
  const text = noticeText({ name: view.personName, kind: view.kind as Kind, township: view.township, village: view.village, from: me.today, until, unit: me.unit.name, phone: phone || '（待填）', remark: remark?.trim() || undefined });
  return <><p className="quiet">公示 {view.rule.noticeDays} 天，到{printDay(until)}。张贴的文字：</p><div className="paper-text">{text.join('\n')}</div></>;
}
