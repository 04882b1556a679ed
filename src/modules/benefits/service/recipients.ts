import type { RawBuilder } from 'kysely';
import { refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { type Store, store } from '#base/server/records/store.ts';
import { updateRow } from '#base/server/records/write.ts';
import { listLifted, standingOf } from '../queries/movements.ts';
import { findPaid, listWritten, type Written } from '../queries/recipients.ts';
import { waitForComputing } from '../queries/runs.ts';
import { type Hold, isSpent, tells } from '../rules/facts.ts';
import { printMonth } from '../rules/months.ts';
import { stateUnder } from '../rules/movements.ts';
import { PROGRAMMES } from '../rules/programmes/all.ts';
import { Recipient } from '../schema.ts';

const PROGRAMMES_OF: ReadonlyMap<string, readonly string[]> = new Map([...new Set(PROGRAMMES.flatMap((one) => one.categories))].map((category) => [category, PROGRAMMES.filter((one) => one.categories.includes(category)).map((one) => one.key)]));

/** States that two persons give and take back, by a movement. */
const BY_MOVEMENT: readonly string[] = ['stopped', 'suspended', 'cancelled'];
/** What ends a benefit whatever stands on it. */
const ENDS: readonly string[] = ['deceased', 'moved'];

/** Why a row may not stand as it was just written: one person does not stop, resume or take back a 取消 by state, category or dates. What a ledger brought from elsewhere calls 停发 is resumed by movements too. */
function refuseState({ was, now, isNew, wasCategory, given, givenBefore }: Written & { given: string; givenBefore: string }): boolean {
  if (isNew) return false;
  if (wasCategory !== null && givenBefore !== 'receiving') return true;
  if (was === null || was === now || ENDS.includes(now)) return false;
  return BY_MOVEMENT.includes(was) || (BY_MOVEMENT.includes(now) && given !== now);
}

/** Acts in which states are following movements just now: what they write is not a clerk's. */
const following = new WeakSet<Act>();

/** 待遇状态 follows from the movements in force, by whatever way a row is written: what one person may not give is refused; a benefit that is written down, reopened or merged while something stands on it takes the state of that. */
async function followMovements(act: Act, rows: RawBuilder<unknown>): Promise<void> {
  if (following.has(act)) return;
  const written = await listWritten(act, rows);
  for (const one of act.merging ? [] : written) {
    const { holds } = await standingOf(act, one.personId);
    const [given, givenBefore] = [stateUnder(holds, one), stateUnder(holds, { ...one, category: one.wasCategory ?? one.category })];
    if (refuseState({ ...one, given, givenBefore })) refuse('recipient.state', '停发、中止、取消和恢复请在“待遇变动”登记，由另一人复核后生效；有停发、中止、取消的，类别不能改', { path: ['state'], status: 409 });
    if ((one.isNew || one.isRunning) && one.now === 'receiving' && given === 'cancelled') refuse('recipient.cancelled', '本人的这项待遇已经取消；重新认定的，起始时间应晚于取消的月份', { path: ['startedOn'], status: 409 });
  }
  for (const personId of new Set(written.map((one) => one.personId))) await followState(act, personId);
}

const FOLLOWING: readonly string[] = ['receiving', 'stopped', 'suspended'];

/** Brings a person's running benefits to the state that the movements in force give: a cancelled one ends with the month before. What followed from a movement that is no longer theirs, as after a merge was undone, goes back; what a ledger brought from elsewhere says of a benefit stays until something tells from when; `confirmed`: what was done or ended just now. */
export async function followState(act: Act, personId: string, confirmed?: Pick<Hold, 'kind' | 'category'>): Promise<void> {
  following.add(act);
  try {
    for (const { id, version, ...before } of await listLifted(act, personId)) await updateRow(act, recipients, id, version, before);
    const { holds, running } = await standingOf(act, personId);
    for (const one of running) {
      const state = stateUnder(holds, one);
      const said = one.follows || [...holds.filter(({ until }) => until === null), ...(confirmed ? [confirmed] : [])].some(({ kind, category }) => (category === null || category === one.category) && (one.state === 'receiving' || tells(kind, one.state)));
      if (!FOLLOWING.includes(one.state) || one.state === state || !said) continue;
      const cancelled = holds.find((hold) => hold.kind === 'cancelled' && (hold.category === null || hold.category === one.category) && !isSpent(hold, one));
      const last = cancelled && printMonth(cancelled.from - 1);
      await updateRow(act, recipients, one.id, one.version, { state, ...(last ? { endedOn: one.startedOn && last < one.startedOn.slice(0, 7) ? one.startedOn : last } : {}) });
    }
  } finally {
    following.delete(act);
  }
}

/** 优抚待遇台账: what a run has paid by stays on the ledger as approved, so that the next run still sees its months and takes back what was paid too much. Of two files' rows of one benefit the one that began earlier stays. */
export const recipients: Store = store(Recipient, {
  outranks: (coming, standing) => String(coming.started_on ?? '9') < String(standing.started_on ?? '9') && ['grade_index', 'nature_index', 'variant'].every((column) => coming[column] === standing[column]) && (coming.state === standing.state || [coming, standing].every(({ state }) => FOLLOWING.includes(String(state)))),
  upkept: ['state', 'ended_on'],
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
