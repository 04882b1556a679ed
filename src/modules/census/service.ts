import { refuse } from '#base/pure/refusal.ts';
import type { Act, Handlers } from '#base/server/house.ts';
import { recordHandlers } from '#base/server/records/handlers.ts';
import { getRow } from '#base/server/records/list.ts';
import type { Store } from '#base/server/records/store.ts';
import { answer, reveal, withdraw } from './service/answering.ts';
import { close, freeze, progress, report, sheet, workbook } from './service/course.ts';
import { answers, campaigns, entries, questions } from './service/stores.ts';
import { commit, preview } from './service/workbook.ts';

/** The handlers of a ledger that the census keeps itself: looked at, never removed by hand. */
function keptHandlers(store: Store) {
  const { list, get, history } = recordHandlers(store);
  const remove = async (act: Act, { id }: { id: string }): Promise<{ done: true }> => {
    await getRow(act, store, id);
    return refuse('census.kept', `${store.type.label}由普查产生，不能单独删除`, { status: 409 });
  };
  return { list, get, history, remove };
}

/** The handlers of 普查. */
export const censusHandlers = {
  campaigns: recordHandlers(campaigns),
  questions: recordHandlers(questions),
  entries: keptHandlers(entries),
  answers: keptHandlers(answers),
  freeze, close, progress, report, sheet, answer, withdraw, reveal, workbook, preview, commit,
} satisfies Handlers;
