import type { Module } from '#base/server/house.ts';
import { publicityFigures } from './figures.ts';
import { publicityOperations } from './operations.ts';
import { activities, lectures, publicityHandlers, studios } from './service.ts';

/** 老兵工作室、宣讲团、双拥活动. */
export const publicity: Module = {
  name: 'publicity',
  label: '双拥宣传',
  operations: publicityOperations,
  handlers: publicityHandlers,
  stores: [studios, lectures, activities],
  figures: publicityFigures,
};
