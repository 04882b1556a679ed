import type { Module } from '#base/server/house.ts';
import { qualityOperations } from './operations.ts';

/** 数据质量 as it is mounted. */
export const quality: Module = { name: 'quality', label: '数据质量', operations: qualityOperations, handlers: {}, stores: [], figures: [] };
