import { labelOf } from '#base/pure/codes.ts';
import type { Values } from '#base/pure/record.ts';
import type { Act } from '#base/server/house.ts';
import { RoleCode } from '#modules/registry/schema/codes.ts';
import { changesOf, followUpsOf } from '../queries/changes.ts';
import type { Plan } from '../rules/plan.ts';
import { overtaken, type Step } from '../rules/undoing.ts';
import type { ActDraft } from '../schema/acts.ts';
import { presentValues, writeStep } from './steps.ts';

/**
 * 死亡更正、恢复: the file stands again as before the death or the cancelling, and exactly the roles that it closed are open again. Where a role was
 * worked on since, or the death was never registered here, nothing is guessed: a sentence says what to check.
 */
export async function reopen(act: Act, personId: string, draft: ActDraft, plan: Plan): Promise<{ steps: Step[]; findings: string[] }> {
  const closed = draft.kind === 'revive' ? 'death' : 'cancel';
  const earlier = (await changesOf(act, personId)).find((one) => one.kind === closed && one.state === 'done');
  const steps: Step[] = [];
  const findings: string[] = [];
  for (const step of earlier?.steps.filter((one) => one.record === 'role') ?? []) {
    const now = await presentValues(act, step);
    if (step.before && overtaken(step, now?.values).length === 0) steps.push(await writeStep(act, 'role', step.id, step.before));
    else findings.push(`“${labelOf(RoleCode, String(now?.values.role ?? ''))}”在此后有改动，没有恢复，请核对身份记录`);
  }
  const former = earlier?.steps.find((one) => one.record === 'person')?.before;
  const values: Values = { ...plan.person, ...(former?.state ? { state: former.state } : {}) };
  steps.push(await writeStep(act, 'person', personId, values));
  if (!earlier) return { steps, findings: ['没有找到当初的变动登记，身份记录没有自动恢复，请核对'] };
  for (const { id, state, kind, done_on } of await followUpsOf(act, earlier.id)) {
    if (state === 'open') steps.push(await writeStep(act, 'follow_up', id, { state: 'void' }));
    else if (state === 'done') findings.push(handSentence(kind, done_on));
  }
  steps.push(await writeStep(act, 'change', earlier.id, { state: 'undone', undoneBy: act.actor.name, undoneOn: act.today, undoneReason: 'reason' in draft ? (draft.reason ?? null) : null }));
  if (findings.length === 0) plan.followUps = [];
  return { steps, findings };
}

const BY_HAND: Record<string, string> = { funeral: '丧葬补助已办理，已发款项须按规定人工追回或冲抵', benefitOff: '待遇已停发，须人工恢复并补发', cardOff: '优待证已注销，须重新申领', plaqueOff: '光荣牌已处理，须人工恢复', bereaved: '遗属登记已办理，须人工核对', benefitMove: '待遇已转移，须与对方县人工衔接', headCheck: '户主已改登，须人工核对' };

/** What has to be put right by hand because it was done already: money paid is not called back by an undo. */
export function handSentence(kind: string, doneOn: string | null): string {
  return `${BY_HAND[kind] ?? '后续事项已办理，须人工核对'}${doneOn ? `（${doneOn} 办结）` : ''}`;
}
