import type { Module } from '#base/server/house.ts';
import { bulletinOperations } from './operations.ts';
import { bulletinHandlers } from './service.ts';
import { FontSetting, ImprintSetting } from './settings.ts';

/** 工作简报: composed from figures, signed and frozen, corrected by errata. */
export const bulletin: Module = { name: 'bulletin', label: '工作简报', operations: bulletinOperations, handlers: bulletinHandlers, stores: [], figures: [],
  settings: [{ key: 'bulletin.imprint', label: '简报版头与版记', shape: ImprintSetting.default({}) }, { key: 'bulletin.fonts', label: '简报字体', shape: FontSetting.default({}) }],
};
