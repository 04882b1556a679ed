import { refuse } from '#base/pure/refusal.ts';
import { store } from '#base/server/records/store.ts';
import { findPaid } from '../queries/recipients.ts';
import { waitForComputing } from '../queries/runs.ts';
import { PROGRAMMES } from '../rules/programmes/all.ts';
import { Recipient } from '../schema.ts';

const PROGRAMMES_OF: ReadonlyMap<string, readonly string[]> = new Map([...new Set(PROGRAMMES.flatMap((one) => one.categories))].map((category) => [category, PROGRAMMES.filter((one) => one.categories.includes(category)).map((one) => one.key)]));

/** 优抚待遇台账: what a run has paid by stays on the ledger as approved, so that the next run still sees its months and takes back what was paid too much. */
export const recipients = store(Recipient, {
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
