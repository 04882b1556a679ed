import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import fc from 'fast-check';
import { sql } from 'kysely';
import { CHUNK_BYTES, MOST_BYTES } from '#base/pure/attachment.ts';
import type { Actor } from '#base/server/house.ts';
import { saveKeys } from '#base/server/keys.ts';
import { openHouse } from '#base/server/open.ts';
import { buildServer } from '#base/server/serve.ts';
import { organisation } from '#modules/organisation/module.ts';
import { registry } from '#modules/registry/module.ts';
import { backup } from '#modules/upkeep/backup.ts';
import { restore } from '#modules/upkeep/restore.ts';
import { rotateKeys } from '#modules/upkeep/rotateKeys.ts';
import { dropDatabase, testConfig } from '#test/database.ts';
import { openWorld, PLACES, type World } from '#test/world.ts';
import { craftJpeg, craftPdf, SECRETS } from './crafted.fixture.ts';
import { mountAttachments } from './mount.ts';
import { clearFiles, expireUploads } from './sweep.ts';
import { pathOf, readSealed, writeSealed } from './vault.ts';

const MODULES = [organisation, registry];
const MOST_CHUNK = 2 * CHUNK_BYTES;
let world: World;
let server: FastifyInstance;
let signedIn: Actor | undefined;
let now = new Date('2026-03-01T02:00:00Z');
before(async () => {
  world = await openWorld(MODULES, { clock: () => now });
  server = await buildServer(world.house, world.operations, async () => signedIn);
  await mountAttachments(server, world.house, world.operations, async () => signedIn);
});
after(async () => {
  await server.close();
  await world.close();
});

type Reply = { status: number; body: any };
async function send(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, payload?: unknown): Promise<Reply> {
  const binary = Buffer.isBuffer(payload);
  const answer = await server.inject({ method, url: `/files/attachments${path}`, ...(payload === undefined ? {} : { headers: { 'content-type': binary ? 'application/octet-stream' : 'application/json' }, payload: binary ? payload : JSON.stringify(payload) }) });
  return { status: answer.statusCode, body: answer.headers['content-type']?.includes('json') ? answer.json() : answer.rawPayload };
}
const begin = (row: string, bytes: Buffer, id: string = randomUUID(), name = '照片.jpg') => send('POST', '/uploads', { id, record: 'registry.person', row, name, size: bytes.length });
const put = (id: string, offset: number, bytes: Buffer) => send('PUT', `/uploads/${id}?offset=${offset}`, bytes);
const list = async (row: string) => (await send('GET', `/?record=registry.person&row=${row}`)).body.attachments as { id: string; name: string; caption: string | null; media: string; size: number; thumbnail: boolean }[];

/** Uploads a whole file in one go; answers the end. */
async function upload(row: string, bytes: Buffer, more: { name?: string; thumbnail?: Buffer; caption?: string } = {}): Promise<Reply & { id: string }> {
  const id = randomUUID();
  const begun = await begin(row, bytes, id, more.name);
  if (begun.status !== 200) return { ...begun, id };
  for (let at = 0; at < bytes.length; at += MOST_CHUNK) assert.equal((await put(id, at, bytes.subarray(at, at + MOST_CHUNK))).status, 200);
  return { ...(await send('POST', `/uploads/${id}/finish`, { caption: more.caption, thumbnail: more.thumbnail?.toString('base64') })), id };
}

const clerk = (place: 'east' | 'eastHill' | 'west' = 'east') => world.person(place === 'eastHill' ? 'villageClerk' : 'townshipClerk', place);
const folder = (name: string) => join(world.house.config.data, name);
const kept = () => (existsSync(folder('files')) ? readdirSync(folder('files'), { recursive: true, encoding: 'utf8' }).filter((path) => statSync(join(folder('files'), path)).isFile()) : []);
const parts = () => (existsSync(folder('receiving')) ? readdirSync(folder('receiving')) : []);
const countOf = async (text: string) => Number((await sql<{ count: string }>`select count(*) as count from ${sql.raw(text)}`.execute(world.house.database.owner)).rows[0]!.count);
const audited = (operation: string, outcome = 'done') => countOf(`audit.entry where operation = '${operation}' and outcome = '${outcome}'`);
const pdfOf = (bytes: number) => Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(bytes - 15), Buffer.from('%%EOF\n')]);

test('上传一张照片：看得见、取得回、没有位置信息，磁盘上是密文，名称和说明在库里也是密文', async () => {
  const { id: row } = await world.register();
  signedIn = clerk();
  const thumbnail = craftJpeg({ width: 20, height: 15 });
  const done = await upload(row, craftJpeg(), { name: '张建国 残疾证.heic', caption: '残疾证正面', thumbnail });
  assert.deepEqual([done.status, done.body.name, done.body.caption, done.body.media, done.body.thumbnail], [200, '张建国 残疾证.heic.jpg', '残疾证正面', 'image/jpeg', true]);
  const content = (await send('GET', `/${done.id}/content`)).body as Buffer;
  assert.equal(content.length, done.body.size);
  const small = (await send('GET', `/${done.id}/thumbnail`)).body as Buffer;
  for (const secret of SECRETS) assert.ok(!content.includes(secret) && !small.includes(secret), secret);
  assert.equal(kept().length, 2);
  for (const path of kept()) assert.ok(!readFileSync(join(folder('files'), path)).includes('JFIF'), 'encrypted on disk');
  const { rows } = await sql<{ text: string }>`select a::text as text from house.attachment a`.execute(world.house.database.owner);
  assert.ok(!rows[0]!.text.includes('残疾证'));
  assert.deepEqual(parts(), []);
  assert.equal(await countOf('house.upload'), 0);
  const head = await server.inject({ url: `/files/attachments/${done.id}/content` });
  assert.deepEqual([head.headers['content-type'], head.headers['x-content-type-options'], head.headers['cache-control'], head.headers['content-security-policy']], ['image/jpeg', 'nosniff', 'no-store', "default-src 'none'; sandbox"]);
  assert.match(String(head.headers['content-disposition']), /^attachment; filename\*=UTF-8''/);
});

test('断点续传：任何顺序、重复、重叠、半途重来，得到同一个文件', async () => {
  const { id: row } = await world.register();
  signedIn = clerk();
  const step = fc.record({ from: fc.nat(1000), length: fc.integer({ min: 1, max: 400 }), again: fc.boolean(), crash: fc.boolean() });
  await fc.assert(fc.asyncProperty(fc.integer({ min: 200, max: 1000 }), fc.array(step, { maxLength: 12 }), async (size, steps) => {
    const bytes = pdfOf(size);
    const id = randomUUID();
    let received = (await begin(row, bytes, id)).body.received as number;
    for (const { from, length, again, crash } of steps) {
      const at = Math.min(from, size - 1);
      if (crash && existsSync(join(folder('receiving'), id))) writeFileSync(join(folder('receiving'), id), 'half a chunk', { flag: 'a' });
      const answer = await put(id, at, bytes.subarray(at, at + length));
      if (at > received) assert.deepEqual([answer.status, answer.body.data.detail.received], [409, received]);
      else received = Math.max(received, Math.min(size, at + length));
      if (again) received = (await begin(row, bytes, id)).body.received;
      assert.equal((await begin(row, bytes, id)).body.received, received);
    }
    if (received < size) assert.equal((await send('POST', `/uploads/${id}/finish`, {})).status, 409);
    while (received < size) received = (await put(id, received, bytes.subarray(received, received + 300))).body.received;
    const [one, two] = await Promise.all([send('POST', `/uploads/${id}/finish`, {}), send('POST', `/uploads/${id}/finish`, {})]);
    assert.deepEqual([one.status, two.status], [200, 200]);
    assert.deepEqual(one.body, two.body);
    assert.deepEqual((await send('GET', `/${id}/content`)).body, bytes);
    assert.equal((await send('DELETE', `/${id}`)).status, 200);
  }), { numRuns: 8 });
});

test('50 MB 以内可以，多一个字节不行；同样的内容只存一份', async () => {
  const { id: row } = await world.register();
  signedIn = clerk();
  const most = pdfOf(MOST_BYTES);
  const refused = await begin(row, Buffer.concat([most, Buffer.alloc(1)]));
  assert.deepEqual([refused.status, /50 MB/.test(refused.body.message)], [400, true]);
  const before = kept().length;
  const first = await upload(row, most, { name: '档案.pdf' });
  assert.equal(first.body.size, MOST_BYTES);
  assert.ok(((await send('GET', `/${first.id}/content`)).body as Buffer).equals(most));
  assert.equal(kept().length, before + 1);
  await send('DELETE', `/${first.id}`);
  const twice = pdfOf(5000);
  for (const name of ['登记表.pdf', '登记表副本.pdf']) assert.equal((await upload(row, twice, { name })).status, 200);
  assert.equal(kept().length, before + 2);
  const over = randomUUID();
  await begin(row, craftPdf(), over);
  assert.equal((await put(over, 0, Buffer.concat([craftPdf(), Buffer.from('x')]))).status, 422);
  assert.equal((await put(over, 0, Buffer.alloc(3 * 1024 * 1024))).status, 413);
  await send('DELETE', `/uploads/${over}`);
  assert.deepEqual(parts(), []);
});

test('不收的内容说明原因，不留下任何东西；没传完的一天后作废，可以随时取消', async () => {
  const { id: row } = await world.register();
  signedIn = clerk();
  const before = [kept().length, await countOf('house.file')];
  const refused = await upload(row, Buffer.from('MZ\x90\0一个程序'), { name: '照片.jpg' });
  assert.equal(refused.status, 422);
  assert.match(refused.body.message, /程序/);
  assert.equal((await upload(row, craftJpeg(), { thumbnail: Buffer.from('<svg/>') })).status, 422);
  const broken = randomUUID();
  await begin(row, craftJpeg(), broken);
  await put(broken, 0, craftJpeg().subarray(0, 50));
  assert.deepEqual(parts(), [broken]);
  now = new Date(now.getTime() + 25 * 3_600_000);
  await expireUploads(world.house);
  assert.equal(await countOf('house.upload'), 0);
  const old = new Date(Date.now() - 2 * 3_600_000);
  utimesSync(join(folder('receiving'), broken), old, old);
  await expireUploads(world.house);
  assert.deepEqual(parts(), []);
  assert.deepEqual([kept().length, await countOf('house.file')], before);
  assert.deepEqual(await list(row), []);
});

test('谁能写这条记录谁能加，能查看隐藏信息的才能看扫描件；范围之外如同不存在；看个人附件和被拒都记入审计', async () => {
  const { id: row } = await world.register({ at: 'eastHill' });
  signedIn = clerk('eastHill');
  const { id } = await upload(row, craftPdf());
  const looks = await audited('attachments.read');
  assert.equal((await send('GET', `/${id}/content`)).status, 200);
  assert.equal(await audited('attachments.read'), looks + 1);
  const lists = await audited('attachments.list');
  await list(row);
  assert.equal(await audited('attachments.list'), lists + 1);
  const everything = (who: string) => [['GET', `/?record=registry.person&row=${row}`], ['GET', `/${id}/content`], ['GET', `/${id}/thumbnail`], ['PATCH', `/${id}`, { caption: who }], ['DELETE', `/${id}`], ['POST', `/${id}/restore`, {}], ['PUT', '/order', { record: 'registry.person', row, ids: [id] }], ['POST', '/uploads', { id: randomUUID(), record: 'registry.person', row, name: 'a', size: 1 }]] as const;
  const statuses = async (actor: Actor | undefined) => {
    signedIn = actor;
    const found: number[] = [];
    for (const [method, path, body] of everything('说明')) found.push((await send(method, path, body)).status);
    return found;
  };
  assert.deepEqual(await statuses(undefined), Array(8).fill(401));
  assert.deepEqual(await statuses(clerk('west')), Array(8).fill(404));
  assert.deepEqual(await statuses(world.person('villageClerk', 'eastLake')), Array(8).fill(404));
  assert.deepEqual(await statuses(world.person('auditor')), [403, 403, 403, 403, 403, 403, 403, 403]);
  assert.deepEqual(await statuses(world.person('leader')), Array(8).fill(403));
  assert.ok((await audited('attachments.read', 'refused')) > 0);
  signedIn = clerk('eastHill');
  assert.equal((await send('GET', `/?record=no.such&row=${row}`)).status, 404);
  assert.equal((await send('GET', `/?record=registry.person&row=${randomUUID()}`)).status, 404);
  const mine = randomUUID();
  const me = clerk('eastHill');
  signedIn = me;
  await begin(row, craftPdf(), mine);
  signedIn = clerk('east');
  assert.equal((await put(mine, 0, craftPdf())).status, 404, 'another person’s upload');
  assert.equal((await send('POST', `/uploads/${mine}/finish`, {})).status, 404);
  signedIn = me;
  assert.equal((await begin(row, Buffer.alloc(7), mine)).status, 409, 'one id, two files');
  await send('DELETE', `/uploads/${mine}`);
  const { rows: seen } = await world.act(clerk('west'), ({ tx }) => sql`select 1 from house.attachment`.execute(tx));
  assert.equal(seen.length, 0, 'row-level security alone');
});

test('说明、顺序、删除和撤销；人员迁移、删除、恢复，附件一起走', async () => {
  const { id: row, version } = await world.register({ at: 'eastHill' });
  signedIn = clerk();
  const [a, b, c] = [await upload(row, craftPdf('甲')), await upload(row, craftPdf('乙')), await upload(row, craftPdf('丙'))].map((one) => one.id) as [string, string, string];
  assert.deepEqual((await list(row)).map((one) => one.id), [a, b, c]);
  await send('PUT', '/order', { record: 'registry.person', row, ids: [c, a] });
  assert.deepEqual((await list(row)).map((one) => one.id), [c, a, b]);
  await send('PATCH', `/${a}`, { caption: '立功证书' });
  assert.equal((await list(row))[1]!.caption, '立功证书');
  await send('DELETE', `/${a}`);
  assert.equal((await send('GET', `/${a}/content`)).status, 404);
  assert.deepEqual((await list(row)).map((one) => one.id), [c, b]);
  await send('POST', `/${a}/restore`, {});
  assert.deepEqual((await list(row)).map((one) => one.id), [c, a, b]);
  await send('DELETE', `/${b}`);

  const county = world.person('countyClerk', 'county', ['registry']);
  const moved = await world.call(county, 'registry.persons.update', { id: row, version, change: { divisionCode: PLACES.westLake } });
  signedIn = clerk('eastHill');
  assert.equal((await send('GET', `/${a}/content`)).status, 404);
  signedIn = clerk('west');
  assert.deepEqual((await list(row)).map((one) => one.id), [c, a]);
  assert.equal((await send('POST', `/${b}/restore`, {})).status, 200, 'what was removed before the move went along too');
  await send('DELETE', `/${b}`);

  await world.call(county, 'registry.persons.remove', { id: row, version: moved.version, reason: '重复录入' });
  assert.equal((await send('GET', `/${a}/content`)).status, 404);
  await world.call(county, 'registry.persons.restore', { id: row });
  assert.deepEqual((await list(row)).map((one) => one.id), [c, a], 'what was removed by hand stays removed');
});

test('附件挂在随人员走的记录上，人迁走时也跟着走', async () => {
  const { id: person, version } = await world.register({ at: 'eastHill', roles: ['vet_self_employed'] });
  const county = world.person('countyClerk', 'county', ['registry']);
  const { rows } = await sql<{ id: string }>`select id from registry.person_role where person_id = ${person}`.execute(world.house.database.owner);
  signedIn = clerk('eastHill');
  const id = randomUUID();
  assert.equal((await send('POST', '/uploads', { id, record: 'registry.person_role', row: rows[0]!.id, name: '证明.pdf', size: craftPdf().length })).status, 200);
  await put(id, 0, craftPdf());
  assert.equal((await send('POST', `/uploads/${id}/finish`, {})).status, 200);
  await world.call(county, 'registry.persons.update', { id: person, version, change: { divisionCode: PLACES.west } });
  signedIn = clerk('west');
  assert.equal((await send('GET', `/${id}/content`)).status, 200);
});

test('没有附件再指向的内容，过了期限才清除；撤销期内清不掉', async () => {
  const { id: row } = await world.register();
  signedIn = clerk();
  const { id } = await upload(row, craftPdf('只此一份'));
  await send('DELETE', `/${id}`);
  const before = kept().length;
  now = new Date(now.getTime() + 20 * 86_400_000);
  await clearFiles(world.house);
  assert.equal((await send('POST', `/${id}/restore`, {})).body.attachments.length, 1);
  assert.ok(((await send('GET', `/${id}/content`)).body as Buffer).equals(craftPdf('只此一份')));
  await send('DELETE', `/${id}`);
  now = new Date(now.getTime() + 31 * 86_400_000);
  await clearFiles(world.house);
  assert.equal((await send('POST', `/${id}/restore`, {})).status, 404);
  assert.ok(kept().length < before);
  assert.equal(kept().length, await countOf('house.file'), 'every file has its row and every row its file');
  const again = await upload(row, craftPdf('只此一份'));
  assert.ok(((await send('GET', `/${again.id}/content`)).body as Buffer).equals(craftPdf('只此一份')));
});

test('内容丢了的，再传一次就补上；密文被改、被截短、换了位置都打不开', async () => {
  const { id: row } = await world.register();
  signedIn = clerk();
  const bytes = pdfOf(600_000);
  const { id } = await upload(row, bytes);
  const { rows } = await sql<{ file: string }>`select file from house.attachment where id = ${id}`.execute(world.house.database.owner);
  const path = pathOf(world.house, rows[0]!.file);
  rmSync(path);
  await upload(row, bytes);
  assert.ok(((await send('GET', `/${id}/content`)).body as Buffer).equals(bytes));
  const key = randomBytes(32).toString('base64');
  const place = join(mkdtempSync(join(tmpdir(), 'ronggui-vault-')), 'one');
  const read = async (about = 'x') => Buffer.concat((await Readable.from(readSealed(place, key, about)).toArray()) as Buffer[]);
  for (const size of [1, 262_143, 262_144, 262_145, 524_288]) {
    const content = randomBytes(size);
    await writeSealed(place, key, 'x', [content.subarray(0, 10), content.subarray(10)]);
    assert.ok((await read()).equals(content));
    await assert.rejects(read('y'));
    if (size > 262_144) {
      truncateSync(place, 4 + 262_144 + 16);
      await assert.rejects(read(), 'cut at a frame');
    }
    const changed = readFileSync(place);
    changed[10] = changed[10]! ^ 1;
    writeFileSync(place, changed);
    await assert.rejects(read());
  }
});

test('备份恢复带上附件；更换密钥以后，旧附件和恢复来的附件都打得开', async () => {
  const { id: row } = await world.register();
  signedIn = clerk();
  const { id } = await upload(row, craftJpeg(), { caption: '立功证书' });
  const content = (await send('GET', `/${id}/content`)).body as Buffer;
  world.house.config.keys = undefined;
  saveKeys(world.house.config.data, world.house.keys);
  const { rows: files } = await sql<{ key_sealed: string }>`select key_sealed from house.file`.execute(world.house.database.owner);
  assert.ok(files.every((one) => one.key_sealed.startsWith('a1.')));
  await rotateKeys(world.house);
  const { rows: rotated } = await sql<{ key_sealed: string }>`select key_sealed from house.file`.execute(world.house.database.owner);
  assert.ok(rotated.every((one) => one.key_sealed.startsWith('a2.')), 'every file key is under the new version');
  assert.ok(((await send('GET', `/${id}/content`)).body as Buffer).equals(content));
  assert.equal((await list(row))[0]!.caption, '立功证书');

  const file = join(mkdtempSync(join(tmpdir(), 'ronggui-backup-')), '备份.zip');
  const made = await backup(world.house, file);
  assert.equal(made.files, kept().length);
  const target = { ...(await testConfig(MODULES)), keys: undefined };
  await restore(target, MODULES, file, { keysFile: join(world.house.config.data, 'keys.json') });
  const opened = await openHouse(target, MODULES);
  const there = await buildServer(opened.house, opened.operations, async () => signedIn);
  await mountAttachments(there, opened.house, opened.operations, async () => signedIn);
  const answer = await there.inject({ url: `/files/attachments/${id}/content` });
  assert.ok(answer.rawPayload.equals(content));
  await there.close();
  await opened.close();
  await dropDatabase(target);
});
