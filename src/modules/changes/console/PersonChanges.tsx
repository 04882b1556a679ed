import { useQuery } from '@tanstack/react-query';
import { App, Input, Modal } from 'antd';
import { useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { Act } from '#base/web/Act.tsx';
import { recordClient } from '#base/web/client.ts';
import { DayInput } from '#base/web/controls/DayInput.tsx';
import { PageLink, useOpenPage } from '#base/web/PageLink.tsx';
import type { RecordActs } from '#base/web/record/RecordPage.tsx';
import type { AnyRow } from '#base/web/record/values.ts';
import { useMe } from '#base/web/session.tsx';
import { Failed, Loading } from '#base/web/States.tsx';
import { Person } from '#modules/registry/schema.ts';
import { unusualAge, whyNot } from '../rules/plan.ts';
import { Change } from '../schema.ts';
import { ChangeKind, ChangeState } from '../schema/codes.ts';
import { changesClient } from './client.ts';
import { useActing } from './useActing.ts';

/** What the ledger of changes offers beside the standard acts. */
export const CHANGE_ACTS: RecordActs = { toolbar: <RegisterLink /> };

/** What the pages of persons offer of this module: 登记变动 on one, 登记入伍 on the chosen. */
export const PERSON_CHANGE_ACTS: RecordActs = { row: (row) => <RegisterLink personId={row.id} />, bulk: (rows, done) => <EnlistChosen rows={rows} done={done} /> };

/** What the pages of households offer of this module: 全户迁移, from its head or, where none is entered, the first in service. */
export const HOUSEHOLD_CHANGE_ACTS: RecordActs = { row: (row) => <MoveHousehold id={row.id} /> };

function MoveHousehold({ id }: { id: string }) {
  const openPage = useOpenPage();
  const { message } = App.useApp();
  const { acting, busy } = useActing();
  const go = async () => {
    const found = await acting(() => recordClient(Person).list({ page: 1, size: 100, filters: { householdId: [id] } }));
    if (!found) return;
    const fit = found.rows.filter((row) => !whyNot('move', standingOf(row)));
    const first = fit.find((row) => (row as unknown as { householdRelation: string | null }).householdRelation === '01') ?? fit[0];
    if (first) openPage(`/changes/new?person=${first.id}&kind=move`);
    else message.info('这一户没有可以迁移的人');
  };
  return <Act permission="changes.write" loading={busy} onClick={() => void go()}>全户迁移</Act>;
}

function RegisterLink({ personId }: { personId?: string }) {
  const openPage = useOpenPage();
  return <Act type={personId ? 'default' : 'primary'} permission="changes.write" onClick={() => openPage(`/changes/new${personId ? `?person=${personId}` : ''}`)}>登记变动</Act>;
}

/** 变动: the changes of one person, newest first. */
export function PersonChanges({ personId }: { personId: string }) {
  const { data, error, refetch } = useQuery({ queryKey: [Change.name, 'list', 'of', personId], queryFn: () => recordClient(Change).list({ page: 1, size: 100, sort: '-effectiveOn', filters: { personId: [personId] } }) });
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在查询变动" />;
  return (
    <section className="panel" aria-label="变动">
      {data.rows.length === 0 && <p className="quiet">还没有登记过变动。入伍、报到、迁移、去世等，请点上方“登记变动”。</p>}
      <ul className="cards">
        {data.rows.map((row) => <li key={row.id}><time dateTime={row.effectiveOn}>{row.effectiveOn}</time>　<PageLink href={`${Change.path}/${row.id}`} style={{ textDecoration: 'underline' }}>{labelOf(ChangeKind, row.kind)}</PageLink>　<span className={row.state === 'waiting' ? 'warned' : 'quiet'}>{labelOf(ChangeState, row.state ?? '')}</span>{row.toPlace && `　迁往 ${row.toPlace}`}{row.document && `　${row.document}`}</li>)}
      </ul>
    </section>
  );
}

const nameOf = (row: AnyRow) => (row as unknown as { name: string }).name;
const ageOf = (row: AnyRow) => (row as unknown as { age: number | null }).age;

/** What the rules ask of a person, from the row of a list. */
function standingOf(row: AnyRow): Parameters<typeof whyNot>[1] {
  const { state, roles, dischargedOn, reportedOn } = row as unknown as { state: string; roles: string[] | null; dischargedOn: string | null; reportedOn: string | null };
  return { state, roles: roles ?? [], dischargedOn, reportedOn };
}

/** 新兵名单: the chosen persons enter service by one day and one document, all or none; whoever cannot is named and left out beforehand. */
function EnlistChosen({ rows, done }: { rows: AnyRow[]; done: () => void }) {
  const me = useMe();
  const { message } = App.useApp();
  const { acting, busy } = useActing();
  const [asking, setAsking] = useState(false);
  const [effectiveOn, setDay] = useState(me.today);
  const [document, setDocument] = useState('');
  const [ids] = useState(() => new Map<string, string>());
  const idOf = (personId: string) => ids.get(personId) ?? ids.set(personId, crypto.randomUUID()).get(personId)!;
  const reasons = rows.map((row) => ({ row, why: whyNot('enlist', standingOf(row)) }));
  const [fit, unfit] = [reasons.filter((one) => !one.why).map((one) => one.row), reasons.filter((one) => one.why)];
  const odd = fit.filter((row) => unusualAge(ageOf(row)));
  const go = async () => {
    const answer = await acting(() => changesClient.enlistMany({ people: fit.map((row) => ({ id: idOf(row.id), personId: row.id, version: row.version })), effectiveOn, document: document || undefined }));
    if (!answer) return;
    setAsking(false);
    message.success(`已登记 ${answer.done} 人入伍`);
    done();
  };
  return (
    <>
      <Act permission="changes.write" onClick={() => setAsking(true)}>登记入伍</Act>
      {asking && (
        <Modal open title={`登记 ${fit.length} 人应征入伍`} okText={`登记 ${fit.length} 人入伍`} okButtonProps={{ disabled: fit.length === 0 }} cancelText="取消" confirmLoading={busy} onOk={() => void go()} onCancel={() => setAsking(false)}>
          {unfit.length > 0 && (
            <div role="status">
              <p className="warned">选中的 {rows.length} 人中，{unfit.length} 人不能登记入伍，不在这次登记之内：</p>
              <ul style={{ maxHeight: 160, overflowY: 'auto', paddingLeft: 20 }}>{unfit.map(({ row, why }) => <li key={row.id}>{nameOf(row)}：{why}</li>)}</ul>
            </div>
          )}
          {odd.length > 0 && <p className="warned" role="status">年龄不在 17 至 26 周岁，请核对是否选错：{odd.map((row) => `${nameOf(row)}（${ageOf(row)} 周岁）`).join('、')}</p>}
          {fit.length > 0 && <p>{fit.length} 人一次登记，登记后可以逐人撤销。</p>}
          <label className="field-label" htmlFor="enlist-day"><span className="must" aria-hidden>*</span>入伍日期</label><DayInput id="enlist-day" value={effectiveOn} onChange={setDay} />
          <label className="field-label" htmlFor="enlist-document">依据文件</label><Input id="enlist-document" value={document} maxLength={120} placeholder="新兵名单文号" onChange={(event) => setDocument(event.target.value)} />
        </Modal>
      )}
    </>
  );
}
