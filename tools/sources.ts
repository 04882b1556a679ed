import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** One source file: its path from the project's root with `/`, its text, and what it imports as written. */
export type Source = { path: string; text: string; imports: string[] };

const IMPORT = /(?:^|\n)\s*(?:import|export)\s+(?:type\s+)?(?:[\w$*{][^'"`;]*?\sfrom\s*)?['"]([^'"\n]+)['"]|\bimport\(\s*['"]([^'"\n]+)['"]/g;

/** Every .ts, .tsx and .mjs file below a folder of the project. */
export function sourcesBelow(project: string, folder: string): Source[] {
  if (!existsSync(join(project, folder))) return [];
  return readdirSync(join(project, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(ts|tsx|mjs)$/.test(path) && !path.includes('node_modules') && statSync(join(project, folder, path)).isFile())
    .map((path) => readSource(project, join(project, folder, path)))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function readSource(project: string, file: string): Source {
  const text = readFileSync(file, 'utf8');
  return { path: relative(project, file).replaceAll('\\', '/'), text, imports: [...text.matchAll(IMPORT)].map((found) => (found[1] ?? found[2])!) };
}

/** The project path that an import means; undefined for packages and Node's own. */
export function resolveImport(from: string, specifier: string): string | undefined {
  const alias = /^#(base|modules|test)\/(.*)$/.exec(specifier);
  if (alias) return `${alias[1] === 'test' ? 'test' : `src/${alias[1]}`}/${alias[2]}`;
  if (specifier.startsWith('.')) return join(dirname(from), specifier).replaceAll('\\', '/');
  return undefined;
}
