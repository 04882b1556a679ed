import { createHmac } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { transact } from '#base/server/database.ts';
import { buildServer } from '#base/server/serve.ts';
import { rangeOf } from '#base/pure/division.ts';
import { COUNTY, openWorld, type Place, PLACES, type World } from '#test/world.ts';
import { organisation } from '../module.ts';
import { writeSetting } from '../queries.ts';
import { placeAccount } from '../setUp.ts';
import { mountSignIn } from './mount.ts';

/** A browser of the tests: keeps cookies, sends JSON. */
export type Browser = {
  cookies: Map<string, string>;
  post(path: string, body?: unknown): Promise<{ status: number; body: any; setCookies: string[] }>;
  get(path: string): Promise<{ status: number; body: any }>;
  signIn(account: string, password: string): Promise<{ status: number; body: any; setCookies: string[] }>;
};

/** A world with its door: server, a clock that tests move, accounts, browsers. */
export type DoorWorld = World & {
  server: FastifyInstance;
  /** Moves the clock ahead by minutes. */
  pass(minutes: number): void;
  account(account: string, role: string, place: Place, options?: { lines?: string[]; mustChange?: boolean }): Promise<string>;
  setting(key: string, value: unknown): Promise<void>;
  browser(address?: string): Browser;
};

/** Opens a world with the organisation module behind a real server; second factor optional unless a test says otherwise. */
export async function openDoor(): Promise<DoorWorld> {
  let ahead = 0;
  const world = await openWorld([organisation], { clock: () => new Date(Date.now() + ahead) });
  let authenticate: Awaited<ReturnType<typeof mountSignIn>> = async () => undefined;
  world.house.log.level = process.env.SHOW_FAULTS ?? world.house.log.level;
  const server = await buildServer(world.house, world.operations, (request) => authenticate(request));
  authenticate = await mountSignIn(server, world.house);
  const scope = { county: COUNTY, ...rangeOf(PLACES.county) };
  const setting = (key: string, value: unknown) => transact(world.house.database, scope, (tx) => writeSetting(tx, COUNTY, key, value));
  await setting('twoFactor', 'optional');
  let addresses = 0;
  return {
    ...world, server, setting,
    pass: (minutes) => { ahead += minutes * 60_000; },
    account: (account, role, place, { lines = [], mustChange = false } = {}) =>
      transact(world.house.database, scope, (tx) => placeAccount(tx, COUNTY, { account, name: `${account}甲`, roles: [role], lines, division: PLACES[place], mustChange }, world.house.clock())),
    browser: (address) => browserOf(server, address ?? `10.0.0.${(addresses += 1)}`),
    close: async () => {
      await server.close();
      await world.close();
    },
  };
}

function browserOf(server: FastifyInstance, address: string): Browser {
  const cookies = new Map<string, string>();
  const send = async (method: 'GET' | 'POST', url: string, body?: unknown) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await server.inject({ method, url, remoteAddress: address, headers: { cookie, ...(method === 'POST' ? { 'content-type': 'application/json' } : {}) }, payload: method === 'POST' ? JSON.stringify(body ?? {}) : undefined });
    const setCookies = [response.headers['set-cookie'] ?? []].flat();
    for (const line of setCookies) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      if (/max-age=0/i.test(line)) cookies.delete(pair.slice(0, at));
      else cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return { status: response.statusCode, body: response.body ? JSON.parse(response.body) : undefined, setCookies };
  };
  return {
    cookies,
    post: (path, body) => send('POST', path, body),
    get: (path) => send('GET', path),
    signIn: (account, password) => send('POST', '/auth/sign-in', { account, password }),
  };
}

/** The one-time password of a base32 secret at this moment, by RFC 6238 (SHA-1, 30 seconds, 6 digits). */
export function oneTimePassword(secret: string, at = Date.now()): string {
  const bits = [...secret.replace(/=+$/, '')].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const digest = createHmac('sha1', key).update(counter).digest();
  const offset = digest[19]! & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
