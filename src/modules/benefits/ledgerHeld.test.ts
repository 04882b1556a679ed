import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { sql } from 'kysely';
import { act, clock, closeAll, die, entitled, finance, leader, lineOf, linesOf, maker, open, publish, repay, toFile, voided, world } from './runs.fixture.ts';

const COMBAT = { category: 'combat', grade: null, nature: null, programme: 'combat' };
/** A benefit as an older ledger had it: held, and nobody wrote down from when. */
const brought = (personId: string, state: string) => world.call(maker, 'benefits.recipients.create', { id: randomUUID(), draft: { personId, category: 'combat', state, startedOn: '2018-01' } });
const person = async (): Promise<string> => (await world.register({ roles: ['combat'], bankAccount: '6228480000000101010', bankName: '测试银行' })).id;
const movement = async (personId: string, draft: Record<string, unknown>): Promise<void> => { const one = await world.call(maker, 'benefits.movements.create', { id: randomUUID(), draft: { personId, ...draft } }); await world.call(leader, 'benefits.movementCourse.decide', { id: one.id, version: one.version, decision: 'confirm' }); };
/** What a run of a month would pay one person, as programme and amount. */
async function wouldPay(number: string, personId: string, programmes: string[]): Promise<string[]> {
  const id = await open(number, programmes, '2026-03');
  await act(maker, id, 'compute');
  const found = (await linesOf(id)).filter((line) => (line.personId.id ?? line.personId) === personId).map((line) => `${line.programme} ${line.amount}`);
  await voided(id);
  return found;
}

for (const [state, words] of [['stopped', '停发'], ['suspended', '中止'], ['cancelled', '取消']] as const) {
  test(`台账原已${words}、没有写从哪个月：登记去世以后也不把去世以前的月份补发${state === 'stopped' ? '' : '，也不发丧葬补助'}`, async () => {
    clock.today = '2026-03-20';
    await publish({ category: 'combat', amount: 10908, effectiveOn: '2025-08-01', publishedOn: '2025-09-01' });
    const id = await person();
    await brought(id, state);
    assert.deepEqual(await wouldPay(`2026-03-1-${state}`, id, ['combat', 'funeral']), []);
    await die(id, '2026-01-15');
    assert.deepEqual((await wouldPay(`2026-03-2-${state}`, id, ['combat', 'funeral'])).filter((line) => state !== 'stopped' || line.startsWith('combat')), []);
  });
}

test('台账原已停发、没有写从哪个月：登记迁出以后也不把以前的月份补发', async () => {
  clock.today = '2026-03-20';
  const id = await person();
  await brought(id, 'stopped');
  await world.call(maker, 'registry.persons.update', { id, version: (await world.call(maker, 'registry.persons.get', { id })).version, change: { state: 'moved', changedOn: '2026-01-11' } });
  assert.deepEqual(await wouldPay('2026-03-31', id, ['combat']), []);
});

test('台账原已中止、没有写从哪个月，另一项在发：对全部待遇停发又恢复，中止的一项不补发；登记中止的月份再恢复才发', async () => {
  clock.today = '2026-03-20';
  await publish({ category: 'survivor', variant: '烈士遗属', amount: 43116, effectiveOn: '2025-08-01', publishedOn: '2025-08-20' });
  const id = await entitled({ category: 'kin_martyr', grade: null, nature: null, startedOn: '2026-03' });
  await brought(id, 'suspended');
  await movement(id, { act: 'stop', month: '2026-03', reason: 'lost' });
  assert.deepEqual(await wouldPay('2026-03-32', id, ['survivor', 'combat']), []);
  await movement(id, { act: 'resume', month: '2026-03', makeGood: true, reason: 'reconfirmed' });
  assert.deepEqual(await wouldPay('2026-03-33', id, ['survivor', 'combat']), ['survivor 359300']);
  await movement(id, { act: 'suspend', category: 'combat', month: '2025-08', reason: 'imprisoned', document: '厅1' });
  await movement(id, { act: 'resume', category: 'combat', month: '2026-03', makeGood: false, reason: 'released' });
  assert.equal((await world.call(maker, 'benefits.recipients.list', { filters: { personId: [id], category: ['combat'] } })).rows[0].state, 'receiving');
});

test('手工登记的一笔错发被同月的另一项抵扣，那一笔更正删除以后，抵掉的100.00元补给本人', async () => {
  clock.today = '2026-04-20';
  const id = await entitled({ category: 'kin_martyr', grade: null, nature: null, startedOn: '2026-04' });
  const wrong = await world.call(finance, 'benefits.payments.create', { id: randomUUID(), draft: { personId: id, programme: 'combat', month: '2026-04', amount: '10000', paidOn: '2026-04-18' } });
  const april = await open('2026-04-01', ['survivor', 'combat'], '2026-04');
  await toFile(april); await closeAll(april);
  assert.equal((await lineOf(april, id)).amount, '349300');
  await world.call(finance, 'benefits.payments.remove', { id: wrong.id, version: wrong.version, reason: '登记错了' });
  clock.today = '2026-05-20';
  const may = await open('2026-05-01', ['survivor', 'combat'], '2026-05');
  await act(maker, may, 'compute');
  const paid = (await linesOf(may)).filter((line) => (line.personId.id ?? line.personId) === id).reduce((sum, line) => sum + BigInt(line.amount), 0n);
  await voided(may);
  assert.equal(paid, 359300n + 10000n);
});

test('写明月份的退款随当月发还一次；有更高的标准待核实时也只发还一次', async () => {
  clock.today = '2026-05-20';
  const id = await entitled({ ...COMBAT, startedOn: '2026-05' });
  const pay = async (month: string): Promise<string> => { clock.today = `${month}-20`; const run = await open(`${month}-09`, ['combat'], month); await toFile(run); await closeAll(run); return (await lineOf(run, id)).amount; };
  assert.equal(await pay('2026-05'), '90900');
  const [{ owner }, notice] = [world.house.database, randomUUID()];
  await sql`insert into benefits.notice (county_code, id, division_code, title, reach, document, published_on, effective_on, state) values ('999001', ${notice}, '999001000000', '待核实', 'county', '测试〔2026〕9号', '2026-05-01', '2026-05-01', 'draft')`.execute(owner);
  await sql`insert into benefits.standard (county_code, id, division_code, notice_id, kind, category, amount, period, verification) values ('999001', gen_random_uuid(), '999001000000', ${notice}, 'full', 'combat', 110900, 'month', 'unverified')`.execute(owner);
  await sql`update benefits.notice set state = 'inForce', in_force = true, approved_by = '测试', approved_by_id = 'x', approved_on = published_on where county_code = '999001' and id = ${notice}`.execute(owner);
  await repay(id, 'combat', '50000', '2026-05-20', '2026-05');
  assert.deepEqual([await pay('2026-06'), await pay('2026-07'), await pay('2026-08')], ['140900', '90900', '90900']);
  assert.deepEqual((await world.call(maker, 'benefits.personBenefits.look', { id })).waiting, []);
});
