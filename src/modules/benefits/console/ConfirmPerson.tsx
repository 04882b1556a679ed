import { Input, Radio } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { Act } from '#base/web/Act.tsx';
import { DayInput } from '#base/web/controls/DayInput.tsx';
import { useNarrow } from '#base/web/narrow.ts';
import { PageLink } from '#base/web/PageLink.tsx';
import { useMe } from '#base/web/session.tsx';
import { Sex } from '#modules/registry/schema/codes.ts';
import { stateAfter } from '../rules/confirmation.ts';
import { BenefitCategory } from '../schema.ts';
import type { ConfirmHead, ConfirmLine } from '../schema/confirmationActs.ts';
import { ConfirmResult, type ConfirmResultCode, ConfirmWay, ReviewResult } from '../schema/confirmation.ts';
import { MovementState } from '../schema/movements.ts';

type Props = {
  entry: ConfirmLine; confirmation: ConfirmHead; busy: boolean; way: string; onWay: (way: string) => void; finished: boolean;
  onResult: (result: string, way: string, on: string, note: string) => Promise<boolean>; onTakeBack: () => Promise<boolean>; onHomeVisit: (wanted: boolean) => Promise<boolean>; onMove: (step: 1 | -1) => void;
};

/** The person in front of the clerk: how, when, and how it went. Digits choose a result, Enter is 确认, arrows change the person, H notes a home visit. */
export function ConfirmPerson({ entry, confirmation, busy, way, onWay, onResult, onTakeBack, onHomeVisit, onMove }: Props) {
  const me = useMe();
  const narrow = useNarrow();
  const [own, setOwn] = useState(entry.homeVisit && confirmation.ways.includes('home') ? 'home' : undefined);
  const [on, setOn] = useState(me.today);
  const [note, setNote] = useState(entry.note ?? '');
  const [asked, setAsked] = useState<ConfirmResultCode>();
  const card = useRef<HTMLElement>(null);
  const words = useRef<HTMLDivElement>(null);
  useEffect(() => { card.current?.focus({ preventScroll: true }); }, []);
  useEffect(() => { if (asked) words.current?.querySelector('input')?.focus(); }, [asked]);
  const late = confirmation.state === 'closed' && entry.state === 'doubtful';
  const why = entry.state === 'dropped' ? '已登记去世，不再确认' : entry.review === 'agreed' && !late ? '已经复核，须先由复核的人退回' : confirmation.state === 'closed' && entry.state === 'confirmed' ? '这次年度确认已经结束' : busy ? '正在保存' : undefined;
  const whyNot = (result: ConfirmResultCode) => why ?? (entry.review === 'agreed' && stateAfter(result) === 'doubtful' ? '已经复核过，这里只登记补办的确认' : undefined);
  const give = async (result: ConfirmResultCode) => {
    if (whyNot(result)) return;
    if (stateAfter(result) === 'doubtful' && !note.trim() && asked !== result) return setAsked(result);
    await onResult(result, own ?? way, on, note.trim());
  };
  const press = (event: React.KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.nativeEvent.isComposing) return;
    if (event.target instanceof HTMLInputElement && event.target.type === 'text') {
      if (event.key === 'Enter' && asked) { event.preventDefault(); void give(asked); }
      return;
    }
    if (event.target !== card.current && event.key === 'Enter') return;
    const result = ConfirmResult.codes[Number(event.key) - 1];
    const deed = event.key === 'Enter' ? () => void give('confirmed') : result ? () => void give(result.code as ConfirmResultCode) : ['ArrowRight', 'j', 'J'].includes(event.key) ? () => onMove(1) : ['ArrowLeft', 'k', 'K'].includes(event.key) ? () => onMove(-1) : ['h', 'H'].includes(event.key) && !why ? () => void onHomeVisit(!entry.homeVisit) : undefined;
    if (!deed || (event.target instanceof HTMLInputElement && event.key.startsWith('Arrow'))) return;
    event.preventDefault();
    deed();
  };
  const ways = [...new Set([...confirmation.ways, 'app'])];
  return (
    <section ref={card} className="panel" tabIndex={-1} aria-label={`${entry.name}的年度确认`} onKeyDown={press} style={{ outline: 'none' }}>
      <div className="page-head">
        <h2 style={{ margin: '0 auto 0 0', fontSize: 20 }}><PageLink href={`/registry/persons/${entry.personId}`}>{entry.name}</PageLink>　<small className="quiet">{[labelOf(Sex, entry.sex ?? ''), entry.age === null ? undefined : `${entry.age} 岁`, entry.divisionName].filter(Boolean).join('　')}</small></h2>
        <div className="toolbar">
          <Act why={why} onClick={() => void onHomeVisit(!entry.homeVisit)}>{entry.homeVisit ? '取消预约入户（H）' : '不便到场，预约入户（H）'}</Act>
          {['confirmed', 'doubtful'].includes(entry.state) && <Act why={why ?? (confirmation.state === 'closed' ? '这次年度确认已经结束' : undefined)} onClick={() => void onTakeBack()}>撤回</Act>}
        </div>
      </div>
      <p>{entry.categories.map((code) => labelOf(BenefitCategory, code)).join('、')}{entry.homeVisit && '　已预约入户，不用到场'}</p>
      <Standing entry={entry} />
      {why && <p className="warned">{why}</p>}
      <div className="confirm-choice"><span className="field-label" id="confirm-way">方式</span><Radio.Group aria-labelledby="confirm-way" value={own ?? way} onChange={(event) => { setOwn(undefined); onWay(String(event.target.value)); }}>{ways.map((code) => <Radio key={code} value={code}>{labelOf(ConfirmWay, code)}</Radio>)}</Radio.Group></div>
      <div className="confirm-choice"><label className="field-label" htmlFor="confirm-on">日期</label><div style={{ width: 170 }}><DayInput id="confirm-on" value={on} onChange={setOn} /></div>
        <label className="field-label" htmlFor="confirm-note">说明</label><div ref={words} style={{ flex: '1 1 240px' }}><Input id="confirm-note" value={note} maxLength={200} placeholder="信息变更了什么，或情况和来源；请勿填写涉密内容和号码" onChange={(event) => setNote(event.target.value)} /></div></div>
      {asked && <p className="warned" role="alert">“{labelOf(ConfirmResult, asked)}”请写明情况和来源，再按一次。</p>}
      <div className="confirm-results" role="group" aria-label="结果">{ConfirmResult.codes.map(({ code, label }, at) => <Act key={code} type={code === 'confirmed' ? 'primary' : 'default'} why={whyNot(code as ConfirmResultCode)} onClick={() => void give(code as ConfirmResultCode)}>{label}（{at + 1}）</Act>)}</div>
      <p className="quiet">{narrow ? '' : '回车：确认，到下一人　数字：登记结果　←→：换人　H：预约入户　'}任何方式都不需要留存照片。信息有变的，请点姓名到档案里改。</p>
    </section>
  );
}

/** What was written down so far, and what became of it. */
function Standing({ entry }: { entry: ConfirmLine }) {
  if (!entry.result && !entry.review && !entry.stop) return null;
  return (
    <p className="quiet">
      {entry.result && <>{entry.confirmedOn} {labelOf(ConfirmWay, entry.way ?? '')} {entry.confirmedBy} 登记：{labelOf(ConfirmResult, entry.result)}{entry.note ? `，${entry.note}` : ''}。</>}
      {entry.review && <>复核（{entry.reviewedBy}）：{labelOf(ReviewResult, entry.review)}{entry.reviewNote ? `，${entry.reviewNote}` : ''}。</>}
      {entry.spotCheck && <>抽查：{labelOf(ReviewResult, entry.spotCheck)}{entry.checkNote ? `，${entry.checkNote}` : ''}。</>}
      {entry.stop && <>自 {entry.stop.month} 停发（{labelOf(MovementState, entry.stop.state)}）。</>}
    </p>
  );
}
