import type { Module } from '#base/server/house.ts';
import { employmentFigures } from './figures.ts';
import { employmentOperations } from './operations.ts';
import { employers, employmentHandlers, intents, jobFairs, profiles, publicPosts, services, spells, startUps, vacancies } from './service.ts';

/** 就业创业 as it is mounted. */
export const employment: Module = {
  name: 'employment', label: '就业创业', operations: employmentOperations, handlers: employmentHandlers,
  stores: [profiles, spells, employers, jobFairs, vacancies, publicPosts, intents, startUps, services], figures: employmentFigures,
};
