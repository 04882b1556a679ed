import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { House } from './house.ts';
import type { BoundOperation } from './operations.ts';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/** Measures every request by route and status, the database pools and the process, for Prometheus. Routes carry no ids. */
export function measureServer(server: FastifyInstance, house: House, operations: Map<string, BoundOperation>): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'ronggui_' });
  const durations = new Histogram({ name: 'ronggui_request_seconds', help: 'Request durations by route and status', labelNames: ['method', 'route', 'status'], buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60], registers: [registry] });
  const known = new Set([...operations.values()].map(({ contract }) => `/api${(contract['~orpc'].route.path ?? '').replace(/\{[^}]*\}/g, '{}')}`));
  server.addHook('onResponse', (request, reply, done) => {
    const plain = request.url.split('?')[0]!.replace(UUID, '{}');
    const route = known.has(plain) ? plain : (request.routeOptions.url ?? 'unknown');
    durations.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
    done();
  });
  for (const [name, pool] of [['application', house.database.appPool], ['owner', house.database.ownerPool]] as const) {
    for (const [state, count] of [['open', () => pool.totalCount], ['idle', () => pool.idleCount], ['waiting', () => pool.waitingCount]] as const) {
      new Gauge({ name: `ronggui_pool_${name}_${state}`, help: `Connections of the ${name} pool: ${state}`, registers: [registry], collect() { this.set(count()); } });
    }
  }
  return registry;
}
