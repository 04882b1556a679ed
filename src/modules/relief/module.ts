import type { Module } from '#base/server/house.ts';
import { reliefFigures } from './figures.ts';
import { reliefOperations } from './operations.ts';
import { campaignEntries, campaigns, healthChecks, payments, reliefHandlers, sanatoriumStays } from './service.ts';

/** 困难帮扶、慰问、疗养、体检. */
export const relief: Module = {
  name: 'relief',
  label: '帮扶慰问',
  operations: reliefOperations,
  handlers: reliefHandlers,
  stores: [payments, campaigns, campaignEntries, sanatoriumStays, healthChecks],
  figures: reliefFigures,
};
