import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { nameFindings, sizeFindings } from './names.ts';
import { nativeModules } from './natives.ts';

const source = (path: string, text = '') => ({ path, text, imports: [] });

test('planted and reported: names that say nothing', () => {
  for (const path of ['src/modules/care/utils.ts', 'src/base/helper/x.ts', 'src/modules/care/visitManager.ts', 'src/modules/care/newForm.tsx', 'src/modules/care/visit-data.ts']) assert.equal(nameFindings([source(path)]).length, 1, path);
  for (const text of ['export function visitInfo() {}', 'export const itemList = 1;', 'export type OldVisit = 1;', 'export class BatchProcessor {}']) assert.equal(nameFindings([source('src/a.ts', text)]).length, 1, text);
});

test('names that only look alike are left alone', () => {
  assert.deepEqual(nameFindings([source('src/base/server/database.ts', 'export const newId = 1;\nexport function valuesOfNew() {}\nexport const information = 1;'), source('src/x/commonPasswords.ts')]), []);
});

test('planted and reported: a file over 400 lines; generated ones may be longer', () => {
  const long = 'x\n'.repeat(401);
  assert.equal(sizeFindings([source('src/a.ts', long), source('src/a.generated.ts', long), source('src/b.ts', 'x\n'.repeat(400))]).length, 1);
});

test('planted and reported: a native module among what runs, not among tools', () => {
  const project = mkdtempSync(join(tmpdir(), 'upkeep-natives-'));
  for (const name of ['run', 'tool']) {
    mkdirSync(join(project, 'node_modules', name, 'build'), { recursive: true });
    writeFileSync(join(project, 'node_modules', name, 'build', 'x.node'), '');
  }
  writeFileSync(join(project, 'package-lock.json'), JSON.stringify({ packages: { '': {}, 'node_modules/run': {}, 'node_modules/tool': { dev: true } } }));
  assert.deepEqual(nativeModules(project), ['node_modules/run/build/x.node is a native module']);
  rmSync(project, { recursive: true });
});
