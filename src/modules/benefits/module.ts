import type { Module } from '#base/server/house.ts';
import { benefitsOperations } from './operations.ts';
import { benefitsHandlers, loadStandards, payments, recipients, standards } from './service.ts';

/** 抚恤补助：待遇对象、发放台账、标准表. */
export const benefits: Module = {
  name: 'benefits',
  label: '抚恤补助',
  operations: benefitsOperations,
  handlers: benefitsHandlers,
  stores: [recipients, payments, standards],
  figures: [],
  begin: loadStandards,
};
