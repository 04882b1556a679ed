import type { Module } from '#base/server/house.ts';
import { memorialFigures } from './figures.ts';
import { memorialOperations } from './operations.ts';
import { aliases, memorialHandlers, organisations, sites, visits } from './service.ts';

/** 烈士纪念设施与祭扫. */
export const memorial: Module = {
  name: 'memorial',
  label: '褒扬纪念',
  operations: memorialOperations,
  handlers: memorialHandlers,
  stores: [sites, organisations, aliases, visits],
  figures: memorialFigures,
};
