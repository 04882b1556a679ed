import { refuse } from '#base/pure/refusal.ts';
import type { Act, Handlers, Task } from '#base/server/house.ts';
import { recordHandlers } from '#base/server/records/handlers.ts';
import { getRow } from '#base/server/records/list.ts';
import type { Store } from '#base/server/records/store.ts';
import { confirmStops, propose, proposal, resumable, resume } from './closing.ts';
import { comparisons, commit as commitList, countyTasks, decideHit, hits, openHits, preview as previewList } from './comparisons.ts';
import { close, confirmations, confirmationTasks, confirmEntriesStore, current, freeze, progress, sheet } from './confirmations.ts';
import { check, draw, homeVisit, record, review, sample, takeBack } from './confirming.ts';
import { remind, reminders } from './reminders.ts';
import { stopsSheet } from './sheets.ts';
import { commit, preview, workbook } from './confirmSheet.ts';

/** The handlers of a ledger that the product keeps itself: looked at, never removed by hand. */
function keptHandlers(store: Store) {
  const { list, get, history, reveal } = recordHandlers(store);
  const remove = async (act: Act, { id }: { id: string }): Promise<{ done: true }> => {
    await getRow(act, store, id);
    return refuse('benefits.kept', `${store.type.label}由办理过程产生，不能单独删除`, { status: 409 });
  };
  return { list, get, history, reveal, remove };
}

/** Handlers of 年度确认 and 数据比对. */
export const confirmationHandlers = {
  confirmations: recordHandlers(confirmations),
  confirmationEntries: keptHandlers(confirmEntriesStore),
  confirmationCourse: { current, freeze, close, sheet, progress, reminders, remind, record, takeBack, homeVisit, review, draw, sample, check, proposal, propose, confirmStops, resumable, resume, stopsSheet, workbook, preview, commit },
  comparisons: keptHandlers(comparisons),
  comparisonHits: keptHandlers(hits),
  comparisonCourse: { preview: previewList, commit: commitList, hits: openHits, decide: decideHit },
} satisfies Handlers;

/** Stores of 年度确认 and 数据比对. */
export const confirmationStores = [confirmations, confirmEntriesStore, comparisons, hits];

/** What waits for the acting person in 年度确认, 数据比对 and 待遇变动. */
export async function benefitTasks(act: Act): Promise<Task[]> {
  return [...(await confirmationTasks(act)), ...(await countyTasks(act))];
}
