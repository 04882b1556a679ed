import type { Module } from '#base/server/house.ts';
import { upkeepJobs } from './jobs.ts';
import { upkeepOperations } from './operations.ts';
import { upkeepHandlers } from './service.ts';

/** 系统运维 as it is mounted. */
export const upkeep: Module = { name: 'upkeep', label: '系统运维', operations: upkeepOperations, handlers: upkeepHandlers, stores: [], figures: [], jobs: upkeepJobs };
