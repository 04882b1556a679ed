import type { Module } from '#base/server/house.ts';
import { duplicatesOperations } from './operations.ts';

/** 查重 as it is mounted. */
export const duplicates: Module = { name: 'duplicates', label: '查重', operations: duplicatesOperations, handlers: {}, stores: [], figures: [] };
