import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { codeList } from '#base/pure/codes.ts';
import { checkDigit } from '#base/pure/citizenId.ts';
import { field, record } from '#base/pure/record.ts';
import { recordOperations } from '#base/pure/recordOperations.ts';
import type { Actor, Module } from '#base/server/house.ts';
import { recordHandlers } from '#base/server/records/handlers.ts';
import { store } from '#base/server/records/store.ts';
import type { ColumnKind } from '#base/server/sheets/workbook-shapes.ts';
import { writeSheet } from '#base/server/sheets/write-sheet.ts';
import { openWorld, type Place, type World } from '#test/world.ts';
import { exchange } from './module.ts';

const Kind = codeList('类别', { soldier: '退役士兵|退伍军人', officer: '转业军官', family: '军属' });

/** A scratch ledger of persons: sealed numbers, codes, days, money. */
export const Fellow = record({
  name: 'scratch.fellow', path: '/scratch/fellows', label: '对象', ledger: '对象台账', title: 'name', list: ['name', 'kind', 'bornOn', 'mobile', 'address'], filters: ['kind'], search: ['name'], sort: 'name', identity: ['citizenId'], reach: 'division', personal: true,
  fields: {
    name: field.text('姓名', { required: true, max: 20 }), citizenId: field.citizenId('身份证号', { synonyms: ['身份证号码'] }), mobile: field.phone('手机号码', { synonyms: ['电话'] }),
    kind: field.code('类别', Kind), kinds: field.codes('其他类别', Kind), bornOn: field.day('出生日期'), joinedOn: field.partialDay('入伍时间'), paid: field.fen('补助金额', { synonyms: ['金额'] }),
    years: field.integer('服役年限', { max: 60 }), alive: field.boolean('健在'), address: field.text('住址', { sealed: true, mask: 'address' }), note: field.note('备注'), tag: field.text('标签', { derived: true }),
  },
  derive: (row) => ({ tag: row.name ? `${String(row.name)}标` : null }),
  check: (row, today) => [...(String(row.bornOn ?? '') > today ? [{ field: 'bornOn', message: '出生日期不能晚于今天' }] : []), ...(row.kind ? [] : [{ field: 'kind', message: '没有填写类别', warning: true }])],
});
/** A scratch ledger whose rows hang on persons. */
export const Call = record({
  name: 'scratch.call', path: '/scratch/calls', label: '走访', ledger: '走访台账', title: 'topic', list: ['fellowId', 'calledOn', 'topic'], filters: ['calledOn'], search: ['topic'], sort: '-calledOn', identity: ['fellowId', 'calledOn'], reach: 'division', personal: true, placedBy: 'fellowId',
  fields: { fellowId: field.reference('对象', () => Fellow, { required: true }), calledOn: field.day('走访日期', { required: true, synonyms: ['日期'] }), topic: field.text('内容'), withId: field.reference('陪同人', () => Fellow) },
});

/** Fills what SQL sees of the upkeep after a write. */
export const written: number[] = [];
export const fellows = store(Fellow, {
  columns: (values) => ({ search_keys: [`k:${String(values.name ?? '')}`] }),
  afterWrite: async (act, rows) => {
    const { rows: found } = await sql<{ n: string }>`select count(*) as n from scratch.fellow r where ${rows}`.execute(act.tx);
    written.push(Number(found[0]!.n));
  },
});
export const calls = store(Call);
const scratch: Module = {
  name: 'scratch', label: '试', operations: { fellows: recordOperations(Fellow), calls: recordOperations(Call) }, handlers: { fellows: recordHandlers(fellows), calls: recordHandlers(calls) }, stores: [fellows, calls], figures: [],
};
const organisation: Module = { name: 'organisation', label: '机构', operations: {}, handlers: {}, stores: [], figures: [] };

const HEAD = 'county_code text, id uuid, version int not null default 1, division_code text collate "C", created_at timestamptz default now(), updated_at timestamptz default now(), batch_id uuid';

/** The modules of the scratch world. */
export const scratchModules: Module[] = [organisation, scratch, exchange];

/** A world with the scratch ledgers and the exchange. */
export async function openScratch(clock?: () => Date): Promise<World> {
  const world = await openWorld(scratchModules, clock ? { clock } : {});
  const { owner } = world.house.database;
  await sql`create schema scratch`.execute(owner);
  await sql`grant usage on schema scratch to ronggui_app`.execute(owner);
  await sql`create table scratch.fellow (${sql.raw(HEAD)}, name text not null, citizen_id_sealed text, citizen_id_index text, mobile_sealed text, mobile_index text, kind text, kinds text[], born_on date, joined_on text, paid bigint,
    years int, alive boolean, address_sealed text, address_index text, note text, tag text, search_keys text[] not null default '{}', primary key (county_code, id), constraint fellow_id_key unique (county_code, citizen_id_index), constraint fellow_years check (years <> 59))`.execute(owner);
  await sql`create table scratch.call (${sql.raw(HEAD)}, fellow_id uuid, called_on date, topic text, with_id uuid, primary key (county_code, id), constraint call_fellow foreign key (county_code, fellow_id) references scratch.fellow (county_code, id))`.execute(owner);
  await sql`select house.protect('scratch.fellow', 'division'), house.protect('scratch.call', 'division')`.execute(owner);
  return world;
}

const PERMISSIONS = ['exchange.read', 'exchange.write', 'exchange.export', 'scratch.read', 'scratch.write', 'scratch.reveal'];

/** Somebody who may import and export the scratch ledgers at a place. */
export const clerkOf = (world: World, place: Place, more: string[] = []): Actor => ({ ...world.person('townshipClerk', place), permissions: new Set([...PERMISSIONS, ...more]) });

/** A demo citizen id with a valid check digit, by number. */
export function idOf(number: number, birth = '19650412'): string {
  const first = `999001${birth}${String(number).padStart(3, '0')}`;
  return first + checkDigit(first);
}

const folder = mkdtempSync(join(tmpdir(), 'ronggui-exchange-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
let files = 0;

/** Writes a small workbook: headers, then rows; a header may name its kind (`金额|yuan`). Answers its path. */
export async function workbook(headers: string[], rows: unknown[][], extra: { title?: string; name?: string } = {}): Promise<string> {
  files += 1;
  const path = join(folder, extra.name ?? `${files}.xlsx`);
  const columns = headers.map((header) => { const [text = '', kind = 'text'] = header.split('|'); return { header: text, kind: kind as ColumnKind }; });
  await writeSheet(path, { sheets: [{ name: '台账', columns, rows, ...(extra.title ? { title: extra.title } : {}) }] });
  return path;
}
