import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notFound, refuse } from '#base/pure/refusal.ts';
import { writeAudit } from '#base/server/audit/write.ts';
import type { Actor, House } from '#base/server/house.ts';
import type { Authenticate } from '#base/server/serve.ts';
import { beside } from './acting.ts';
import { getExport } from './exports.ts';
import { ledgerOf } from './ledgers.ts';
import { writeTemplate } from './template.ts';
import { exportPath, keepUpload, receiveFile, uploadPath } from './uploads.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const MOST_BYTES = 200 * 1024 * 1024;

/** Serves the files of imports and exports: uploads come in, exports and templates go out, each to the person they belong to. */
export function mountFiles(server: FastifyInstance, house: House, authenticate: Authenticate): void {
  const signedIn = async (request: FastifyRequest, permission: string): Promise<Actor> => {
    const actor = (await authenticate(request)) ?? refuse('signed_out', '请先登录', { status: 401 });
    return actor.permissions.has(permission) ? actor : refuse('forbidden', '您的岗位没有这项权限', { status: 403 });
  };
  server.post('/files/imports', async (request, reply) => {
    const actor = await signedIn(request, 'exchange.write');
    return reply.header('cache-control', 'no-store').send(await receive(house, actor, request));
  });
  server.get<{ Params: { id: string } }>('/files/exports/:id', async (request, reply) => sendExport(house, await signedIn(request, 'exchange.read'), request.params.id, request, reply));
  server.get<{ Params: { ledger: string } }>('/files/templates/:ledger', async (request, reply) => {
    await signedIn(request, 'exchange.read');
    const { store } = ledgerOf(house, request.params.ledger);
    attach(reply, `${store.type.ledger}导入模板.xlsx`);
    reply.hijack();
    reply.raw.writeHead(200, reply.getHeaders() as Record<string, string>);
    await writeTemplate(house, request.params.ledger, reply.raw);
  });
}

async function receive(house: House, actor: Actor, request: FastifyRequest): Promise<{ id: string; name: string; size: number }> {
  if (!request.isMultipart()) refuse('upload.form', '请以表单方式上传文件', { status: 415 });
  const file = (await request.file({ limits: { fileSize: MOST_BYTES, files: 1 } })) ?? refuse('upload.empty', '没有收到文件');
  const id = randomUUID();
  const size = await receiveFile(house, id, file.file);
  if (file.file.truncated) {
    await rm(uploadPath(house, id), { force: true });
    refuse('upload.size', '文件超过 200 MB，请拆成几个文件分别导入', { status: 413 });
  }
  const name = file.filename.split(/[\\/]/).pop() || '未命名';
  await beside(house, actor).run((act) => keepUpload(act, id, name, size));
  return { id, name, size };
}

async function sendExport(house: House, actor: Actor, id: string, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  if (!/^[0-9a-f-]{36}$/.test(id)) notFound('导出');
  const row = await beside(house, actor).run(async (act) => {
    const found = await getExport(act, id);
    if (found.actor_id !== actor.id) notFound('导出');
    if (found.state !== 'ready' || !found.expires_at || new Date(found.expires_at) < act.now) refuse('export.gone', '文件还没有生成，或已过 24 小时，请重新导出', { status: 410 });
    await writeAudit(house, act.tx, { name: 'exchange.download' }, actor, { requestId: request.id, address: request.ip }, 'done', { record: found.ledger, reason: found.purpose, detail: { export: found.number, rows: found.rows } });
    return found;
  });
  const path = exportPath(house, id);
  const { size } = await stat(path).catch(() => refuse('export.gone', '文件已删除，请重新导出', { status: 410 }));
  attach(reply, row.file_name ?? '导出.xlsx');
  return reply.header('content-length', size).send(createReadStream(path));
}

function attach(reply: FastifyReply, name: string): void {
  reply.header('content-type', XLSX).header('cache-control', 'no-store').header('x-content-type-options', 'nosniff').header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
}
