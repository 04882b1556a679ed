import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { writeAudit } from '#base/server/audit/write.ts';
import { transact } from '#base/server/database.ts';
import type { Actor, House } from '#base/server/house.ts';
import { placeOf } from '#base/server/records/columns.ts';
import type { Authenticate } from '#base/server/serve.ts';
import { Person } from '#modules/registry/schema.ts';
import { findByToken, listCounties, type Scanned } from './queries/contact.ts';
import { findCentre, listStations, type Station } from './queries/stations.ts';
import { isToken } from './rules/contact.ts';
import { ContactCard } from './schema/contact.ts';
import { busyPage, stationPage } from './stationPage.ts';

/** Scans of one address in a minute: enough for a queue of people at a counter, too few to try tokens. */
const LIMIT = { max: 60, timeWindow: '1 minute' };
const HTML = 'text/html; charset=utf-8';

/**
 * Serves what a contact card's QR code leads to. A signed-in clerk whose place holds the person is led to the file, and that is audited; whoever else
 * scans a card sees the page of its station; a token nobody has shows the county centre's. Nothing in an answer depends on the person.
 */
export function mountCards(server: FastifyInstance, house: House, authenticate: Authenticate): void {
  void server.register(async (routes) => {
    routes.addHook('onRequest', async (request, reply) => {
      request.raw.url = '/c/…';
      reply.header('cache-control', 'no-store').header('x-robots-tag', 'noindex');
    });
    routes.setErrorHandler((error, _request, reply) => {
      if ((error as { statusCode?: number }).statusCode !== 429) throw error;
      return reply.code(429).type(HTML).send(busyPage());
    });
    routes.get<{ Params: { token: string } }>('/c/:token', { config: { rateLimit: LIMIT } }, async (request, reply) => answer(house, authenticate, request, reply));
  });
}

async function answer(house: House, authenticate: Authenticate, request: FastifyRequest<{ Params: { token: string } }>, reply: FastifyReply): Promise<FastifyReply> {
  const token = request.params.token.toUpperCase();
  const card = isToken(token) ? await findByToken(house, house.keys.index(placeOf(ContactCard, 'token'), token)) : undefined;
  const actor = await authenticate(request);
  if (card && card.state === 'valid' && actor && mayOpen(actor, card)) {
    await recordScan(house, actor, card, request);
    return reply.redirect(`${Person.path}/${card.personId}`, 303);
  }
  return reply.type(HTML).send(stationPage(await stationFor(house, card)));
}

/** Whether the file of the card's person lies within somebody's place and line. */
const mayOpen = ({ scope, permissions }: Actor, card: Scanned): boolean =>
  permissions.has('registry.read') && scope.county === card.county && card.personDivision >= scope.from && card.personDivision <= scope.to;

async function recordScan(house: House, actor: Actor, card: Scanned, request: FastifyRequest): Promise<void> {
  await transact(house.database, actor.scope, (tx) => writeAudit(house, tx, { name: 'cards.scan' }, actor, { requestId: request.id || randomUUID(), address: request.ip }, 'done', { record: Person.name, rowId: card.personId, reason: '扫联系卡' }));
}

/** The station of a card; for a token that nobody has, the county centre where the product serves one county. */
async function stationFor(house: House, card: Scanned | undefined): Promise<Station | undefined> {
  const counties = card ? [card.county] : await listCounties(house);
  const [county] = counties;
  if (!county || counties.length > 1) return undefined;
  return transact(house.database, { county, from: `${county}000000`, to: `${county}999999` }, async (tx) => (card ? (await listStations(tx, county, sql`u.id = ${card.unitId}`))[0] : undefined) ?? findCentre(tx, county));
}
