import assert from 'node:assert/strict';
import { test } from 'node:test';
import { field, record } from '#base/pure/record.ts';
import { holdsToken, queryOf, readAddress, writeAddress } from './address.ts';

test('a list state survives its address', () => {
  const query = 'search=%E5%BC%A0&division=410726001000&sort=-visitedOn&f.mode=home&f.mode=phone&f.visitedOn=&f.visitedOn=2023-05-31&page=3&size=50';
  const state = readAddress(query);
  assert.deepEqual(state.filters, { mode: ['home', 'phone'], visitedOn: ['', '2023-05-31'] });
  assert.equal(state.search, '张');
  assert.deepEqual(readAddress(writeAddress(state)), state);
});

test('a figure and its period reach the query as they stand', () => {
  const state = readAddress('figure=care.visits&period=2023');
  assert.deepEqual(queryOf(state), { page: 1, size: 20, sort: undefined, search: undefined, division: undefined, figure: 'care.visits', period: '2023' });
  assert.equal(writeAddress(state), 'figure=care.visits&period=2023');
});

test('nonsense in an address falls back to the first page of twenty, and empty filters leave no trace', () => {
  assert.equal(readAddress('page=-4&size=7').page, 1);
  assert.equal(readAddress('page=-4&size=7').size, 20);
  assert.equal(writeAddress({ page: 1, size: 20, filters: { mode: [], visitedOn: ['', ''] } }), '');
});

test('身份证号、手机号和隐去的内容不写进网址，本页仍按它查找；换一页打开只说要重新输入', () => {
  const Soul = record({
    name: 'scratch.soul', path: '/scratch/souls', label: '人', ledger: '人员台账', title: 'name', list: ['name'], filters: ['address', 'bornOn'], search: ['name'], sort: 'name', identity: ['name'], reach: 'division', personal: true,
    fields: { name: field.text('姓名', { required: true }), address: field.text('住址', { sealed: true, mask: 'address' }), bornOn: field.day('出生日期'), citizenId: field.citizenId('身份证号') },
  });
  const state = { page: 1, size: 20, search: '张建国 13800001234', division: '410726001000', filters: { citizenId: ['999123196805010017'], address: ['东山村一组'], bornOn: ['1968-05-01', ''] } };
  const query = writeAddress(state, Soul);
  assert.doesNotMatch(decodeURIComponent(query), /1380000|9991231|东山村|张建国/);
  assert.match(query, /division=410726001000.*f\.bornOn=1968-05-01/);
  assert.equal(holdsToken(query), true);
  assert.deepEqual([readAddress(query).search, readAddress(query).filters, readAddress(query).lost], [state.search, state.filters, undefined]);
  assert.equal(writeAddress(state, Soul), query, '同样的内容同一个网址，标签页和返回都不多出一步');
  const later = readAddress(query.replaceAll(/_\.[0-9a-z]{6}/g, '_.zzzzzz'));
  assert.deepEqual([later.search, later.filters, later.lost, later.division], [undefined, { bornOn: ['1968-05-01', ''] }, true, '410726001000']);
  assert.equal('lost' in queryOf(later), false);
  assert.equal(holdsToken('search=%E5%BC%A0&f.bornOn=1968-05-01'), false);
});
