/** Which share of some work: the part `at` (from 0) of `of`. What the parts give together does not depend on how many they are. */
export type Part = { at: number; of: number };

/** All of it. */
export const WHOLE: Part = { at: 0, of: 1 };

/** The stretch of `count` that falls to a part. */
export const stretchOf = (count: number, { at, of }: Part): { from: number; to: number } => ({ from: Math.floor((count * at) / of), to: Math.floor((count * (at + 1)) / of) });
