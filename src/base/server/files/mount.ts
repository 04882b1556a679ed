import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CAPTION_MOST, CHUNK_BYTES, keptName, MOST_BYTES, MOST_PER_ROW } from '#base/pure/attachment.ts';
import { Id } from '#base/pure/operation.ts';
import { notFound, refuse } from '#base/pure/refusal.ts';
import type { Act, House } from '../house.ts';
import { readShape } from '../input.ts';
import type { BoundOperation } from '../operations.ts';
import type { Authenticate } from '../serve.ts';
import { captionAttachment, contentOf, findHeld, getHeld, type Held, listAttachments, markRemoved, orderAttachments } from './attachments.ts';
import { actorOf, type Doors, type Need, placeOf, stepIn } from './doors.ts';
import { finishUpload, forget } from './finish.ts';
import { beginUpload, takeChunk } from './uploads.ts';
import { readSealed } from './vault.ts';

const Caption = z.string().trim().max(CAPTION_MOST, `说明最多 ${CAPTION_MOST} 个字`);
const Where = z.object({ record: z.string().max(80), row: Id });
const Begin = Where.extend({ id: Id, name: z.string().trim().min(1, '文件没有名称').max(400), size: z.number().int().min(1, '文件是空的').max(MOST_BYTES, '文件超过 50 MB：请拆开，或降低扫描分辨率后再上传') });
const Finish = z.object({ thumbnail: z.base64().max(100_000, '缩略图超过 64 KB').optional(), caption: Caption.optional() });
const Order = Where.extend({ ids: z.array(Id).max(MOST_PER_ROW) });
const Offset = z.object({ offset: z.coerce.number().int().min(0) });

type Call = FastifyRequest;
type Answer = FastifyReply;

/**
 * Serves the attachments of every record's rows under /files/attachments: list, resumable upload (begin, chunks, finish), caption, order, removal and its undo, content and thumbnail.
 * Who may write the record may add; who may read it may look. Reading those of a personal record is audited.
 */
export async function mountAttachments(server: FastifyInstance, house: House, operations: Map<string, BoundOperation>, authenticate: Authenticate): Promise<void> {
  const doors: Doors = { house, operations, authenticate };
  await server.register(async (routes) => {
    takeBodies(routes);
    routes.addHook('onSend', async (_request, reply) => { reply.header('cache-control', 'no-store'); });
    mountRows(routes, doors);
    mountUploads(routes, doors);
    mountOne(routes, doors);
  }, { prefix: '/files/attachments' });
}

/** Chunks come as plain bytes, everything else as JSON. */
function takeBodies(routes: FastifyInstance): void {
  routes.removeAllContentTypeParsers();
  routes.addContentTypeParser('application/octet-stream', { parseAs: 'buffer', bodyLimit: 2 * CHUNK_BYTES }, (_request, body, done) => done(null, body));
  routes.addContentTypeParser('application/json', { parseAs: 'string', bodyLimit: 256 * 1024 }, (_request, body, done) => {
    try {
      done(null, JSON.parse(String(body)));
    } catch {
      done(Object.assign(new Error('内容不是 JSON'), { statusCode: 400 }));
    }
  });
}

/** What concerns all attachments of one row: their list and their order. */
function mountRows(routes: FastifyInstance, doors: Doors): void {
  routes.get('/', async (request) => {
    const { record, row } = readShape(Where, request.query);
    const actor = await actorOf(doors, request);
    return stepIn(doors, request, actor, 'attachments.list', async (act) => {
      const { type, ...place } = await placeOf(doors, act, record, row, 'read');
      const attachments = await listAttachments(act, place);
      if (type.personal && attachments.length > 0) act.note({ record, rowId: row, detail: { attachments: attachments.length } });
      return { attachments };
    });
  });
  routes.put('/order', async (request) => {
    const { record, row, ids } = readShape(Order, request.body);
    const actor = await actorOf(doors, request);
    return stepIn(doors, request, actor, 'attachments.order', async (act) => {
      const place = await placeOf(doors, act, record, row, 'write');
      await orderAttachments(act, place, ids);
      act.note({ record, rowId: row });
      return { attachments: await listAttachments(act, place) };
    });
  });
}

/** The upload of one file, from its announcement to its end; each step may be repeated. */
function mountUploads(routes: FastifyInstance, doors: Doors): void {
  routes.post('/uploads', async (request) => {
    const { record, row, ...file } = readShape(Begin, request.body);
    const actor = await actorOf(doors, request);
    return stepIn(doors, request, actor, 'attachments.begin', async (act) => {
      const place = await placeOf(doors, act, record, row, 'write');
      const held = await findHeld(act, file.id);
      if (held && (held.record !== record || held.rowId !== row)) refuse('upload.differs', '这个编号正用于另一个文件，请重新选择文件', { status: 409 });
      return { id: file.id, received: held ? file.size : (await beginUpload(act, place, file)).received, finished: held !== undefined };
    });
  });
  routes.put('/uploads/:id', async (request) => {
    const id = idOf(request);
    const { offset } = readShape(Offset, request.query);
    if (!Buffer.isBuffer(request.body)) return refuse('upload.chunk', '内容应为二进制数据', { status: 415 });
    const chunk = request.body;
    const actor = await actorOf(doors, request);
    return stepIn(doors, request, actor, 'attachments.chunk', async (act) => ({ received: await takeChunk(act, id, offset, chunk) }));
  });
  routes.post('/uploads/:id/finish', async (request) => {
    const id = idOf(request);
    const { thumbnail, caption } = readShape(Finish, request.body);
    const actor = await actorOf(doors, request);
    return finishUpload(doors, request, actor, id, { caption, thumbnail: thumbnail === undefined ? undefined : Buffer.from(thumbnail, 'base64') });
  });
  routes.delete('/uploads/:id', async (request) => {
    await forget(doors, request, await actorOf(doors, request), idOf(request));
    return { done: true };
  });
}

/** What is done with one attachment. */
function mountOne(routes: FastifyInstance, doors: Doors): void {
  const change = (name: string, work: (act: Act, held: Held, request: Call) => Promise<void>) => async (request: Call) => {
    const actor = await actorOf(doors, request);
    return stepIn(doors, request, actor, name, async (act) => {
      const held = await heldFor(doors, act, idOf(request), 'write');
      await work(act, held, request);
      act.note({ record: held.record, rowId: held.rowId, detail: { attachment: held.id } });
      return { attachments: await listAttachments(act, held) };
    });
  };
  routes.patch('/:id', change('attachments.caption', async (act, held, request) => {
    const { caption } = readShape(z.object({ caption: Caption }), request.body);
    if (held.removed) notFound('附件');
    await captionAttachment(act, held.id, caption);
  }));
  routes.delete('/:id', change('attachments.remove', (act, held) => markRemoved(act, held.id, true)));
  routes.post('/:id/restore', change('attachments.restore', (act, held) => markRemoved(act, held.id, false)));
  routes.get('/:id/content', (request, reply) => sendContent(doors, request, reply, false));
  routes.get('/:id/thumbnail', (request, reply) => sendContent(doors, request, reply, true));
}

/** An attachment, for one who may read or write the row it hangs on. */
async function heldFor(doors: Doors, act: Act, id: string, need: Need) {
  const held = await getHeld(act, id, need === 'write');
  const { type } = await placeOf(doors, act, held.record, held.rowId, need);
  return { ...held, type };
}

/** Sends the content, or the thumbnail, always as a file to keep and never as a page: what it holds is not run here. */
async function sendContent(doors: Doors, request: Call, reply: Answer, thumbnail: boolean): Promise<FastifyReply> {
  const id = idOf(request);
  const actor = await actorOf(doors, request);
  const { content, name } = await stepIn(doors, request, actor, 'attachments.read', async (act) => {
    const held = await heldFor(doors, act, id, 'read');
    if (held.type.personal && !thumbnail) act.note({ record: held.record, rowId: held.rowId, detail: { attachment: id } });
    return { content: await contentOf(act, id, thumbnail), name: held.name };
  });
  reply.header('content-type', content.media).header('content-length', content.size).header('x-content-type-options', 'nosniff').header('content-security-policy', "default-src 'none'; sandbox")
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(thumbnail ? keptName('缩略图', 'image/jpeg') : name)}`);
  return reply.send(Readable.from(readSealed(content.path, content.key, content.digest), { objectMode: false }));
}

/** The id in the address; anything else than an id is not found. */
function idOf(request: Call): string {
  const read = Id.safeParse((request.params as { id?: string }).id);
  return read.success ? read.data : notFound('附件');
}
