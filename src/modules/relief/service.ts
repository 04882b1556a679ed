import { notFound, refuse } from '#base/pure/refusal.ts';
import type { Act, Handlers } from '#base/server/house.ts';
import { recordHandlers } from '#base/server/records/handlers.ts';
import { store } from '#base/server/records/store.ts';
import { keepChange, rawRow } from '#base/server/records/write.ts';
import { type CampaignRow, insertEveryone, listMissed, PROGRESS, updateCountedHousehold, updateFrozen } from './queries.ts';
import { Campaign, CampaignEntry } from './schema/condolence.ts';
import { HealthCheck, Payment, SanatoriumStay } from './schema/help.ts';

/** 困难帮扶台账; the household that counts is settled after every write. */
export const payments = store(Payment, { afterWrite: updateCountedHousehold });
/** 慰问方案; the categories stand once the list is frozen. */
export const campaigns = store(Campaign, {
  computed: PROGRESS,
  beforeWrite: async (act, values, id) => {
    const current = await rawRow(act, Campaign, id);
    if (current?.frozen_on && JSON.stringify(current.roles) !== JSON.stringify(values.roles)) refuse('campaign.frozen', '名单已冻结，不能再改慰问对象', { path: ['roles'] });
  },
});
/** 慰问名单台账. */
export const campaignEntries = store(CampaignEntry);
/** 疗养台账. */
export const sanatoriumStays = store(SanatoriumStay);
/** 免费体检台账. */
export const healthChecks = store(HealthCheck);

async function freezeCampaign(act: Act, { id }: { id: string }): Promise<{ listed: number }> {
  const campaign = (await rawRow(act, Campaign, id, true)) ?? notFound(Campaign.label);
  if (campaign.frozen_on) refuse('campaign.frozen', '名单已冻结；应列未列的人员请逐人补入', { status: 409 });
  const listed = await insertEveryone(act, campaign as unknown as CampaignRow);
  if (listed === 0) refuse('campaign.nobody', '管辖范围内没有这些类别的在册人员，名单为空，没有冻结');
  await updateFrozen(act, id);
  await keepChange(act, Campaign, id, campaign.version + 1, String(campaign.division_code), 'update', '冻结名单', { frozen_on: null }, { frozen_on: act.today });
  act.note({ record: Campaign.name, rowId: id, detail: { listed } });
  return { listed };
}

async function missedPersons(act: Act, { id, page, size }: { id: string; page: number; size: number }) {
  const campaign = (await rawRow(act, Campaign, id)) ?? notFound(Campaign.label);
  act.note({ record: Campaign.name, rowId: id });
  return listMissed(act, campaign as unknown as CampaignRow, page, size);
}

/** The handlers of the module's operations. */
export const reliefHandlers = {
  payments: recordHandlers(payments),
  campaigns: recordHandlers(campaigns),
  campaignEntries: recordHandlers(campaignEntries),
  sanatoriumStays: recordHandlers(sanatoriumStays),
  healthChecks: recordHandlers(healthChecks),
  freezeCampaign,
  missedPersons,
} satisfies Handlers;
