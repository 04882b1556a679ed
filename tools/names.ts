import { basename } from 'node:path';
import type { Source } from './sources.ts';

const FORBIDDEN = new Set(['util', 'utils', 'helper', 'helpers', 'common', 'misc', 'manager', 'processor', 'data', 'info', 'item', 'items', 'impl', 'old', 'new', 'v2', 'temp', 'tmp', 'legacy']);
const EXPORTED = /(?:^|\n)export\s+(?:async\s+)?(?:function\*?|const|class|type|interface|let)\s+([A-Za-z0-9_$]+)/g;

const wordsOf = (name: string) => name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').split(/[\s._\-/]+/).map((word) => word.toLowerCase());

/** Words that are forbidden as labels of a thing, and yet belong to a term of the field: 常见口令 are common passwords. */
const ALLOWED = new Set(['newId', 'commonPasswords', 'COMMON_PASSWORDS']);

/** Age says nothing where it leads a name (`newForm`); elsewhere it may be what a function tells apart (`valuesOfNew`). */
const says = (words: string[]) => words.find((word, at) => FORBIDDEN.has(word) && !(at > 0 && /^(new|old)$/.test(word)));

/** Names that say nothing, in paths and exported names. One line a finding. */
export function nameFindings(sources: Source[]): string[] {
  return sources.flatMap(({ path, text }) => {
    const findings: string[] = [];
    for (const part of path.replace(/(\.test|\.generated)?\.(ts|tsx|mjs)$/, '').split('/')) {
      const word = ALLOWED.has(part) ? undefined : says(wordsOf(part));
      if (word) findings.push(`${path}: “${word}” says nothing as a name`);
    }
    for (const [, name] of text.matchAll(EXPORTED)) {
      const word = ALLOWED.has(name!) ? undefined : says(wordsOf(name!));
      if (word) findings.push(`${path}: ${name} contains “${word}”, which says nothing`);
    }
    return findings;
  });
}

/** Files over 400 lines, generated ones aside. */
export function sizeFindings(sources: Source[]): string[] {
  return sources.filter(({ path }) => !basename(path).includes('.generated.')).flatMap(({ path, text }) => {
    const lines = text.split('\n').length - 1;
    return lines > 400 ? [`${path}: ${lines} lines, the limit is 400`] : [];
  });
}
