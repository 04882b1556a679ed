import { useQuery } from '@tanstack/react-query';
import { App, Radio, Table } from 'antd';
import { useState } from 'react';
import { labelOf } from '#base/pure/codes.ts';
import { Act } from '#base/web/Act.tsx';
import { PageLink } from '#base/web/PageLink.tsx';
import type { DetailTab } from '#base/web/record/RecordDetail.tsx';
import { Failed, Loading } from '#base/web/States.tsx';
import type { ChangeSheet } from '../schema/acts.ts';
import { ChangeKind, FollowUpKind, FollowUpState } from '../schema/codes.ts';
import { changesClient } from './client.ts';
import { HandOver } from './HandOver.tsx';
import { ReasonDialog } from './Requests.tsx';
import { useActing } from './useActing.ts';

/** The tab of a change: what it touched, what it left to be done, and the way back. */
export const CHANGE_TABS: readonly DetailTab[] = [{ key: 'course', label: '办理情况', render: (row) => <ChangeCourse id={row.id} /> }];

function ChangeCourse({ id }: { id: string }) {
  const { data, error, refetch } = useQuery({ queryKey: ['changes.sheet', id], queryFn: () => changesClient.sheet({ id }) });
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <section className="panel" aria-label="办理">
        <div className="line-apart">
          <h2 className="section">{labelOf(ChangeKind, data.kind)}：<PageLink href={`/registry/persons/${data.personId}`} style={{ textDecoration: 'underline' }}>{data.personName}</PageLink></h2>
          <UndoActs sheet={data} />
        </div>
        {data.together && <p>同一次一起迁移：{data.together.others.map((one, at) => <span key={one.id}>{at > 0 && '、'}<PageLink href={`/changes/register/${one.id}`} style={{ textDecoration: 'underline' }}>{one.personName}</PageLink></span>)}</p>}
        {data.findings.map((finding) => <p key={finding} className="warned">{finding}</p>)}
        {data.differences.length > 0
          ? <Table rowKey="label" size="small" pagination={false} scroll={{ x: 'max-content' }} dataSource={data.differences} columns={[{ title: '项目', dataIndex: 'label' }, { title: '变动前', dataIndex: 'before', render: (text: string | null) => text ?? '—' }, { title: '变动后', dataIndex: 'after', render: (text: string | null) => text ?? '—' }]} />
          : <p className="quiet">{data.state === 'noted' ? '补录的变动，没有改动档案。' : data.state === 'waiting' ? '等待对方接收，档案还没有改动。' : '没有改动档案的项目。'}</p>}
      </section>
      {data.followUps.length > 0 && (
        <section className="panel" aria-label="后续事项">
          <h2 className="section">后续事项</h2>
          <ul className="cards">{data.followUps.map((one) => <li key={one.id}><PageLink href={`/changes/follow-ups/${one.id}/edit`} style={{ textDecoration: 'underline' }}>{labelOf(FollowUpKind, one.kind)}</PageLink>　{one.dueOn && `${one.dueOn} 前`}　{labelOf(FollowUpState, one.state)}</li>)}</ul>
        </section>
      )}
      {data.kind === 'moveOut' && <HandOver sheet={data} />}
    </>
  );
}

function UndoActs({ sheet }: { sheet: ChangeSheet }) {
  const { acting, busy } = useActing();
  const { notification } = App.useApp();
  const [asking, setAsking] = useState(false);
  const [alone, setAlone] = useState(false);
  const waiting = sheet.state === 'waiting';
  if (sheet.state !== 'done' && !waiting) return null;
  const whyOne = waiting ? undefined : (sheet.undoBlocked ?? undefined);
  const whyAll = waiting ? undefined : (sheet.together?.undoBlocked ?? undefined);
  const together = sheet.together !== null && !whyAll && (!alone || whyOne !== undefined);
  const many = (sheet.together?.others.length ?? 0) + 1;
  const go = async (reason: string) => {
    if (waiting) {
      if (await acting(() => changesClient.withdraw({ id: sheet.id, reason, together }), '已撤回，档案不变')) setAsking(false);
      return;
    }
    const answer = await acting(() => changesClient.undo({ id: sheet.id, version: sheet.version, reason, together }), '已撤销，档案恢复到变动前');
    if (!answer) return;
    setAsking(false);
    if (answer.findings.length > 0) notification.warning({ title: '还须人工处理', description: answer.findings.join('；'), duration: 0 });
  };
  return (
    <div className="toolbar" role="group" aria-label="办理操作">
      <Act permission="changes.write" loading={busy} why={sheet.together && !whyAll ? undefined : whyOne} onClick={() => setAsking(true)}>{waiting ? '撤回' : '撤销变动'}</Act>
      {asking && <ReasonDialog title={waiting ? '撤回' : `撤销“${labelOf(ChangeKind, sheet.kind)}”`} hint={waiting ? undefined : '恢复这次变动改动的每一项，记录留存。'} busy={busy} onReason={go} onClose={() => setAsking(false)}>
          {sheet.together && <Whose name={sheet.personName} many={many} alone={alone} why={whyOne ?? whyAll} together={together} onChange={setAlone} />}
        </ReasonDialog>}
    </div>
  );
}

/** Whom an undoing takes back of those who moved together: both ways where both can be done, otherwise which one it is and why. */
function Whose({ name, many, alone, why, together, onChange }: { name: string; many: number; alone: boolean; why: string | undefined; together: boolean; onChange: (alone: boolean) => void }) {
  if (why) return <p className="quiet">{together ? `一起撤销 ${many} 人的迁移。` : `只撤销${name}一人。`}{why}</p>;
  return <Radio.Group aria-label="撤销谁的迁移" className="field-label" value={alone} onChange={(event) => onChange(event.target.value as boolean)} options={[{ value: false, label: `一起迁移的 ${many} 人` }, { value: true, label: `只${name}一人` }]} />;
}
