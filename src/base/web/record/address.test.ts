import assert from 'node:assert/strict';
import { test } from 'node:test';
import { queryOf, readAddress, writeAddress } from './address.ts';

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
