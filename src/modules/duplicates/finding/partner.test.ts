import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PERSON_WEIGHTS } from '#base/pure/linkage/chinese/startingWeights.generated.ts';
import type { Linked } from '#base/pure/linkage/declaration.ts';
import type { Partner } from '#base/pure/linkage/stages.ts';
import { inventRegister } from '../../../../bench/linkagePersons.ts';
import { type LinkRow, personLinkage, POSSIBLE } from '../rules/linking.ts';
import { linkPersons, startPartner } from './partner.ts';

const invented = inventRegister(6_000, 41).map((row): LinkRow => ({ id: row.id, name: row.name, citizenId: row.citizenId ?? null, birthOn: row.birthOn ?? null, divisionCode: row.divisionCode, mobile: row.mobile ?? null, enlistedOn: row.enlistedOn ?? null }));
/** A crowd that shares a telephone and a village, so that blocks are passed over too. */
const crowd = Array.from({ length: 260 }, (_, at): LinkRow => ({ id: `crowd${at}`, name: '张建国', citizenId: null, birthOn: null, divisionCode: '999001100201', mobile: '19912345678', enlistedOn: null }));
const rows = [...invented, ...crowd];
const options = { report: POSSIBLE, start: PERSON_WEIGHTS };

const bytesOf = ({ report: { milliseconds: _taken, ...report }, ...linked }: Linked) => JSON.stringify({ ...linked, report });

test('一个线程与两个线程逐字节相同，行的先后也不论；同一线程可再用一次', async () => {
  const alone = personLinkage.link(rows, options);
  assert.ok(alone.groups.length > 200, `${alone.groups.length}`);
  assert.ok(alone.report.passedOver.some(({ rule, rows: passed }) => rule === 'mobile' && passed === crowd.length), JSON.stringify(alone.report.passedOver));
  const partner = startPartner();
  try {
    assert.equal(bytesOf(await personLinkage.linkTogether(rows, partner, options)), bytesOf(alone));
    assert.equal(bytesOf(await personLinkage.linkTogether([...rows].reverse(), partner, options)), bytesOf(alone));
    for (const worthAThread of [1, Infinity]) assert.equal(bytesOf(await linkPersons(rows, options, worthAThread)), bytesOf(alone));
  } finally {
    await partner.end();
  }
});

test('两份一对一，两个线程也一样', async () => {
  const source = (row: LinkRow) => (row.id < '8' ? 'a' : 'b');
  const partner = startPartner();
  try {
    const together = await personLinkage.linkTogether(invented, partner, { ...options, source, oneToOne: true });
    assert.ok(together.pairs.length > 50);
    assert.equal(bytesOf(together), bytesOf(personLinkage.link(invented, { ...options, source, oneToOne: true })));
  } finally {
    await partner.end();
  }
});

test('另一个线程中途没了，说得出失败，不会一直等', { timeout: 60_000 }, async () => {
  const partner = startPartner();
  const lost: Partner = { begin: (work) => partner.begin(work), perform: async (stage, part) => {
    if (stage === 'sort') await partner.end();
    return partner.perform(stage, part);
  } };
  await assert.rejects(personLinkage.linkTogether(rows, lost, options), /第二个线程结束/);
});
