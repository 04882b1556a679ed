import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { sql } from 'kysely';
import { checkDigit } from '#base/pure/citizenId.ts';
import type { Actor } from '#base/server/house.ts';
import { organisation } from '#modules/organisation/module.ts';
import { recognition } from '#modules/recognition/module.ts';
import { findPartYear } from '#modules/registry/queries/sections.ts';
import { registry } from '#modules/registry/module.ts';
import { openWorld, type Place, type World } from '#test/world.ts';
import { benefits } from './module.ts';
import { approvedOnes, loadFacts } from './queries/facts.ts';
import { rowsInForce } from './queries/standards.ts';
import { oracleOf, toFen } from './rules/fixtures/oracle.fixture.ts';
import { type Draw, drawing } from './rules/fixtures/population.fixture.ts';
import { monthOf, printMonth } from './rules/months.ts';
import { rowsToPayBy } from './rules/rates.ts';
import { shipLayout } from './service/bank.ts';

/** A whole county over a year: every month something is learned late, a run is paid by four persons, some payments come back. */
const OPENED = '2025-08';
const PROGRAMMES = ['disability', 'combat', 'survivor', 'illReturned'];
const IDENTITIES = [['disabled', 'war'], ['disabled', 'duty'], ['combat', ''], ['kin_martyr', ''], ['ill_returned', '']] as const;
const VILLAGES: Place[] = ['eastHill', 'eastLake', 'westHill', 'westLake'];
const GRADES = ['06', '07', '08', '09', '10'];
const STANDARDS = [
  ...GRADES.flatMap((grade, at) => (['war', 'duty'] as const).map((nature) => ({ category: 'disabled', grade: Number(grade), nature, variant: null, amount: 5_000_000 - at * 713_131 - (nature === 'duty' ? 100_007 : 0) }))),
  { category: 'combat', grade: null, nature: null, variant: null, amount: 1_090_801 }, { category: 'survivor', grade: null, nature: null, variant: '烈士遗属', amount: 4_311_613 }, { category: 'illReturned', grade: null, nature: null, variant: null, amount: 945_007 },
];

type Person = { id: string; dead: boolean; stopped: boolean };
type Line = { id: string; reference: string; personId: string; programme: string; amount: bigint };

class County {
  readonly world: World;
  readonly draw: Draw;
  readonly persons: Person[] = [];
  readonly closed: string[] = [];
  today = `${OPENED}-20`;
  serial = 0;
  readonly #who: Record<'maker' | 'reviewer' | 'leader' | 'finance', Actor>;

  constructor(world: World, draw: Draw) {
    this.world = world;
    this.draw = draw;
    const someone = (role: string, id: string): Actor => ({ ...world.person(role, 'county', ['registry', 'benefits']), id, name: id });
    this.#who = { maker: someone('countyClerk', 'maker'), reviewer: someone('countyClerk', 'reviewer'), leader: someone('leader', 'leader'), finance: someone('finance', 'finance') };
  }

  call(who: keyof County['actors'], name: string, input: unknown): Promise<any> {
    return this.world.call(this.actors[who], name, input);
  }

  get actors() {
    return this.#who;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.draw(list.length)]!;
  }

  /** A month so many months before the one that is being paid. */
  back(most: number): string {
    return printMonth(Math.max(monthOf(OPENED), monthOf(this.today.slice(0, 7)) - this.draw(most + 1)));
  }

  async enter(startedOn: string): Promise<void> {
    const first17 = `99900119550101${String(this.serial += 1).padStart(3, '0')}`;
    const id = randomUUID();
    await this.call('maker', 'registry.persons.create', { id, draft: { name: `测试${this.serial}`, citizenId: first17 + checkDigit(first17), roles: ['combat'], divisionCode: placeOf(this.pick(VILLAGES)), bankAccount: account(this.serial), bankName: '测试银行' } });
    for (const [category, nature] of this.draw(4) === 0 ? [IDENTITIES[0], IDENTITIES[2]] : [this.pick(IDENTITIES)]) await this.approve(id, category, nature, startedOn);
    this.persons.push({ id, dead: false, stopped: false });
  }

  async approve(personId: string, category: string, nature: string, startedOn: string): Promise<void> {
    await this.call('maker', 'benefits.recipients.create', { id: randomUUID(), draft: { personId, category, state: 'receiving', startedOn, ...(nature ? { grade: this.pick(GRADES), nature: nature === 'war' ? '1' : '2' } : {}) } });
  }

  /** Something that is learned late. */
  async happen(): Promise<void> {
    const living = this.persons.filter((one) => !one.dead);
    const one = this.pick(living);
    switch (this.draw(7)) {
      case 0: return this.die(one);
      case 1: return this.regrade(one);
      case 2: return one.stopped ? this.resume(one) : this.stop(one);
      case 3: return this.raise();
      case 4: return this.enter(this.back(4));
      case 5: return this.change(one.id, { bankAccount: account(this.serial += 1) });
      default: return this.repay(this.pick(this.persons.filter((each) => each.dead)));
    }
  }

  async change(id: string, change: Record<string, unknown>): Promise<void> {
    const { version } = await this.call('maker', 'registry.persons.get', { id });
    await this.call('maker', 'registry.persons.update', { id, version, change });
  }

  async die(one: Person): Promise<void> {
    if (this.persons.filter((each) => !each.dead).length < 12) return;
    one.dead = true;
    await this.change(one.id, { state: 'dead', diedOn: `${this.back(4)}-05` });
  }

  async regrade(one: Person): Promise<void> {
    const { rows } = await this.call('maker', 'benefits.recipients.list', { filters: { personId: [one.id], category: ['disabled'] } });
    const running = rows.find((row: any) => !row.endedOn && row.state === 'receiving');
    const last = monthOf(this.back(3)) - 1;
    if (!running || monthOf(running.startedOn.slice(0, 7)) >= last) return;
    await this.call('maker', 'benefits.recipients.update', { id: running.id, version: running.version, change: { endedOn: printMonth(last) } });
    await this.approve(one.id, 'disabled', this.pick(['war', 'duty']), printMonth(last + 1));
  }

  async move(one: Person, draft: Record<string, unknown>): Promise<void> {
    const made = await this.call('maker', 'benefits.movements.create', { id: randomUUID(), draft: { personId: one.id, ...draft } });
    await this.call('leader', 'benefits.movementCourse.decide', { id: made.id, version: made.version, decision: 'confirm' });
  }

  async stop(one: Person): Promise<void> {
    const { total } = await this.call('maker', 'benefits.recipients.list', { filters: { personId: [one.id], state: ['receiving'] } });
    if (total === 0) return;
    await this.move(one, { act: 'stop', month: this.back(2), reason: 'unconfirmed' });
    one.stopped = true;
  }

  async resume(one: Person): Promise<void> {
    await this.move(one, this.draw(2) === 0 ? { act: 'resume', month: this.today.slice(0, 7), reason: 'reconfirmed', makeGood: true } : { act: 'resume', month: printMonth(monthOf(this.today.slice(0, 7)) + 1), reason: 'reconfirmed', makeGood: false });
    one.stopped = false;
  }

  /** A notice that comes late: some standards raised, by one hand, with the owner's own SQL: how notices are made is tested beside them. */
  async raise(rows = STANDARDS.filter(() => this.draw(3) === 0), effectiveOn = `${this.back(5)}-01`, publishedOn = `${this.today.slice(0, 7)}-01`): Promise<void> {
    const notice = randomUUID();
    const { owner } = this.world.house.database;
    if (rows.length === 0) return;
    await sql`insert into benefits.notice (county_code, id, division_code, title, reach, document, published_on, effective_on, state) values ('999001', ${notice}, '999001000000', ${`通知${notice}`}, 'county', ${`测试〔2026〕${this.serial += 1}号`}, ${publishedOn}, ${effectiveOn}, 'draft')`.execute(owner);
    for (const row of rows) await sql`insert into benefits.standard (county_code, id, division_code, notice_id, kind, category, variant, grade, nature, amount, period, verification)
      values ('999001', gen_random_uuid(), '999001000000', ${notice}, 'full', ${row.category}, ${row.variant}, ${row.grade}, ${row.nature}, ${row.amount + this.draw(300_000)}, 'year', 'published')`.execute(owner);
    await sql`update benefits.notice set state = 'inForce', in_force = true, approved_by = '测试', approved_by_id = 'x', approved_on = published_on where county_code = '999001' and id = ${notice}`.execute(owner);
  }

  async waiting(id: string): Promise<{ programme: string; fen: bigint }[]> {
    return (await this.call('maker', 'benefits.personBenefits.look', { id })).waiting.map((one: any) => ({ programme: one.programme, fen: BigInt(one.fen) }));
  }

  /** Pays back a part of what is owed, or all of it. */
  async repay(one: Person | undefined, whole = false): Promise<void> {
    if (!one) return;
    for (const { programme, fen } of await this.waiting(one.id)) {
      const part = whole ? fen : (fen * BigInt(1 + this.draw(100))) / 100n;
      if (part > 0n) await this.call('finance', 'benefits.repayments.create', { id: randomUUID(), draft: { personId: one.id, programme, amount: String(part), receivedOn: this.today, document: `缴款书${this.serial += 1}` } });
    }
  }

  async act(who: keyof County['actors'], id: string, act: string, more: Record<string, unknown> = {}): Promise<any> {
    const { version } = await this.call(who, 'benefits.runs.get', { id });
    return this.call(who, act === 'file' ? 'benefits.runCourse.file' : 'benefits.runCourse.act', { id, step: randomUUID(), version, ...(act === 'file' ? more : { act, ...more }) });
  }

  async lines(id: string): Promise<Line[]> {
    const { rows } = await sql<{ id: string; reference: string; person_id: string; programme: string; amount: string }>`select id, reference, person_id, programme, amount::text from benefits.line where run_id = ${id}`.execute(this.world.house.database.owner);
    return rows.map((row) => ({ id: row.id, reference: row.reference, personId: row.person_id, programme: row.programme, amount: BigInt(row.amount) }));
  }

  /** A run from opening to its end; some payments come back, some accounts wait for a second person. `smooth`: none of that. */
  async run(smooth = false): Promise<string> {
    const month = this.today.slice(0, 7);
    const id = randomUUID();
    await this.call('maker', 'benefits.runs.create', { id, draft: { number: `${month}-${String(this.serial += 1).padStart(2, '0')}`, title: `${month}发放`, programmes: PROGRAMMES, firstMonth: month, lastMonth: month } });
    await this.act('maker', id, 'compute');
    const first = await this.lines(id);
    await this.act('reviewer', id, 'sendBack', { opinion: '再算一遍' });
    await this.act('maker', id, 'compute');
    const lines = await this.lines(id);
    assert.deepEqual(printed(lines), printed(first), 'computed twice, the same');
    if (lines.length === 0) { await this.act('maker', id, 'void', { opinion: '没有可发的' }); return id; }
    for (const [who, name] of [['reviewer', 'review'], ['leader', 'approve'], ['finance', 'check']] as const) await this.act(who, id, name);
    const layouts = await this.call('maker', 'benefits.bankLayouts.list', {});
    const file = await this.act('maker', id, 'file', { layoutId: layouts.rows[0].id });
    const held = new Set(await this.carried(id));
    const back = smooth ? [] : lines.filter((line) => line.amount > 0n && !held.has(line.id) && this.draw(9) === 0);
    await this.call('maker', 'benefits.runCourse.returns', { id, step: randomUUID(), on: this.today, content: Buffer.from(`\uFEFF付款编号,处理结果,失败原因\r\n${back.map((line) => `${line.reference},失败,户名不符`).join('\r\n')}\r\n`).toString('base64') }).catch((error: unknown) => { if (back.length > 0) throw error; });
    await this.act('maker', id, 'close', { on: this.today });
    await this.agree(id, lines, file);
    this.closed.push(id);
    for (const line of await this.carried(id)) if (smooth || this.draw(2) === 0) await this.call('reviewer', 'benefits.runCourse.checkAccount', { id: line });
    return id;
  }

  async carried(id: string): Promise<string[]> {
    return (await sql<{ id: string }>`select id from benefits.line where run_id = ${id} and outcome = 'carried'`.execute(this.world.house.database.owner)).rows.map((row) => row.id);
  }

  /** By programme, by township, by outcome, by person, by months and by the bank's file: the same sum. */
  async agree(id: string, lines: readonly Line[], file: { lines: number; total: string; carried: number }): Promise<void> {
    const total = lines.reduce((sum, line) => sum + line.amount, 0n);
    const view = await this.call('leader', 'benefits.runCourse.look', { id });
    for (const by of ['programme', 'township', 'outcome']) assert.equal(view.sums.filter((one: any) => one.by === by).reduce((sum: bigint, one: any) => sum + BigInt(one.fen), 0n), total, by);
    const outcomes = new Map<string, any>(view.sums.filter((one: any) => one.by === 'outcome').map((one: any) => [one.key, one]));
    assert.deepEqual([...outcomes.keys()].filter((key) => !['paid', 'returned', 'stopped', 'carried'].includes(key)), []);
    assert.equal(BigInt(file.total), total - BigInt(outcomes.get('carried')?.fen ?? 0), 'the bank pays what is not carried forward');
    assert.equal(file.lines + (outcomes.get('carried')?.lines ?? 0), lines.length);
    const { rows } = await sql<{ wrong: string }>`select l.id as wrong from benefits.line l where l.run_id = ${id} and (l.amount <> l.regular + l.arrears - l.recovered or l.amount <> (select sum(i.fen) from benefits.item i where i.line_id = l.id) or cardinality(l.standards) = 0)`.execute(this.world.house.database.owner);
    assert.deepEqual(rows, [], 'every line is the sum of its months, and rests on a standard');
    const { rows: paid } = await sql<{ fen: string }>`select coalesce(sum(p.amount), 0)::text as fen from benefits.payment p join benefits.line l on l.id = p.line_id where l.run_id = ${id}`.execute(this.world.house.database.owner);
    assert.equal(paid[0]!.fen, String(outcomes.get('paid')?.fen ?? '0'), 'the ledger of payments has what was paid');
  }

  /** What each person was paid in each programme, less what they paid back. */
  async received(): Promise<Map<string, bigint>> {
    const { rows } = await sql<{ key: string; fen: string }>`select person_id || '/' || programme as key, sum(fen)::text as fen from (select person_id, programme, amount as fen from benefits.payment union all select person_id, programme, -amount from benefits.repayment) x group by 1`.execute(this.world.house.database.owner);
    return new Map(rows.map((row) => [row.key, BigInt(row.fen)]));
  }

  /** What the law, read a second time, gives each person in each programme from the first month to the last, with the rounding of each calendar year made good in December. */
  async owed(last: string): Promise<Map<string, bigint>> {
    return this.world.act(this.actors.maker, async (act) => {
      const oracle = oracleOf(rowsToPayBy(await rowsInForce(act)), this.today, []);
      const owed = new Map<string, bigint>();
      for (const { facts } of await loadFacts(act, approvedOnes(IDENTITIES.map(([category]) => category)), await findPartYear(act))) {
        const years = new Map<string, { exact: bigint; fen: bigint }>();
        for (let month = monthOf(OPENED); month <= monthOf(last); month += 1) for (const [programme, exact] of oracle(facts, month)) {
          if (!PROGRAMMES.includes(programme)) continue;
          assert.notEqual(exact, null, `${programme} can be told`);
          const [key, year] = [`${facts.personId}/${programme}`, `${programme}/${Math.floor(month / 12)}`];
          const sum = years.get(year) ?? { exact: 0n, fen: 0n };
          years.set(year, { exact: sum.exact + exact!, fen: sum.fen + toFen(exact!) });
          const settled = month % 12 === 11 && exact! > 0n ? toFen(years.get(year)!.exact) - years.get(year)!.fen : 0n;
          const fen = toFen(exact!) + settled;
          if (fen !== 0n) owed.set(key, (owed.get(key) ?? 0n) + fen);
        }
      }
      return owed;
    });
  }
}

const account = (serial: number) => `62284800000000${String(1000 + serial)}`;
const placeOf = (place: Place) => ({ eastHill: '999001100201', eastLake: '999001100202', westHill: '999001101201', westLake: '999001101202' } as Record<string, string>)[place]!;
const printed = (lines: readonly Line[]) => lines.map((line) => `${line.personId}/${line.programme} ${line.amount}`).toSorted();
const sorted = (sums: ReadonlyMap<string, bigint>) => [...sums].filter(([, fen]) => fen !== 0n).map(([key, fen]) => `${key} ${fen}`).toSorted();

for (const seed of (process.env.RUN_SEEDS ?? '1,2').split(',').map(Number)) {
  test(`任意的一年（种子${seed}）：十三个批次，迟到的去世、通知、等级、停发、恢复、退汇、换账号、退款；每批各种合计一致，结清后每人每项恰为应发，一分不差`, async () => {
    const draw = drawing(seed);
    let county: County | undefined;
    const world = await openWorld([organisation, registry, recognition, benefits], { clock: () => new Date(`${county?.today ?? `${OPENED}-20`}T02:00:00Z`) });
    try {
      county = new County(world, draw);
      await world.act(county.actors.maker, shipLayout);
      await sql`insert into house.setting (county_code, key, value) values ('999001', 'benefits.terms', ${JSON.stringify({ opened: OPENED })}::jsonb)`.execute(world.house.database.owner);
      await county.raise(STANDARDS, '2024-08-01', '2024-08-15');
      for (let at = 0; at < 20; at += 1) await county.enter(printMonth(monthOf(OPENED) - draw(30)));
      for (let month = monthOf(OPENED); month < monthOf(OPENED) + 12; month += 1) {
        county.today = `${printMonth(month)}-20`;
        for (let at = draw(5); at > 0; at -= 1) await county.happen();
        await county.run();
      }
      county.today = '2026-08-20';
      await county.run(true);
      for (const one of county.persons) await county.repay(one, true);
      county.today = '2026-08-25';
      await county.run(true);
      assert.deepEqual(sorted(await county.received()), sorted(await county.owed('2026-08')));
      for (const one of county.persons) assert.deepEqual(await county.waiting(one.id), []);
      for (const id of county.closed) assert.deepEqual((await county.call('maker', 'benefits.runCourse.recompute', { id })).differing, []);
      const { rows: [happened] } = await sql<Record<string, number>>`select count(distinct run_id)::int as runs, count(*) filter (where outcome = 'returned')::int as returned, count(*) filter (where outcome = 'carried')::int as carried, count(*) filter (where recovered > 0)::int as recovered, count(*) filter (where arrears > 0)::int as arrears from benefits.line`.execute(world.house.database.owner);
      for (const [what, least] of [['runs', 13], ['returned', 10], ['carried', 1], ['recovered', 1], ['arrears', 20]] as const) assert.ok(happened![what]! >= least, `${what}: ${happened![what]}`);
    } finally {
      await world.close();
    }
  });
}
