import type { Handlers } from '#base/server/house.ts';
import { recordHandlers } from '#base/server/records/handlers.ts';
import { store } from '#base/server/records/store.ts';
import { Payment, Recipient } from './schema.ts';
import { loadStandards, notices, restoreStandard, standards } from './service/standards.ts';

/** 优抚待遇台账. */
export const recipients = store(Recipient);
/** 抚恤补助发放台账. */
export const payments = store(Payment);

/** The handlers of the module's operations. */
export const benefitsHandlers = {
  recipients: recordHandlers(recipients),
  payments: recordHandlers(payments),
  notices: recordHandlers(notices),
  standards: { ...recordHandlers(standards), restore: restoreStandard },
  loadStandards,
} satisfies Handlers;
