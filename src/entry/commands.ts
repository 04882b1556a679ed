import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { todayIn } from '#base/pure/day.ts';
import { verifyAudit } from '#base/server/audit/verify.ts';
import { readConfig } from '#base/server/config.ts';
import { transact } from '#base/server/database.ts';
import type { Act, Actor } from '#base/server/house.ts';
import { openHouse, type Opened } from '#base/server/open.ts';
import { parseInput, perform } from '#base/server/perform.ts';
import { writeBulletin } from '#modules/bulletin/write.ts';
import { importFile, type ImportResult } from '#modules/exchange/importFile.ts';
import { writeLayoutTemplate, writeTemplate } from '#modules/exchange/template.ts';
import { measureAll } from '#modules/figures/service.ts';
import { initCounty } from '#modules/organisation/divisions/init.ts';
import { backup } from '#modules/upkeep/backup.ts';
import { rotateKeys } from '#modules/upkeep/rotateKeys.ts';
import { restore } from '#modules/upkeep/restore.ts';
import { MODULES } from './modules.ts';
import { oneCounty, recordCommand, systemActor } from './system.ts';

/** One command of `ronggui`: how it is called, one line on what it does, further lines of its help, and what it does; it answers the exit code where that is not 0. */
export type Command = { usage: string; summary: string; help?: readonly string[]; perform(args: string[]): Promise<number | void> };

/** A command called wrongly: told with its usage, exit code 2. */
export class UsageError extends Error {}

/** Exit code of an import that was done while some of its rows were not. */
const SOME_NOT_DONE = 3;

const print = (text: string) => process.stdout.write(`${text}\n`);
const quiet = () => readConfig({ ...process.env, RONGGUI_LOG: process.env.RONGGUI_LOG ?? 'error', RONGGUI_POOL: '4' });

/** Opens the product's data (starting the embedded database if the product is not running), works, and closes it again. */
async function opened<T>(work: (product: Opened) => Promise<T>): Promise<T> {
  const product = await openHouse(quiet(), MODULES);
  try {
    return await work(product);
  } finally {
    await product.close();
  }
}

/** Runs queries as the command line on one county, in one transaction. */
function acting<T>(product: Opened, actor: Actor, work: (act: Act) => Promise<T>): Promise<T> {
  const { house } = product;
  const now = house.clock();
  return transact(house.database, actor.scope, (tx) => work({ tx, actor, scope: actor.scope, now, today: todayIn('Asia/Shanghai', now), house, requestId: randomUUID(), note: () => undefined }));
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`输入不是 JSON，应如 '{"page":1}'`);
  }
}

/** The year asked for, or this one. */
function yearOf(asked: string | undefined): string {
  if (asked !== undefined && !/^\d{4}$/.test(asked)) throw new Error('年度应为四位数字，如 --year 2023');
  return asked ?? todayIn('Asia/Shanghai', new Date()).slice(0, 4);
}

const county = { type: 'string' } as const;
const json = { type: 'boolean', default: false } as const;

/** 起始：建立一个县的区划与机构。 */
async function init(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { county } });
  if (!values.county) throw new UsageError('请用 --county 指明县级区划代码，如 --county 410726');
  await opened(async ({ house }) => {
    const made = await initCounty(house, values.county!);
    await recordCommand(house, '建立县', { townships: made.townships, villages: made.villages }, values.county!.slice(0, 6));
    print(`${made.name}：${made.townships} 个乡镇（街道）、${made.villages} 个村（社区）、${made.stations} 个服务中心（站）`);
  });
}

/** 执行任一操作，输出其结果。 */
async function runOperation(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, options: { county }, allowPositionals: true });
  const [name = '', input = '{}'] = positionals;
  await opened(async (product) => {
    const operation = product.operations.get(name);
    if (!operation) throw new Error(`没有操作 ${name}；全部操作见 /openapi`);
    const actor = systemActor(await oneCounty(product.house, values.county));
    const result = await perform(product.house, operation, actor, parseInput(operation, readJson(input)), { requestId: randomUUID(), address: '命令行' });
    print(JSON.stringify(result, undefined, 2));
  });
}

/** 一年的全部指标。 */
async function figures(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { county, year: { type: 'string' }, json } });
  const year = values.year ?? yearOf(undefined);
  await opened(async (product) => {
    const actor = systemActor(await oneCounty(product.house, values.county));
    const measured = await acting(product, actor, (act) => measureAll(act, { period: year }));
    if (values.json) return print(JSON.stringify(measured.map(({ key, title, value, unit, printed, rows }) => ({ key, title, value, unit, printed, rows })), undefined, 2));
    for (const { key, title, value, unit, printed, rows } of measured) print(`${key.padEnd(34)}${title}  ${printed}${unit}（准确数 ${value}，明细 ${rows} 行）`);
  });
}

/** 写出年度简报。 */
async function bulletin(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { county, year: { type: 'string' }, out: { type: 'string' }, json } });
  const year = yearOf(values.year);
  if (!values.out) throw new UsageError('请用 --out 指明输出文件，如 --out 简报.docx');
  await opened(async (product) => {
    const actor = systemActor(await oneCounty(product.house, values.county));
    const written = await acting(product, actor, (act) => writeBulletin(act, { year: Number(year), out: values.out! }));
    await recordCommand(product.house, '写出简报', { year }, actor.scope.county);
    print(values.json ? JSON.stringify(written, undefined, 2) : `已写出 ${values.out}：${written.title}`);
  });
}

/** 写出一个台账的导入模板。 */
async function template(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, options: { county, layout: { type: 'string' }, out: { type: 'string' } }, allowPositionals: true });
  const [ledger] = positionals;
  if (!ledger || !values.out) throw new UsageError(!ledger ? '请写明台账，如 registry.person 或“服务对象台账（建档立卡）”' : '请用 --out 指明输出文件');
  await opened(async (product) => {
    if (!values.layout) return writeTemplate(product.house, ledger, values.out!);
    const actor = systemActor(await oneCounty(product.house, values.county));
    return acting(product, actor, (act) => writeLayoutTemplate(act, ledger, values.layout!, values.out!));
  });
  print(`已写出 ${values.out}`);
}

/** Findings of an import that are printed; all of them are in `--json` and on the page of the batch. */
const MOST_PRINTED = 50;

/** 导入一个台账文件。 */
async function importLedger(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: { county, ledger: { type: 'string' }, layout: { type: 'string' }, 'as-of': { type: 'string' }, 'dry-run': { type: 'boolean', default: false }, json }, allowPositionals: true });
  const [file] = positionals;
  if (!file || !values.ledger) throw new UsageError(!file ? '请写明要导入的文件' : '请用 --ledger 指明台账，如 --ledger registry.person');
  return opened(async (product) => {
    const actor = systemActor(await oneCounty(product.house, values.county));
    const result = await importFile(product.house, actor, file, values.ledger!, { dryRun: values['dry-run'], layout: values.layout, asOf: values['as-of'] });
    const code = result.rejected + result.ambiguous > 0 ? SOME_NOT_DONE : 0;
    if (values.json) print(JSON.stringify(result, undefined, 2));
    else printImport(result, values['dry-run'], values.layout !== undefined);
    return code;
  });
}

function printImport(result: ImportResult, dryRun: boolean, layout: boolean): void {
  for (const warning of result.warnings) print(`注意：${warning}`);
  print(`${dryRun ? '只作核对，没有写入。' : ''}读取 ${result.read} 行：新增 ${result.created}，更新 ${result.updated}，未变 ${result.unchanged}，退回 ${result.rejected}，待认定 ${result.ambiguous}${layout ? `，数据差异 ${result.differences}` : ''}`);
  for (const { row, field, reason } of result.rejections.slice(0, MOST_PRINTED)) print(`  第 ${row} 行${field ? `“${field}”` : ''}：${reason}`);
  if (result.rejections.length > MOST_PRINTED) print(`  另有 ${result.rejections.length - MOST_PRINTED} 处，加 --json 可以全部列出`);
  if (!dryRun && result.rejected + result.ambiguous > 0) print('退回和待认定的行没有写入，可在页面“导入批次”中下载、更正或认定。');
}

/** 备份到一个文件。 */
async function backUp(args: string[]): Promise<void> {
  const [file] = args;
  if (!file) throw new UsageError('请写明备份文件');
  await opened(async ({ house }) => {
    const made = await backup(house, file);
    await recordCommand(house, '备份', made);
    print(`已备份 ${made.tables} 张表、${made.rows} 行、${made.files} 个附件到 ${file}。备份不含密钥，请另行保管 ${house.config.data}/keys.json`);
  });
}

/** 从备份恢复到空的数据目录。 */
async function restoreFrom(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, options: { overwrite: { type: 'boolean', default: false }, keys: { type: 'string' } }, allowPositionals: true });
  const [file] = positionals;
  if (!file) throw new UsageError('请写明备份文件');
  const made = await restore(quiet(), MODULES, file, { overwrite: values.overwrite, keysFile: values.keys });
  await opened(({ house }) => recordCommand(house, '恢复', made));
  print(`已恢复 ${made.tables} 张表、${made.rows} 行、${made.files} 个附件`);
}

/** 更换加密密钥。 */
async function rotate(): Promise<void> {
  await opened(async ({ house }) => {
    const done = await rotateKeys(house);
    await recordCommand(house, '更换密钥', done);
    print(`已启用第 ${done.version} 版密钥，重新加密 ${done.values} 个字段值`);
  });
}

/** 核验审计链。 */
async function verify(): Promise<void> {
  const problems = await opened(async ({ house }) => {
    const found = await verifyAudit(house);
    print(`审计记录 ${found.entries} 条，已入链 ${found.links} 条`);
    return found.problems;
  });
  for (const problem of problems) print(`  ${problem.message}`);
  if (problems.length > 0) throw new Error(`发现 ${problems.length} 处问题`);
  print('核验通过，未发现改动、删除或插入');
}

/** Every command by its words. */
export const COMMANDS: Record<string, Command> = {
  init: { usage: '--county 410726', summary: '建立一个县的区划、服务中心与服务站', perform: init },
  run: { usage: "<操作> '<json>'", summary: '执行任一操作', perform: runOperation },
  figures: { usage: '--county C --year Y [--json]', summary: '一年的指标', perform: figures },
  bulletin: { usage: '--county C --year Y --out F.docx [--json]', summary: '写出年度简报', perform: bulletin },
  template: {
    usage: '<台账> [--layout 外部版式] --out F.xlsx', summary: '写出导入模板', perform: template,
    help: ['<台账>      台账的代号或名称，如 registry.person、服务对象台账（建档立卡）', '--layout    按另一个系统的版式写出；版式在页面“外部版式”中登记', '--out       写到哪个文件'],
  },
  import: {
    usage: '<文件> --ledger <台账> [--layout 外部版式 [--as-of 日期]] [--dry-run] [--json]', summary: '导入台账', perform: importLedger,
    help: ['--ledger    台账的代号或名称', '--layout    文件是另一个系统的版式；与本地不同而不能直接更新的各项转入“数据差异”', '--as-of     文件的数据截至哪一天（YYYY-MM-DD），与 --layout 同用', '--dry-run   只核对，不写入任何内容', '--json      结果写成 JSON，退回的各处全部列出', '退出码：0 全部办妥，1 没有导入，2 用法有误，3 已导入但有退回或待认定的行'],
  },
  backup: { usage: '<文件>', summary: '备份（运行中亦可）', perform: backUp },
  restore: { usage: '<文件> [--keys F] [--overwrite]', summary: '恢复', perform: restoreFrom },
  'keys rotate': { usage: '', summary: '更换加密密钥', perform: rotate },
  'audit verify': { usage: '', summary: '核验审计链', perform: verify },
};
