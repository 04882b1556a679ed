import type { Module } from '#base/server/house.ts';
import { recognitionOperations } from './operations.ts';

/** 身份认定 as it is mounted. */
export const recognition: Module = { name: 'recognition', label: '身份认定', operations: recognitionOperations, handlers: {}, stores: [], figures: [] };
