import type { Column } from './columns.ts';
import type { Comparator } from './declaration.ts';

const SLOTS = 1 << 17;
/** A column of more distinct values hardly meets a pair of values twice, and looking it up costs more than comparing. */
const REPEATING = 5_000;

/** Gives the level of two interned values; the number of levels where one is absent. */
export type LevelOf = (a: number, b: number) => number;

/**
 * A reader of levels for one column. Features are made when a value is first compared; where values repeat, levels of value pairs are
 * kept, so that each pair is compared about once. What is kept never changes an answer, only its speed.
 */
export function levelReader({ values }: Column, comparator: Comparator): LevelOf {
  const absent = comparator.levels.length;
  const features: unknown[] = new Array(values.length);
  const featuresOf = (place: number) => (features[place] ??= comparator.features(values[place]!));
  const compare = (a: number, b: number) => comparator.compare(featuresOf(a), featuresOf(b));
  if (absent === 2) return (a, b) => (a === 0 || b === 0 ? 2 : a === b ? 0 : 1);
  if (values.length > REPEATING) return (a, b) => (a === 0 || b === 0 ? absent : a === b ? 0 : compare(a, b));
  const keys = new Float64Array(SLOTS);
  const levels = new Uint8Array(SLOTS);
  return (a, b) => {
    if (a === 0 || b === 0) return absent;
    if (a === b) return 0;
    const low = a < b ? a : b;
    const high = a < b ? b : a;
    const key = low * values.length + high;
    const slot = (Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca77)) >>> 15;
    if (keys[slot] === key) return levels[slot]!;
    const level = compare(low, high);
    keys[slot] = key;
    levels[slot] = level;
    return level;
  };
}
