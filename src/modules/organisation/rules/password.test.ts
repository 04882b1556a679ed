import assert from 'node:assert/strict';
import { test } from 'node:test';
import { needsSecondFactor, PasswordPolicy, passwordProblem } from './password.ts';
import { rolesProblem } from './roles.ts';

const policy = PasswordPolicy.parse({});

test('密码策略表：够长、三类以上、不常见、不含账号姓名单位', () => {
  const words = ['zhangsan', '张三丰', '榆林乡服务站'];
  for (const good of ['Green-River-77', 'correct horse Battery 9', '老兵之家ABCdef123-', `Aa1-${'xyzw'.repeat(31)}`]) assert.equal(passwordProblem(policy, good, words), undefined, good);
  for (const [bad, reason] of [
    ['Ab1-xyz', /至少 12/], ['abcdefghijklmn', /3 种/], ['ABCDEF123456', /3 种/], ['Zhangsan-2023x', /账号/], ['Ab1-张三丰xyzwvut', /姓名/],
    ['Password2023!', /常见/], ['P@ssw0rd2023!', /常见/], ['Aa1Aa1Aa1Aa1', /常见/], [`Aa1-${'x'.repeat(200)}`, /最多 128/],
  ] as const) assert.match(passwordProblem(policy, bad, words) ?? '', reason, bad);
});

test('策略可放宽种类，但不得短于八位', () => {
  const loose = PasswordPolicy.parse({ shortest: 8, kinds: 1 });
  assert.equal(passwordProblem(loose, 'greenriverstone', []), undefined);
  assert.match(passwordProblem(loose, 'grenrvs', []) ?? '', /至少 8/);
  assert.throws(() => PasswordPolicy.parse({ shortest: 6 }));
  assert.throws(() => PasswordPolicy.parse({ lockMinutes: 5 }));
});

test('动态口令：县级与三员必须，乡村级不必，县可设为可选', () => {
  assert.equal(needsSecondFactor('required', 'county', ['countyClerk']), true);
  assert.equal(needsSecondFactor('required', 'township', ['townshipClerk']), false);
  assert.equal(needsSecondFactor('required', 'township', ['auditor']), true);
  assert.equal(needsSecondFactor('optional', 'county', ['systemAdministrator']), false);
});

test('三员互斥，不兼业务；岗位与机构层级相符', () => {
  assert.match(rolesProblem(['systemAdministrator', 'auditor'], [], 'county') ?? '', /不能由同一账号兼任/);
  assert.match(rolesProblem(['systemAdministrator', 'leader'], [], 'county') ?? '', /不能兼任业务岗位/);
  assert.match(rolesProblem(['villageClerk'], [], 'township') ?? '', /村级机构/);
  assert.match(rolesProblem(['countyClerk'], [], 'county') ?? '', /业务线/);
  assert.match(rolesProblem(['finance'], ['care'], 'county') ?? '', /只有县级业务员/);
  assert.match(rolesProblem([], [], 'county') ?? '', /至少选择一个/);
  assert.equal(rolesProblem(['townshipClerk', 'stationHead'], [], 'township'), undefined);
  assert.equal(rolesProblem(['countyClerk', 'finance'], ['care', 'relief'], 'county'), undefined);
});
