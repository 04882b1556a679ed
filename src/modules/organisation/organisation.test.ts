import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { openWorld, PLACES, type World } from '#test/world.ts';
import { organisation } from './module.ts';

let world: World;
before(async () => {
  world = await openWorld([organisation]);
});
after(() => world.close());

test('登录人信息：单位、岗位、管辖范围与县名', async () => {
  const me = await world.call(world.person('townshipClerk', 'east'), 'organisation.me');
  assert.equal(me.county.name, '测试县');
  assert.equal(me.division.path, '东乡');
  assert.deepEqual(me.roles, [{ code: 'townshipClerk', label: '乡级站工作人员' }]);
  assert.ok(me.permissions.includes('care.write'));
  assert.equal(me.demo, false);
});

test('区划树只到本人管辖范围', async () => {
  const whole = await world.call(world.person('countyClerk'), 'organisation.divisions.tree');
  assert.deepEqual(whole.map((one: { name: string }) => one.name), ['测试县', '东乡', '东山村', '东湖村', '西乡', '西山村', '西湖村']);
  const east = await world.call(world.person('townshipClerk', 'east'), 'organisation.divisions.tree');
  assert.deepEqual(east.map((one: { name: string }) => one.name), ['东乡', '东山村', '东湖村']);
  assert.equal(east[1].unitName, '东山村退役军人服务站');
});

test('机构全县可见；业务员能改电话，不能新增', async () => {
  const clerk = world.person('countyClerk', 'county', ['care']);
  const list = await world.call(world.person('villageClerk', 'eastHill'), 'organisation.units.list', { size: 100 });
  assert.equal(list.total, 7);
  const unit = list.rows.find((one: { divisionCode: string }) => one.divisionCode === PLACES.west);
  const changed = await world.call(clerk, 'organisation.units.update', { id: unit.id, version: 1, change: { phone: '0373-7690000' } });
  assert.equal(changed.phone, '0373-7690000');
  await assert.rejects(world.call(clerk, 'organisation.units.create', { id: randomUUID(), draft: { name: '某站', level: 'village', kind: 'station' } }), /没有这项权限/);
});

test('站长会议：季度由日期推出，参会与交办事项挂在会议下', async () => {
  const clerk = world.person('countyClerk', 'county', []);
  const meetingId = randomUUID();
  const meeting = await world.call(clerk, 'organisation.meetings.create', { id: meetingId, draft: { heldOn: '2023-05-09', title: '二季度站长会议', host: '王主任' } });
  assert.equal(meeting.quarter, '2023Q2');
  const unitId = world.person('townshipClerk', 'east').unitId;
  await world.call(clerk, 'organisation.attendance.create', { id: randomUUID(), draft: { meetingId, unitId, name: '李站长', presence: 'present' } });
  const decision = await world.call(clerk, 'organisation.decisions.create', { id: randomUUID(), draft: { meetingId, content: '完成光荣牌核查', ownerUnitId: unitId, dueOn: '2023-06-30', state: 'open' } });
  assert.equal(decision.divisionCode, PLACES.east);
});
