import { refuse } from '#base/pure/refusal.ts';
import type { Act, Handlers, Task } from '#base/server/house.ts';
import { recordHandlers } from '#base/server/records/handlers.ts';
import { countWaiting, listWaiting } from './queries/cases.ts';
import { receivePapers } from './queries/papers.ts';
import { TABLE } from './rules/course.ts';
import type { WaitingQuery } from './schema/answers.ts';
import { RecognitionCase } from './schema/case.ts';
import type { State } from './schema/codes.ts';
import { performAct } from './service/acts.ts';
import { cases, openCase } from './service/cases.ts';
import { addObjection, settle } from './service/objections.ts';
import { kindRules } from './service/rules.ts';
import { viewCase } from './service/view.ts';

/** Marks exactly these papers as received, while the case is open. */
async function setPapers(act: Act, { id, received }: { id: string; received: string[] }): Promise<{ done: true }> {
  const { row, papers } = await openCase(act, id, true);
  if (!TABLE[row.state as State].withdraw) refuse('recognition.closed', '已经办结，材料清单不再改变', { status: 409 });
  const stray = received.find((name) => !papers.some((one) => one.name === name));
  if (stray) refuse('recognition.paper', `清单里没有“${stray}”`, { path: ['received'] });
  await receivePapers(act, id, received);
  act.note({ record: RecognitionCase.name, rowId: id, detail: { received: received.length } });
  return { done: true };
}

async function waiting(act: Act, query: WaitingQuery) {
  return { ...(await listWaiting(act, query)), page: query.page, size: query.size };
}

const WORDS: Partial<Record<State, string>> = { draft: '待受理', returned: '待补充', village: '待初审', township: '待复核', check: '待审核', medical: '待登记鉴定结论', decision: '待审定', toPublish: '待公示', notice: '公示期满待撤下或有异议待处理', toReport: '待上报', city: '待登记市级批复', province: '待登记省级决定', reconsidering: '复议待登记结果' };

/** What waits for the acting person: one line a state, with the soonest due day. */
export async function recognitionTasks(act: Act): Promise<Task[]> {
  const { permissions } = act.actor;
  if (!permissions.has('recognition.write') && !permissions.has('recognition.approve')) return [];
  return (await countWaiting(act)).map(({ state, n, due }) => ({ title: `身份认定：${n} 件${WORDS[state] ?? ''}`, due: due ?? undefined, path: `/recognition/waiting?state=${state}`, module: 'recognition' }));
}

/** The handlers of 身份认定. */
export const recognitionHandlers = {
  cases: recordHandlers(cases),
  rules: recordHandlers(kindRules),
  course: { view: viewCase, act: performAct, decide: performAct, papers: setPapers, objection: addObjection, settle, waiting },
} satisfies Handlers;
