import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Input, TreeSelect } from 'antd';
import { useState } from 'react';
import { Act } from '#base/web/Act.tsx';
import { DayInput } from '#base/web/controls/DayInput.tsx';
import { asFailure } from '#base/web/failure.ts';
import { useOpenPage } from '#base/web/PageLink.tsx';
import { useMay } from '#base/web/session.tsx';
import { Forbidden } from '#base/web/States.tsx';
import type { Question } from '../schema/returns.ts';
import { organisationClient } from './client.ts';
import { Labelled } from './Labelled.tsx';
import { QuestionRow } from './QuestionRow.tsx';

/** 发出上报通知 (`/organisation/returns/new`): title, day, units, questions; figures are answered by the product. */
export function AskReturn() {
  const may = useMay();
  const openPage = useOpenPage();
  const [draft, setDraft] = useState({ title: '', note: '', dueOn: '', period: '', unitIds: [] as string[] });
  const [questions, setQuestions] = useState<Question[]>([{ key: 'q1', label: '', kind: 'text' }]);
  const [wrong, setWrong] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [id] = useState(() => crypto.randomUUID());
  const put = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change });
  const send = async () => {
    setBusy(true);
    try {
      await organisationClient.returns.open({ id, draft: { ...draft, note: draft.note || null, period: draft.period || null, questions } });
      openPage(`/organisation/returns/${id}`, { replace: true });
    } catch (error) {
      setWrong(asFailure(error).message);
    } finally {
      setBusy(false);
    }
  };
  const next = () => `q${Math.max(0, ...questions.map((one) => Number(one.key.slice(1)))) + 1}`;
  if (!may('organisation.write')) return <Forbidden />;
  return (
    <div className="form">
      <div className="page-head"><h1>发出上报通知</h1></div>
      {wrong && <Alert type="error" showIcon role="alert" title={wrong} style={{ marginBottom: 12 }} />}
      <section className="panel" aria-label="通知">
        <Labelled id="return-title" label="标题" must><Input id="return-title" value={draft.title} maxLength={100} autoFocus onChange={(event) => put({ title: event.target.value })} /></Labelled>
        <div className="form-grid">
          <Labelled id="return-due" label="上报时限" must><DayInput id="return-due" value={draft.dueOn} onChange={(dueOn) => put({ dueOn })} /></Labelled>
          <Labelled id="return-period" label="统计时段" below="取自指标时必填：2023、2023Q1 或 2023-05"><Input id="return-period" value={draft.period} maxLength={30} onChange={(event) => put({ period: event.target.value.trim() })} /></Labelled>
        </div>
        <Labelled id="return-units" label="报送单位" must><UnitsSelect value={draft.unitIds} onChange={(unitIds) => put({ unitIds })} /></Labelled>
        <Labelled id="return-note" label="说明" below="请勿填写涉密内容"><Input.TextArea id="return-note" value={draft.note} rows={3} maxLength={2000} onChange={(event) => put({ note: event.target.value })} /></Labelled>
      </section>
      <section className="panel" aria-labelledby="return-questions">
        <h2 className="section" id="return-questions">问题</h2>
        {questions.map((question, at) => (
          <QuestionRow key={question.key} number={at + 1} question={question} onChange={(changed) => setQuestions(questions.map((one) => (one.key === question.key ? changed : one)))}
            onRemove={questions.length > 1 ? () => setQuestions(questions.filter((one) => one.key !== question.key)) : undefined} />
        ))}
        <Button onClick={() => setQuestions([...questions, { key: next(), label: '', kind: 'text' }])}>再加一个问题</Button>
      </section>
      <div className="form-foot"><Act type="primary" permission="organisation.write" loading={busy} onClick={() => void send()}>发出</Act></div>
    </div>
  );
}

/** Chooses units by the tree of divisions; a township does not bring its villages along unless they are ticked. */
function UnitsSelect({ value, onChange }: { value: string[]; onChange: (ids: string[]) => void }) {
  const { data } = useQuery({ queryKey: ['divisions'], queryFn: () => organisationClient.divisions.tree() });
  const units = (data ?? []).filter((one) => one.unitId);
  const townships = units.filter((one) => one.level === 'township');
  const tree = townships.map((town) => ({ value: town.unitId!, title: town.name, children: units.filter((one) => one.parentCode === town.code).map((one) => ({ value: one.unitId!, title: one.name })) }));
  return (
    <div>
      <TreeSelect id="return-units" className="wide" multiple treeCheckable treeCheckStrictly treeData={tree} value={value.map((id) => ({ value: id, label: units.find((one) => one.unitId === id)?.path ?? '' }))} maxTagCount={8}
        onChange={(next: { value: string }[]) => onChange(next.map((one) => one.value))} showSearch={{ treeNodeFilterProp: 'title' }} placeholder="选择乡镇（街道）或村（社区）的服务站" />
      <button type="button" className="link-button" onClick={() => onChange(townships.map((one) => one.unitId!))}>全部乡镇（街道）</button>
    </div>
  );
}
