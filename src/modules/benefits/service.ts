import type { Handlers } from '#base/server/house.ts';
import { recordHandlers } from '#base/server/records/handlers.ts';
import { store } from '#base/server/records/store.ts';
import { Payment } from './schema.ts';
import { decideMovement, lookAtMovement, movements, withdrawMovement } from './service/movements.ts';
import { recipients } from './service/recipients.ts';
import { draftNotice, performNoticeAct, releaseStandards, verifyLines, viewNotice } from './service/notices.ts';
import { readNoticeSheet, standardsByYear, standardsSheet, takeNoticeSheet } from './service/noticeSheets.ts';
import { loadStandards, noticeHandlers, standardHandlers } from './service/standards.ts';

/** 抚恤补助发放台账. */
export const payments = store(Payment);

/** The handlers of the module's operations. */
export const benefitsHandlers = {
  recipients: recordHandlers(recipients),
  movements: recordHandlers(movements),
  movementCourse: { look: lookAtMovement, decide: decideMovement, withdraw: withdrawMovement },
  payments: recordHandlers(payments),
  notices: noticeHandlers,
  noticeCourse: { view: viewNotice, draft: draftNotice, act: performNoticeAct, decide: performNoticeAct, release: releaseStandards, verify: verifyLines, readSheet: readNoticeSheet, takeSheet: takeNoticeSheet, byYear: standardsByYear, byYearSheet: standardsSheet },
  standards: standardHandlers,
  loadStandards,
} satisfies Handlers;
