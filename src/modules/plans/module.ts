import type { Module } from '#base/server/house.ts';
import { plansFigures } from './figures.ts';
import { plansJobs } from './jobs.ts';
import { plansOperations } from './operations.ts';
import { REVIEW_KEY, TERMS_KEY } from './queries/reviews.ts';
import { ReviewRule } from './schema/answers.ts';
import { PlanTerms } from './schema/terms.ts';
import { plansHandlers, plansStores, plansTasks } from './service.ts';
import { plansFollowers } from './service/follow.ts';

/** 一策 as it is mounted. */
export const plans: Module = {
  name: 'plans', label: '一策', operations: plansOperations, handlers: plansHandlers, stores: plansStores, figures: plansFigures,
  followers: plansFollowers, jobs: plansJobs, tasks: plansTasks, settings: [{ key: REVIEW_KEY, label: '一策的复核间隔', shape: ReviewRule }, { key: TERMS_KEY, label: '一策的时限', shape: PlanTerms }],
};
