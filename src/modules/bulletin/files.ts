import type { FastifyInstance } from 'fastify';
import { todayIn } from '#base/pure/day.ts';
import { notFound, refuse } from '#base/pure/refusal.ts';
import { transact } from '#base/server/database.ts';
import type { Act, Actor, House } from '#base/server/house.ts';
import { writeAudit } from '#base/server/audit/write.ts';
import { answerError } from '#base/server/perform.ts';
import type { Authenticate } from '#base/server/serve.ts';
import { type Form, prepare, writeForm } from './document.ts';
import { getStored, standingOf } from './service.ts';

const NAME = /^([0-9a-f-]{36})\.(docx|pdf|html)$/i;

/** Serves bulletins as files: GET /files/bulletins/:id.docx, .pdf, .html. Needs bulletin.read; every download is audited. */
export function mountBulletinFiles(server: FastifyInstance, house: House, authenticate: Authenticate): void {
  server.get('/files/bulletins/:name', async (request, reply) => {
    try {
      const actor = (await authenticate(request)) ?? refuse('signed_out', '请先登录', { status: 401 });
      const [, id, form] = NAME.exec((request.params as { name: string }).name) ?? notFound('简报');
      const { content, type, title } = await bulletinFile(house, actor, { id: id!, form: form!.toLowerCase() as Form }, { requestId: request.id, address: request.ip });
      const disposition = form === 'html' ? 'inline' : `attachment; filename*=UTF-8''${encodeURIComponent(`${title}.${form}`)}`;
      return await reply.header('cache-control', 'no-store').header('content-disposition', disposition).type(type).send(content);
    } catch (error) {
      const answer = answerError(house, error, request.id);
      return reply.code(answer.status).send({ code: answer.code, message: answer.message });
    }
  });
}

/** One bulletin as a file, for one person: permission, scope and audit as in every operation. */
export async function bulletinFile(house: House, actor: Actor, { id, form }: { id: string; form: Form }, origin: { requestId: string; address: string }): Promise<{ content: Buffer; type: string; title: string }> {
  if (!actor.permissions.has('bulletin.read')) refuse('forbidden', '您的岗位没有这项权限', { status: 403 });
  const now = house.clock();
  const prepared = await transact(house.database, actor.scope, async (tx) => {
    const act: Act = { tx, actor, scope: actor.scope, now, today: todayIn('Asia/Shanghai', now), house, requestId: origin.requestId, note: () => undefined };
    const row = await getStored(act, id);
    const { document, readings } = await standingOf(act, row);
    await writeAudit(house, tx, { name: 'bulletin.files.download' }, actor, origin, 'done', { record: 'bulletin.bulletin', rowId: id, detail: { form } });
    return prepare(act, document, readings);
  });
  return { ...(await writeForm(prepared, form)), title: prepared.title };
}
