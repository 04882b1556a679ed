import type { Module } from '#base/server/house.ts';
import { changesOperations } from './operations.ts';

/** 变动登记 as it is mounted. */
export const changes: Module = { name: 'changes', label: '变动登记', operations: changesOperations, handlers: {}, stores: [], figures: [] };
