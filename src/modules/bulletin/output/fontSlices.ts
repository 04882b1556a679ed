import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import subsetFont from 'subset-font';
import type { Weight } from './lines.ts';

/** Noto Serif SC (OFL), cut into slices of characters as its package ships it; 6 MB for all weights. */
const FOLDER = dirname(createRequire(import.meta.url).resolve('@fontsource-variable/noto-serif-sc/package.json'));
type Slice = { name: string; ranges: [number, number][] };

let known: Slice[] | undefined;
function slices(): Slice[] {
  known ??= Object.entries(JSON.parse(readFileSync(join(FOLDER, 'unicode.json'), 'utf8')) as Record<string, string>).map(([name, text]) => ({
    name: name.replace(/[[\]]/g, ''),
    ranges: text.split(',').map((range) => { const [from = '', to = from] = range.slice(2).split('-'); return [Number.parseInt(from, 16), Number.parseInt(to, 16)]; }),
  }));
  return known;
}

/** The slice that holds a character; Latin and the Chinese quotation marks come from the same one as digits. Undefined where the face lacks it. */
export function sliceOf(char: string): string | undefined {
  const point = char.codePointAt(0)!;
  const holds = slices().filter(({ ranges }) => ranges.some(([from, to]) => point >= from && point <= to));
  return (holds.find(({ name }) => name === 'latin') ?? holds[0])?.name;
}

/** The given characters of one slice at one weight, as a TrueType font of those characters only. */
export async function cutSlice(slice: string, weight: Weight, chars: ReadonlySet<string>): Promise<Buffer> {
  const file = readFileSync(join(FOLDER, 'files', `noto-serif-sc-${slice}-wght-normal.woff2`));
  return subsetFont(file, [...chars].toSorted().join(''), { targetFormat: 'truetype', variationAxes: { wght: weight } });
}
