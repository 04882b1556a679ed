import type { Module } from '#base/server/house.ts';
import { registryFigures } from './figures.ts';
import { registryOperations } from './operations.ts';
import { households, persons, registryHandlers, roles } from './service.ts';

/** 建档立卡 as it is mounted. */
export const registry: Module = { name: 'registry', label: '建档立卡', operations: registryOperations, handlers: registryHandlers, stores: [persons, households, roles], figures: registryFigures };
