import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import iconv from 'iconv-lite';
import { sql } from 'kysely';
import { isRefusal } from '#base/pure/refusal.ts';
import { workbookParts, zipParts } from '#base/server/sheets/package-fixture.ts';
import type { World } from '#test/world.ts';
import { chanceOf } from '../../../tools/demo/random.ts';
import { importFile } from './importFile.ts';
import { clerkOf, idOf, openScratch } from './scratch.fixture.ts';

/** How many workbooks are made; another seed makes others. Both stand in every failure's message. */
const COUNT = 520;
const SEED = Number(process.env.RONGGUI_FUZZ_SEED ?? 20_231_101);
const CORPUS = join(import.meta.dirname, '..', '..', '..', 'test', 'corpus', 'workbooks');

let world: World;
const folder = mkdtempSync(join(tmpdir(), 'ronggui-fuzz-'));
before(async () => { world = await openScratch(); });
after(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

type Chance = ReturnType<typeof chanceOf>;
const pick = <T>(chance: Chance, all: readonly T[]): T => all[Math.floor(chance.next() * all.length)]!;

const HEADERS = ['姓名', '*姓 名', '身份证号', '身份证号码', '电话', '类别', '其他类别', '出生日期', '入伍时间', '补助金额（元）', '服役年限', '健在', '住址', '备注', '番号', '涉密岗位', '记录编号', '', '姓名', '乡镇', '村', '  ', '=1+1', '没有这一列'];
const VALUES = ['张三', '李·四', '', ' ', '0', '-1', '1e308', '１９６５．４．１２', '1965年13月', '23844', '退役士兵', '退役士兵、军属', '外星人', '√', '2099-01-01', '99999999999999999999', '=cmd|x', '@SUM(A1)', '<script>', '\u202e反写', '𠮷𬸚', '12345部队', 'NaN', 'null', '一'.repeat(5000), '100****1234', '东乡', '东山村', '\'0123'];

/** A sheet's text values: a header of odd columns somewhere below titles, and odd rows. */
function table(chance: Chance, number: number): string[][] {
  const columns = 1 + Math.floor(chance.next() * 14);
  const rows = [...Array(Math.floor(chance.next() * 3)).keys()].map((at) => [`标题${at}`]);
  rows.push(Array.from({ length: columns }, () => pick(chance, HEADERS)));
  for (let at = 0; at < Math.floor(chance.next() * 12); at += 1) rows.push(Array.from({ length: columns }, () => (chance.next() < 0.2 ? idOf((number * 13 + at) % 900) : pick(chance, VALUES))));
  return rows;
}

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/\u202e/g, '&#8238;');
const letter = (at: number) => String.fromCharCode(65 + at);

function cellXml(chance: Chance, reference: string, text: string): string {
  const kind = Math.floor(chance.next() * 8);
  if (kind === 0) return `<c r="${reference}"><v>${escaped(text)}</v></c>`;
  if (kind === 1) return `<c r="${reference}" t="s"><v>${Math.floor(chance.next() * 4) - 1}</v></c>`;
  if (kind === 2) return `<c r="${reference}" t="b"><v>2</v></c>`;
  if (kind === 3) return `<c r="${reference}"><f>A1+${escaped(text)}</f><v>1</v></c>`;
  if (kind === 4) return `<c r="${reference}" t="e"><v>#N/A</v></c>`;
  if (kind === 5) return `<c t="inlineStr"><is><t>${escaped(text)}</t></is></c>`;
  return `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

/** Damages text or bytes: cuts, doubles, turns over. */
function damaged(chance: Chance, bytes: Buffer): Buffer {
  const at = Math.floor(chance.next() * bytes.length);
  const length = 1 + Math.floor(chance.next() * 60);
  const kind = Math.floor(chance.next() * 4);
  if (kind === 0) return bytes.subarray(0, at);
  if (kind === 1) return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
  if (kind === 2) return Buffer.concat([bytes.subarray(0, at + length), bytes.subarray(at)]);
  const turned = Buffer.from(bytes);
  for (let n = 0; n < length && at + n < turned.length; n += 7) turned[at + n] = turned[at + n]! ^ (1 << Math.floor(chance.next() * 8));
  return turned;
}

/** One workbook or text table by number: honest in form but odd in content, damaged inside the package, damaged as a file, or text in some encoding. */
async function make(number: number): Promise<{ name: string; bytes: Buffer }> {
  const chance = chanceOf(SEED + number);
  const rows = table(chance, number);
  const way = number % 4;
  if (way === 3) {
    const text = rows.map((row) => row.map((value) => (chance.next() < 0.3 ? `"${value.replaceAll('"', '""')}"` : value)).join(pick(chance, [',', ',', '\t', ';']))).join(pick(chance, ['\n', '\r\n', '\r']));
    const bytes = iconv.encode(text, pick(chance, ['utf8', 'gb18030', 'utf16le', 'utf8']), { addBOM: chance.next() < 0.5 });
    return { name: `fuzz-${number}.csv`, bytes: chance.next() < 0.4 ? damaged(chance, bytes) : bytes };
  }
  const xml = rows.map((row, at) => `<row r="${at + 1}">${row.map((value, column) => cellXml(chance, `${letter(column)}${at + 1}`, value)).join('')}</row>`).join('');
  const parts = workbookParts(xml, { 'xl/sharedStrings.xml': `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>姓名</t></si><si><r><t>王</t></r><r><t>五</t></r></si></sst>` });
  if (way === 1) {
    const part = pick(chance, Object.keys(parts));
    const whole = await zipParts({ ...parts, [part]: damaged(chance, Buffer.from(parts[part]!)) });
    return { name: `fuzz-${number}.xlsx`, bytes: whole };
  }
  const bytes = await zipParts(parts);
  return { name: `fuzz-${number}.xlsx`, bytes: way === 2 ? damaged(chance, bytes) : bytes };
}

const state = async () => (await sql<{ persons: number; batches: number }>`select (select count(*)::int from scratch.fellow) as persons, (select count(*)::int from exchange.batch where state = 'committing') as batches`.execute(world.house.database.owner)).rows[0]!;

/** Imports a file; answers whether it was taken or refused with a sentence. Anything else fails, and so does a row written without being told. */
async function imported(name: string, bytes: Buffer): Promise<'taken' | 'refused'> {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const before = await state();
  try {
    const result = await importFile(world.house, clerkOf(world, 'east'), path, 'scratch.fellow', { dryRun: false });
    assert.equal(result.created + result.updated + result.unchanged + result.rejected + result.ambiguous, result.read, name);
    assert.equal((await state()).persons, before.persons + result.created, name);
    return 'taken';
  } catch (error) {
    assert.ok(isRefusal(error), `${name} 种子 ${SEED}：${(error as Error).stack}`);
    assert.match((error as Error).message, /[\u4e00-\u9fff]/, name);
    assert.deepEqual(await state(), before, name);
    return 'refused';
  } finally {
    rmSync(path, { force: true });
  }
}

test(`随机生成的 ${COUNT} 个表格：要么导入并说清每一行，要么说明原因而什么也不留下`, { timeout: 300_000 }, async () => {
  const counts = { taken: 0, refused: 0 };
  for (let number = 0; number < COUNT; number += 1) {
    const { name, bytes } = await make(number);
    counts[await imported(name, bytes)] += 1;
  }
  assert.ok(counts.taken >= 50 && counts.refused >= 50, `生成的表格应有好有坏：${JSON.stringify(counts)}`);
});

test('留存的表格：曾经有问题的，和各种来路的', async () => {
  const files = readdirSync(CORPUS).filter((name) => /\.(xlsx|csv)$/.test(name));
  assert.ok(files.length >= 10);
  for (const name of files) {
    const expected = name.startsWith('good-') ? 'taken' : name.startsWith('bad-') ? 'refused' : undefined;
    const became = await imported(name, readFileSync(join(CORPUS, name)));
    if (expected) assert.equal(became, expected, name);
  }
});
