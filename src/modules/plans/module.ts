import type { Module } from '#base/server/house.ts';
import { plansOperations } from './operations.ts';

/** 一策 as it is mounted. */
export const plans: Module = { name: 'plans', label: '一策', operations: plansOperations, handlers: {}, stores: [], figures: [] };
