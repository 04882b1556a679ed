import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { importFile } from '#modules/exchange/importFile.ts';
import { systemActor } from '../src/entry/system.ts';
import { demoLedgers } from '../tools/demo/county.ts';
import { writeLedger } from '../tools/demo/sheet.ts';
import { COUNTY, openWithPersons, type PersonsOpened } from './persons.ts';

/** A county of so many persons with the demo county's other ledgers of 2023, which speak of those persons. */
export async function openYear(count: number): Promise<PersonsOpened> {
  const opened = await openWithPersons(count);
  const folder = mkdtempSync(join(tmpdir(), 'ronggui-bench-sheets-'));
  const { rows: units } = await sql<{ name: string }>`select name from organisation.unit where county_code = ${COUNTY} and kind <> 'bureau' and level in ('county', 'township') order by level, division_code`.execute(opened.house.database.owner);
  for (const { ledger, rows } of await demoLedgers(units.map(({ name }) => name), count)) {
    if (ledger === 'registry.person') continue;
    const path = join(folder, `${ledger}.xlsx`);
    await writeLedger(path, opened.house.records.get(ledger)!, rows);
    await importFile(opened.house, systemActor(COUNTY), path, ledger);
  }
  await sql`vacuum analyze`.execute(opened.house.database.owner);
  rmSync(folder, { recursive: true, force: true });
  return opened;
}
