import type { Module } from '#base/server/house.ts';
import { registryFigures } from './figures.ts';
import { registryOperations } from './operations.ts';
import { PartYearSetting } from './schema/file.ts';
import { sectionStores } from './sectionStores.ts';
import { households, nicknames, persons, registryHandlers, roles } from './service.ts';

/** 建档立卡 as it is mounted. */
export const registry: Module = {
  name: 'registry',
  label: '建档立卡',
  operations: registryOperations,
  handlers: registryHandlers,
  stores: [persons, households, nicknames, roles, ...Object.values(sectionStores)],
  figures: registryFigures,
  settings: [{ key: 'registry.partYear', label: '服役年限的计法', shape: PartYearSetting }],
};
