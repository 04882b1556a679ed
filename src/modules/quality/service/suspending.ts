import { countyOf } from '#base/pure/division.ts';
import { refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { countPending, putFilesAside } from '../queries/pending.ts';
import { endSuspension, hideFindings, insertSuspension, isKept } from '../queries/suspensions.ts';
import { ruleOf } from '../rules/all.ts';
import { wake } from './follow.ts';

function byCounty(act: Act): void {
  if (act.actor.division !== `${countyOf(act.actor.division)}000000`) refuse('quality.county', '规则由县级停用和恢复；个别记录不适用的，请在那一条说明不适用', { status: 403 });
}

/** 停用规则: a rule no longer speaks anywhere in the county; its findings go with it, explanations (不适用说明) are kept. Repeating the same id is harmless. */
export async function suspend(act: Act, { rule, id, reason }: { rule: string; id: string; reason: string }): Promise<{ hidden: number }> {
  byCounty(act);
  if (await isKept(act, id)) return { hidden: 0 };
  const hidden = await hideFindings(act, rule);
  if (!(await insertSuspension(act, { id, rule, reason, hidden }))) refuse('quality.suspended', `“${ruleOf(rule)?.title ?? rule}”已经停用`, { status: 409 });
  act.note({ record: 'quality.suspension', rowId: id, reason, detail: { rule, hidden } });
  return { hidden };
}

/** 恢复规则: the rule speaks again; every file of the county is judged anew in the background. */
export async function resume(act: Act, { rule, reason }: { rule: string; reason?: string }): Promise<{ pending: number }> {
  byCounty(act);
  if (!(await endSuspension(act, rule, reason || null))) refuse('quality.notSuspended', `“${ruleOf(rule)?.title ?? rule}”没有停用`, { status: 409 });
  act.note({ record: 'quality.suspension', rowId: rule, reason, detail: { rule } });
  await putFilesAside(act);
  await wake(act);
  return { pending: await countPending(act) };
}
