import type { FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { todayIn } from '#base/pure/day.ts';
import type { RecordType } from '#base/pure/record.ts';
import { isRefusal, notFound, refuse } from '#base/pure/refusal.ts';
import { writeAudit } from '../audit/write.ts';
import { transact } from '../database.ts';
import type { Act, Actor, AuditNote, House } from '../house.ts';
import type { BoundOperation } from '../operations.ts';
import { inScope } from '../records/list.ts';
import type { Authenticate } from '../serve.ts';
import type { Place } from './attachments.ts';

/** What the routes of attachments share: the running house, its operations, and who is asking. */
export type Doors = { house: House; operations: Map<string, BoundOperation>; authenticate: Authenticate };

/** What someone wants with the attachments of a row. */
export type Need = 'read' | 'write';

/** Who sends a request; refuses those who are not signed in. */
export async function actorOf({ authenticate }: Doors, request: FastifyRequest): Promise<Actor> {
  return (await authenticate(request)) ?? refuse('signed_out', '请先登录', { status: 401 });
}

/** Runs one step of a request in a transaction of the actor: its notes become one audit row of it, a refusal for want of right or scope leaves a row of its own. */
export async function stepIn<T>({ house }: Doors, request: FastifyRequest, actor: Actor, name: string, work: (act: Act) => Promise<T>): Promise<T> {
  const now = house.clock();
  const origin = { requestId: request.id, address: request.ip };
  const notes: AuditNote[] = [];
  try {
    return await transact(house.database, actor.scope, async (tx) => {
      const result = await work({ tx, actor, scope: actor.scope, now, today: todayIn('Asia/Shanghai', now), house, requestId: request.id, note: (note) => notes.push(note) });
      for (const note of notes) await writeAudit(house, tx, { name }, actor, origin, 'done', note);
      return result;
    });
  } catch (error) {
    if (isRefusal(error) && (error.status === 403 || error.status === 404)) {
      const { record, rowId } = notes[0] ?? {};
      await transact(house.database, actor.scope, (tx) => writeAudit(house, tx, { name }, actor, origin, 'refused', { record, rowId, reason: error.status === 404 ? '不存在或不在管辖范围内' : error.message }));
    }
    throw error;
  }
}

/** The row that attachments hang on, for one who may read or write its record; a row out of scope answers as not found. Locked for writing, so that it cannot go or move meanwhile. */
export async function placeOf(doors: Doors, act: Act, record: string, rowId: string, need: Need): Promise<Place & { type: RecordType }> {
  const type = doors.house.records.get(record) ?? notFound();
  if (!act.actor.permissions.has(permissionFor(doors, type, need))) refuse('forbidden', '您的岗位没有这项权限', { status: 403 });
  const { rows } = await sql<{ division_code: string }>`select r.division_code from ${sql.table(type.name)} r where ${inScope(act, type)} and r.id = ${rowId} ${need === 'write' ? sql`for update` : sql``}`.execute(act.tx);
  const division = rows[0]?.division_code ?? notFound(type.label);
  if (need === 'write' && (division < act.scope.from || division > act.scope.to)) notFound(type.label);
  return { type, record, rowId, division, reach: type.reach };
}

/** The permission of the record's own operation: what guards its rows guards what hangs on them. A scan of a personal record shows what is sealed in its fields, so looking needs what revealing them needs. */
function permissionFor({ operations }: Doors, type: RecordType, need: Need): string {
  const [method, path, act] = need === 'write' ? ['PATCH', type.path + '/{id}', 'write'] : type.personal ? ['POST', type.path + '/{id}/reveal', 'reveal'] : ['GET', type.path + '/{id}', 'read'];
  const own = [...operations.values()].find((one) => one.method === method && one.contract['~orpc'].route.path === path);
  return own?.meta.permission ?? `${type.name.split('.')[0]}.${act}`;
}
