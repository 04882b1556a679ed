import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import type { House } from '#base/server/house.ts';
import { NO_JOBS } from '#base/server/jobs.ts';
import { measureServer } from '#base/server/metrics.ts';
import { openApiDocument } from '#base/server/openapi.ts';
import type { BoundOperation } from '#base/server/operations.ts';
import { openApiPage } from './openApiPage.ts';

/** Adds what those who run the product look at: /healthz, /readyz, /metrics, /openapi.json and the page /openapi. */
export async function mountUpkeep(server: FastifyInstance, house: House, operations: Map<string, BoundOperation>): Promise<void> {
  const registry = measureServer(server, house, operations);
  // Written when first asked for: it takes most of a second, which every start would wait for.
  let writing: Promise<{ json: string; page: string }> | undefined;
  const described = () => (writing ??= openApiDocument(operations, house.records.values()).then((document) => ({ json: JSON.stringify(document), page: openApiPage(document) })));
  server.get('/openapi.json', async (_request, reply) => reply.type('application/json; charset=utf-8').send((await described()).json));
  server.get('/openapi', async (_request, reply) => reply.type('text/html; charset=utf-8').send((await described()).page));
  server.get('/healthz', (_request, reply) => reply.header('cache-control', 'no-store').send({ healthy: true }));
  server.get('/readyz', async (_request, reply) => {
    const state = await readiness(house);
    return reply.code(Object.values(state).every(Boolean) ? 200 : 503).header('cache-control', 'no-store').send(state);
  });
  server.get('/metrics', async (request, reply) => {
    if (!mayMeasure(request, house.config.metricsToken)) return reply.code(404).send({ code: 'not_found', message: '没有这个地址' });
    return reply.type(registry.contentType).header('cache-control', 'no-store').send(await registry.metrics());
  });
}

/** Whether the product can work: its database answers, is at the program's state, and background work runs. */
async function readiness(house: House): Promise<{ database: boolean; migrations: boolean; jobs: boolean }> {
  const answers = (query: Promise<unknown>) => Promise.race([query.then(() => true, () => false), new Promise<boolean>((done) => setTimeout(done, 3000, false).unref())]);
  const [database, migrations, jobs] = await Promise.all([
    answers(sql`select 1`.execute(house.database.app)),
    answers(sql`select 1 / (count(*) > 0)::int from house.migration`.execute(house.database.owner)),
    answers(sql`select 1 from jobs.version`.execute(house.database.owner)),
  ]);
  return { database, migrations, jobs: jobs && house.jobs !== NO_JOBS };
}

/** Measures are read from this machine, or with the token as a bearer. */
function mayMeasure(request: FastifyRequest, token: string | undefined): boolean {
  if (['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.ip)) return true;
  const given = Buffer.from(request.headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return token !== undefined && given.length === wanted.length && timingSafeEqual(given, wanted);
}
