import type { Module } from '#base/server/house.ts';
import { recognitionFigures } from './figures.ts';
import { recognitionOperations } from './operations.ts';
import { bringCases } from './queries/cases.ts';
import { recognitionHandlers, recognitionTasks } from './service.ts';
import { cases } from './service/cases.ts';
import { kindRules, shipRules } from './service/rules.ts';

/** 身份认定 as it is mounted. */
export const recognition: Module = {
  name: 'recognition', label: '身份认定', operations: recognitionOperations, handlers: recognitionHandlers, stores: [cases, kindRules], figures: recognitionFigures,
  followers: [{ record: 'registry.person', afterWrite: bringCases }], begin: shipRules, tasks: recognitionTasks,
};
