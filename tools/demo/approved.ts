import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { checkDigit } from '#base/pure/citizenId.ts';
import type { Opened } from '#base/server/open.ts';
import type { Call, Somebody } from './payday.ts';

const DOCUMENT = '演示数据，不是真实标准';
const HOUSEHOLDS = 12;
/** Of the households, how many are written down at once, and how many after the first are approved; the last two stay without. */
const [FIRST, THEN] = [8, 2];

/** A village's family of a conscript: its register calls it 义务兵家庭. */
type Family = { id: string; name: string; division_code: string };

/** Sums of the demo county that two persons approve: this year's 优待金 paid to eight households with two more waiting and two without facts, and three grants of discharged soldiers, one of them waiting. */
export async function walkApproved({ house }: Opened, county: string, call: Call, who: Somebody, today: string): Promise<{ households: number; grants: number }> {
  const owner = house.database.owner;
  const [maker, leader] = [await who('county'), await who('leader')];
  const year = Number(today.slice(0, 4));
  const create = (ledger: string, draft: Record<string, unknown>) => call(maker, `${ledger}.create`, { id: randomUUID(), draft });
  const families = (await sql<Family>`select distinct on (division_code) id, name, division_code from registry.person where county_code = ${county} and 'family_conscript' = any(roles) order by division_code, id limit ${HOUSEHOLDS}`.execute(owner)).rows;
  const terms = await create('benefits.conscriptTerms', { title: `${year}年度义务兵家庭优待金`, year, base: '1860000', counting: 'calendarYear', payMonth: 8, document: DOCUMENT, verification: 'published' });
  for (const [item, percent] of [['tibet', 300], ['xinjiang', 200], ['bachelor', 20], ['third', 50]]) await create('benefits.conscriptAdditions', { termsId: terms.id, item, percent });
  await inForce(call, leader, 'conscript', terms.id);
  const soldiers: string[] = [];
  for (const [at, family] of families.entries()) soldiers.push((await create('registry.persons', conscript(family, at, year))).id);
  const settle = async (from: number, to: number) => { for (let at = from; at < to; at += 1) await create('benefits.conscriptHomes', household(soldiers[at]!, families[at]!, at)); };
  const submit = async () => { await call(maker, 'benefits.conscriptCourse.reckon', { year }); await call(maker, 'benefits.conscriptCourse.submit', { year }); };
  await settle(0, FIRST);
  await submit();
  const { others } = await call(leader, 'benefits.conscriptCourse.overview', { year });
  await call(leader, 'benefits.conscriptCourse.decide', { year, act: 'approve', count: others.count, fen: others.fen, month: today.slice(0, 7) });
  await settle(FIRST, FIRST + THEN);
  await submit();
  return { households: families.length, grants: await grants(create, call, maker, leader, owner, county, today) };
}

/** The second person puts the county's terms in force. */
async function inForce(call: Call, leader: Awaited<ReturnType<Somebody>>, kind: 'conscript' | 'grant', id: string): Promise<void> {
  const { version } = await call(leader, 'benefits.countyTerms.look', { kind, id });
  await call(leader, 'benefits.countyTerms.confirm', { kind, id, version });
}

function conscript({ name, division_code: divisionCode }: Family, at: number, year: number): Record<string, unknown> {
  const first = `999${410 + at}${year - 19}${String(1 + at).padStart(2, '0')}1500${(at % 5) * 2 + 1}`;
  return { name: `${[...name][0]}${['俊豪', '子轩', '宇航', '一鸣', '浩宇', '文博'][at % 6]}`, citizenId: first + checkDigit(first), roles: ['serving'], state: 'serving', divisionCode, education: at % 4 === 0 ? '20' : '60', enlistedOn: at % 3 === 0 ? `${year - 1}-09` : `${year}-03` };
}

function household(personId: string, { id, name }: Family, at: number): Record<string, unknown> {
  const filed = { payeeId: id, payeeName: name };
  const account = { bankName: '县农村商业银行', bankHolder: name, bankAccount: `62230998001000${String(1000 + at * 37)}0` };
  return { personId, approvedHere: true, region: at % 5 === 0 ? 'tibet' : 'ordinary', payeeRelation: 'parent', ...filed, ...account };
}

/** 地方一次性经济补助 by invented terms, for three who left the army last. */
async function grants(create: (ledger: string, draft: Record<string, unknown>) => Promise<any>, call: Call, maker: Awaited<ReturnType<Somebody>>, leader: typeof maker, owner: Opened['house']['database']['owner'], county: string, today: string): Promise<number> {
  const { id: terms } = await create('benefits.grantTerms', { title: '本县自主就业一次性经济补助', document: DOCUMENT, effectiveOn: '2013-01-01', kind: 'byYears', perYear: '450000', ncoStep: '100000', conscriptYears: 2, verification: 'published' });
  await inForce(call, leader, 'grant', terms);
  const { rows } = await sql<{ id: string }>`select id from registry.person where county_code = ${county} and settlement = 'self' and discharged_on >= '2015' and length(enlisted_on) = 7 order by discharged_on desc, id limit 3`.execute(owner);
  for (const [at, { id: personId }] of rows.entries()) {
    const { version: seen } = await call(maker, 'registry.persons.get', { id: personId });
    await call(maker, 'registry.persons.update', { id: personId, version: seen, change: { bankName: '县农村商业银行', bankAccount: `62230998002000${1000 + at * 41}0` } });
    const made = await create('benefits.oneOffs', { personId, kind: 'localGrant', document: `演示〔${today.slice(0, 4)}〕${at + 1}号` });
    const version = async () => (await call(maker, 'benefits.oneOffs.get', { id: made.id })).version;
    if (at < 2) await call(maker, 'benefits.oneOffCourse.act', { id: made.id, version: await version(), act: 'submit' });
    if (at < 1) await call(leader, 'benefits.oneOffCourse.decide', { id: made.id, version: await version(), act: 'approve', month: today.slice(0, 7) });
  }
  return rows.length;
}
