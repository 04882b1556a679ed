import { isRefusal } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { placeOf } from '#base/server/records/columns.ts';
import { listUnpayable, type Unpayable } from '../queries/runActs.ts';
import { listAccountWriters, listWaitingRows, sumLines } from '../queries/runWaiting.ts';
import { Line, Run, type RunStateCode } from '../schema/runs.ts';
import { openRun } from './runs.ts';
import { checkAccount } from './runView.ts';

const BEFORE_FILE: readonly RunStateCode[] = ['computed', 'reviewed', 'approved', 'checked'];

/** What the bank's file would leave out if it were made now; nothing once it is made, when the outcome 结转 says it. */
async function waitingOf(act: Act, id: string): Promise<Unpayable[]> {
  const run = await openRun(act, id);
  return BEFORE_FILE.includes(run.state) ? listUnpayable(act, id) : [];
}

/** How many lines would be carried to the next run if the file were made now, by why, and their sum: the same decision that making the file takes. */
export async function countWaiting(act: Act, { id }: { id: string }): Promise<{ noAccount: number; unchecked: number; fen: string }> {
  const found = await waitingOf(act, id);
  const count = (why: Unpayable['why']) => found.filter((one) => one.why === why).length;
  return { noAccount: count('noAccount'), unchecked: count('unchecked'), fen: await sumLines(act, found.map((one) => one.id)) };
}

/** A page of those lines for one reason: of accounts only the last four digits leave the server. */
export async function listWaiting(act: Act, { id, why, page, size }: { id: string; why: Unpayable['why']; page: number; size: number }) {
  const found = (await waitingOf(act, id)).filter((one) => one.why === why);
  const rows = await listWaitingRows(act, found.map((one) => one.id), page, size);
  const writers = await listAccountWriters(act, rows.map((row) => row.personId));
  const place = placeOf(Line, 'bankAccount');
  const tail = (sealed: string | null) => (sealed === null ? '' : act.house.keys.open(place, sealed).slice(-4));
  act.note({ record: Run.name, rowId: id, detail: { waiting: rows.length } });
  return {
    total: found.length,
    rows: rows.map(({ sealed, before, ...row }) => ({ ...row, account: tail(sealed), before: tail(before), changedBy: writers.get(row.personId)?.[0]?.name ?? null, own: writers.get(row.personId)?.some((one) => one.id === act.actor.id) ?? false })),
  };
}

/** 账号核对 of several lines by one person, each under the rule of a single one; whichever is refused is told and the others stand. */
export async function checkAccounts(act: Act, { ids }: { ids: string[] }): Promise<{ checked: number; refused: { id: string; words: string }[] }> {
  const refused: { id: string; words: string }[] = [];
  for (const id of new Set(ids)) {
    try {
      await checkAccount(act, { id });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      refused.push({ id, words: error.message });
    }
  }
  return { checked: new Set(ids).size - refused.length, refused };
}
