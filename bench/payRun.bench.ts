import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Actor, House } from '#base/server/house.ts';
import { encode } from '#base/server/records/columns.ts';
import { loadStandards } from '#modules/benefits/service/standards.ts';
import { bankFile, shipLayout } from '#modules/benefits/service/bank.ts';
import { performRunAct } from '#modules/benefits/service/runs.ts';
import { Recipient } from '#modules/benefits/schema.ts';
import type { RunActName } from '#modules/benefits/schema/runs.ts';
import { systemActor } from '../src/entry/system.ts';
import { type BenchResult, printMs, timed } from './bench.ts';
import { copyRows } from './copy.ts';
import { acting, COUNTY, openWithPersons, type PersonsOpened } from './persons.ts';

const MONTHS = ['2023-10', '2023-11', '2023-12'];

/** Pay runs of a whole county, from opening to the bank's file, beside the same totals as one plain SQL statement. The last of three months is measured, so that every line has a past. Sizes: lines (20000, 100000). */
export async function bench(args: string[]): Promise<BenchResult[]> {
  const sizes = args.length > 0 ? args.map(Number) : [20_000, 100_000];
  const results: BenchResult[] = [];
  for (const size of sizes) {
    const product = await openWithPersons(size);
    await prepare(product);
    for (const [index, month] of MONTHS.entries()) {
      const steps = await payMonth(product.house, month, `${month}-01`);
      const total = steps.reduce((sum, step) => sum + step.ms, 0);
      const plain = await timed(() => plainTotal(product.house));
      const aim = size === 20_000 ? '≤ 5 s' : size === 100_000 ? '≤ 30 s' : undefined;
      results.push({ claim: `a run from opening to bank file, ${index === 0 ? 'the first month' : `month ${index + 1}`}`, size: `${size} lines`, ours: printMs(total), comparison: `plain SQL, sums alone ${printMs(plain.ms)}`, ratio: (total / plain.ms).toFixed(0), aim, note: steps.map((step) => `${step.name} ${printMs(step.ms)}`).join(', ') });
    }
    await product.close();
  }
  return results;
}

const actor = (id: string): Actor => ({ ...systemActor(COUNTY, id), id, permissions: new Set(['benefits.read', 'benefits.write', 'benefits.approve']) });

/** Gives everybody one benefit and an account, and the county its standards, all released. */
export async function prepare({ house, people }: PersonsOpened): Promise<void> {
  await acting(house, actor('maker'), async (act) => { await loadStandards(act); await shipLayout(act); });
  const { rows } = await sql<{ id: string; division_code: string }>`select id, division_code from registry.person where county_code = ${COUNTY} order by id`.execute(house.database.owner);
  const client = await house.database.ownerPool.connect();
  const kinds = [['combat', null, null], ['disabled', '08', '2'], ['ill_returned', null, null], ['kin_martyr', null, null], ['disabled', '05', '1']] as const;
  const columnsOf = (row: { id: string; division_code: string }, index: number) => {
    const [category, grade, nature] = kinds[index % kinds.length]!;
    return { ...encode(Recipient, { personId: row.id, category, grade, nature, state: 'receiving', startedOn: '2019-08', bankName: '测试银行', bankHolder: '测试', bankAccount: `6228480${String(index).padStart(12, '0')}` }, house.keys), county_code: COUNTY, id: randomUUID(), version: 1, division_code: row.division_code };
  };
  let at = 0;
  await copyRows(client, 'benefits.recipient', Object.keys(columnsOf(rows[0]!, 0)), rows, (row) => columnsOf(row, at++));
  await client.query(`insert into benefits.release (county_code, id, division_code, notice_id, standard_id, decision, document, reason, decided_by, decided_by_id, decided_on, at)
    select n.county_code, gen_random_uuid(), n.division_code, n.id, null, 'use', '测试', '测试', '测试', 'leader', current_date, now() from benefits.notice n`);
  client.release();
  await sql`vacuum analyze`.execute(house.database.owner);
  void people;
}

async function payMonth(house: House, month: string, number: string): Promise<{ name: string; ms: number }[]> {
  const id = randomUUID();
  const layout = (await sql<{ id: string }>`select id from benefits.bank_layout where county_code = ${COUNTY}`.execute(house.database.owner)).rows[0]!.id;
  await sql`insert into benefits.run (county_code, id, division_code, number, title, programmes, first_month, last_month) values (${COUNTY}, ${id}, ${`${COUNTY}000000`}, ${number}, ${number}, '{disability,survivor,illReturned,combat}', ${month}, ${month})`.execute(house.database.owner);
  const steps: { name: string; ms: number }[] = [];
  const version = async () => Number((await sql<{ version: number }>`select version from benefits.run where county_code = ${COUNTY} and id = ${id}`.execute(house.database.owner)).rows[0]!.version);
  const step = async (name: string, who: string, work: (at: number) => (act: Parameters<Parameters<typeof acting>[2]>[0]) => Promise<unknown>) => { const seen = await version(); steps.push({ name, ms: (await timed(() => acting(house, actor(who), work(seen)))).ms }); };
  const perform = (name: Exclude<RunActName, 'file'>, extra = {}) => (seen: number) => (act: Parameters<typeof performRunAct>[0]) => performRunAct(act, { id, step: randomUUID(), version: seen, act: name, ...extra });
  await step('compute', 'maker', perform('compute'));
  await step('review', 'reviewer', perform('review'));
  await step('approve', 'leader', perform('approve'));
  await step('check', 'finance', perform('check'));
  await step('file', 'maker', (seen) => (act) => bankFile(act, { id, step: randomUUID(), version: seen, layoutId: layout }));
  const closing = { ms: 0 };
  const seen = await version();
  closing.ms = (await timed(() => acting(house, actor('maker'), (act) => perform('close', { on: '2024-01-01' })(seen)(act)))).ms;
  return steps;
}

/** The same sums as one statement by somebody who knows the amounts: no reasons, no past, no lines. */
const plainTotal = (house: House) => sql`select b.category, count(*), sum(case b.category when 'combat' then 84000 when 'disabled' then 150000 when 'ill_returned' then 78750 else 329083 end) from benefits.recipient b join registry.person p on p.county_code = b.county_code and p.id = b.person_id where b.county_code = ${COUNTY} and b.state = 'receiving' and p.state = 'registered' group by 1`.execute(house.database.owner);
