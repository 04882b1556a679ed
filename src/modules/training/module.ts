import type { Module } from '#base/server/house.ts';
import { trainingFigures } from './figures.ts';
import { trainingOperations } from './operations.ts';
import { attendances, providers, sessions, trainingHandlers } from './service.ts';

/** 教育培训 as it is mounted. */
export const training: Module = { name: 'training', label: '教育培训', operations: trainingOperations, handlers: trainingHandlers, stores: [providers, sessions, attendances], figures: trainingFigures };
