import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import multipart from '@fastify/multipart';
import Fastify, { type FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { isRefusal } from '#base/pure/refusal.ts';
import type { Actor } from '#base/server/house.ts';
import type { World } from '#test/world.ts';
import { mountFiles } from './files.ts';
import { clerkOf, idOf, openScratch, workbook } from './scratch.fixture.ts';
import { uploadPath } from './uploads.ts';

let world: World;
let server: FastifyInstance;
let signedIn: Actor | undefined;
before(async () => {
  world = await openScratch();
  server = Fastify();
  await server.register(multipart);
  server.setErrorHandler((error, _request, reply) => reply.code(isRefusal(error) ? error.status : 500).send({ message: (error as Error).message }));
  mountFiles(server, world.house, async () => signedIn);
});
after(async () => {
  await server.close();
  await world.close();
});

async function send(path: string, name = '名册.xlsx') {
  const form = new FormData();
  form.append('file', new Blob([await readFile(path)]), name);
  const encoded = new Response(form);
  return server.inject({ method: 'POST', url: '/files/imports', headers: { 'content-type': encoded.headers.get('content-type')! }, payload: Buffer.from(await encoded.arrayBuffer()) });
}

test('上传到导入、下载退回行，一路走通；提交后上传的文件删除', async () => {
  const me = clerkOf(world, 'east');
  signedIn = me;
  const uploaded = await send(await workbook(['姓名', '身份证号'], [['甲', idOf(1)], ['乙', '1']]), 'C:\\名册\\二季度.xlsx');
  assert.equal(uploaded.statusCode, 200);
  const { id, name } = uploaded.json();
  assert.equal(name, '二季度.xlsx');
  const batch = await world.call(me, 'exchange.check', { batchId: randomUUID(), uploadId: id, ledger: 'scratch.fellow' });
  assert.deepEqual([batch.fileName, batch.counts.new, batch.counts.bad], ['二季度.xlsx', 1, 1]);
  await world.call(me, 'exchange.commit', { batchId: batch.id });
  assert.equal(existsSync(uploadPath(world.house, id)), false);
  const made = await world.call(me, 'exchange.badRows', { batchId: batch.id, id: randomUUID() });
  const fetched = await server.inject({ url: `/files/exports/${made.id}` });
  assert.equal(fetched.statusCode, 200);
  assert.equal(fetched.rawPayload.subarray(0, 2).toString(), 'PK');
  assert.match(String(fetched.headers['content-disposition']), /%E4%BA%8C%E5%AD%A3%E5%BA%A6-%E9%80%80%E5%9B%9E%E8%A1%8C\.xlsx/);
  const { rows } = await sql<{ n: string }>`select count(*) as n from audit.entry where operation = 'exchange.download'`.execute(world.house.database.owner);
  assert.equal(Number(rows[0]!.n), 1);
  signedIn = clerkOf(world, 'county');
  assert.equal((await server.inject({ url: `/files/exports/${made.id}` })).statusCode, 404);
});

test('未登录、没有权限、不是表单，都拒绝；模板可以下载', async () => {
  const path = await workbook(['姓名'], [['甲']]);
  signedIn = undefined;
  assert.equal((await send(path)).statusCode, 401);
  signedIn = { ...clerkOf(world, 'east'), permissions: new Set(['exchange.read']) };
  assert.equal((await send(path)).statusCode, 403);
  const template = await server.inject({ url: '/files/templates/scratch.fellow' });
  assert.deepEqual([template.statusCode, template.rawPayload.subarray(0, 2).toString()], [200, 'PK']);
  assert.equal((await server.inject({ url: '/files/templates/no.such' })).statusCode, 404);
  signedIn = clerkOf(world, 'east');
  assert.equal((await server.inject({ method: 'POST', url: '/files/imports', payload: {} })).statusCode, 415);
});
