import type { Handlers } from '#base/server/house.ts';
import { recordHandlers } from '#base/server/records/handlers.ts';
import { confirmationHandlers } from './service/confirmationHandlers.ts';
import { decideMovement, lookAtMovement, movements, withdrawMovement } from './service/movements.ts';
import { conscriptHomes, conscriptOverview, conscriptYears, decideYear, lookAtYear, performYearAct, reckonYear, submitYear } from './service/conscripts.ts';
import { conscriptAdditions, conscriptTerms, confirmTerms, copyTerms, grantTerms, lookAtTerms } from './service/countyTerms.ts';
import { lookAtOneOff, oneOffs, oneOffShares, performOneOffAct } from './service/oneOffs.ts';
import { bankColumns, bankFile, bankLayouts, readBankReturns, rightReturn } from './service/bank.ts';
import { lookAtRunMessages, messages, queueAgain, queueRunMessages, takeOutRunMessages } from './service/messages.ts';
import { payments, repayments } from './service/payments.ts';
import { explainPersonBenefits, lookAtPersonBenefits } from './service/personBenefits.ts';
import { policyHandlers } from './service/policy.ts';
import { forecastSheet } from './service/sheets.ts';
import { addons } from './service/addons.ts';
import { recipients } from './service/recipients.ts';
import { listRoster } from './service/runRoster.ts';
import { lines, performRunAct, runs } from './service/runs.ts';
import { checkAccount, explainLine, listRunDifferences, lookAtRun, stopRunLine } from './service/runView.ts';
import { recomputeRun } from './service/recomputing.ts';
import { checkAccounts, countWaiting, listWaiting } from './service/runWaiting.ts';
import { draftNotice, performNoticeAct, releaseStandards, verifyLines, viewNotice } from './service/notices.ts';
import { readNoticeSheet, standardsByYear, standardsSheet, takeNoticeSheet } from './service/noticeSheets.ts';
import { loadStandards, noticeHandlers, standardHandlers } from './service/standards.ts';

const { list, get, history, reveal } = recordHandlers(lines);
const readLines = { list, get, history, reveal };
const told = recordHandlers(messages);

/** The handlers of the module's operations. */
export const benefitsHandlers = {
  recipients: recordHandlers(recipients),
  addons: recordHandlers(addons),
  movements: recordHandlers(movements),
  movementCourse: { look: lookAtMovement, decide: decideMovement, withdraw: withdrawMovement },
  ...confirmationHandlers,
  ...policyHandlers,
  policy: { ...policyHandlers.policy, forecastSheet },
  personBenefits: { look: lookAtPersonBenefits, explain: explainPersonBenefits },
  payments: recordHandlers(payments),
  oneOffs: recordHandlers(oneOffs),
  oneOffShares: recordHandlers(oneOffShares),
  grantTerms: recordHandlers(grantTerms),
  oneOffCourse: { look: lookAtOneOff, act: performOneOffAct, decide: performOneOffAct },
  conscriptTerms: recordHandlers(conscriptTerms),
  conscriptAdditions: recordHandlers(conscriptAdditions),
  countyTerms: { look: lookAtTerms, confirm: confirmTerms, copy: copyTerms },
  conscriptHomes: recordHandlers(conscriptHomes),
  conscriptYears: recordHandlers(conscriptYears),
  conscriptCourse: { overview: conscriptOverview, look: lookAtYear, reckon: reckonYear, submit: submitYear, decide: decideYear, act: performYearAct },
  runs: recordHandlers(runs),
  lines: readLines,
  messages: { list: told.list, get: told.get, history: told.history, reveal: told.reveal },
  runMessages: { look: lookAtRunMessages, queue: queueRunMessages, takeOut: takeOutRunMessages, again: queueAgain },
  repayments: recordHandlers(repayments),
  bankLayouts: recordHandlers(bankLayouts),
  bankColumns: recordHandlers(bankColumns),
  runCourse: { look: lookAtRun, act: performRunAct, differences: listRunDifferences, roster: listRoster, file: bankFile, returns: readBankReturns, recompute: recomputeRun, explain: explainLine, stop: stopRunLine, rightReturn, checkAccount, checkAccounts, waiting: countWaiting, waitingLines: listWaiting },
  notices: noticeHandlers,
  noticeCourse: { view: viewNotice, draft: draftNotice, act: performNoticeAct, decide: performNoticeAct, release: releaseStandards, verify: verifyLines, readSheet: readNoticeSheet, takeSheet: takeNoticeSheet, byYear: standardsByYear, byYearSheet: standardsSheet },
  standards: standardHandlers,
  loadStandards,
} satisfies Handlers;
