import { refuse } from '#base/pure/refusal.ts';
import type { Act, Handlers } from '#base/server/house.ts';
import { recordHandlers } from '#base/server/records/handlers.ts';
import { store } from '#base/server/records/store.ts';
import { insertMissingStandards } from './queries.ts';
import { Payment, Recipient, Standard } from './schema.ts';
import { readShippedStandards } from './standards/shipped.ts';

/** 优抚待遇台账. */
export const recipients = store(Recipient);
/** 抚恤补助发放台账. */
export const payments = store(Payment);
/** 抚恤补助标准表. */
export const standards = store(Standard);

/** Loads the shipped standards into the act's county: also the step of a county's setting up. */
export async function loadStandards(act: Act): Promise<{ added: number; shipped: number }> {
  const division = `${act.scope.county}000000`;
  if (act.scope.from > division) refuse('standards.county', '抚恤补助标准由县级载入', { status: 403 });
  const shipped = readShippedStandards();
  const added = await insertMissingStandards(act, shipped, division);
  act.note({ record: Standard.name, detail: { added } });
  return { added, shipped: shipped.length };
}

/** The handlers of the module's operations. */
export const benefitsHandlers = {
  recipients: recordHandlers(recipients),
  payments: recordHandlers(payments),
  standards: recordHandlers(standards),
  loadStandards,
} satisfies Handlers;
