import type { Module } from '#base/server/house.ts';
import { ApproveAbove } from './schema.ts';
import { shipLayouts } from './layouts/shipped.ts';
import { differences, layoutColumns, layouts } from './layouts/stores.ts';
import { exchangeJobs } from './jobs.ts';
import { exchangeOperations } from './operations.ts';
import { exchangeHandlers } from './service.ts';
import { exchangeTasks } from './tasks.ts';

/** 导入导出 as it is mounted. */
export const exchange: Module = {
  name: 'exchange', label: '导入导出', operations: exchangeOperations, handlers: exchangeHandlers, stores: [layouts, layoutColumns, differences], figures: [], jobs: exchangeJobs, tasks: exchangeTasks, begin: shipLayouts,
  settings: [{ key: 'exchange.approveAbove', label: '超过多少行的导出须经他人批准', shape: ApproveAbove }],
};
