import type { Module } from '#base/server/house.ts';
import { ratingsFigures } from './figures.ts';
import { ratingsOperations } from './operations.ts';
import { applications, criteria, ratingsHandlers, sheets } from './service.ts';

/** 星级评定. */
export const ratings: Module = {
  name: 'ratings',
  label: '星级评定',
  operations: ratingsOperations,
  handlers: ratingsHandlers,
  stores: [applications, sheets, criteria],
  figures: ratingsFigures,
};
