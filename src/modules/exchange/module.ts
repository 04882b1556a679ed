import type { Module } from '#base/server/house.ts';
import { exchangeJobs } from './jobs.ts';
import { exchangeOperations } from './operations.ts';
import { exchangeHandlers } from './service.ts';

/** 导入导出 as it is mounted. */
export const exchange: Module = { name: 'exchange', label: '导入导出', operations: exchangeOperations, handlers: exchangeHandlers, stores: [], figures: [], jobs: exchangeJobs };
