import type { Module } from '#base/server/house.ts';
import { cardsOperations } from './operations.ts';

/** 一卡 as it is mounted. */
export const cards: Module = { name: 'cards', label: '一卡', operations: cardsOperations, handlers: {}, stores: [], figures: [] };
