import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import pg from 'pg';
import { type DoorWorld, oneTimePassword, openDoor } from './door-fixture.ts';

let world: DoorWorld;
before(async () => {
  world = await openDoor();
});
after(() => world.close());

const audits = async (operation: string) => {
  const { rows } = await sql<{ actor_name: string; outcome: string; reason: string | null; text: string }>`select actor_name, outcome, reason, row_to_json(e)::text as text from audit.entry e where operation = ${operation} order by id`.execute(world.house.database.owner);
  return rows;
};

test('登录：密码正确者进入，会话凭据 HttpOnly、SameSite=Lax，权限按岗位', async () => {
  const password = await world.account('zhangsan', 'townshipClerk', 'east');
  const browser = world.browser();
  assert.equal((await browser.get('/api/me')).status, 401);
  const answer = await browser.signIn('ZhangSan', password);
  assert.deepEqual(answer.body, { state: 'in' });
  assert.match(answer.setCookies.join('\n'), /ronggui\.session=.*HttpOnly.*SameSite=Lax/i);
  const me = await browser.get('/api/me');
  assert.equal(me.body.division.path, '东乡');
  assert.ok(me.body.permissions.includes('care.write'));
  assert.equal((await audits('auth.signIn')).at(-1)!.outcome, 'done');
  assert.equal((await browser.post('/auth/sign-out')).status, 200);
  assert.equal((await browser.get('/api/me')).status, 401);
});

test('不存在的账号与密码错误回答相同，密码不进审计', async () => {
  await world.account('lisi', 'townshipClerk', 'east');
  const wrong = await world.browser().signIn('lisi', 'Wrong-Secret-77');
  const unknown = await world.browser().signIn('nobodyhere', 'Wrong-Secret-77');
  assert.equal(wrong.status, 401);
  assert.deepEqual(wrong.body, unknown.body);
  const rows = await audits('auth.signIn');
  assert.ok(rows.some((row) => row.actor_name === '未知账号 nob…' && row.outcome === 'refused'));
  assert.ok(!rows.some((row) => row.text.includes('Wrong-Secret-77')));
});

test('连续五次失败锁定十五分钟：第六次密码正确也不得进入，期满可以；不存在的账号同样锁定', async () => {
  const password = await world.account('wangwu', 'townshipClerk', 'east');
  for (const account of ['wangwu', 'ghost']) {
    for (let time = 1; time <= 5; time += 1) assert.equal((await world.browser().signIn(account, 'No-Such-Pass-1')).status, 401);
    const sixth = await world.browser().signIn(account, account === 'wangwu' ? password : 'x');
    assert.equal(sixth.status, 423);
    assert.match(sixth.body.message, /锁定/);
  }
  assert.ok((await audits('auth.lock')).length >= 2);
  world.pass(14);
  assert.equal((await world.browser().signIn('wangwu', password)).status, 423);
  world.pass(2);
  assert.equal((await world.browser().signIn('wangwu', password)).status, 200);
});

test('同一地址过于频繁被限制', async () => {
  const browser = world.browser('10.9.9.9');
  let last = 0;
  for (let time = 0; time < 31; time += 1) last = (await browser.post('/auth/sign-in', { account: '', password: '' })).status;
  assert.equal(last, 429);
});

test('首次登录须改密码：此前没有任何权限，改后其他会话结束', async () => {
  const first = await world.account('zhaoliu', 'townshipClerk', 'west', { mustChange: true });
  const browser = world.browser();
  await browser.signIn('zhaoliu', first);
  const other = world.browser();
  await other.signIn('zhaoliu', first);
  const me = await browser.get('/api/me');
  assert.deepEqual([me.body.permissions, me.body.password.mustChange], [[], true]);
  assert.equal((await browser.get('/api/organisation/units')).status, 403);
  assert.match((await browser.post('/api/me/password', { current: first, next: 'short' })).body.message, /至少 12/);
  assert.match((await browser.post('/api/me/password', { current: first, next: 'Zhaoliu-2023-x' })).body.message, /不能包含账号/);
  assert.match((await browser.post('/api/me/password', { current: 'wrong', next: 'Green-River-77' })).body.message, /现在的密码不正确/);
  assert.match((await browser.post('/api/me/password', { current: first, next: first })).body.message, /最近 5 次/);
  assert.equal((await browser.post('/api/me/password', { current: first, next: 'Green-River-77' })).status, 200);
  assert.equal((await browser.get('/api/organisation/units')).status, 200);
  assert.equal((await other.get('/api/me')).status, 401);
  assert.equal((await world.browser().signIn('zhaoliu', first)).status, 401);
  assert.equal((await world.browser().signIn('zhaoliu', 'Green-River-77')).status, 200);
});

test('最近五次用过的密码不得再用', async () => {
  let present = await world.account('fiver', 'townshipClerk', 'west');
  const browser = world.browser();
  await browser.signIn('fiver', present);
  const change = async (next: string) => {
    const answer = await browser.post('/api/me/password', { current: present, next });
    if (answer.status === 200) present = next;
    return answer;
  };
  const first = present;
  for (const letter of ['b', 'c', 'd', 'e']) assert.equal((await change(`Quiet-Stone-4${letter}`)).status, 200);
  assert.match((await change(first)).body.message, /最近 5 次/);
  assert.equal((await change('Quiet-Stone-4f')).status, 200);
  assert.equal((await change(first)).status, 200);
});

test('会话：闲置三十分钟、最长十二小时失效；不断使用不受闲置限制', async () => {
  const password = await world.account('idler', 'villageClerk', 'eastHill');
  const browser = world.browser();
  await browser.signIn('idler', password);
  for (let time = 0; time < 3; time += 1) {
    world.pass(20);
    assert.equal((await browser.get('/api/me')).status, 200);
  }
  world.pass(31);
  assert.equal((await browser.get('/api/me')).status, 401);
  await browser.signIn('idler', password);
  for (let time = 0; time < 35; time += 1) {
    world.pass(20);
    assert.equal((await browser.get('/api/me')).status, 200);
  }
  world.pass(25);
  assert.equal((await browser.get('/api/me')).status, 401);
});

test('同时会话不超过五个；可列出、结束其一、全部退出', async () => {
  const password = await world.account('many', 'villageClerk', 'eastHill');
  const browsers = [];
  for (let time = 0; time < 6; time += 1) {
    const browser = world.browser();
    await browser.signIn('many', password);
    browsers.push(browser);
    world.pass(1);
  }
  assert.equal((await browsers[0]!.get('/api/me')).status, 401);
  const last = browsers[5]!;
  const { body: sessions } = await last.get('/api/me/sessions');
  assert.equal(sessions.length, 5);
  assert.equal(sessions[0].current, true);
  const ended = await world.server.inject({ method: 'DELETE', url: `/api/me/sessions/${sessions[1].id}`, headers: { cookie: [...last.cookies].map((pair) => pair.join('=')).join(';') } });
  assert.equal(ended.statusCode, 200);
  assert.equal((await browsers[4]!.get('/api/me')).status, 401);
  assert.equal((await last.post('/auth/sign-out-everywhere')).status, 200);
  for (const browser of browsers) assert.equal((await browser.get('/api/me')).status, 401);
});

test('九十天未用的账号不得登录，重置密码后可以', async () => {
  const password = await world.account('sleeper', 'villageClerk', 'eastHill');
  world.pass(91 * 24 * 60);
  const refused = await world.browser().signIn('sleeper', password);
  assert.equal(refused.status, 403);
  assert.match(refused.body.message, /90 天未使用/);
  const { rows } = await sql<{ id: string }>`select id from organisation.staff where account = 'sleeper'`.execute(world.house.database.owner);
  const reset = await world.call(world.person('systemAdministrator'), 'organisation.accounts.resetPassword', { id: rows[0]!.id });
  assert.equal((await world.browser().signIn('sleeper', reset.password)).status, 200);
});

test('动态口令：县级账号首次登录须启用，此前无权限；同一密码不能用两次；备用码只能用一次', async () => {
  await world.setting('twoFactor', 'required');
  const password = await world.account('county1', 'countyClerk', 'county', { lines: ['care'] });
  const browser = world.browser();
  assert.deepEqual((await browser.signIn('county1', password)).body, { state: 'in' });
  const me = await browser.get('/api/me');
  assert.deepEqual([me.body.permissions, me.body.secondFactor], [[], { required: true, enrolled: false }]);
  assert.equal((await browser.post('/auth/totp', { password: 'wrong' })).status, 401);
  const shown = await browser.post('/auth/totp', { password });
  assert.match(shown.body.svg, /^<svg/);
  assert.equal(shown.body.backupCodes.length, 10);
  const before = Date.now();
  assert.equal((await browser.post('/auth/totp/confirm', { code: '000000' })).status, 401);
  assert.equal((await browser.post('/auth/totp/confirm', { code: oneTimePassword(shown.body.secret, before) })).status, 200);
  assert.ok((await browser.get('/api/me')).body.permissions.includes('care.write'));

  const second = world.browser();
  assert.deepEqual((await second.signIn('county1', password)).body, { state: 'code' });
  assert.equal((await second.get('/api/me')).status, 401);
  assert.equal((await second.post('/auth/code', { code: oneTimePassword(shown.body.secret, before) })).status, 401, '启用时用过的密码不能再用');
  const next = oneTimePassword(shown.body.secret, before + 30_000);
  assert.equal((await second.post('/auth/code', { code: next })).status, 200);
  assert.equal((await second.get('/api/me')).body.secondFactor.enrolled, true);

  const third = world.browser();
  await third.signIn('county1', password);
  assert.equal((await third.post('/auth/code', { code: next })).status, 401, '重放');
  assert.equal((await third.post('/auth/code', { backupCode: shown.body.backupCodes[0] })).status, 200);
  const fourth = world.browser();
  await fourth.signIn('county1', password);
  assert.equal((await fourth.post('/auth/code', { backupCode: shown.body.backupCodes[0] })).status, 401);
  await world.setting('twoFactor', 'optional');
});

test('登录表只对声明用于登录的连接可见；密码是加盐散列', async () => {
  const client = new pg.Client({ connectionString: world.house.database.appUrl });
  await client.connect();
  for (const table of ['login', 'credential', 'session', 'verification', 'second_factor', 'used_code', 'former_password', 'failure']) {
    assert.equal((await client.query(`select * from auth.${table}`)).rowCount, 0, table);
  }
  assert.equal((await client.query('select * from organisation.staff')).rowCount, 0);
  await client.end();
  const { rows } = await sql<{ good: boolean }>`select bool_and(password ~ '^scrypt\\$1[0-5]\\$') as good from auth.credential`.execute(world.house.database.owner);
  assert.equal(rows[0]!.good, true);
});

test('其他网站发来的登录请求被拒绝', async () => {
  const response = await world.server.inject({ method: 'POST', url: '/auth/sign-in', headers: { origin: 'https://evil.example', 'content-type': 'application/json' }, payload: '{"account":"a","password":"b"}' });
  assert.equal(response.statusCode, 403);
});
