import { refuse } from '#base/pure/refusal.ts';
import type { Values } from '#base/pure/record.ts';
import type { Act } from '#base/server/house.ts';
import { store } from '#base/server/records/store.ts';
import { rawRow } from '#base/server/records/write.ts';
import { standingOf } from '../queries/movements.ts';
import { findPaid } from '../queries/recipients.ts';
import { waitForComputing } from '../queries/runs.ts';
import { stateUnder } from '../rules/movements.ts';
import { PROGRAMMES } from '../rules/programmes/all.ts';
import { Recipient } from '../schema.ts';

const PROGRAMMES_OF: ReadonlyMap<string, readonly string[]> = new Map([...new Set(PROGRAMMES.flatMap((one) => one.categories))].map((category) => [category, PROGRAMMES.filter((one) => one.categories.includes(category)).map((one) => one.key)]));

/** States that two persons give and take back, by a movement. */
const BY_MOVEMENT: readonly string[] = ['stopped', 'suspended', 'cancelled'];

/** Refuses that one person stops or resumes a benefit by writing its state; what the movements in force give may be written. */
async function keepState(act: Act, values: Values, id: string): Promise<void> {
  const current = await rawRow(act, Recipient, id);
  const [was, now] = [String(current?.state), String(values.state)];
  if (!current || was === now || !(BY_MOVEMENT.includes(was) || BY_MOVEMENT.includes(now))) return;
  const given = stateUnder((await standingOf(act, String(values.personId))).holds, String(values.category));
  if (given !== now) refuse('recipient.state', '停发、中止、取消和恢复请在“待遇变动”登记，由另一人复核后生效', { path: ['state'], status: 409 });
}

/** 优抚待遇台账: what a run has paid by stays on the ledger as approved, so that the next run still sees its months and takes back what was paid too much. */
export const recipients = store(Recipient, {
  beforeWrite: keepState,
  beforeMerge: waitForComputing,
  afterWrite: async (act, rows) => {
    await waitForComputing(act);
    const paid = await findPaid(act, rows, PROGRAMMES_OF);
    if (paid) refuse('recipient.paid', `${paid.name}：这项待遇已列入发放批次${paid.number}，类别不能改，待遇状态不能改回没有核定；登记错了的，请在本人“优抚待遇”中登记取消，多发的由下一批次追回`, { path: ['state'], status: 409 });
  },
  beforeRemove: async (act, rows) => {
    await waitForComputing(act);
    const paid = await findPaid(act, rows);
    if (paid) refuse('recipient.paid', `${paid.name}：这项待遇已列入发放批次${paid.number}，不能删除；登记错了的，请在本人“优抚待遇”中登记取消，多发的由下一批次追回`, { status: 409 });
  },
});
