import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { labelOf } from '#base/pure/codes.ts';
import { writeCsv } from '#base/server/sheets/write-csv.ts';
import { writeSheet } from '#base/server/sheets/write-sheet.ts';
import { readCounty } from '#modules/organisation/divisions/read.ts';
import { Person } from '#modules/registry/schema.ts';
import { type DemoPerson, inventPeople } from '../tools/demo/people.ts';
import { chanceOf } from '../tools/demo/random.ts';
import { type BenchResult, timed } from './bench.ts';
import { type Ran, runProgram } from './child.ts';
import { COUNTY, openWithPersons } from './persons.ts';

const FIELDS = ['name', 'citizenId', 'roles', 'state', 'ethnicity', 'politicalStatus', 'education', 'marriage', 'mobile', 'phone', 'emergencyContact', 'emergencyPhone', 'hukouKind', 'hukouAddress', 'residenceAddress', 'enlistedOn', 'dischargedOn', 'branch', 'rank', 'honours', 'settlement', 'registeredOn', 'note'];
const HEADERS = ['乡镇（街道）', '村（社区）', ...FIELDS.map((name) => Person.fields[name as keyof typeof Person.fields].label)];

/** The import of the register through the command, as xlsx and as csv, beside PostgreSQL's own COPY of the very rows that it made. */
export async function bench(args: string[]): Promise<BenchResult[]> {
  const size = Number(args[0] ?? 100_000);
  const folder = mkdtempSync(join(tmpdir(), 'ronggui-bench-sheets-'));
  const rows = inventPeople(await readCounty(COUNTY), size, chanceOf(2023)).map(rowOf);
  const results: BenchResult[] = [];
  for (const kind of ['csv', 'xlsx'] as const) {
    const path = join(folder, `persons.${kind}`);
    if (kind === 'csv') await writeCsv(path, { columns: HEADERS.map((header) => ({ header, kind: 'text' as const })), rows });
    else await writeSheet(path, { sheets: [{ name: '人员', columns: HEADERS.map((header) => ({ header, kind: 'text' as const })), rows }] });
    const product = await openWithPersons(0);
    const ran = await runProgram(['src/entry/cli.ts', 'import', path, '--ledger', 'registry.person', '--json'], { RONGGUI_DATA: product.data });
    const made = JSON.parse(ran.printed) as { created: number; rejected: number };
    if (made.created !== size) throw new Error(`${kind}：只写入 ${made.created} 行，退回 ${made.rejected} 行`);
    const copy = await copyAgain(product.house.database.ownerPool, join(product.data, 'persons.copy'));
    results.push(result(kind, size, ran, copy, statSync(path).size));
    await product.close();
  }
  rmSync(folder, { recursive: true, force: true });
  return results;
}

function result(kind: 'csv' | 'xlsx', size: number, ran: Ran, copy: number, bytes: number): BenchResult {
  return {
    claim: `import of a ${kind} by the command, check and commit`, size: `${size} rows × ${HEADERS.length} columns, ${Math.round(bytes / 2 ** 20)} MiB`,
    ours: `${ran.seconds.toFixed(1)} s, ${Math.round(size / ran.seconds)} rows/s, peak ${Math.round(ran.peak / 2 ** 20)} MiB`, comparison: `COPY of the same rows into the same table ${copy.toFixed(1)} s`,
    ratio: (ran.seconds / copy).toFixed(1), aim: kind === 'csv' ? '≤ 20 s' : '≤ 60 s, ≤ 700 MB',
  };
}

/** Seconds of PostgreSQL's own COPY of the register's rows into a table like it, with its constraints and indexes. */
async function copyAgain(pool: { query(text: string): Promise<unknown> }, file: string): Promise<number> {
  await pool.query(`create table public.person_again (like registry.person including all); copy registry.person to '/tmp/${file.split('/')[2]}.copy'`);
  const { ms } = await timed(() => pool.query(`copy public.person_again from '/tmp/${file.split('/')[2]}.copy'`));
  await pool.query('drop table public.person_again');
  rmSync(`/tmp/${file.split('/')[2]}.copy`, { force: true });
  return ms / 1000;
}

function rowOf(person: DemoPerson, at: number): string[] {
  const word = (name: 'state' | 'hukouKind' | 'branch' | 'ethnicity' | 'politicalStatus' | 'education' | 'marriage' | 'settlement' | 'rank', among: number) => {
    const { codes } = Person.fields[name] as { codes?: { codes: readonly { label: string }[] } };
    return codes ? codes.codes[among % codes.codes.length]!.label : '';
  };
  const values: Record<string, string> = {
    name: person.name, citizenId: person.citizenId, roles: person.roles.map((code) => labelOf(Person.fields.roles.codes!, code)).join('、'), state: labelOf(Person.fields.state.codes!, 'registered'),
    ethnicity: word('ethnicity', 0), politicalStatus: word('politicalStatus', at), education: word('education', at), marriage: word('marriage', at), mobile: person.mobile, phone: `0373-${7_000_000 + (at % 900_000)}`,
    emergencyContact: `${person.name[0]}某`, emergencyPhone: person.mobile, hukouKind: word('hukouKind', at), hukouAddress: `延津县${person.township}${person.village}${at % 200}号`, residenceAddress: `延津县${person.township}${person.village}${at % 180}号`,
    enlistedOn: person.enlistedOn ?? '', dischargedOn: person.dischargedOn ?? '', branch: person.enlistedOn ? word('branch', at) : '', rank: '', honours: at % 7 ? '' : '优秀士兵', settlement: person.enlistedOn ? word('settlement', at) : '', registeredOn: '2019-03-11', note: `第${at}行`,
  };
  return [person.township, person.village, ...FIELDS.map((name) => values[name]!)];
}
