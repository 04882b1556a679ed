import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import type { Values } from '#base/pure/record.ts';
import { workAside } from '#base/server/pending.ts';
import { updateRow } from '#base/server/records/write.ts';
import { benefits } from '#modules/benefits/module.ts';
import { cards } from '#modules/cards/module.ts';
import { care } from '#modules/care/module.ts';
import { employment } from '#modules/employment/module.ts';
import { organisation } from '#modules/organisation/module.ts';
import { registry } from '#modules/registry/module.ts';
import { besides, LONG, pausedAfter } from '#test/besides.ts';
import { inventCitizenId, openWorld, PLACES, type Place, type World } from '#test/world.ts';
import { evaluateAll, evaluatePending } from './jobs.ts';
import { quality } from './module.ts';
import { FACT_RULES } from './queries/measures.ts';
import { PERSONS } from './queries/pending.ts';
import { ruleOf } from './rules/all.ts';
import { evaluate } from './service/evaluate.ts';

let world: World;
let today = '2026-02-15';
before(async () => { world = await openWorld([organisation, registry, cards, care, employment, benefits, quality], { clock: () => new Date(`${today}T02:00:00Z`) }); });
after(() => world.close());

const clerk = (place: Place = 'eastHill') => world.person('villageClerk', place);
const county = () => world.person(['countyClerk', 'finance'], 'county', ['registry', 'care', 'employment']);
const register = async (at: Place, more: Values = {}): Promise<string> => (await world.register({ at, ...more })).id;
const found = async (filters: Record<string, string[]>, who = county()): Promise<any[]> => (await world.call(who, 'quality.findings.list', { size: 500, filters })).rows;
const rulesOf = async (personId: string, state = 'open') => (await found({ personId: [personId], state: [state] })).map((one) => one.rule as string);
const change = async (id: string, fields: Values, who = county()) => {
  const row = await world.call(who, 'registry.persons.get', { id });
  return world.call(who, 'registry.persons.update', { id, version: row.version, change: fields });
};
const create = (operation: string, draft: Values): Promise<any> => world.call(county(), `${operation}.create`, { id: randomUUID(), draft });

test('改正记录的同一次保存就消除提示，别的提示不受影响', async () => {
  const id = await register('eastHill', { name: '王改正', ethnicity: '河南', mobile: null });
  assert.ok((await rulesOf(id)).includes('ethnicity.unknown'));
  assert.ok((await rulesOf(id)).includes('phone.none'));
  await change(id, { ethnicity: '汉族' }, clerk());
  assert.ok(!(await rulesOf(id)).includes('ethnicity.unknown'));
  assert.ok((await rulesOf(id)).includes('phone.none'));
  await change(id, { mobile: '19912345670' }, clerk());
  assert.ok(!(await rulesOf(id)).includes('phone.none'));
});

test('同一账号五人共用时五人都提示，跨村也算；改掉一人的账号，其余四人当即消除', async () => {
  const account = '6217000000000000000';
  const ids: string[] = [];
  for (const at of ['eastHill', 'eastLake', 'westHill', 'westLake'] as const) ids.push(await register(at, { bankAccount: account }));
  for (const id of ids) assert.ok(!(await rulesOf(id)).includes('bank.shared'));
  ids.push(await register('eastHill', { bankAccount: account }));
  for (const id of ids) assert.ok((await rulesOf(id)).includes('bank.shared'));
  assert.equal((await found({ rule: ['bank.shared'] }, clerk('westHill'))).length, 1, '只看到本村的');
  await change(ids[4]!, { bankAccount: null }, clerk());
  for (const id of ids) assert.ok(!(await rulesOf(id)).includes('bank.shared'));
});

test('两个村有同名同生日的档案：两边各自提示；去世的不算', async () => {
  const twin = { name: '孙同名', birthOn: '1970-03-03', citizenId: null, sex: 'male' };
  const [east, west] = [await register('eastHill', twin), await register('westHill', twin)];
  for (const id of [east, west]) assert.ok((await rulesOf(id)).includes('person.elsewhere'));
  await change(west, { state: 'dead', diedOn: '2025-01-01' });
  assert.ok(!(await rulesOf(east)).includes('person.elsewhere'));
});

test('身份、待遇、发放、光荣牌、就业台账写入和删除后，本人的提示随之变化', async () => {
  const id = await register('eastLake', { name: '赵台账', roles: ['vet_self_employed', 'ill_returned'] });
  assert.ok((await rulesOf(id)).includes('benefit.none') && (await rulesOf(id)).includes('role.basis') && (await rulesOf(id)).includes('profile.none'));
  const role = (await world.call(county(), 'registry.roles.list', { filters: { personId: [id], role: ['ill_returned'] } })).rows[0];
  await world.call(county(), 'registry.roles.update', { id: role.id, version: role.version, change: { basis: 'approval' } });
  assert.ok(!(await rulesOf(id)).includes('role.basis'));
  const profile = await create('employment.profiles', { personId: id, status: 'employed', confirmedOn: '2026-01-01' });
  assert.ok(!(await rulesOf(id)).includes('profile.none'));
  await world.call(county(), 'employment.profiles.remove', { id: profile.id, version: profile.version, reason: '登记有误' });
  assert.ok((await rulesOf(id)).includes('profile.none'));
  const benefit = await create('benefits.recipients', { personId: id, category: 'ill_returned', state: 'receiving', startedOn: '2020-01' });
  assert.ok(!(await rulesOf(id)).includes('benefit.none') && (await rulesOf(id)).includes('benefit.basis'));
  await create('care.plaques', { personId: id, category: 'veteran', hungOn: '2019-07-01' });
  await create('benefits.payments', { personId: id, programme: 'illReturned', month: '2025-09', amount: '80000', paidOn: '2025-09-10' });
  await change(id, { state: 'dead', diedOn: '2025-08-20' });
  const now = await rulesOf(id);
  for (const rule of ['benefit.dead', 'payment.dead', 'plaque.dead', 'dead.roles']) assert.ok(now.includes(rule), rule);
  await world.call(county(), 'benefits.recipients.update', { id: benefit.id, version: 1, change: { state: 'deceased', endedOn: '2025-08' } });
  assert.ok(!(await rulesOf(id)).includes('benefit.dead'));
});

test('户主迁到别户，原户和新户当即重新核对；只在本户范围内看到', async () => {
  const [first, second] = [(await create('registry.households', { headName: '周户主', divisionCode: PLACES.eastHill })).id as string, (await create('registry.households', { headName: '吴户主', divisionCode: PLACES.eastHill })).id as string];
  const head = await register('eastHill', { name: '周户主', householdId: first, householdRelation: '01' });
  await register('eastHill', { name: '周配偶', householdId: first, householdRelation: '10' });
  await register('eastHill', { name: '周之子', householdId: first, householdRelation: '20' });
  const of = async (row: string) => (await found({ record: ['registry.household'] })).filter((one) => one.rowId === row).map((one) => one.rule);
  assert.deepEqual(await of(first), ['house.address']);
  assert.ok((await of(second)).includes('house.empty'));
  await change(head, { householdId: second }, clerk());
  assert.ok((await of(first)).includes('house.headless'));
  assert.ok(!(await of(second)).includes('house.empty') && (await of(second)).includes('house.headName'));
});

test('说明不适用后单独列出，撤回后恢复；所涉内容变动，提示自动恢复，说明留档', async () => {
  const id = await register('eastHill', { name: '钱例外', enlistedOn: '1984-01' });
  const [finding] = (await found({ personId: [id], rule: ['enlist.age'] }));
  assert.equal(finding.facts, '入伍时 15 周岁');
  const waive = () => world.call(clerk(), 'quality.waive', { id: finding.id, waiverId: randomUUID(), reason: '文艺兵，档案记载属实' });
  await assert.rejects(world.call(clerk(), 'quality.waive', { id: finding.id, waiverId: randomUUID(), reason: '是' }), /至少四个字/);
  await assert.rejects(world.call(clerk('westHill'), 'quality.waive', { id: finding.id, waiverId: randomUUID(), reason: '文艺兵，档案属实' }), /不存在/);
  await waive();
  assert.ok((await rulesOf(id, 'waived')).includes('enlist.age') && !(await rulesOf(id)).includes('enlist.age'));
  const [waiver] = (await world.call(clerk(), 'quality.waivers.list', { filters: { personId: [id] } })).rows;
  assert.deepEqual([waiver.state, waiver.waivedOn, waiver.waivedBy], ['active', today, clerk().name]);
  await change(id, { education: '60' });
  assert.ok((await rulesOf(id, 'waived')).includes('enlist.age'), '无关内容变动不影响说明');
  await world.call(clerk(), 'quality.unwaive', { id: finding.id });
  assert.ok((await rulesOf(id)).includes('enlist.age'));
  await waive();
  await change(id, { enlistedOn: '1984-05' });
  assert.ok((await rulesOf(id)).includes('enlist.age'));
  const kept = (await world.call(clerk(), 'quality.waivers.list', { filters: { personId: [id], state: ['over'] } })).rows;
  assert.deepEqual(kept.map((one: Values) => one.endedOn), [today]);
});

test('待核对事项不能手工增删；清单、总览和指标同一个数，按管辖范围', async () => {
  const id = await register('westLake', { name: '郑范围', birthOn: null, citizenId: inventCitizenId('1950-01-01'), mobile: null, ethnicity: '河南' });
  const [finding] = await found({ personId: [id] });
  await assert.rejects(world.call(county(), 'quality.findings.remove', { id: finding.id, version: 1, reason: '不想看见' }), /由规则得出/);
  for (const [who, place] of [[county(), 'county'], [world.person('townshipClerk', 'west'), 'west'], [clerk('westLake'), 'westLake']] as const) {
    const overview = await world.call(who, 'quality.overview', {});
    for (const { rule, open, waived } of overview.rules) {
      for (const [state, count] of [['open', open], ['waived', waived]]) assert.equal((await world.call(who, 'quality.findings.list', { size: 1, filters: { rule: [rule], state: [state] } })).total, count, `${place} ${rule}`);
    }
    for (const [figure, count] of [['quality.persons.findings', overview.withFindings], ['quality.persons.clear', overview.withoutFindings], ['quality.facts.required', overview.persons]] as const) assert.equal((await world.call(who, 'registry.persons.list', { size: 1, figure })).total, count, figure);
    for (const one of overview.places) assert.equal(one.must + one.check + one.fill, (await world.call(who, 'quality.findings.list', { size: 1, division: one.code, filters: { state: ['open'] } })).total);
    assert.ok(overview.factsFilled > 0 && overview.factsFilled <= overview.factsRequired);
  }
  await assert.rejects(world.call(clerk('westLake'), 'quality.overview', { division: PLACES.eastHill }), /不存在/);
  const [task] = await world.act(clerk('westLake'), (act) => quality.tasks!(act));
  assert.match(task!.title, /^\d+ 项档案内容待核对$/);
});

const snapshot = async () => (await sql`select f.rule, f.record, f.row_id, f.person_id, f.division_code, f.subject, f.facts, f.severity, f.level, f.field, f.state from quality.finding f order by f.rule, f.record, f.row_id`.execute(world.house.database.owner)).rows;

test('任意修改之后，逐次核对与全部重新核对的结果相同', async () => {
  await evaluateAll(world.house);
  const households = [(await create('registry.households', { headName: '甲户', divisionCode: PLACES.eastHill })).id, (await create('registry.households', { headName: '乙户', divisionCode: PLACES.westHill })).id, null];
  const people = await Promise.all((['eastHill', 'eastLake', 'westHill', 'westLake'] as const).flatMap((at) => [register(at, { name: '随机甲' }), register(at, { name: '随机乙' })]));
  const one = <T>(...values: T[]) => fc.constantFrom(...values);
  const edit = fc.oneof(
    fc.record({ mobile: one('19900000001', '19900000002', null) }), fc.record({ bankAccount: one('6217000000000000018', '6217000000000000026', null) }),
    fc.record({ householdId: one(...households), householdRelation: one('01', '10', null) }), fc.record({ name: one('随机甲', '随机乙', '随机丙') }), fc.record({ divisionCode: one(PLACES.eastHill, PLACES.westHill, PLACES.westLake) }),
    fc.record({ state: one('registered', 'moved', 'unverified') }), fc.record({ roles: one<string[]>([], ['vet_assigned'], ['ill_returned', 'vet_self_employed'], ['family_active']) }), fc.record({ dischargeCertNo: one('甲1', '甲2', null) }), fc.record({ enlistedOn: one('1975', '1986-11', null) }),
  );
  await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.nat(people.length - 1), edit), { minLength: 3, maxLength: 8 }), async (edits) => {
    for (const [at, fields] of edits) await change(people[at]!, fields as Values);
    const kept = await snapshot();
    await evaluateAll(world.house);
    assert.deepEqual(kept, await snapshot());
  }), { numRuns: 5 });
});

test('删除档案后其提示随之消失，与之同号的人重新核对；撤销删除后恢复', async () => {
  const twin = { name: '冯删除', birthOn: '1971-07-07', citizenId: null, sex: 'male' };
  const [first, second] = [await register('eastHill', twin), await register('eastHill', twin)];
  assert.ok((await rulesOf(first)).includes('person.twice'));
  await world.call(county(), 'registry.persons.remove', { id: second, version: 1, reason: '重复建档' });
  assert.ok(!(await rulesOf(first)).includes('person.twice'));
  assert.deepEqual(await rulesOf(second), []);
  await world.call(county(), 'registry.persons.restore', { id: second });
  for (const id of [first, second]) assert.ok((await rulesOf(id)).includes('person.twice'));
});

const overviewOf = (who = county()) => world.call(who, 'quality.overview', {});
const suspend = (rule: string, reason = '原台账没有这一栏，换证时补采', who = county()) => world.call(who, 'quality.suspend', { rule, id: randomUUID(), reason });

test('全县停用一条规则：各村的提示当即收起，完整率不计这一项，改档、新档和每夜核对都不再提示；恢复后逐条回来，不适用说明仍有效', async () => {
  const east = await register('eastHill', { name: '停用甲', ethnicity: null, hukouKind: null });
  const west = await register('westHill', { name: '停用乙', hukouKind: null });
  const [explained] = await found({ personId: [west], rule: ['hukou.kind'] });
  await world.call(clerk('westHill'), 'quality.waive', { id: explained.id, waiverId: randomUUID(), reason: '户籍在部队，尚未落户' });
  const before = await overviewOf();
  const open = before.rules.find((one: Values) => one.rule === 'hukou.kind').open as number;
  const { rows: [held] } = await sql<{ n: number }>`select count(hukou_kind)::int as n from registry.person where county_code = '999001' and state in ('registered', 'unverified')`.execute(world.house.database.owner);
  await assert.rejects(suspend('hukou.kind', '缺'), /至少四个字/);
  await assert.rejects(suspend('no.such'), /没有这条核对规则/);
  await assert.rejects(suspend('hukou.kind', '村里不想看见', clerk()), { code: 'quality.county', status: 403 });
  const id = randomUUID();
  for (const hidden of [open, 0]) assert.deepEqual(await world.call(county(), 'quality.suspend', { rule: 'hukou.kind', id, reason: '原台账没有这一栏' }), { hidden });
  await assert.rejects(suspend('hukou.kind'), /已经停用/);
  for (const person of [east, west]) assert.ok(!(await rulesOf(person)).includes('hukou.kind') && !(await rulesOf(person, 'waived')).includes('hukou.kind'));
  assert.ok((await rulesOf(east)).includes('ethnicity.missing'), '别的规则不受影响');
  const during = await overviewOf();
  assert.ok(!during.rules.some((one: Values) => one.rule === 'hukou.kind'));
  assert.deepEqual([during.factsRequired, during.factsFilled], [before.factsRequired - before.persons, before.factsFilled - held!.n], '每人少计 1 项，已填的也不计');
  await change(east, { mobile: '19912345671' });
  const later = await register('eastLake', { name: '停用丙', hukouKind: null });
  await evaluateAll(world.house);
  assert.deepEqual(await found({ rule: ['hukou.kind'] }), []);
  assert.deepEqual((await world.call(clerk('westHill'), 'quality.suspensions', {})).map((one: Values) => [one.rule, one.reason, one.hidden, one.suspendedOn, one.endedOn]), [['hukou.kind', '原台账没有这一栏', open, today, null]]);
  const { rows: audited } = await sql<{ reason: string; detail: Values }>`select reason, detail from audit.entry where operation = 'quality.suspend' and row_id = ${id} and outcome = 'done' order by id`.execute(world.house.database.owner);
  assert.deepEqual([audited[0]!.reason, audited[0]!.detail.hidden], ['原台账没有这一栏', open]);
  await assert.rejects(world.call(clerk(), 'quality.resume', { rule: 'hukou.kind' }), { code: 'quality.county' });
  assert.ok((await world.call(county(), 'quality.resume', { rule: 'hukou.kind', reason: '已补采' })).pending > 0);
  await assert.rejects(world.call(county(), 'quality.resume', { rule: 'hukou.kind' }), /没有停用/);
  await evaluatePending(world.house);
  for (const person of [east, later]) assert.ok((await rulesOf(person)).includes('hukou.kind'));
  assert.deepEqual([(await rulesOf(west)).includes('hukou.kind'), (await rulesOf(west, 'waived')).includes('hukou.kind')], [false, true]);
  const [past] = await world.call(county(), 'quality.suspensions', {});
  assert.deepEqual([past.endedOn, past.endedBy, past.endReason], [today, county().name, '已补采']);
  assert.deepEqual((await overviewOf()).factsRequired, before.factsRequired + 10, '新建的一份退役军人档案应填 10 项');
});

test('完整率的每一项事实都有一条规则管；停用前开始的操作写下的提示，后台随即清掉', async () => {
  for (const rule of FACT_RULES) assert.ok(ruleOf(rule), rule);
  const id = await register('eastHill', { name: '迟到', education: null });
  const [late] = await found({ personId: [id], rule: ['education.missing'] });
  await suspend('education.missing');
  await sql`insert into quality.finding (county_code, id, division_code, subject, rule, severity, level, record, row_id, person_id, state, found_on) values ('999001', ${late.id}, ${PLACES.eastHill}, '迟到', 'education.missing', 'fill', 'village', 'registry.person', ${id}, ${id}, 'open', ${today}::date)`.execute(world.house.database.owner);
  await quality.jobs!.find((one) => one.name === 'quality.evaluate')!.work(world.house, {});
  assert.deepEqual(await found({ rule: ['education.missing'] }), []);
  await world.call(county(), 'quality.resume', { rule: 'education.missing' });
  await evaluatePending(world.house);
});

test('超过界限的批量写入由后台分批核对，结果与当时核对相同；年龄、期限由每夜任务更新', async () => {
  const batch = randomUUID();
  const people = Array.from({ length: 230 }, (_, at) => ({ id: randomUUID(), at }));
  await world.act(county(), async (act) => {
    await sql`insert into registry.person (county_code, id, division_code, batch_id, name, sex, birth_on, roles, state, mobile_index, updated_at) select '999001', p.id, ${PLACES.eastHill}, ${batch}, '批量' || p.at, 'male', '1966-04-01', array['vet_self_employed'], 'registered', 'same', '2026-02-15'
      from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as p(id uuid, at int)`.execute(act.tx);
    const follower = quality.followers!.find((one) => one.record === 'registry.person')!;
    await follower.afterWrite!(act, sql`r.county_code = '999001' and r.batch_id = ${batch}`);
  });
  assert.equal((await world.call(county(), 'quality.overview', {})).pending, 230);
  assert.deepEqual(await rulesOf(people[0]!.id), []);
  assert.equal(await evaluatePending(world.house), 230);
  const rules = await rulesOf(people[0]!.id);
  assert.ok(rules.includes('soon.men') && rules.includes('mobile.shared') && rules.includes('enlist.missing'));
  assert.equal((await found({ rule: ['mobile.shared'] })).length, 230);
  today = '2026-04-02';
  await evaluateAll(world.house);
  assert.ok(!(await rulesOf(people[0]!.id)).includes('soon.men'));
  today = '2026-02-15';
});

test('批量写入还没提交，后台已在核对同一批人：后台不会取走他们，提交后再核对，结果不落下这一批', async () => {
  const people = Array.from({ length: 210 }, (_, at) => ({ id: randomUUID(), at }));
  const follower = (record: string) => quality.followers!.find((one) => one.record === record)!;
  const batch = randomUUID();
  await world.act(county(), async (act) => {
    await sql`insert into registry.person (county_code, id, division_code, batch_id, name, sex, birth_on, roles, state, updated_at) select '999001', p.id, ${PLACES.eastHill}, ${batch}, '先后' || p.at, 'male', '1990-04-01', array['vet_self_employed'], 'registered', '2026-02-15'
      from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as p(id uuid, at int)`.execute(act.tx);
    await follower('registry.person').afterWrite!(act, sql`r.county_code = '999001' and r.batch_id = ${batch}`);
  });
  await world.act(county(), async (act) => {
    await sql`insert into employment.profile (county_code, id, division_code, batch_id, person_id, status, confirmed_on) select '999001', gen_random_uuid(), ${PLACES.eastHill}, ${batch}, p.id, 'employed', '2026-01-01' from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as p(id uuid, at int)`.execute(act.tx);
    await follower('employment.profile').afterWrite!(act, sql`r.county_code = '999001' and r.batch_id = ${batch}`);
    assert.equal(await evaluatePending(world.house), 0, '这批人还有没提交的记录，后台先不取');
  });
  assert.equal(await evaluatePending(world.house), 210);
  for (const { id } of people.slice(0, 3)) assert.ok(!(await rulesOf(id)).includes('profile.none'));
});

const putAsideNow = (id: string) => sql`insert into quality.pending (county_code, kind, row_id, division_code) values ('999001', 'person', ${id}, ${PLACES.eastHill}) on conflict do nothing`.execute(world.house.database.owner);
const persons = () => world.house.stores.get('registry.person')!;

test('后台读了档案、还没写下结果时，办事员改正了同一人：后台的旧结果不盖掉新结果', async () => {
  const id = await register('eastHill', { name: '冯先后', ethnicity: '河南' });
  await evaluatePending(world.house);
  await putAsideNow(id);
  let saved: Promise<unknown> | undefined;
  await workAside(world.house, PERSONS, '核对', async (act, ids) => {
    assert.deepEqual(ids, [id]);
    await evaluate(pausedAfter(act, 'quality.waiver', async () => { saved = (await besides(() => change(id, { ethnicity: '汉族' }))).ended; }), { persons: ids });
  });
  await saved;
  assert.ok(!(await rulesOf(id)).includes('ethnicity.unknown'));
});

test('办事员改了同一人、还没保存完时，后台轮到这个人：后台先跳过，下一次核对的是新内容', async () => {
  const id = await register('eastHill', { name: '陈先后', ethnicity: '河南' });
  await putAsideNow(id);
  await world.act(county(), async (act) => {
    await updateRow(act, persons(), id, 1, { ethnicity: '汉族' });
    const background = await besides(() => evaluatePending(world.house), LONG);
    assert.ok(!background.waits);
    assert.equal(await background.ended, 0);
  });
  assert.ok(!(await rulesOf(id)).includes('ethnicity.unknown'));
  assert.equal(await evaluatePending(world.house), 1);
  assert.ok(!(await rulesOf(id)).includes('ethnicity.unknown'));
});

test('同一账号凑满五人时，其中一人正被别人修改：谁也不等谁，那个人随后由后台补核', async () => {
  const account = '6217000000000000091';
  const ids: string[] = [];
  for (let at = 0; at < 4; at += 1) ids.push(await register('eastHill', { bankAccount: account, name: `褚共用${at}`, ethnicity: '河南' }));
  let fifth = '';
  await world.act(county(), async (act) => {
    await updateRow(act, persons(), ids[0]!, 1, { ethnicity: '汉族' });
    const registering = await besides(() => register('westHill', { bankAccount: account, name: '褚共用五' }), LONG);
    assert.ok(!registering.waits);
    fifth = await registering.ended;
  });
  for (const id of [...ids.slice(1), fifth]) assert.ok((await rulesOf(id)).includes('bank.shared'));
  assert.ok(!(await rulesOf(ids[0]!)).includes('ethnicity.unknown'));
  assert.equal(await evaluatePending(world.house), 1);
  const rules = await rulesOf(ids[0]!);
  assert.ok(rules.includes('bank.shared') && !rules.includes('ethnicity.unknown'));
});
