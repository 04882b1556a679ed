import { refuse } from '#base/pure/refusal.ts';
import { store } from '#base/server/records/store.ts';
import { unknownAddon } from '../queries/addons.ts';
import { waitForComputing } from '../queries/runs.ts';
import { PersonalAddon } from '../schema/addons.ts';

/** 逐人增发台账: a name that no standard has would pay nothing in silence, so it is refused once the county has any. */
export const addons = store(PersonalAddon, {
  beforeMerge: waitForComputing,
  afterWrite: async (act, rows) => {
    await waitForComputing(act);
    const unknown = await unknownAddon(act, rows);
    if (unknown) refuse('addon.unknown', `标准表中没有叫“${unknown.item}”的逐人增发，现有：${unknown.names.join('、')}`, { path: ['item'] });
  },
  beforeRemove: waitForComputing,
});
