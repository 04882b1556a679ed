import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { digestOf, findSigned } from '#modules/bulletin/freeze.ts';
import type { BulletinView } from '#modules/bulletin/schema/views.ts';
import { importFile } from '#modules/exchange/importFile.ts';
import { chanceOf } from '../../tools/demo/random.ts';
import { remembranceLedgers } from '../../tools/demo/remembrance.ts';
import { writeLedger } from '../../tools/demo/sheet.ts';
import { stationLedgers } from '../../tools/demo/stations.ts';
import { systemActor } from '../../src/entry/system.ts';
import { COUNTY, numberOf, openCounty, type StruckCounty } from './county.ts';
import { moments, ROUNDS, Striker, type Stroke, wellSpread } from './strike.ts';

let county: StruckCounty;
let striker: Striker;
before(async () => {
  county = await openCounty();
  await fillYear();
  striker = await Striker.begin(county);
});
after(async () => {
  await striker.end();
  await county.close();
});

/** Ledgers that need no persons are enough for a bulletin. */
async function fillYear(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ronggui-sheets-'));
  const { rows } = await sql<{ name: string }>`select name from organisation.unit where kind <> 'bureau' and level in ('county', 'township') order by level, division_code`.execute(county.house.database.owner);
  const stations = rows.map(({ name }) => name);
  for (const { ledger, rows: given } of [...stationLedgers(stations), ...remembranceLedgers(stations, chanceOf(5))]) {
    const path = join(folder, `${ledger}.xlsx`);
    await writeLedger(path, county.house.records.get(ledger)!, given);
    await importFile(county.house, systemActor(COUNTY), path, ledger);
  }
  rmSync(folder, { recursive: true, force: true });
}

/** A bulletin that waits for its signature, drafted by somebody else than the command line. */
async function waiting(): Promise<{ id: string; version: number }> {
  const id = randomUUID();
  let view = await county.call<BulletinView>('bulletin.bulletins.compose', { id, year: 2023 });
  view = await county.call('bulletin.bulletins.act', { id, version: view.version, act: 'submit' });
  for (const act of ['passReview', 'passSecrecy']) view = await county.call('bulletin.bulletins.decide', { id, version: view.version, act }, { ...county.clerk, id: 'reader' });
  return { id, version: view.version };
}

/** How much of a sign-off stands in the database: state, signed text, figures with their rows, number, step, audit. */
async function standing(id: string): Promise<Record<string, number | string>> {
  const count = (from: string) => numberOf(county.house, `select count(*) from ${from}`);
  const { rows } = await sql<{ state: string }>`select state from bulletin.bulletin where id = ${id}`.execute(county.house.database.owner);
  return {
    state: rows[0]!.state, signed: await count(`bulletin.signed where bulletin_id = '${id}'`), frozen: await count(`bulletin.frozen where bulletin_id = '${id}'`), number: await count(`bulletin.number where bulletin_id = '${id}'`),
    step: await count(`bulletin.step where bulletin_id = '${id}' and act = 'signOff'`), audit: await count(`audit.entry where outcome = 'done' and row_id = '${id}' and detail ->> 'act' = 'signOff'`),
  };
}

/** Whether the digest of the signed text still fits it. */
async function digestHolds(id: string): Promise<boolean> {
  const signed = (await county.act((act) => findSigned(act, id)))!;
  return signed.digest === digestOf(signed.document, signed.body);
}

test(`签发途中进程被强行结束 ${ROUNDS} 次：要么未签发且没有任何冻结内容，要么全部齐备；期号不断不重，审计完好`, { timeout: 1_500_000 }, async () => {
  const stroke = ({ id, version }: { id: string; version: number }): Stroke => ({
    command: 'run', args: ['bulletin.bulletins.decide', JSON.stringify({ id, version, act: 'signOff' })],
    begun: async () => (await numberOf(county.house, "select count(*) from pg_stat_activity where application_name = 'struck' and query like '%bulletin.%'").catch(() => 0)) > 0,
    over: async () => (await standing(id)).state === 'numbered',
  });
  let bulletin = { id: '', version: 0 };
  const calm = await striker.calm(async () => stroke(bulletin = await waiting()));
  const whole = await standing(bulletin.id);
  assert.ok(Number(whole.frozen) > 3 && whole.signed === 1 && whole.number === 1 && whole.step === 1 && whole.audit === 1, JSON.stringify(whole));
  const none = { state: 'signing', signed: 0, frozen: 0, number: 0, step: 0, audit: 0 };
  let signed = 3;
  bulletin = await waiting();
  for (const moment of moments('signOff')) {
    const ending = await striker.strike(stroke(bulletin), moment, calm);
    const now = await standing(bulletin.id);
    assert.ok(now.state === 'numbered' || !ending.done, `${moment.words}：已报完成，却没有签发`);
    assert.deepEqual(now, now.state === 'numbered' ? whole : none, moment.words);
    assert.deepEqual(await county.auditProblems(), [], moment.words);
    if (now.state !== 'numbered') continue;
    signed += 1;
    assert.ok(await digestHolds(bulletin.id), moment.words);
    await assert.rejects(county.call('bulletin.bulletins.decide', { ...bulletin, act: 'signOff' }), moment.words);
    bulletin = await waiting();
  }
  const end = await striker.undisturbed(stroke(bulletin));
  assert.ok(end.done, end.said);
  assert.equal(await numberOf(county.house, 'select count(*) from bulletin.number'), signed + 1);
  assert.equal(await numberOf(county.house, 'select max(issue_no) from bulletin.number'), signed + 1, '期号连续');
  assert.ok(wellSpread(signed - 3), `${ROUNDS} 次中签发 ${signed - 3} 次：时刻应分布在签发前后`);
});
