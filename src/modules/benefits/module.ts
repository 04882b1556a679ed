import type { Module } from '#base/server/house.ts';
import { putAllAside } from '#base/server/pending.ts';
import { benefitsJobs } from './jobs.ts';
import { benefitsOperations } from './operations.ts';
import { TERMS_KEY, BenefitTerms } from './schema/terms.ts';
import { benefitsHandlers } from './service.ts';
import { approvalTasks, conscriptHomes, conscriptYears } from './service/conscripts.ts';
import { conscriptAdditions, conscriptTerms, grantTerms } from './service/countyTerms.ts';
import { oneOffs, oneOffShares } from './service/oneOffs.ts';
import { addons } from './service/addons.ts';
import { bankColumns, bankLayouts, shipLayout } from './service/bank.ts';
import { followConfirmDeaths, leaveConfirmLists } from './queries/confirmation.ts';
import { PERSONS } from './queries/policy.ts';
import { benefitTasks, confirmationStores } from './service/confirmationHandlers.ts';
import { movements } from './service/movements.ts';
import { noticeTasks } from './service/notices.ts';
import { messages } from './service/messages.ts';
import { payments, repayments } from './service/payments.ts';
import { policyFollowers, prospects } from './service/policy.ts';
import { recipients } from './service/recipients.ts';
import { lines, runs } from './service/runs.ts';
import { loadStandards, notices, standards } from './service/standards.ts';

/** 抚恤补助：待遇对象、发放台账、标准表. */
export const benefits: Module = {
  name: 'benefits',
  label: '抚恤补助',
  operations: benefitsOperations,
  handlers: benefitsHandlers,
  stores: [recipients, addons, payments, notices, standards, movements, ...confirmationStores, runs, lines, messages, repayments, bankLayouts, bankColumns, prospects, grantTerms, oneOffs, oneOffShares, conscriptTerms, conscriptAdditions, conscriptHomes, conscriptYears],
  figures: [],
  followers: [{ record: 'registry.person', afterWrite: followConfirmDeaths, beforeRemove: leaveConfirmLists }, ...policyFollowers],
  jobs: benefitsJobs,
  tasks: async (act) => [...(await noticeTasks(act)), ...(await benefitTasks(act)), ...(await approvalTasks(act))],
  begin: async (act) => { await loadStandards(act); await shipLayout(act); },
  settings: [{ key: TERMS_KEY, label: '抚恤补助的结算口径', shape: BenefitTerms, afterChange: (act) => putAllAside(act, PERSONS) }],
};
