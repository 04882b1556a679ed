import type { Module } from '#base/server/house.ts';
import { benefitsOperations } from './operations.ts';
import { benefitsHandlers, payments } from './service.ts';
import { movements } from './service/movements.ts';
import { recipients } from './service/recipients.ts';
import { loadStandards, notices, standards } from './service/standards.ts';

/** 抚恤补助：待遇对象、发放台账、标准表. */
export const benefits: Module = {
  name: 'benefits',
  label: '抚恤补助',
  operations: benefitsOperations,
  handlers: benefitsHandlers,
  stores: [recipients, payments, notices, standards, movements],
  figures: [],
  begin: loadStandards,
};
