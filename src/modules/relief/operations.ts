import { z } from 'zod';
import { Id, operation, Paging } from '#base/pure/operation.ts';
import { recordOperations } from '#base/pure/recordOperations.ts';
import { Campaign, CampaignEntry } from './schema/condolence.ts';
import { HealthCheck, Payment, SanatoriumStay } from './schema/help.ts';

const tags = [Campaign.ledger];

/** A person who belongs to the campaign's categories but is not on its list. */
export const MissedPerson = z.object({ id: z.string(), name: z.string(), divisionCode: z.string(), division: z.string() });

/** The contract of the module. */
export const reliefOperations = {
  payments: recordOperations(Payment),
  campaigns: recordOperations(Campaign),
  campaignEntries: recordOperations(CampaignEntry),
  sanatoriumStays: recordOperations(SanatoriumStay),
  healthChecks: recordOperations(HealthCheck),
  /** Freezes the list of a campaign: everybody of its categories who is on the register within its division, once. */
  freezeCampaign: operation.meta({ permission: 'relief.write' }).route({ method: 'POST', path: '/relief/campaigns/{id}/freeze', summary: '慰问活动：冻结名单', tags }).input(z.object({ id: Id })).output(z.object({ listed: z.number() })),
  /** Who belongs to the campaign's categories and is not on its list, within the caller's division: registered or recognised since, or never listed. */
  missedPersons: operation.meta({ permission: 'relief.read', audit: 'read' }).route({ method: 'GET', path: '/relief/campaigns/{id}/missed', summary: '慰问活动：应列未列人员', tags }).input(Paging.extend({ id: Id })).output(z.object({ rows: z.array(MissedPerson), total: z.number() })),
};
