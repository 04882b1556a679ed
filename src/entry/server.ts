import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { startSealing } from '#base/server/audit/seal.ts';
import { mountAttachments } from '#base/server/files/mount.ts';
import type { Opened } from '#base/server/open.ts';
import { buildServer } from '#base/server/serve.ts';
import { mountBulletinFiles } from '#modules/bulletin/files.ts';
import { mountCards } from '#modules/cards/scan.ts';
import { mountFiles } from '#modules/exchange/files.ts';
import { mountSignIn } from '#modules/organisation/signIn/mount.ts';
import { mountUpkeep } from '#modules/upkeep/mount.ts';
import { mountHelp } from './help.ts';

/** The folder of the built console. */
const CONSOLE = join(import.meta.dirname, '..', '..', 'dist', 'console');

/** A listening product: where it listens, and its orderly end (requests in flight finish, the audit is sealed, jobs stop). */
export type Serving = { server: FastifyInstance; url: string; stop(): Promise<void> };

/** Puts the opened product on the network. */
export async function serve(opened: Opened): Promise<Serving> {
  const { house, operations } = opened;
  let authenticate: Awaited<ReturnType<typeof mountSignIn>> = async () => undefined;
  const server = await buildServer(house, operations, (request) => authenticate(request));
  authenticate = await mountSignIn(server, house);
  mountFiles(server, house, authenticate);
  await mountAttachments(server, house, operations, authenticate);
  mountBulletinFiles(server, house, authenticate);
  mountCards(server, house, authenticate);
  await mountUpkeep(server, house, operations);
  await mountHelp(server);
  await mountConsole(server);
  const sealing = startSealing(house);
  const url = await server.listen({ host: house.config.host, port: house.config.port });
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= (async () => {
    await server.close();
    await sealing.stop();
    await opened.close();
  })());
  return { server, url, stop };
}

/** Serves the console's files; any other address is a page of the console. */
async function mountConsole(server: FastifyInstance): Promise<void> {
  if (!existsSync(join(CONSOLE, 'index.html'))) return;
  await server.register(fastifyStatic, { root: join(CONSOLE, 'assets'), prefix: '/assets/', index: false, decorateReply: false, immutable: true, maxAge: '365d', preCompressed: true });
  server.setNotFoundHandler((request, reply) => {
    if (request.method !== 'GET' || request.url.startsWith('/api/')) return reply.code(404).send({ code: 'not_found', message: '没有这个地址' });
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(createReadStream(join(CONSOLE, 'index.html')));
  });
}
