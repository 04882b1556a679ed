import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { importFile } from '#modules/exchange/importFile.ts';
import { readCounty } from '#modules/organisation/divisions/read.ts';
import { Person } from '#modules/registry/schema.ts';
import { systemActor } from '../../src/entry/system.ts';
import { inventPeople } from '../../tools/demo/people.ts';
import { chanceOf } from '../../tools/demo/random.ts';
import { registryLedgers } from '../../tools/demo/registry.ts';
import { writeLedger } from '../../tools/demo/sheet.ts';
import { COUNTY, numberOf, openCounty, type StruckCounty } from './county.ts';
import { moments, ROUNDS, Striker, type Stroke, wellSpread } from './strike.ts';

const ROWS = 250;
const folder = mkdtempSync(join(tmpdir(), 'ronggui-sheets-'));
let county: StruckCounty;
let striker: Striker;
before(async () => {
  county = await openCounty();
  striker = await Striker.begin(county);
});
after(async () => {
  await striker.end();
  await county.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Everything that one imported person leaves in the database. */
const TRACES = ['registry.person', "registry.person_role where status = 'current'", 'registry.person_key', "house.change where record = 'registry.person'"];
const traces = () => Promise.all(TRACES.map((from) => numberOf(county.house, `select count(*) from ${from}`)));

/** Sheets of different people; each is imported again and again until a strike came too late for it. */
async function sheets(): Promise<() => Promise<string>> {
  const people = inventPeople(await readCounty(COUNTY), ROWS * 60, chanceOf(9));
  let written = 0;
  return async () => {
    const path = join(folder, `${written}.xlsx`);
    await writeLedger(path, Person, registryLedgers(people.slice(written * ROWS, (written + 1) * ROWS))[0]!.rows);
    written += 1;
    return path;
  };
}

test(`导入途中进程被强行结束 ${ROUNDS} 次：每一批要么全部写入，要么一行没有，再导一次不重复，审计完好`, { timeout: 1_500_000 }, async () => {
  const nextSheet = await sheets();
  const counted = async () => ({ all: await numberOf(county.house, 'select count(*) from exchange.batch'), committed: await numberOf(county.house, "select count(*) from exchange.batch where state = 'committed'") });
  let former = await counted();
  const stroke = (path: string): Stroke => ({
    command: 'import', args: [path, '--ledger', 'registry.person'],
    begun: async () => (await counted().catch(() => former)).all > former.all,
    over: async () => (await counted().catch(() => former)).committed > former.committed,
  });
  const calm = await striker.calm(async () => {
    former = await counted();
    return stroke(await nextSheet());
  });
  const one = (await traces()).map((count) => count / 3);
  let [path, whole] = [await nextSheet(), 3];
  let last = await traces();
  for (const moment of moments('import')) {
    former = await counted();
    const ending = await striker.strike(stroke(path), moment, calm);
    const now = await traces();
    const written = now[0]! > last[0]!;
    assert.ok(written || !ending.done, `${moment.words}：已报完成，却没有写入`);
    if (!written) assert.deepEqual(now, last, moment.words);
    else {
      whole += 1;
      assert.equal(now[0]! - last[0]!, ROWS, moment.words);
      assert.equal(now[3]! - last[3]!, ROWS, moment.words);
      assert.equal(await numberOf(county.house, "select count(*) from registry.person p where not exists (select 1 from registry.person_key k where k.person_id = p.id) or cardinality(p.roles) <> (select count(*) from registry.person_role o where o.person_id = p.id and o.status = 'current')"), 0, moment.words);
      const again = await importFile(county.house, systemActor(COUNTY), path, 'registry.person');
      assert.deepEqual([again.created, again.updated, again.unchanged], [0, 0, ROWS], moment.words);
      assert.deepEqual(await traces(), now, moment.words);
      [path, last] = [await nextSheet(), now];
    }
    const unequal = await numberOf(county.house, "select count(*) from exchange.batch b where (b.state = 'committed') <> exists (select 1 from house.change c where c.batch_id = b.id) and (b.counts ->> 'new')::int > 0");
    assert.equal(unequal, 0, `${moment.words}：批次状态与写入的行不符`);
    assert.deepEqual(await county.auditProblems(), [], moment.words);
  }
  const end = await importFile(county.house, systemActor(COUNTY), path, 'registry.person');
  assert.equal(end.created, ROWS);
  assert.equal((await traces())[0], (whole + 1) * ROWS);
  assert.ok(one[0] === ROWS && wellSpread(whole - 3), `${ROUNDS} 次中写入 ${whole - 3} 次：时刻应分布在写入前后`);
});
