import type { Module } from '#base/server/house.ts';
import { qualityFigures } from './figures.ts';
import { qualityJobs } from './jobs.ts';
import { qualityOperations } from './operations.ts';
import { LIMITS_KEY } from './queries/pending.ts';
import { Limits } from './schema/limits.ts';
import { findings, qualityHandlers, qualityTasks, waivers } from './service.ts';
import { qualityFollowers } from './service/follow.ts';

/** 数据质量 as it is mounted. */
export const quality: Module = {
  name: 'quality', label: '数据质量', operations: qualityOperations, handlers: qualityHandlers, stores: [findings, waivers], figures: qualityFigures,
  followers: qualityFollowers, jobs: qualityJobs, tasks: qualityTasks, settings: [{ key: LIMITS_KEY, label: '数据质量规则的界限', shape: Limits }],
};
