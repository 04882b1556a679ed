import { countyOf } from '#base/pure/division.ts';
import { refuse } from '#base/pure/refusal.ts';
import type { Act, Handlers } from '#base/server/house.ts';
import { recordHandlers } from '#base/server/records/handlers.ts';
import { store } from '#base/server/records/store.ts';
import { createRow, newId } from '#base/server/records/write.ts';
import { BENEFIT_ROLES } from '#modules/registry/schema/codes.ts';
import { findContactDays, findTermDays, hasDefaultMethod, hasOtherValidPlaque, listDueVisits, setContactDays, snapshotCategories } from './queries.ts';
import { contactLimit, DEFAULT_CONTACT_DAYS, DEFAULT_MERIT_DAYS, DEFAULT_METHOD, DEFAULT_RETURN_DAYS } from './rules.ts';
import { type ContactRule, type DueVisit, MeritDelivery, Method, MethodDuty, Plaque, Visit } from './schema.ts';

/** 走访台账; the categories of the day are written after every write. */
export const visits = store(Visit, { afterWrite: snapshotCategories });
/** 光荣牌台账, one valid plaque per household. */
export const plaques = store(Plaque, {
  beforeWrite: async (act, values, id) => {
    if (values.cancelledOn) return;
    const { householdNumber, personId } = values as { householdNumber: string | null; personId: string };
    if (await hasOtherValidPlaque(act, householdNumber, personId, id)) refuse('plaque.household', '该户已有有效的光荣牌，一户一牌；更换或取消请在原记录上登记', { status: 409, path: ['householdNumber'] });
  },
});
/** 送喜报台账. */
export const meritDeliveries = store(MeritDelivery);
/** 尊崇工作法, kept by the county. */
export const methods = store(Method, { beforeWrite: async (act) => byCounty(act) });
/** 尊崇工作法清单, kept by the county. */
export const methodDuties = store(MethodDuty, { beforeWrite: async (act) => byCounty(act) });

/** Refuses anybody who is not placed at the county. */
function byCounty(act: Act): void {
  if (act.actor.division !== `${countyOf(act.actor.division)}000000`) refuse('care.county', '工作法和联系间隔由县级维护');
}

/** Gives the county the shipped checklist; where it has one already, nothing happens. Also called when a county is set up. */
export async function adoptDefaultMethod(act: Act): Promise<{ done: true }> {
  byCounty(act);
  if (await hasDefaultMethod(act)) return { done: true };
  const methodId = newId();
  const { name, region, source, entries } = DEFAULT_METHOD;
  await createRow(act, methods, methodId, { name, region, source, isDefault: true, validFrom: act.today });
  for (const [at, entry] of entries.entries()) await createRow(act, methodDuties, newId(), { methodId, position: at + 1, ...entry });
  return { done: true };
}

type DueInput = { page: number; size: number; division?: string; reason?: DueVisit['reason'] };

async function due(act: Act, input: DueInput) {
  const { contactDays } = await contactRule(act);
  const meritDays = (await findTermDays(act, 'visitMerit')) ?? DEFAULT_MERIT_DAYS;
  const returnDays = (await findTermDays(act, 'visitReturn')) ?? DEFAULT_RETURN_DAYS;
  const found = await listDueVisits(act, { ...input, roles: BENEFIT_ROLES, contactDays, meritDays, returnDays, limit: contactLimit(act.today, contactDays) });
  return { ...found, page: input.page, size: input.size, contactDays };
}

async function contactRule(act: Act): Promise<ContactRule> {
  return { contactDays: (await findContactDays(act)) ?? DEFAULT_CONTACT_DAYS };
}

async function setContactRule(act: Act, rule: ContactRule): Promise<ContactRule> {
  byCounty(act);
  await setContactDays(act, rule.contactDays);
  act.note({ detail: rule });
  return rule;
}

/** The handlers of 尊崇关爱. */
export const careHandlers = {
  visits: recordHandlers(visits),
  plaques: recordHandlers(plaques),
  meritDeliveries: recordHandlers(meritDeliveries),
  methods: recordHandlers(methods),
  methodDuties: recordHandlers(methodDuties),
  adoptDefaultMethod, due, contactRule, setContactRule,
} satisfies Handlers;
