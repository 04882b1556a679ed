import type { RawBuilder } from 'kysely';
import { refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { type Store, store } from '#base/server/records/store.ts';
import { updateRow } from '#base/server/records/write.ts';
import { standingOf } from '../queries/movements.ts';
import { findPaid, listWritten, type Written } from '../queries/recipients.ts';
import { waitForComputing } from '../queries/runs.ts';
import { stateUnder } from '../rules/movements.ts';
import { PROGRAMMES } from '../rules/programmes/all.ts';
import { Recipient } from '../schema.ts';

const PROGRAMMES_OF: ReadonlyMap<string, readonly string[]> = new Map([...new Set(PROGRAMMES.flatMap((one) => one.categories))].map((category) => [category, PROGRAMMES.filter((one) => one.categories.includes(category)).map((one) => one.key)]));

/** States that two persons give and take back, by a movement. */
const BY_MOVEMENT: readonly string[] = ['stopped', 'suspended', 'cancelled'];
/** What ends a benefit whatever stands on it. */
const ENDS: readonly string[] = ['deceased', 'moved'];

/** Why a row may not stand as it was just written: one person does not stop, resume or take back a 取消 by state, category or dates. */
function refuseState({ was, now, isNew, wasCategory, given, givenBefore }: Written & { given: string; givenBefore: string }): boolean {
  if (isNew) return false;
  if (wasCategory !== null && givenBefore !== 'receiving') return true;
  if (was === null || was === now || !(BY_MOVEMENT.includes(was) || BY_MOVEMENT.includes(now)) || ENDS.includes(now)) return false;
  return given !== now;
}

/** 待遇状态 follows from the movements in force, by whatever way a row is written: what one person may not give is refused; a benefit written down while something stands on it takes the state of that. */
async function followMovements(act: Act, rows: RawBuilder<unknown>): Promise<void> {
  for (const one of await listWritten(act, rows)) {
    const { holds } = await standingOf(act, one.personId);
    const [given, givenBefore] = [stateUnder(holds, one), stateUnder(holds, { ...one, category: one.wasCategory ?? one.category })];
    if (refuseState({ ...one, given, givenBefore })) refuse('recipient.state', '停发、中止、取消和恢复请在“待遇变动”登记，由另一人复核后生效；有停发、中止、取消的，类别不能改', { path: ['state'], status: 409 });
    if (one.isNew && one.now === 'receiving' && given === 'cancelled') refuse('recipient.cancelled', '本人的这项待遇已经取消；重新认定的，起始时间应晚于取消的月份', { path: ['startedOn'], status: 409 });
    if (one.isNew && one.now === 'receiving' && given !== 'receiving') await updateRow(act, recipients, one.id, one.version, { state: given });
  }
}

/** 优抚待遇台账: what a run has paid by stays on the ledger as approved, so that the next run still sees its months and takes back what was paid too much. Of two files' rows of one benefit the one that began earlier stays. */
export const recipients: Store = store(Recipient, {
  outranks: (coming, standing) => String(coming.started_on ?? '9') < String(standing.started_on ?? '9') && ['grade_index', 'nature_index', 'variant', 'state'].every((column) => coming[column] === standing[column]),
  beforeMerge: waitForComputing,
  afterWrite: async (act, rows) => {
    await waitForComputing(act);
    const paid = await findPaid(act, rows, PROGRAMMES_OF);
    if (paid) refuse('recipient.paid', `${paid.name}：这项待遇已列入发放批次${paid.number}，类别不能改，待遇状态不能改回没有核定；登记错了的，请在本人“优抚待遇”中登记取消，多发的由下一批次追回`, { path: ['state'], status: 409 });
    await followMovements(act, rows);
  },
  beforeRemove: async (act, rows) => {
    await waitForComputing(act);
    const paid = await findPaid(act, rows);
    if (paid) refuse('recipient.paid', `${paid.name}：这项待遇已列入发放批次${paid.number}，不能删除；登记错了的，请在本人“优抚待遇”中登记取消，多发的由下一批次追回`, { status: 409 });
  },
});
