import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { writeSheet } from '#base/server/sheets/write-sheet.ts';
import { TEST_KEYS } from '#test/database.ts';
import { inventCitizenId, openWorld, type World } from '#test/world.ts';
import { MODULES } from './modules.ts';

let world: World;
before(async () => { world = await openWorld(MODULES); });
after(() => world.close());

/** A command as an office calls it: its exit code, and what it says. */
function ronggui(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const { data, databaseUrl } = world.house.config;
  const env = { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE, RONGGUI_DATA: data, DATABASE_URL: databaseUrl, RONGGUI_KEYS: TEST_KEYS };
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'cli.ts'), ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let [out, err] = ['', ''];
    child.stdout.on('data', (part) => (out += String(part)));
    child.stderr.on('data', (part) => (err += String(part)));
    child.on('error', failed);
    child.on('close', (code) => done({ code, out, err }));
  });
}

test('用法有误退出码 2 并说出用法；--help 写到标准输出、退出码 0', async () => {
  const [help, one, unknown, bogus] = await Promise.all([ronggui('--help'), ronggui('import', '--help'), ronggui('没有的命令'), ronggui('import', '--bogus')]);
  assert.deepEqual([help.code, help.err, /^ {2}import +导入台账 +<文件> --ledger/m.test(help.out)], [0, '', true]);
  assert.equal(one.code, 0);
  assert.match(one.out, /--as-of .*\n.*--dry-run.*只核对，不写入[^]*退出码：0 全部办妥，1 没有导入，2 用法有误，3 已导入但有退回或待认定的行/);
  assert.deepEqual([unknown.code, unknown.out, /^没有命令 没有的命令。\n用法：/.test(unknown.err)], [2, '', true]);
  assert.deepEqual([bogus.code, bogus.err], [2, '选项有误：--bogus\n用法：ronggui import <文件> --ledger <台账> [--layout 外部版式 [--as-of 日期]] [--dry-run] [--json]\n']);
});

test('按外部版式导入：先看不留痕迹；有退回的行退出码 3，指明行和项目；截至日写错、版式不对的说清楚，什么都不写入', async () => {
  const LAYOUT = '建档立卡信息表（外部）';
  await world.act(world.person('countyClerk', 'county'), async (act) => { for (const module of MODULES) await module.begin?.(act); });
  const path = join(world.house.config.data, '上级表.xlsx');
  const headers = ['姓名', '公民身份号码', '性别', '出生日期', '手机', '入伍时间', '对象状态'];
  await writeSheet(path, { sheets: [{ name: '建档立卡', columns: headers.map((header) => ({ header, kind: 'text' as const })), rows: [
    ['赵卫国', inventCitizenId('1968-05-01'), '1', '19680501', '19900001111', '198611', '2'], ['', inventCitizenId('1970-01-01'), '1', '19700101', '', '', '2'], ['孙九', inventCitizenId('1971-01-01'), '9', '19710101', '', '', '2'],
  ] }] });
  const count = async () => Number((await sql<{ n: string }>`select (select count(*) from registry.person) + (select count(*) from exchange.batch) as n`.execute(world.house.database.owner)).rows[0]!.n);
  const common = ['import', path, '--ledger', 'registry.person'];
  const wrongDay = await ronggui(...common, '--layout', LAYOUT, '--as-of', '昨天');
  assert.deepEqual([wrongDay.code, wrongDay.err], [1, '文件数据截至日应为 YYYY-MM-DD，如 2024-02-01\n']);
  const lone = await ronggui(...common, '--as-of', '2024-02-01');
  assert.deepEqual([lone.code, lone.err], [1, '文件数据截至日只用于按外部版式导入的文件，请同时指明外部版式\n']);
  const other = await ronggui(...common, '--layout', '优待证申领信息表（外部）');
  assert.match(other.err, /是优待证台账的，不能用于服务对象台账/);
  const dry = await ronggui(...common, '--layout', LAYOUT, '--as-of', '2024-02-01', '--dry-run');
  assert.deepEqual([dry.code, await count()], [3, 0]);
  assert.match(dry.out, /只作核对，没有写入。读取 3 行：新增 1，更新 0，未变 0，退回 2，待认定 0，数据差异 0\n {2}第 3 行“姓名”：请填写姓名\n {2}第 4 行“性别”：“性别”列的“9”不在版式的代码对照中\n$/);
  const done = await ronggui(...common, '--layout', LAYOUT, '--as-of', '2024-02-01');
  assert.deepEqual([done.code, await count()], [3, 2]);
  assert.match(done.out, /退回和待认定的行没有写入，可在页面“导入批次”中下载、更正或认定。/);
  const template = await ronggui('template', 'registry.person', '--layout', LAYOUT, '--out', join(world.house.config.data, '空表.xlsx'));
  assert.equal(template.code, 0, template.err);
});
