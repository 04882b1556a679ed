import { basename } from 'node:path';
import type { Source } from './sources.ts';

const FORBIDDEN = new Set(['util', 'utils', 'helper', 'helpers', 'common', 'misc', 'manager', 'processor', 'data', 'info', 'item', 'items', 'impl', 'old', 'new', 'v2', 'temp', 'tmp', 'legacy']);
const EXPORTED = /(?:^|\n)export\s+(?:async\s+)?(?:function\*?|const|class|type|interface|let)\s+([A-Za-z0-9_$]+)/g;

const wordsOf = (name: string) => name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').split(/[\s._\-/]+/).map((word) => word.toLowerCase());

/** Names that say nothing, in paths and exported names, and migrations or sources beyond the size limits. One line a finding. */
export function nameFindings(sources: Source[]): string[] {
  return sources.flatMap(({ path, text }) => {
    const findings = wordsOf(path.replace(/\.(test|generated)?\.?(ts|tsx|mjs)$/, '')).filter((word) => FORBIDDEN.has(word)).map((word) => `${path}: “${word}” says nothing as a name`);
    for (const [, name] of text.matchAll(EXPORTED)) for (const word of wordsOf(name!)) if (FORBIDDEN.has(word) && !ALLOWED.has(name!)) findings.push(`${path}: ${name} contains “${word}”, which says nothing`);
    return findings;
  });
}

/** `newId` makes one; it is a verb's object, not a label of age. */
const ALLOWED = new Set(['newId']);

/** Files over 400 lines, generated ones aside. */
export function sizeFindings(sources: Source[]): string[] {
  return sources.filter(({ path }) => !basename(path).includes('.generated.')).flatMap(({ path, text }) => {
    const lines = text.split('\n').length - 1;
    return lines > 400 ? [`${path}: ${lines} lines, the limit is 400`] : [];
  });
}
