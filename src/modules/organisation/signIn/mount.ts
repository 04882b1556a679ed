import { sql } from 'kysely';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { refuse } from '#base/pure/refusal.ts';
import type { House } from '#base/server/house.ts';
import { readShape } from '#base/server/input.ts';
import type { Authenticate } from '#base/server/serve.ts';
import { atSignIn, countAttempt, forgetFailures, lockIfTooMany } from './attempts.ts';
import { type Auth, cookieNames, cookieSecret, openAuth, openSignInPool } from './auth.ts';
import { authenticator, tokenOf } from './authenticate.ts';
import { findLogin, type Login } from './logins.ts';
import { recordDoor } from './record.ts';
import { beginEnrolment, confirmEnrolment } from './secondFactor.ts';
import { endSessions, memoryOf, type SignedIn } from './sessions.ts';
import { type Door, enterCode, policyOf, signIn, type Step } from './signIn.ts';

const Credentials = z.object({ account: z.string().trim().min(1, '请填写账号').max(64), password: z.string().min(1, '请填写密码').max(200), county: z.string().regex(/^\d{6}$/, '区划代码应为 6 位数字').optional() });
const Code = z.object({ code: z.string().trim().regex(/^\d{6}$/, '动态口令是 6 位数字').optional(), backupCode: z.string().trim().max(20).optional() });
const Password = z.object({ password: z.string().min(1, '请填写密码').max(200) });

/** What the routes at the door work with. */
type DoorKeeper = { house: House; auth: Auth; authenticate: Authenticate; cookies: ReturnType<typeof cookieNames> };

/** Registers the routes of sign-in under /auth and gives the function that finds who sends a request. Routes that take a secret are limited per address. */
export async function mountSignIn(server: FastifyInstance, house: House): Promise<Authenticate> {
  const pool = openSignInPool(house);
  const keeper: DoorKeeper = { house, auth: openAuth(house, pool), authenticate: authenticator(house, pool), cookies: cookieNames(house) };
  server.addHook('onClose', () => pool.end());
  await server.register(async (routes) => {
    routes.addContentTypeParser('application/json', { parseAs: 'string', bodyLimit: 16_384 }, (_request, body, done) => {
      try {
        done(null, JSON.parse(String(body) || '{}'));
      } catch {
        done(Object.assign(new Error('内容不是 JSON'), { statusCode: 400 }));
      }
    });
    routes.addHook('onRequest', async (request, reply) => {
      reply.header('cache-control', 'no-store').header('x-request-id', request.id);
      refuseForeign(request, house);
    });
    mountDoor(routes, keeper);
    mountAccount(routes, keeper);
  }, { prefix: '/auth' });
  return keeper.authenticate;
}

const LIMIT = { config: { rateLimit: { max: 30, timeWindow: '1 minute' } } };

/** Signing in and out. */
function mountDoor(routes: FastifyInstance, keeper: DoorKeeper): void {
  const { house, cookies } = keeper;
  routes.post('/sign-in', LIMIT, async (request, reply) => answer(reply, await signIn(doorOf(keeper, request, []), readShape(Credentials, request.body))));
  routes.post('/code', LIMIT, async (request, reply) => {
    const challenge = tokenOf(request.headers.cookie, cookies.pending, cookieSecret(house));
    return answer(reply, await enterCode(doorOf(keeper, request, [cookies.pending]), challenge, readShape(Code, request.body)));
  });
  routes.post('/sign-out', async (request, reply) => {
    const actor = (await keeper.authenticate(request)) as SignedIn | undefined;
    if (actor) await leave(keeper, request, actor, async (login) => {
      memoryOf(house).drop(login.id);
      await atSignIn(house, (tx) => sql`delete from auth.session where id = ${actor.sessionId}`.execute(tx));
    });
    return goodbye(reply, keeper);
  });
  routes.post('/sign-out-everywhere', async (request, reply) => {
    const actor = await signedIn(keeper, request);
    await leave(keeper, request, actor, async (login) => { await atSignIn(house, (tx) => endSessions(tx, house, login.id)); });
    return goodbye(reply, keeper);
  });
}

/** Enrolling the one-time password of one's own account. */
function mountAccount(routes: FastifyInstance, keeper: DoorKeeper): void {
  const { house, cookies } = keeper;
  routes.post('/totp', LIMIT, async (request, reply) => {
    const { actor, login } = await known(keeper, request);
    const policy = await policyOf(house, login.county);
    const count = await countAttempt(house, login.username, policy);
    try {
      const shown = await beginEnrolment(doorOf(keeper, request, [cookies.session]), actor, login.account, readShape(Password, request.body).password);
      await forgetFailures(house, login.username);
      return reply.send(shown);
    } catch (error) {
      await lockIfTooMany(house, login.username, count, policy);
      throw error;
    }
  });
  routes.post('/totp/confirm', LIMIT, async (request, reply) => {
    const { actor, login } = await known(keeper, request);
    const policy = await policyOf(house, login.county);
    const count = await countAttempt(house, login.username, policy);
    try {
      const set = await confirmEnrolment(doorOf(keeper, request, [cookies.session]), actor, readShape(Code, request.body).code ?? '');
      await forgetFailures(house, login.username);
      return answer(reply, { state: 'in', cookies: set });
    } catch (error) {
      await lockIfTooMany(house, login.username, count, policy);
      throw error;
    }
  });
}

/** Cookies of a foreign page's request are not sent (SameSite), and its Origin gives it away besides. */
function refuseForeign(request: FastifyRequest, house: House): void {
  const { origin, host } = request.headers;
  if (!origin || origin === house.config.origin || origin.replace(/^https?:\/\//, '') === host) return;
  refuse('sign_in.origin', '请求来自其他网站，已拒绝', { status: 403 });
}

/** What better-auth is shown of a request: address, agent, and only the cookies that the step needs. */
function doorOf({ house, auth }: DoorKeeper, request: FastifyRequest, wanted: string[]): Door {
  const headers = new Headers({ 'x-forwarded-for': request.ip, 'user-agent': request.headers['user-agent']?.slice(0, 200) ?? '' });
  const cookies = (request.headers.cookie ?? '').split(/; */).filter((one) => wanted.includes(one.split('=')[0]!));
  if (cookies.length > 0) headers.set('cookie', cookies.join('; '));
  return { house, auth, headers, origin: { requestId: request.id, address: request.ip } };
}

async function signedIn(keeper: DoorKeeper, request: FastifyRequest): Promise<SignedIn> {
  return ((await keeper.authenticate(request)) as SignedIn | undefined) ?? refuse('signed_out', '请先登录', { status: 401 });
}

async function known(keeper: DoorKeeper, request: FastifyRequest): Promise<{ actor: SignedIn; login: Login }> {
  const actor = await signedIn(keeper, request);
  const login = await atSignIn(keeper.house, (tx) => findLogin(tx, actor.id));
  return { actor, login: login ?? refuse('signed_out', '请先登录', { status: 401 }) };
}

async function leave(keeper: DoorKeeper, request: FastifyRequest, actor: SignedIn, end: (login: Login) => Promise<void>): Promise<void> {
  const login = await atSignIn(keeper.house, (tx) => findLogin(tx, actor.id));
  if (!login) return;
  await end(login);
  await recordDoor(keeper.house, 'auth.signOut', login, { requestId: request.id, address: request.ip }, 'done');
}

function goodbye(reply: FastifyReply, { cookies }: DoorKeeper): FastifyReply {
  const past = `Path=/; Max-Age=0; HttpOnly; SameSite=Lax${cookies.secure ? '; Secure' : ''}`;
  return reply.header('set-cookie', [`${cookies.session}=; ${past}`, `${cookies.pending}=; ${past}`]).header('clear-site-data', '"cache", "storage"').send({ done: true });
}

function answer(reply: FastifyReply, step: Step): FastifyReply {
  return reply.header('set-cookie', step.cookies).send({ state: step.state });
}
