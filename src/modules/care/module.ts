import type { Module } from '#base/server/house.ts';
import { careFigures } from './figures.ts';
import { careOperations } from './operations.ts';
import { adoptDefaultMethod, careHandlers, meritDeliveries, methodDuties, methods, plaques, visits } from './service.ts';

/** 尊崇关爱 as it is mounted. */
export const care: Module = { name: 'care', label: '尊崇关爱', operations: careOperations, handlers: careHandlers, stores: [visits, plaques, meritDeliveries, methods, methodDuties], figures: careFigures, begin: adoptDefaultMethod };
