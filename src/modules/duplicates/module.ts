import type { Module } from '#base/server/house.ts';
import { runInBackground } from './finding/run.ts';
import { duplicatesOperations } from './operations.ts';
import { pairs, personFollower } from './pairs/store.ts';
import { duplicatesHandlers } from './service.ts';

/** 查重 as it is mounted. */
export const duplicates: Module = {
  name: 'duplicates', label: '查重', operations: duplicatesOperations, handlers: duplicatesHandlers, stores: [pairs], figures: [], followers: [personFollower],
  jobs: [{ name: 'duplicates.run', work: runInBackground }],
};
