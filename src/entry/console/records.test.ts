import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { placeOf } from '#base/web/shell/menu.ts';
import { MENU } from './menu.ts';
import { RECORDS } from './records.ts';

test('every mounted record is the one that its path names, and stands in the menu once', async () => {
  const entries = MENU.flatMap((section) => section.entries.map((entry) => entry.path));
  assert.equal(new Set(entries).size, entries.length);
  for (const mounted of RECORDS) {
    const type = await mounted.load();
    assert.equal(type.path, mounted.path);
    assert.ok(entries.includes(mounted.path), `${mounted.path} 不在菜单里`);
    for (const name of [...type.list, ...type.filters, ...type.search]) assert.ok(name in type.fields, `${type.name} 没有字段 ${name}`);
  }
});

test('a page knows its title and the way down to it by the menu alone', () => {
  assert.equal(placeOf(MENU, '/care/visits/x/edit').title, '走访台账·修改');
  assert.deepEqual(placeOf(MENU, '/care/visits').crumbs.map((crumb) => crumb.label), ['服务保障', '走访台账']);
  assert.equal(placeOf(MENU, '/accounts/requests').title, '岗位申请');
});

test('every entry of the menu leads to a page, and no address is declared twice; a page with work of its own may stand in place of a record’s', () => {
  const special = [...readFileSync(join(import.meta.dirname, 'pages.tsx'), 'utf8').matchAll(/\{ path: '([^']+)'/g)].map((match) => match[1]!);
  const records = RECORDS.map((one) => one.path);
  const declared = [...special, ...records];
  for (const all of [special, records]) assert.deepEqual(all.filter((path, at) => all.indexOf(path) !== at), []);
  for (const section of MENU) for (const { path } of section.entries) assert.ok(path === '/' || declared.includes(path), `菜单 ${path} 没有页面`);
});
