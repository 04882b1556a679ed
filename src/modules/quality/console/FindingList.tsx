import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import type { RowOf } from '#base/pure/record.ts';
import { Act } from '#base/web/Act.tsx';
import { asFailure } from '#base/web/failure.ts';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import type { Finding } from '../schema.ts';
import { FoundRecord, Level, Severity } from '../schema/codes.ts';
import { ruleOf } from '../rules/all.ts';
import { qualityClient } from './client.ts';
import { formOf } from './places.ts';
import { WaiveDialog } from './WaiveDialog.tsx';

export type FindingRow = RowOf<typeof Finding>;

/** The word of a severity; colour only goes with the word. */
export function SeverityTag({ severity }: { severity: string }) {
  return <span className={severity === 'must' ? 'wrong' : severity === 'check' ? 'warned' : ''} style={{ whiteSpace: 'nowrap' }}>{labelOf(Severity, severity)}</span>;
}

type ListProps = {
  rows: readonly FindingRow[];
  withSubject: boolean;
  /** Where the form of a finding leads afterwards; `next` is the finding to go on with. */
  backOf: (next: string | undefined) => string;
  /** The finding to go on with: it is brought into view with its first act in focus. */
  next?: string;
};

/** Findings one below the other: what, in which record, why; each leads to the form at the field, and the form to the finding after it. Up and down move between them, Enter opens. */
export function FindingList({ rows, withSubject, backOf, next }: ListProps) {
  const [waiving, setWaiving] = useState<FindingRow>();
  const [waived, setWaived] = useState<string>();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const entry = next && list.current?.querySelector<HTMLElement>(`[data-finding="${next}"]`);
    if (entry) goTo(entry);
  }, [next]);
  useEffect(() => {
    const entry = waived && list.current?.querySelector<HTMLElement>(`[data-finding="${waived}"]`);
    if (entry && !waiving) goTo(entry);
  }, [waived, waiving]);
  const after = (row: FindingRow) => (rows[rows.indexOf(row) + 1] ?? rows[rows.indexOf(row) - 1])?.id;
  return (
    <>
      <ul className="cards" aria-label="待核对事项" ref={list}>{rows.map((row) => <OneFinding key={row.id} row={row} withSubject={withSubject} back={backOf(after(row))} onWaive={() => setWaiving(row)} />)}</ul>
      {waiving && <WaiveDialog finding={{ id: waiving.id, subject: waiving.subject, title: ruleOf(waiving.rule)?.title ?? waiving.rule }} onDone={() => setWaived(after(waiving))} onClose={() => setWaiving(undefined)} />}
    </>
  );
}

/** The page comes to rest first: an open dialog gives its focus back when it has closed. */
function goTo(entry: HTMLElement): void {
  setTimeout(() => {
    entry.scrollIntoView({ block: 'center' });
    entry.querySelector<HTMLElement>('.toolbar button')?.focus({ preventScroll: true });
  }, 120);
}

function OneFinding({ row, withSubject, back, onWaive }: { row: FindingRow; withSubject: boolean; back: string; onWaive: () => void }) {
  const openPage = useOpenPage();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const rule = ruleOf(row.rule);
  const takeBack = async () => {
    try {
      await qualityClient.unwaive({ id: row.id });
      await cache.invalidateQueries();
      message.success('已撤回说明，恢复提示');
    } catch (error) {
      message.error(asFailure(error).message);
    }
  };
  return (
    <li tabIndex={-1} data-finding={row.id} onKeyDown={(event) => onKey(event, () => openPage(formOf(row, back)))}>
      <div className="head">
        <span>{withSubject && <><PageLink style={{ textDecoration: 'underline' }} href={row.personId ? `/registry/persons/${row.personId}` : `/registry/households/${row.rowId}`}>{row.subject}</PageLink>　</>}{rule?.title ?? row.rule}</span>
        <SeverityTag severity={row.severity} />
      </div>
      <p style={{ margin: '2px 0' }}>{[row.facts, rule?.sentence].filter(Boolean).join('。')}</p>
      <p className="quiet" style={{ margin: '2px 0 6px' }}>{[withSubject ? row.labels.divisionCode : '', labelOf(FoundRecord, row.record), `一般由${labelOf(Level, row.level)}处理`, `${row.foundOn} 发现`].filter(Boolean).join(' · ')}</p>
      {row.reason && <p style={{ margin: '2px 0 6px' }}>已说明不适用：{row.reason}</p>}
      <div className="toolbar" role="group" aria-label={`${row.subject} ${rule?.title ?? ''}`}>
        <Act type="primary" permission={`${row.record.split('.')[0]}.write`} onClick={() => openPage(formOf(row, back))}>去改正</Act>
        {row.state === 'open' ? <Act permission="quality.write" onClick={onWaive}>说明不适用</Act> : <Act permission="quality.write" onClick={() => void takeBack()}>撤回说明</Act>}
      </div>
    </li>
  );
}

function onKey(event: KeyboardEvent<HTMLElement>, open: () => void): void {
  const step = event.key === 'ArrowDown' ? 'nextElementSibling' : event.key === 'ArrowUp' ? 'previousElementSibling' : undefined;
  if (step) {
    const next = event.currentTarget[step]?.querySelector<HTMLElement>('.toolbar button');
    if (!next) return;
    next.focus();
    next.closest('li')?.scrollIntoView({ block: 'nearest' });
    event.preventDefault();
  } else if (event.key === 'Enter' && event.target === event.currentTarget) open();
}
