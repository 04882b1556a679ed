import type { Act } from '#base/server/house.ts';
import { placeOf } from '#base/server/records/columns.ts';
import { listRosterRows } from '../queries/runRoster.ts';
import { Line, Run } from '../schema/runs.ts';
import { openRun } from './runs.ts';

/** A page of the payroll sheet of a run: of each account only the last four digits leave the server. */
export async function listRoster(act: Act, { id, page, size }: { id: string; page: number; size: number }) {
  await openRun(act, id);
  const { rows, total } = await listRosterRows(act, id, page, size);
  const place = placeOf(Line, 'bankAccount');
  act.note({ record: Run.name, rowId: id, detail: { roster: rows.length } });
  return { rows: rows.map(({ sealed, ...row }) => ({ ...row, account: sealed === null ? '' : act.house.keys.open(place, sealed).slice(-4) })), total };
}
