import { z } from 'zod';
import type { Act } from '#base/server/house.ts';
import type { Imprint } from './rules/compose.ts';
import { Distribution } from './schema/document.ts';
import { LAW_NAMES } from './rules/laws.ts';
import { FONTS, type Fonts } from './rules/fonts.ts';
import { findSetting } from './queries.ts';

/** 简报字体 (key `bulletin.fonts`): names that the office's machines have. */
export const FontSetting = z.object({ body: z.string().meta({ title: '正文（仿宋）' }), kai: z.string().meta({ title: '楷体' }), hei: z.string().meta({ title: '黑体' }), song: z.string().meta({ title: '宋体' }), title: z.string().meta({ title: '标题（小标宋）' }) }).partial();
/** 简报版头与版记 (key `bulletin.imprint`). */
export const ImprintSetting = z.object({ masthead: z.string().meta({ title: '报头' }), editorUnit: z.string().meta({ title: '编印单位' }), sourceLine: z.string().meta({ title: '署名' }), distribution: Distribution.meta({ title: '分送范围' }), printRun: z.number().int().min(1).max(10_000).meta({ title: '印数' }) }).partial();

/** To whom a county's bulletin goes unless the setting `bulletin.imprint` says otherwise. */
const DISTRIBUTION: Distribution = {
  report: [], send: [],
  issue: ['县委常委', '县人大正副主任', '副县长', '县政协正副主席', '人武部长', '法院院长', '检察院检察长', '县直各单位负责人', '各乡（镇）政府、街道办事处主要领导'],
};

/** The fonts of the documents: setting `bulletin.fonts` over the usual names. */
export async function fontsOf(act: Act): Promise<Fonts> {
  return { ...FONTS, ...FontSetting.parse((await findSetting(act, 'bulletin.fonts')) ?? {}) };
}

/** Masthead, editing unit, source line and distribution of new drafts: setting `bulletin.imprint` over the usual ones. */
export async function imprintOf(act: Act, bureau: string): Promise<Imprint> {
  const standard: Imprint = { masthead: '工作简报', editorUnit: bureau, sourceLine: `（${bureau}）`, distribution: DISTRIBUTION, printRun: 80 };
  return { ...standard, ...ImprintSetting.parse((await findSetting(act, 'bulletin.imprint')) ?? {}) };
}

/** The law names that the checks know: the list of the product and those that the setting `bulletin.laws` adds. */
export async function lawNamesOf(act: Act): Promise<string[]> {
  return [...LAW_NAMES, ...z.array(z.string()).parse((await findSetting(act, 'bulletin.laws')) ?? [])];
}
