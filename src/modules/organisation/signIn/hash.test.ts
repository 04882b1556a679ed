import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { hashPassword, verifyPassword } from './hash.ts';

/** What a process of its own gives as hash of '春风化雨' under an environment. */
function hashedUnder(cost: string | undefined): string {
  const { RONGGUI_PASSWORD_COST: _ours, ...environment } = process.env;
  const program = `import(${JSON.stringify(join(import.meta.dirname, 'hash.ts'))}).then(async ({ hashPassword }) => process.stdout.write(await hashPassword('春风化雨')))`;
  return execFileSync(process.execPath, ['--eval', program], { encoding: 'utf8', env: { ...environment, ...(cost ? { RONGGUI_PASSWORD_COST: cost } : {}), NODE_NO_WARNINGS: '1' } });
}

test('口令散列：没有另外设定的用 2^15；每个散列写明自己的次数，以后调高了旧的仍然认得', async () => {
  const usual = hashedUnder(undefined);
  assert.match(usual, /^scrypt\$15\$[\w-]{22}\$[\w-]{43}$/);
  assert.equal(await verifyPassword(usual, '春风化雨'), true);
  assert.equal(await verifyPassword(usual, '春风化雪'), false);
  const low = hashedUnder('9');
  assert.match(low, /^scrypt\$9\$/);
  assert.equal(await verifyPassword(low, '春风化雨'), true);
  for (const wrong of ['7', '18']) assert.match(hashedUnder(wrong), /^scrypt\$15\$/, wrong);
});

test('不是本系统的散列一律不认，同一口令两次散列不同', async () => {
  const [one, two] = [await hashPassword('x1-abcdef'), await hashPassword('x1-abcdef')];
  assert.notEqual(one, two);
  for (const wrong of ['', 'scrypt$15$$', one.replace('scrypt', 'bcrypt'), one.replace(/\$\d+\$/, '$25$'), one.slice(0, -2), one.replace(/\$(.)([^$]*)$/, (_all, first, rest) => `$${first === 'A' ? 'Q' : 'A'}${rest}`)]) assert.equal(await verifyPassword(wrong, 'x1-abcdef'), false, wrong);
});
