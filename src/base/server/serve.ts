import { randomUUID } from 'node:crypto';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import underPressure from '@fastify/under-pressure';
import { implement, ORPCError } from '@orpc/server';
import { OpenAPIHandler } from '@orpc/openapi/fastify';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { MOST_FILE_CHARACTERS, PUBLIC } from '#base/pure/operation.ts';
import { refuse } from '#base/pure/refusal.ts';
import type { Actor, House } from './house.ts';
import type { BoundOperation } from './operations.ts';
import { answerError, parseInput, perform } from './perform.ts';

/** Finds who sends a request; undefined where nobody is signed in. */
export type Authenticate = (request: FastifyRequest) => Promise<Actor | undefined>;

/** What an operation's HTTP call carries besides its input. */
type CallContext = { actor: Actor | undefined; requestId: string; address: string };

/** The actor of operations that need no sign-in: nobody, with a scope that sees nothing. */
export const NOBODY: Actor = { id: 'nobody', name: '未登录', unitId: '', unitName: '', division: '000000000000', roles: [], permissions: new Set(), scope: { county: '000000', from: '000000000000', to: '000000000000' } };

/** The body that anybody may send; a signed-in person may send one file with it, whose content stands in base64. */
const ORDINARY_BYTES = 4 * 1024 * 1024;
const MOST_BYTES = ORDINARY_BYTES + MOST_FILE_CHARACTERS;

/** Builds the HTTP server: REST of every operation under /api, security headers, limits. Pages, sign-in and files are added by the caller. */
export async function buildServer(house: House, operations: Map<string, BoundOperation>, authenticate: Authenticate): Promise<FastifyInstance> {
  const server = Fastify({ loggerInstance: house.log as FastifyBaseLogger, logController: new LogController({ disableRequestLogging: true }), genReqId: () => randomUUID(), bodyLimit: ORDINARY_BYTES, trustProxy: '127.0.0.1', forceCloseConnections: 'idle' });
  await server.register(helmet, {
    contentSecurityPolicy: { directives: { defaultSrc: ["'self'"], scriptSrc: ["'self'"], styleSrc: ["'self'", "'unsafe-inline'"], imgSrc: ["'self'", 'data:', 'blob:'], connectSrc: ["'self'"], frameAncestors: ["'none'"], upgradeInsecureRequests: null } },
    strictTransportSecurity: house.config.origin?.startsWith('https') ? { maxAge: 31_536_000 } : false,
  });
  await server.register(rateLimit, { global: false });
  await server.register(multipart, { limits: { fileSize: 200 * 1024 * 1024, files: 1 } });
  await server.register(underPressure, { maxEventLoopDelay: 5000, message: '系统繁忙，请稍后再试', retryAfter: 5 });
  server.setErrorHandler((error, request, reply) => {
    const status = (error as { statusCode?: number }).statusCode;
    if (status && (status < 500 || status === 503)) return reply.code(status).send({ code: 'request', message: SENTENCES[status] ?? (error as Error).message });
    const answer = answerError(house, error, request.id);
    return reply.code(answer.status).send({ code: answer.code, message: answer.message, data: { path: answer.path, detail: answer.detail } });
  });
  logRequests(server, house);
  const handler = new OpenAPIHandler(nest(house, operations));
  server.removeContentTypeParser(['application/json', 'text/plain']);
  server.addContentTypeParser('*', (_request, _payload, done) => done(null));
  await server.register(async (routes) => {
    takeJson(routes);
    routes.addHook('onRequest', async (request) => {
      const announced = request.headers['transfer-encoding'] === undefined ? Number(request.headers['content-length'] ?? 0) : Infinity;
      if (announced > ORDINARY_BYTES && !(await authenticate(request))) throw failure(413);
    });
    routes.all('/*', { bodyLimit: MOST_BYTES }, async (request, reply) => {
      readByBody(request);
      const actor = await authenticate(request);
      reply.header('cache-control', 'no-store').header('x-request-id', request.id);
      const context: CallContext = { actor, requestId: request.id, address: request.ip };
      const { matched } = await handler.handle(request, reply, { prefix: '/api', context });
      if (!matched) return reply.code(404).send({ code: 'not_found', message: '没有这个接口' });
      return reply;
    });
  }, { prefix: '/api' });
  return server;
}

const SENTENCES: Record<number, string> = { 413: '内容过大', 415: '内容应为 JSON', 429: '操作过于频繁，请稍后再试' };
const failure = (statusCode: number, message = SENTENCES[statusCode]!) => Object.assign(new Error(message), { statusCode });

/** Bodies of operations are JSON of at most the server's limit; others are refused unread. */
function takeJson(routes: FastifyInstance): void {
  routes.removeAllContentTypeParsers();
  routes.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, String(body).trim() === '' ? {} : JSON.parse(String(body)));
    } catch {
      done(failure(400, '内容不是 JSON'));
    }
  });
  routes.addContentTypeParser('*', (_request, _payload, done) => done(failure(415)));
}

const READ = '/api/read/';

/** A read may bring its query in the body of a POST to /api/read/<path>: so no log on the way holds what was searched for, and a long query fits. It is then the GET that it stands for. */
function readByBody(request: FastifyRequest): void {
  if (request.method !== 'POST' || !request.url.startsWith(READ)) return;
  const { query } = (request.body ?? {}) as { query?: unknown };
  if (typeof query !== 'string') throw failure(400, '内容应为 {"query": "…"}');
  Object.assign(request.raw, { method: 'GET', url: `/api/${request.url.slice(READ.length).split('?')[0]}?${query.replace(/[\r\n#]/g, '')}` });
}

/** The router that oRPC serves: every bound operation, nested by its name. */
function nest(house: House, operations: Map<string, BoundOperation>): never {
  const router: Record<string, unknown> = {};
  for (const operation of operations.values()) {
    const path = operation.name.split('.');
    let at = router;
    for (const part of path.slice(0, -1)) at = (at[part] ??= {}) as Record<string, unknown>;
    at[path[path.length - 1]!] = procedureOf(house, operation);
  }
  return router as never;
}

function procedureOf(house: House, operation: BoundOperation) {
  const { inputSchema: _input, outputSchema: _output, ...rest } = operation.contract['~orpc'];
  const open = Object.create(operation.contract, { '~orpc': { value: rest } }) as typeof operation.contract;
  return implement(open).$context<CallContext>().handler(async ({ input, context }: { input: unknown; context: CallContext }) => {
    try {
      const actor = context.actor ?? (operation.meta.permission === PUBLIC ? NOBODY : refuse('signed_out', '请先登录', { status: 401 }));
      return await perform(house, operation, actor, parseInput(operation, input), context);
    } catch (error) {
      const answer = answerError(house, error, context.requestId);
      throw new ORPCError(answer.code, { status: answer.status, message: answer.message, data: { path: answer.path, detail: answer.detail } });
    }
  });
}

/** One line per request without query, body or names: method, route, status, time. */
function logRequests(server: FastifyInstance, house: House): void {
  server.addHook('onResponse', (request: FastifyRequest, reply: FastifyReply, done) => {
    house.log.info({ requestId: request.id, method: request.method, path: request.url.split('?')[0], status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'request');
    done();
  });
}
