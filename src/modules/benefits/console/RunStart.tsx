import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input } from 'antd';
import { type FormEvent, useEffect, useState } from 'react';
import { addMonths } from '#base/pure/day.ts';
import { recordClient } from '#base/web/client.ts';
import { DayInput } from '#base/web/controls/DayInput.tsx';
import { draftAt, keepDraft } from '#base/web/drafts.ts';
import { useOpenPage } from '#base/web/PageLink.tsx';
import { useMay, useMe } from '#base/web/session.tsx';
import { closeOpened } from '#base/web/shell/opened.ts';
import { Failed, Forbidden, Loading } from '#base/web/States.tsx';
import { Labelled } from '#modules/cards/console/Labelled.tsx';
import { PAYABLE, PROGRAMMES } from '../rules/programmes/all.ts';
import { proposedRun } from '../rules/runProposal.ts';
import { Run } from '../schema/runs.ts';
import { RunWrong, useRunWork } from './RunWork.tsx';
import './Run.css';

type Typed = { firstMonth: string; lastMonth: string; programmes: string[]; number?: string; title?: string; note: string };
type Earlier = { number: string; lastMonth: string; firstMonth: string; programmes: string[]; state: string };

/** 新建批次 (`/benefits/runs/new`): months and programmes as after the last run, number and name proposed from them until somebody writes their own. */
export function RunStart() {
  const may = useMay()('benefits.write');
  const { data, error, refetch } = useQuery({ queryKey: [Run.name, 'latest'], queryFn: () => recordClient(Run).list({ page: 1, size: 100, sort: '-lastMonth' }), enabled: may, staleTime: 0 });
  if (!may) return <Forbidden />;
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  return <StartForm earlier={data.rows as unknown as Earlier[]} />;
}

const PATH = '/benefits/runs/new';

function StartForm({ earlier }: { earlier: readonly Earlier[] }) {
  const me = useMe();
  const openPage = useOpenPage();
  const [id] = useState(() => draftAt(PATH)?.id ?? crypto.randomUUID());
  const last = earlier.find((one) => one.state !== 'voided');
  const [typed, setTyped] = useState<Typed>(() => {
    const kept = draftAt(PATH)?.typed as Typed | undefined;
    if (kept) return kept;
    const month = last ? addMonths(`${last.lastMonth}-01`, 1).slice(0, 7) : me.today.slice(0, 7);
    return { firstMonth: month, lastMonth: month, programmes: last?.programmes ?? PROGRAMMES.map((one) => one.key), note: '' };
  });
  const [touched, setTouched] = useState(() => draftAt(PATH) !== undefined);
  const { busy, wrong, work } = useRunWork();
  const proposed = proposedRun(typed, earlier.map((one) => one.number));
  const set = (change: Partial<Typed>) => { setTyped({ ...typed, ...change }); setTouched(true); };
  useEffect(() => { keepDraft(PATH, touched ? { typed, base: null, id } : undefined); }, [touched, typed, id]);
  const leave = (to: string) => { keepDraft(PATH, undefined); closeOpened(PATH); openPage(to, { replace: true }); };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const draft = { ...typed, number: typed.number ?? proposed.number, title: typed.title ?? proposed.title, note: typed.note || undefined };
    if (await work(() => recordClient(Run).create({ id, draft }))) leave(`/benefits/runs/${id}`);
  };
  const at = (name: string) => (wrong?.path[0] === name || wrong?.path[1] === name ? wrong.message : undefined);
  const field = (name: keyof Typed) => at(name);
  return (
    <form className="form" onSubmit={(event) => void save(event)} noValidate aria-label="新建批次">
      <div className="page-head"><h1>新建发放批次</h1><span className="quiet"><span className="must wrong" aria-hidden>*</span> 为必填</span></div>
      <section className="panel" aria-label="批次">
        {!FIELDS.some(at) && <RunWrong wrong={wrong} />}
        <div className="form-grid">
          <Labelled id="run-first" label="起始月份" must wrong={field('firstMonth')}><DayInput id="run-first" partial value={typed.firstMonth} onChange={(text) => { const firstMonth = monthOnly(text); set({ firstMonth, lastMonth: typed.lastMonth < firstMonth || typed.lastMonth === typed.firstMonth ? firstMonth : typed.lastMonth }); }} /></Labelled>
          <Labelled id="run-last" label="终止月份（按月发放的与起始月份相同）" must wrong={field('lastMonth')}><DayInput id="run-last" partial value={typed.lastMonth} onChange={(text) => set({ lastMonth: monthOnly(text) })} /></Labelled>
          <Labelled id="run-number" label="批次号（随每笔付款到银行）" must wrong={field('number')}><Input id="run-number" maxLength={20} value={typed.number ?? proposed.number} onChange={(event) => set({ number: event.target.value })} /></Labelled>
          <Labelled id="run-title" label="批次名称" must wrong={field('title')}><Input id="run-title" maxLength={60} value={typed.title ?? proposed.title} onChange={(event) => set({ title: event.target.value })} /></Labelled>
          <div className="long"><ProgrammeChoice chosen={typed.programmes} onChange={(programmes) => set({ programmes })} wrong={field('programmes')} /></div>
          <div className="long"><Labelled id="run-note" label="说明（可不填）" wrong={field('note')}><Input.TextArea id="run-note" rows={2} maxLength={500} value={typed.note} onChange={(event) => set({ note: event.target.value })} /></Labelled></div>
        </div>
      </section>
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={busy}>新建批次</Button>
        <Button onClick={() => leave('/benefits/runs')}>{touched ? '放弃填写' : '返回'}</Button>
      </div>
    </form>
  );
}

/** The calendar gives a day; a run has months. */
const monthOnly = (text: string): string => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? text.slice(0, 7) : text);
const FIELDS: readonly string[] = ['firstMonth', 'lastMonth', 'number', 'title', 'programmes', 'note'];

function ProgrammeChoice({ chosen, onChange, wrong }: { chosen: string[]; onChange: (keys: string[]) => void; wrong?: string }) {
  const all = PAYABLE.map((one) => one.key);
  return (
    <fieldset className="run-programmes">
      <legend className="field-label"><span className="must" aria-hidden>*</span>发放项目</legend>
      <Checkbox.Group value={chosen} onChange={onChange} options={PAYABLE.map((one) => ({ value: one.key, label: one.label }))} />
      <p style={{ margin: '6px 0 0' }}><Button size="small" onClick={() => onChange(chosen.length === all.length ? [] : all)}>{chosen.length === all.length ? '全不选' : '全选'}</Button></p>
      {wrong && <p className="wrong below" role="alert">{wrong}</p>}
    </fieldset>
  );
}
