import type { Module } from '#base/server/house.ts';
import { censusFigures } from './figures.ts';
import { censusOperations } from './operations.ts';
import { followDeaths, leaveLists } from './queries/entries.ts';
import { censusHandlers } from './service.ts';
import { censusTasks } from './service/course.ts';
import { answers, campaigns, entries, questions } from './service/stores.ts';

/** 普查 as it is mounted. */
export const census: Module = {
  name: 'census', label: '普查', operations: censusOperations, handlers: censusHandlers, stores: [campaigns, questions, entries, answers], figures: censusFigures, tasks: censusTasks,
  followers: [{ record: 'registry.person', afterWrite: followDeaths, beforeRemove: leaveLists }],
};
