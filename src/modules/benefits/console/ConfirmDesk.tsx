import { useQuery } from '@tanstack/react-query';
import { Alert, App, Segmented } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { Act } from '#base/web/Act.tsx';
import { asFailure } from '#base/web/failure.ts';
import { useMay, useMe } from '#base/web/session.tsx';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import type { ConfirmLine, ConfirmSheet } from '../schema/confirmationActs.ts';
import { ConfirmEntryState } from '../schema/confirmation.ts';
import { confirmClient, useConfirming } from './confirmClient.ts';
import { ConfirmHead } from './ConfirmHead.tsx';
import { ConfirmPerson } from './ConfirmPerson.tsx';
import { REVIEW_PAGE, ReviewList } from './ReviewList.tsx';

const PATH = '/benefits/confirm';
const SHOWN = ['desk', 'review', 'reviewed'] as const;
const stateOf = (one: ConfirmLine) => (one.state === 'waiting' && one.homeVisit ? '预约入户' : ConfirmEntryState.codes.find(({ code }) => code === one.state)?.label);

/** 年度确认登记与复核 (`/benefits/confirm`): one person at a time by the keyboard, and for the township what waits for a second pair of eyes. */
export function ConfirmDesk() {
  const may = useMay();
  const me = useMe();
  const asking = useConfirming(PATH);
  const { id, division, params, go } = asking;
  const show = SHOWN.find((one) => one === params.get('show')) ?? 'desk';
  const page = Math.max(1, Number(params.get('page')) || 1);
  const some = show === 'desk' ? {} : { only: show === 'review' ? 'unreviewed' as const : 'reviewed' as const, page, size: REVIEW_PAGE };
  const { data, error, refetch, isLoading, dataUpdatedAt } = useQuery({ queryKey: ['benefits.confirm', 'sheet', id, division, show, page], queryFn: () => confirmClient.sheet({ id, division, ...some }), enabled: id !== '' && may('benefits.confirm'), staleTime: Infinity, gcTime: 0 });
  if (!may('benefits.confirm')) return <Forbidden />;
  return (
    <>
      <ConfirmHead path={PATH} title="年度确认" asking={asking}>
        {me.division.level !== 'village' && <Segmented aria-label="做什么" value={show} options={[{ value: 'desk', label: '登记结果' }, { value: 'review', label: '待复核' }, { value: 'reviewed', label: '已复核' }]} onChange={(value) => go({ show: String(value) })} />}
      </ConfirmHead>
      {error && <Failed error={error} retry={() => void refetch()} />}
      {isLoading && <Loading what="正在打开名单" />}
      {data && show === 'desk' && <Desk key={`${data.confirmation.id} ${data.division.code} ${dataUpdatedAt}`} sheet={data} />}
      {data && show !== 'desk' && <ReviewList key={`${show} ${page}`} sheet={data} done={show === 'reviewed'} page={page} onPage={(next) => go({ show, page: String(next) })} again={() => (page > 1 && data.entries.length > 0 ? go({ show }) : void refetch())} />}
    </>
  );
}

/** The list and the person in front; an answer moves on to the next one at once. */
function Desk({ sheet }: { sheet: ConfirmSheet }) {
  const { message } = App.useApp();
  const [entries, setEntries] = useState(sheet.entries);
  const [at, setAt] = useState(() => Math.max(0, sheet.entries.findIndex((one) => one.state === 'waiting')));
  const [busy, setBusy] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  const [way, setWay] = useState(sheet.confirmation.ways[0] ?? 'station');
  useEffect(() => { list.current?.querySelector('[aria-current=true]')?.scrollIntoView({ block: 'nearest' }); }, [at]);
  const left = entries.filter((one) => one.state === 'waiting').length;
  const entry = entries[at];
  if (!entry) return <p className="empty">这里没有列入年度确认的人。</p>;
  const next = (rows: readonly ConfirmLine[]) => {
    for (let step = 1; step <= rows.length; step += 1) if (rows[(at + step) % rows.length]!.state === 'waiting') return setAt((at + step) % rows.length);
  };
  const send = async (work: () => Promise<ConfirmLine>, onward: boolean) => {
    if (busy) return false;
    setBusy(true);
    try {
      const done = await work();
      const rows = entries.map((one) => (one.id === done.id ? done : one));
      setEntries(rows);
      if (onward) next(rows);
      return true;
    } catch (error) {
      void message.error(asFailure(error).message);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {sheet.confirmation.state === 'closed' && <Alert type="info" showIcon title="这次年度确认已经结束；没有确认过的人仍可补办，停发的由县级恢复。" style={{ marginBottom: 10 }} />}
      {sheet.confirmation.note && <p className="quiet">{sheet.confirmation.note}</p>}
      {sheet.total > entries.length && <p className="warned">名单共 {sheet.total} 人，这里只列前 {entries.length} 人；请选择一个村。</p>}
      <div className="confirm-desk">
        <nav className="panel confirm-list" aria-label="名单">
          <p role="status"><strong>还有 {left} 人未确认</strong>，共 {entries.length} 人</p>
          <ul ref={list} tabIndex={0} aria-label="名单">{entries.map((one, index) => <li key={one.id}><button type="button" aria-current={index === at} onClick={() => setAt(index)}><span>{one.name}</span><span className="quiet">{stateOf(one)}</span></button></li>)}</ul>
        </nav>
        <ConfirmPerson key={entry.id} entry={entry} confirmation={sheet.confirmation} busy={busy} way={way} onWay={setWay} finished={left === 0}
          onResult={(result, chosenWay, on, note) => send(() => confirmClient.record({ id: entry.id, result, way: chosenWay, on, ...(note ? { note } : {}) }), true)}
          onTakeBack={() => send(() => confirmClient.takeBack({ id: entry.id }), false)} onHomeVisit={(wanted) => send(() => confirmClient.homeVisit({ id: entry.id, wanted }), wanted)}
          onMove={(step) => setAt((now) => (now + step + entries.length) % entries.length)} />
      </div>
      {left === 0 && <p className="quiet" role="status">都确认过了。<Act size="small" type="link" onClick={() => setAt(0)}>回到第一人</Act></p>}
    </>
  );
}
