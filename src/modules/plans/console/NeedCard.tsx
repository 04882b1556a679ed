import { useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { daysBetween } from '#base/pure/day.ts';
import type { RowOf } from '#base/pure/record.ts';
import { Act } from '#base/web/Act.tsx';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import { useMe } from '#base/web/session.tsx';
import type { Measure, Need } from '../schema.ts';
import { LinkedRecord, MeasureState, NeedKind, NeedSource, NeedState, Verdict } from '../schema/codes.ts';
import { DoneDialog, EndDialog, MeasureDialog } from './dialogs.tsx';
import { LINK_PATHS } from './links.ts';

export type NeedRow = RowOf<typeof Need>;
export type MeasureRow = RowOf<typeof Measure>;

/** Ledgers with one row a person: there the row that is there already is changed. */
const ONE_A_PERSON = ['employment.profile', 'registry.livelihood'];

/** One open need: its words, its measures, and the acts on it. */
export function NeedCard({ need, measures }: { need: NeedRow; measures: readonly MeasureRow[] }) {
  const [asking, setAsking] = useState<'measure' | 'end'>();
  const waiting = measures.some((one) => one.state === 'pending');
  return (
    <li>
      <div className="head"><span><PageLink href={`/plans/needs/${need.id}`}>{need.words}</PageLink></span><span className="quiet" style={{ fontWeight: 400, whiteSpace: 'nowrap' }}>{labelOf(NeedState, need.state ?? '')}</span></div>
      <p className="quiet" style={{ margin: '2px 0 6px' }}>{labelOf(NeedKind, need.kind)} · {labelOf(NeedSource, need.source)} · {need.notedOn} 提出</p>
      {measures.length > 0 && <ul className="plan-measures" aria-label={`${need.words}的措施`}>{measures.map((one) => <MeasureLine key={one.id} measure={one} />)}</ul>}
      {measures.length > 0 && !waiting && <p style={{ margin: '4px 0 8px' }}>措施都已有结果，可以办结需求。</p>}
      <div className="toolbar" role="group" aria-label={`需求：${need.words}`}>
        <Act type={measures.length === 0 ? 'primary' : 'default'} permission="plans.write" onClick={() => setAsking('measure')}>加措施</Act>
        <Act type={measures.length > 0 && !waiting ? 'primary' : 'default'} permission="plans.write" onClick={() => setAsking('end')}>办结需求</Act>
      </div>
      {asking === 'measure' && <MeasureDialog need={need} onClose={() => setAsking(undefined)} />}
      {asking === 'end' && <EndDialog need={need} onClose={() => setAsking(undefined)} />}
    </li>
  );
}

/** One measure: what, who, until when; done, cancelled, or on to the ledger where it is carried out. */
export function MeasureLine({ measure, withPerson = false }: { measure: MeasureRow; withPerson?: boolean }) {
  const me = useMe();
  const openPage = useOpenPage();
  const [asking, setAsking] = useState<'done' | 'cancel'>();
  const pending = measure.state === 'pending';
  const ledger = measure.linkedRecord ? LINK_PATHS[measure.linkedRecord] : undefined;
  const late = pending && measure.dueOn !== null && measure.dueOn < me.today;
  const owner = [measure.labels.ownerUnitId, measure.ownerName].filter(Boolean).join(' ');
  return (
    <li>
      <p style={{ margin: 0 }}>{withPerson && <><PageLink href={`/registry/persons/${measure.personId}`}>{measure.labels.personId}</PageLink>　</>}<PageLink href={`/plans/measures/${measure.id}`}>{measure.action}</PageLink>　<strong style={{ whiteSpace: 'nowrap' }}>{labelOf(MeasureState, measure.state ?? '')}</strong></p>
      <p className="quiet" style={{ margin: '2px 0 6px' }}>
        {withPerson && measure.labels.needId && <>{measure.labels.needId} · </>}{owner}
        {pending && measure.dueOn && <span className={late ? 'wrong' : ''}> · {measure.dueOn} 前{late ? `（已过时限 ${daysBetween(measure.dueOn, me.today)} 天）` : ''}</span>}
        {measure.doneOn && <> · {measure.doneOn} 完成</>}{measure.result && <> · {measure.result}</>}
        {ledger && measure.linkedId && <> · <PageLink href={`${ledger}/${measure.linkedId}`}>看{labelOf(LinkedRecord, measure.linkedRecord ?? '')}</PageLink></>}
      </p>
      {pending && (
        <div className="toolbar" role="group" aria-label={`措施：${measure.action}`}>
          {ledger && <Act size="small" permission={`${measure.linkedRecord!.split('.')[0]}.write`} onClick={() => openPage(ONE_A_PERSON.includes(measure.linkedRecord!) ? `${ledger}?f.personId=${measure.personId}` : `${ledger}/new?personId=${measure.personId}`)}>去登记{labelOf(LinkedRecord, measure.linkedRecord!)}</Act>}
          <Act size="small" permission="plans.write" onClick={() => setAsking('done')}>办结措施</Act>
          <Act size="small" permission="plans.write" onClick={() => setAsking('cancel')}>取消措施</Act>
        </div>
      )}
      {asking && <DoneDialog measure={measure} cancel={asking === 'cancel'} onClose={() => setAsking(undefined)} />}
    </li>
  );
}

/** A need that ended, in one line with the person's verdict. */
export function EndedNeed({ need, measures }: { need: NeedRow; measures: readonly MeasureRow[] }) {
  const done = measures.filter((one) => one.state === 'done').map((one) => one.action);
  return (
    <li>
      <PageLink href={`/plans/needs/${need.id}`}>{need.words}</PageLink>　{labelOf(NeedState, need.state ?? '')}<span className="quiet">　{need.notedOn} 至 {need.endedOn}{done.length > 0 && `　${done.join('；')}`}{need.endNote && `　${need.endNote}`}</span>
      {need.verdict && <p style={{ margin: '2px 0' }}>本人评价：{labelOf(Verdict, need.verdict)}{need.verdictWords && `，“${need.verdictWords}”`}</p>}
    </li>
  );
}
