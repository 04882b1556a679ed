import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { sourcesBelow } from './sources.ts';
import { wallFindings } from './walls.ts';

const project = join(import.meta.dirname, '..');
let copy: string;
before(() => {
  copy = mkdtempSync(join(tmpdir(), 'upkeep-walls-'));
  for (const file of ['oxlint.config.ts', 'package.json', 'tsconfig.json', 'tsconfig.server.json', 'tsconfig.web.json']) copyFileSync(join(project, file), join(copy, file));
  mkdirSync(join(copy, 'src'));
  copyFileSync(join(project, 'src', 'layers.ts'), join(copy, 'src', 'layers.ts'));
  symlinkSync(join(project, 'node_modules'), join(copy, 'node_modules'));
});
after(() => rmSync(copy, { recursive: true, force: true }));

/** Puts files into the copy, asks oxlint and the house's own check, and takes the files away; one text of all findings. */
function findingsOn(files: Record<string, string>): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    writeFileSync(join(copy, path), text);
  }
  const lint = spawnSync(process.execPath, [join(project, 'node_modules', 'oxlint', 'bin', 'oxlint'), '--quiet', 'src'], { cwd: copy, encoding: 'utf8' });
  const own = wallFindings(sourcesBelow(copy, 'src'));
  for (const path of Object.keys(files)) rmSync(join(copy, path));
  return `${lint.stdout}${lint.stderr}${own.join('\n')}`;
}

const used = (specifier: string, name = 'thing') => `import { ${name} } from '${specifier}';\nexport const kept = ${name};\n`;
const typed = (specifier: string) => `import type { Thing } from '${specifier}';\nexport type Kept = Thing;\n`;

const PLANTED: [string, Record<string, string>, RegExp][] = [
  ['wall 1: a module beside', { 'src/modules/care/service.ts': used('#modules/employment/schema.ts') }, /wall 1/],
  ['wall 1: a module above', { 'src/modules/registry/queries.ts': typed('#modules/figures/schema.ts') }, /wall 1/],
  ['wall 1: from a page', { 'src/modules/care/console/Visits.tsx': used('#modules/bulletin/widgets.tsx') }, /wall 1/],
  ['wall 1: from a rule', { 'src/modules/care/rules/frequency.ts': used('#modules/relief/rules.ts') }, /wall 1/],
  ['wall 1: the entry', { 'src/modules/care/service.ts': used('../../entry/modules.ts') }, /wall 1/],
  ['wall 2: base imports a module', { 'src/base/server/seed.ts': used('#modules/registry/schema.ts') }, /wall 2/],
  ['wall 2: by a relative path', { 'src/base/web/Pick.tsx': used('../../modules/registry/schema.ts') }, /wall 2/],
  ['wall 2: pure base', { 'src/base/pure/seed.ts': typed('#modules/registry/schema.ts') }, /wall 2/],
  ['wall 3: Node in a rule', { 'src/modules/care/rules.ts': used('node:crypto') }, /wall 3/],
  ['wall 3: the server in a shape', { 'src/modules/care/schema/visit.ts': typed('#base/server/house.ts') }, /wall 3/],
  ['wall 3: queries in a rule', { 'src/modules/care/rules/frequency.ts': used('../queries.ts') }, /wall 3/],
  ['wall 3: a server package in an operation', { 'src/modules/care/operations.ts': used('kysely') }, /wall 3/],
  ['wall 3: through another file', { 'src/modules/care/rules.ts': used('./wording.ts'), 'src/modules/care/wording.ts': used('node:fs') }, /rules\.ts: wall 3.*node:fs/],
  ['wall 4: a type of the server in a page', { 'src/modules/care/console/Visits.tsx': typed('#base/server/figure.ts') }, /wall 4/],
  ['wall 4: the service in a widget', { 'src/modules/care/widgets.tsx': used('./service.ts') }, /wall 4/],
  ['wall 4: in the console of the entry', { 'src/entry/console/main.tsx': used('#base/server/house.ts') }, /wall 4/],
  ['wall 4: through another file', { 'src/modules/care/console/Visits.tsx': used('../labels.ts'), 'src/modules/care/labels.ts': typed('#base/server/house.ts') }, /Visits\.tsx: wall 4.*house\.ts/],
  ['wall 5: a cycle', { 'src/modules/care/one.ts': used('./two.ts', 'kept').replace('kept = kept', 'one = kept'), 'src/modules/care/two.ts': used('./one.ts', 'one') }, /[Cc]ycle/],
  ['wall 6: an alias inside', { 'src/modules/care/service.ts': used('#modules/care/queries.ts') }, /wall 6/],
  ['wall 6: a relative path across', { 'src/modules/care/service.ts': used('../registry/queries.ts') }, /wall 6/],
  ['wall 6: a relative path to base', { 'src/modules/care/service.ts': used('../../base/pure/day.ts') }, /wall 6/],
  ['wall 7: a default export', { 'src/modules/care/service.ts': 'export default 1;\n' }, /wall 7|no-default-export/],
  ['wall 7: an index file', { 'src/modules/care/index.ts': 'export const one = 1;\n' }, /wall 7/],
  ['wall 7: a re-export', { 'src/modules/care/service.ts': "export { one } from './queries.ts';\n" }, /wall 7/],
  ['wall 7: a re-export of everything', { 'src/modules/care/service.ts': "export * from './queries.ts';\n" }, /wall 7/],
];

for (const [title, files, expected] of PLANTED) {
  test(`planted and reported: ${title}`, () => assert.match(findingsOn(files), expected));
}

test('what the walls allow is not reported', () => {
  const findings = findingsOn({
    'src/modules/care/service.ts': used('#modules/registry/queries.ts') + typed('#base/server/house.ts'),
    'src/modules/care/console/Visits.tsx': used('../schema.ts'),
    'src/modules/care/schema.ts': "import { z } from 'zod';\nexport const thing = z.string();\n",
    'src/modules/care/service.test.ts': used('#modules/bulletin/service.ts'),
    'src/entry/modules.ts': used('#modules/care/service.ts', 'kept'),
    'src/modules/registry/queries.ts': 'export const thing = 1;\n',
  });
  assert.doesNotMatch(findings, /wall \d|restricted|cycle/i);
});

test('planted and reported: the DOM in the server program, Node in the pages program', () => {
  mkdirSync(join(copy, 'src', 'modules', 'care', 'console'), { recursive: true });
  const compile = (name: string, include: string, text: string) => {
    writeFileSync(join(copy, include), text);
    writeFileSync(join(copy, 'tsconfig.planted.json'), JSON.stringify({ extends: `./${name}`, include: [include], exclude: [] }));
    const done = spawnSync(process.execPath, [join(project, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.planted.json'], { cwd: copy, encoding: 'utf8' });
    rmSync(join(copy, include));
    return done.stdout;
  };
  assert.match(compile('tsconfig.server.json', 'src/modules/care/service.ts', 'export const title = document.title;\n'), /document/);
  assert.match(compile('tsconfig.web.json', 'src/modules/care/console/Visits.tsx', 'export const home = process.env.HOME;\n'), /process/);
});
