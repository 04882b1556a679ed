import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Input, Modal, Popconfirm, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { Act } from '#base/web/Act.tsx';
import { recordClient } from '#base/web/client.ts';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import type { DetailTab } from '#base/web/record/RecordDetail.tsx';
import type { RecordActs } from '#base/web/record/RecordPage.tsx';
import { useMe } from '#base/web/session.tsx';
import { Failed, Loading } from '#base/web/States.tsx';
import { BindingName } from '../rules/bindings.ts';
import { AnswerKind } from '../schema/codes.ts';
import { Question } from '../schema.ts';
import './census.css';
import { censusClient } from './client.ts';
import { useActing } from './useActing.ts';

/** The further tab of a census: its questions. */
export const CAMPAIGN_TABS: readonly DetailTab[] = [{ key: 'questions', label: '问题', render: (row) => <Questions id={row.id} draft={row.state === 'draft'} /> }];

/** The acts of a census: freeze, go to the list, report, close. */
export const CAMPAIGN_ACTS: RecordActs = { row: (row) => <CampaignActs row={row} />, stays: (row) => (row.state === 'draft' ? undefined : '名单已冻结的普查不能删除') };

function CampaignActs({ row: { id, state } }: { row: { id: string; state?: unknown } }) {
  const me = useMe();
  const openPage = useOpenPage();
  const { busy, acting } = useActing();
  const elsewhere = me.division.level === 'county' ? undefined : '由县级办理';
  const draft = state === 'draft';
  const [closing, setClosing] = useState(false);
  return (
    <>
      {draft && <Sure title="冻结后各村就能看到名单，范围和问题不能再改。" ok="冻结" why={elsewhere} onSure={() => void acting(() => censusClient.freeze({ id }), '已冻结名单并下发')}><Act type="primary" permission="census.write" why={elsewhere} loading={busy}>冻结名单并下发</Act></Sure>}
      {!draft && <Act onClick={() => openPage(`/census/ask?campaign=${id}`)}>入户填报</Act>}
      {!draft && <Act onClick={() => openPage(`/census/report?campaign=${id}`)}>进展与报告</Act>}
      {state === 'open' && <Act permission="census.write" why={elsewhere} onClick={() => setClosing(true)}>结束普查</Act>}
      {closing && <CloseDialog id={id} onClose={() => setClosing(false)} />}
    </>
  );
}

/** 结束普查: says first how many were not asked yet, and where; they stay 未问. */
function CloseDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { busy, acting } = useActing();
  const { data, error, refetch } = useQuery({ queryKey: ['census.progress', id, ''], queryFn: () => censusClient.progress({ id }) });
  const left = data?.places.filter((one) => one.waiting > 0) ?? [];
  const end = async () => { if (await acting(() => censusClient.close({ id }), '普查已结束')) onClose(); };
  return (
    <Modal open title="结束普查" okText="结束" cancelText="取消" confirmLoading={busy} okButtonProps={{ danger: true, disabled: !data }} onOk={() => void end()} onCancel={onClose}>
      {error && <Failed error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading what="正在统计" />}
      {data && <p>名单 {data.whole.listed} 人：已问 {data.whole.answered} 人，问不到 {data.whole.unreachable} 人，{data.whole.waiting > 0 ? <strong className="warned">还有 {data.whole.waiting} 人未问</strong> : '都问过了'}{data.whole.dropped > 0 && `，不再问 ${data.whole.dropped} 人`}。</p>}
      {left.length > 0 && <ul className="census-left" aria-label="没有问完的地方" tabIndex={0}>{left.map((one) => <li key={one.code}><PageLink href={`/census/report?campaign=${id}&division=${one.code}`}>{one.name}</PageLink> 未问 {one.waiting} 人</li>)}</ul>}
      <p>结束后各村不能再填，没有问到的留作未问；已经写进档案的不变。结束后不能重新打开。</p>
    </Modal>
  );
}

function Sure({ title, ok, why, onSure, children }: { title: string; ok: string; why: string | undefined; onSure: () => void; children: ReactNode }) {
  return why ? <>{children}</> : <Popconfirm title={title} okText={ok} cancelText="取消" onConfirm={onSure}>{children}</Popconfirm>;
}

function Questions({ id, draft }: { id: string; draft: boolean }) {
  const me = useMe();
  const cache = useQueryClient();
  const { busy, acting } = useActing();
  const { data, error, refetch } = useQuery({ queryKey: [Question.name, 'list', id], queryFn: () => recordClient(Question).list({ page: 1, size: 99, filters: { campaignId: [id] } }) });
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  const why = draft ? (me.division.level === 'county' ? undefined : '由县级办理') : '名单已冻结，问题不能再改';
  const last = data.rows.reduce((most, row) => Math.max(most, row.position), 0);
  const add = (fields: object) => acting(async () => { await recordClient(Question).create({ id: crypto.randomUUID(), draft: { campaignId: id, position: last + 1, ...fields } }); await cache.invalidateQueries({ queryKey: [Question.name] }); });
  const taken = new Set(data.rows.map((row) => row.binding));
  return (
    <section className="panel" aria-label="问题">
      {data.rows.length === 0 && <p className="empty">还没有问题。对应档案项目的，答案直接写进档案；其他的只留在这次普查里。</p>}
      {data.rows.length > 0 && (
        <table className="choice-table" style={{ marginBottom: 14 }}>
          <thead><tr><th scope="col">序号</th><th scope="col">问题</th><th scope="col">答案写到哪里</th><th scope="col">操作</th></tr></thead>
          <tbody>{data.rows.map((row, at) => (
            <tr key={row.id}><td>{at + 1}</td><td>{row.label}</td><td>{row.binding ? labelOf(BindingName, row.binding) : `只留在普查里（${labelOf(AnswerKind, row.kind ?? 'text')}${row.choices ? `：${row.choices}` : ''}）`}</td>
              <td><Act size="small" permission="census.write" why={why} aria-label={`去掉“${row.label}”`} onClick={() => void acting(() => recordClient(Question).remove({ id: row.id, version: row.version, reason: '不再询问' }), '已去掉')}>去掉</Act></td></tr>))}
          </tbody>
        </table>
      )}
      {draft && <NewQuestion busy={busy} why={why} taken={taken} add={add} />}
    </section>
  );
}

function NewQuestion({ busy, why, taken, add }: { busy: boolean; why: string | undefined; taken: ReadonlySet<string | null>; add: (fields: object) => Promise<boolean> }) {
  const [binding, setBinding] = useState<string>();
  const [label, setLabel] = useState('');
  const [kind, setKind] = useState('yesNo');
  const [choices, setChoices] = useState('');
  const addBound = async () => { if (await add({ binding })) setBinding(undefined); };
  const addFree = async () => { if (await add({ label, kind, ...(kind === 'choice' ? { choices } : {}) })) { setLabel(''); setChoices(''); } };
  return (
    <div className="form-grid census-new">
      <div><span className="field-label" id="bound-label">添加档案里的项目</span>
        <div className="toolbar"><Select aria-labelledby="bound-label" showSearch={{ optionFilterProp: 'label' }} placeholder="选择项目" value={binding} options={BindingName.codes.filter(({ code }) => !taken.has(code)).map(({ code, label: words }) => ({ value: code, label: words }))} onChange={(code: string) => setBinding(code)} style={{ minWidth: 220 }} /><Act permission="census.write" loading={busy} why={why ?? (binding ? undefined : '请先选择项目')} onClick={() => void addBound()}>添加</Act></div></div>
      <div><label className="field-label" htmlFor="free-question">添加只属于这次普查的问题</label>
        <div className="toolbar"><Input id="free-question" value={label} maxLength={60} placeholder="请勿询问涉密内容" onChange={(event) => setLabel(event.target.value)} style={{ width: 190 }} /><Select aria-label="题型" value={kind} options={AnswerKind.codes.map(({ code, label: words }) => ({ value: code, label: words }))} onChange={setKind} style={{ minWidth: 84 }} />
          {kind === 'choice' && <Input aria-label="选项" value={choices} maxLength={300} placeholder="选项，用顿号隔开" onChange={(event) => setChoices(event.target.value)} style={{ width: 220 }} />}
          <Act permission="census.write" loading={busy} why={why ?? (label.trim() ? undefined : '请先写问题')} onClick={() => void addFree()}>添加</Act></div></div>
    </div>
  );
}
