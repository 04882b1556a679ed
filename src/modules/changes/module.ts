import type { Module } from '#base/server/house.ts';
import { changesFigures } from './figures.ts';
import { changesOperations } from './operations.ts';
import { ChangeTerms } from './schema/acts.ts';
import { changesHandlers } from './service.ts';
import { changesTasks } from './service/sheet.ts';
import { changes as changeStore, departures, followUps } from './service/stores.ts';

/** 变动登记 as it is mounted. */
export const changes: Module = {
  name: 'changes', label: '变动登记', operations: changesOperations, handlers: changesHandlers, stores: [changeStore, followUps, departures], figures: changesFigures, tasks: changesTasks,
  settings: [{ key: 'changes.terms', label: '变动登记的时限', shape: ChangeTerms }],
};
