import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { openWorld } from '#test/world.ts';
import { organisation } from './module.ts';
import { setUpCode } from './setUp.ts';
import { type DoorWorld, openDoor } from './signIn/door-fixture.ts';

let world: DoorWorld;
before(async () => {
  world = await openDoor();
});
after(() => world.close());

const draft = (account: string, place: 'east' | 'eastHill' | 'county', roles: string[], lines: string[] = []) => ({ unitId: world.person('leader', place).unitId, name: '王小明', account, roles, lines });

test('新建账号：初始密码只显示一次，岗位经安全保密管理员批准后生效', async () => {
  const system = world.person('systemAdministrator');
  const security = world.person('securityAdministrator');
  const id = randomUUID();
  const made = await world.call(system, 'organisation.accounts.create', { id, draft: draft('xiaoming', 'east', ['townshipClerk']) });
  assert.equal(made.password.length, 14);
  assert.equal((await world.call(system, 'organisation.accounts.create', { id, draft: draft('xiaoming', 'east', ['townshipClerk']) })).password, null);
  const browser = world.browser();
  await browser.signIn('xiaoming', made.password);
  await browser.post('/api/me/password', { current: made.password, next: 'Green-River-77' });
  assert.deepEqual((await browser.get('/api/me')).body.permissions, []);
  await assert.rejects(world.call(system, 'organisation.roleRequests.approve', { id }), /没有这项权限/);
  const waiting = await world.call(security, 'organisation.roleRequests.list', { state: 'pending' });
  assert.deepEqual([waiting.length, waiting[0].roles, waiting[0].present], [1, ['townshipClerk'], []]);
  assert.match((await world.call(security, 'organisation.tasks'))[0].title, /1 个岗位申请/);
  await world.call(security, 'organisation.roleRequests.approve', { id });
  assert.ok((await browser.get('/api/me')).body.permissions.includes('care.write'));
  await assert.rejects(world.call(security, 'organisation.roleRequests.approve', { id }), /已经处理/);
  const list = await world.call(system, 'organisation.accounts.list', { search: 'xiaoming' });
  assert.deepEqual([list.total, list.rows[0].roles, list.rows[0].sessions, list.rows[0].pending], [1, ['townshipClerk'], 1, false]);
});

test('停用账号：会话立即失效，不能再登录；启用后可以', async () => {
  const password = await world.account('stopped', 'villageClerk', 'eastHill');
  const browser = world.browser();
  await browser.signIn('stopped', password);
  assert.equal((await browser.get('/api/me')).status, 200);
  const system = world.person('systemAdministrator');
  const { rows } = (await world.call(system, 'organisation.accounts.list', { search: 'stopped' }));
  await world.call(system, 'organisation.accounts.disable', { id: rows[0].id, reason: '调离' });
  assert.equal((await browser.get('/api/me')).status, 401);
  const refused = await world.browser().signIn('stopped', password);
  assert.deepEqual([refused.status, /已停用/.test(refused.body.message)], [403, true]);
  await world.call(system, 'organisation.accounts.enable', { id: rows[0].id });
  assert.equal((await world.browser().signIn('stopped', password)).status, 200);
});

test('三员互斥：申请被拒，数据库也拒绝', async () => {
  const system = world.person('systemAdministrator');
  await assert.rejects(world.call(system, 'organisation.accounts.create', { id: randomUUID(), draft: draft('both', 'county', ['systemAdministrator', 'auditor']) }), /不能由同一账号兼任/);
  await assert.rejects(world.call(system, 'organisation.accounts.create', { id: randomUUID(), draft: draft('village1', 'county', ['villageClerk']) }), /须归属村级机构/);
  await world.account('sysadmin', 'systemAdministrator', 'county');
  await assert.rejects(sql`insert into organisation.staff_role (county_code, staff_id, division_code, role, granted_by) select county_code, id, division_code, 'auditor', 'x' from organisation.staff where account = 'sysadmin'`.execute(world.house.database.owner), /staff_role_one_administrator/);
});

test('系统管理员看不到业务，业务员不能管账号；账号名不能重复', async () => {
  const system = world.person('systemAdministrator');
  assert.deepEqual([...system.permissions].filter((one) => /^(registry|care|benefits|relief|organisation)\./.test(one)), []);
  await assert.rejects(world.call(world.person('countyClerk', 'county', ['care']), 'organisation.accounts.list'), /没有这项权限/);
  await world.account('taken', 'villageClerk', 'eastHill');
  await assert.rejects(world.call(system, 'organisation.accounts.create', { id: randomUUID(), draft: draft('taken', 'eastHill', ['villageClerk']) }), /已被使用/);
});

test('个人保存的视图：同名替换，他人看不到', async () => {
  const me = world.person('townshipClerk', 'east');
  await world.call(me, 'organisation.views.save', { id: randomUUID(), record: 'care.visit', name: '本月', query: 'a=1' });
  const id = randomUUID();
  await world.call(me, 'organisation.views.save', { id, record: 'care.visit', name: '本月', query: 'a=2' });
  const views = await world.call(me, 'organisation.views.list', { record: 'care.visit' });
  assert.deepEqual(views.map((one: { query: string }) => one.query), ['a=2']);
  assert.deepEqual(await world.call(world.person('townshipClerk', 'east'), 'organisation.views.list', {}), []);
  await world.call(me, 'organisation.views.remove', { id: views[0].id });
  assert.deepEqual(await world.call(me, 'organisation.views.list', {}), []);
});

test('首次设置：空库没有账号，凭一次性设置码建县和三员账号，之后设置码失效', async () => {
  const fresh = await openWorld([organisation]);
  try {
    const file = join(fresh.house.config.data, 'setup-code.txt');
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from organisation.staff`.execute(fresh.house.database.owner);
    assert.equal(rows[0]!.count, 0);
    const code = (await setUpCode(fresh.house))!;
    assert.equal(readFileSync(file, 'utf8').trim(), code);
    assert.equal(await setUpCode(fresh.house), code);
    const nobody = fresh.person('nobody');
    const given = { code, county: '410726', system: { account: 'system1', name: '系统员' }, security: { account: 'security1', name: '保密员' }, auditor: { account: 'auditor1', name: '审计员' } };
    await assert.rejects(fresh.call(nobody, 'organisation.setUp', { ...given, code: 'wrong' }), /设置码不正确/);
    const made = await fresh.call(nobody, 'organisation.setUp', given);
    assert.deepEqual([made.county, made.accounts.map((one: { role: string }) => one.role)], ['延津县', ['systemAdministrator', 'securityAdministrator', 'auditor']]);
    assert.equal(existsSync(file), false);
    await assert.rejects(fresh.call(nobody, 'organisation.setUp', given), /已完成首次设置/);
    assert.deepEqual(await fresh.call(nobody, 'organisation.setUpState'), { open: false });
    assert.equal(await setUpCode(fresh.house), undefined);
  } finally {
    await fresh.close();
  }
});
