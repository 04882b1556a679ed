import { codeList } from '#base/pure/codes.ts';

/** 疑似重复的处理状态. */
export const PairState = codeList('处理状态', { open: '待看', later: '以后再说', different: '不是同一人', merged: '已合并' });

/** How likely two files are one person, in words; no number is shown anywhere. */
export const Likelihood = codeList('可能性', { likely: '很可能', possible: '可能' });

/** 来源 of a pair: found by 全县查重, or named by a clerk. */
export const PairOrigin = codeList('来源', { run: '系统查重', clerk: '人工提出' });
