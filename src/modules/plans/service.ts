import { addMonths } from '#base/pure/day.ts';
import { isWithin, levelOf } from '#base/pure/division.ts';
import { notFound, refuse } from '#base/pure/refusal.ts';
import type { Act, Handlers, Task } from '#base/server/house.ts';
import { hold } from '#base/server/pending.ts';
import { recordHandlers } from '#base/server/records/handlers.ts';
import { getRow } from '#base/server/records/list.ts';
import { rawRow, updateRow } from '#base/server/records/write.ts';
import { countByRule, PERSONS } from './queries/proposals.ts';
import { countWaiting, findReviewMonths, findTerms, listOverdue, withinDivision } from './queries/reviews.ts';
import { Plan } from './schema.ts';
import type { Overview } from './schema/answers.ts';
import { accept, decline } from './service/accept.ts';
import { declined, measures, needs, plans, proposals } from './service/stores.ts';

/** The stores of the module's records. */
export const plansStores = [needs, measures, plans, proposals, declined];

async function review(act: Act, { id }: { id: string }): Promise<{ reviewOn: string }> {
  await hold(act, PERSONS, [String((await rawRow(act, Plan, id))?.person_id ?? notFound(Plan.label))]);
  const plan = (await rawRow(act, Plan, id, true)) ?? notFound(Plan.label);
  if (plan.state !== 'open') refuse('plans.closed', '这份一策已经关闭，不用复核', { status: 409 });
  const reviewOn = addMonths(act.today, await findReviewMonths(act));
  if (plan.reviewed_on !== act.today) await updateRow(act, plans, id, plan.version, { reviewedOn: act.today, reviewOn });
  act.note({ record: Plan.name, rowId: id });
  return { reviewOn };
}

async function overview(act: Act, { division }: { division?: string }): Promise<Overview> {
  if (division && !isWithin(division, act.actor.division)) notFound('区划');
  const { mine, late, reviews } = await countWaiting(act);
  return { unitId: act.actor.unitId, rules: await countByRule(act, withinDivision(act, division)), mine, late, reviews, overdue: await listOverdue(act, division) };
}

/** What waits: measures of one's unit past their day, reviews that are due (at stations), proposals to look at (in villages). */
export async function plansTasks(act: Act): Promise<Task[]> {
  if (!act.actor.permissions.has('plans.write')) return [];
  const { late, reviews, proposals: proposed } = await countWaiting(act);
  const level = levelOf(act.actor.division);
  const tasks: Task[] = [];
  if (late > 0) tasks.push({ title: `${late} 项一策措施已过时限`, path: '/plans/work?view=mine&late=1', module: 'plans' });
  if (reviews > 0 && level !== 'county') tasks.push({ title: `${reviews} 份一策到期复核`, path: '/plans/work?view=reviews', module: 'plans' });
  if (proposed > 0 && level === 'village') tasks.push({ title: `${proposed} 条措施建议待处理`, path: '/plans/work', module: 'plans' });
  return tasks;
}

const kept = async (act: Act, of: typeof plans, id: string): Promise<never> => {
  await getRow(act, of, id);
  return refuse('plans.derived', `${of.type.label}由系统维护，随需求和台账变化，不能直接删除`, { status: 409 });
};

const plan = recordHandlers(plans);
const proposal = recordHandlers(proposals);
const said = recordHandlers(declined);

/** The handlers of 一策. */
export const plansHandlers = {
  needs: recordHandlers(needs),
  measures: recordHandlers(measures),
  plans: { list: plan.list, get: plan.get, history: plan.history, update: plan.update, remove: (act: Act, { id }: { id: string }) => kept(act, plans, id) },
  proposals: { list: proposal.list, get: proposal.get, history: proposal.history, remove: (act: Act, { id }: { id: string }) => kept(act, proposals, id) },
  declined: { list: said.list, get: said.get, history: said.history, remove: said.remove, restore: said.restore },
  accept, decline, review, overview, terms: (act: Act) => findTerms(act),
} satisfies Handlers;
