import type { Module } from '#base/server/house.ts';
import { censusOperations } from './operations.ts';

/** 普查 as it is mounted. */
export const census: Module = { name: 'census', label: '普查', operations: censusOperations, handlers: {}, stores: [], figures: [] };
