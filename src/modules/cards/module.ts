import type { Module } from '#base/server/house.ts';
import { cardsFigures } from './figures.ts';
import { cardsFollowers } from './followers.ts';
import { cardsOperations } from './operations.ts';
import { cardsHandlers, cardsStores } from './service.ts';
import { cardsTasks } from './tasks.ts';

/** 一卡 as it is mounted. */
export const cards: Module = { name: 'cards', label: '一卡', operations: cardsOperations, handlers: cardsHandlers, stores: cardsStores, figures: cardsFigures, followers: cardsFollowers, tasks: cardsTasks };
