import { Checkbox, Input, Modal } from 'antd';
import { useState } from 'react';
import { addDays } from '#base/pure/day.ts';
import { labelOf } from '#base/pure/codes.ts';
import type { RowOf } from '#base/pure/record.ts';
import { Act } from '#base/web/Act.tsx';
import { DayInput } from '#base/web/controls/DayInput.tsx';
import { PageLink } from '#base/web/PageLink.tsx';
import { useMe } from '#base/web/session.tsx';
import { Labelled } from '#modules/cards/console/Labelled.tsx';
import { useActing } from '#modules/cards/console/useActing.ts';
import { ruleOf } from '../rules/proposals.ts';
import { type Proposal, RuleName } from '../schema.ts';
import { dueDaysOf } from '../schema/terms.ts';
import { plansClient, useTerms } from './client.ts';
import './plans.css';

export type ProposalRow = RowOf<typeof Proposal>;
type Chosen = { ids: ReadonlySet<string>; toggle: (id: string) => void };

/** Ids made here, so that pressing twice does not double. */
export const acceptanceOf = (proposalId: string) => ({ proposalId, needId: crypto.randomUUID(), measureId: crypto.randomUUID() });

/** Proposals one below the other, each with its reason and basis beside; accepted in one press, changed, or declined with a reason. With `chosen`, several can be ticked. */
export function ProposalList({ rows, withPerson, chosen }: { rows: readonly ProposalRow[]; withPerson: boolean; chosen?: Chosen }) {
  const { busy, acting } = useActing();
  const [changing, setChanging] = useState<ProposalRow>();
  const [declining, setDeclining] = useState<ProposalRow>();
  const terms = useTerms();
  const accept = (row: ProposalRow) => void acting(() => plansClient.accept({ items: [acceptanceOf(row.id)] }), `已采纳：${labelOf(RuleName, row.rule)}`);
  return (
    <>
      <ul className="cards plan-list" aria-label="措施建议">
        {rows.map((row) => {
          const rule = ruleOf(row.rule);
          return (
            <li key={row.id}>
              <div className="head">
                <span>{chosen && <Checkbox aria-label={`选择 ${row.labels.personId} ${rule?.title}`} checked={chosen.ids.has(row.id)} onChange={() => chosen.toggle(row.id)} style={{ marginRight: 8 }} />}{withPerson && <><PageLink href={`/registry/persons/${row.personId}`}>{row.labels.personId}</PageLink>　</>}{rule?.title ?? row.rule}</span>
              </div>
              <p style={{ margin: '2px 0' }}>{row.reason}。</p>
              <p className="quiet" style={{ margin: '2px 0 8px' }}>{[withPerson ? row.labels.divisionCode : '', `依据：${rule?.basis ?? '—'}`].filter(Boolean).join(' · ')}</p>
              <div className="toolbar" role="group" aria-label={`${row.labels.personId} ${rule?.title ?? ''}`}>
                <Act type={withPerson ? 'default' : 'primary'} permission="plans.write" loading={busy} onClick={() => accept(row)}>采纳</Act>
                <Act permission="plans.write" onClick={() => setChanging(row)}>修改后采纳</Act>
                <Act permission="plans.write" onClick={() => setDeclining(row)}>不采纳</Act>
              </div>
            </li>
          );
        })}
      </ul>
      {changing && <ChangeDialog row={changing} dueDays={dueDaysOf(terms, ruleOf(changing.rule) ?? { key: changing.rule, dueDays: 30 })} onClose={() => setChanging(undefined)} />}
      {declining && <DeclineDialog row={declining} onClose={() => setDeclining(undefined)} />}
    </>
  );
}

function ChangeDialog({ row, dueDays, onClose }: { row: ProposalRow; dueDays: number; onClose: () => void }) {
  const me = useMe();
  const rule = ruleOf(row.rule);
  const { busy, wrong, acting } = useActing(['words', 'action', 'dueOn', 'ownerName']);
  const [item] = useState(() => acceptanceOf(row.id));
  const [typed, setTyped] = useState({ words: rule?.need ?? '', action: rule?.action ?? '', dueOn: addDays(me.today, dueDays), ownerName: me.name });
  const save = async () => { if (await acting(() => plansClient.accept({ items: [item], change: typed }), '已采纳')) onClose(); };
  return (
    <Modal open title={`修改后采纳：${rule?.title ?? ''}`} okText="采纳" cancelText="取消" confirmLoading={busy} onOk={() => void save()} onCancel={onClose}>
      <p>{row.reason}。</p>
      <Labelled wrong={wrong.words} id="accept-words" label="需求内容" must><Input id="accept-words" maxLength={200} value={typed.words} onChange={(event) => setTyped({ ...typed, words: event.target.value })} /></Labelled>
      <Labelled wrong={wrong.action} id="accept-action" label="措施" must><Input.TextArea id="accept-action" rows={2} maxLength={200} value={typed.action} onChange={(event) => setTyped({ ...typed, action: event.target.value })} /></Labelled>
      <Labelled wrong={wrong.dueOn} id="accept-due" label="完成时限" must><DayInput id="accept-due" value={typed.dueOn} onChange={(dueOn) => setTyped({ ...typed, dueOn })} /></Labelled>
      <Labelled wrong={wrong.ownerName} id="accept-owner" label="责任人"><Input id="accept-owner" maxLength={40} value={typed.ownerName} onChange={(event) => setTyped({ ...typed, ownerName: event.target.value })} /></Labelled>
    </Modal>
  );
}

function DeclineDialog({ row, onClose }: { row: ProposalRow; onClose: () => void }) {
  const { busy, wrong, acting } = useActing(['reason']);
  const [declinedId] = useState(() => crypto.randomUUID());
  const [reason, setReason] = useState('');
  const save = async () => { if (await acting(() => plansClient.decline({ id: row.id, declinedId, reason }), '已记为不采纳，可在“不采纳的建议”中撤回')) onClose(); };
  return (
    <Modal open title={`不采纳：${ruleOf(row.rule)?.title ?? ''}`} okText="不采纳" cancelText="取消" confirmLoading={busy} onOk={() => void save()} onCancel={onClose}>
      <p>情况不变就不再建议；所依据的情况变动后会再次建议。</p>
      <Labelled wrong={wrong.reason} id="decline-reason" label="不采纳的原因" must><Input.TextArea id="decline-reason" rows={3} maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} /></Labelled>
    </Modal>
  );
}
