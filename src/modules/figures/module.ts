import type { Module } from '#base/server/house.ts';
import { figuresOperations } from './operations.ts';
import { figuresHandlers } from './service.ts';

/** 指标: every statistic of the modules below, read at the moment of asking. */
export const figures: Module = { name: 'figures', label: '指标', operations: figuresOperations, handlers: figuresHandlers, stores: [], figures: [] };
