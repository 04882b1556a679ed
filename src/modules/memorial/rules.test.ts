import assert from 'node:assert/strict';
import { test } from 'node:test';
import { organisationKey, recogniser } from './rules.ts';

test('同一单位的不同写法得到同一个键', () => {
  for (const name of ['延津县第一中学', '县一中', '延津一中', '一中', '河南省新乡市延津县第一中学', '延津县 第一中学', '延津县（第一）中学']) assert.equal(organisationKey(name, '延津县'), '第一中学', name);
  assert.equal(organisationKey('县委办公室', '延津县'), organisationKey('延津县委办公室', '延津县'));
  assert.equal(organisationKey('县实小', '延津县'), '实验小学');
});

test('不同单位不会得到同一个键', () => {
  const names = ['延津县第一中学', '延津县第一高级中学', '延津县第二中学', '新乡市第一中学', '第一小学', '封丘县第一中学', '延津县中医院'];
  assert.equal(new Set(names.map((name) => organisationKey(name, '延津县'))).size, names.length);
});

test('先认全称，再认别名，再按键；一键多单位时交人选择', () => {
  const known = [
    { organisationId: 'a', name: '延津县第一中学', alias: false }, { organisationId: 'b', name: '县一中初中部', alias: false }, { organisationId: 'b', name: '县一中', alias: true },
  ];
  const recognise = recogniser(known, '延津县');
  assert.deepEqual(recognise(' 延津县第一中学 '), { id: 'a' });
  assert.deepEqual(recognise('县一中'), { id: 'b' });
  assert.deepEqual(recognise('一中'), { candidates: ['b', 'a'] });
  assert.equal(recognise('县二中'), undefined);
});
