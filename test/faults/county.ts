import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { verifyAudit } from '#base/server/audit/verify.ts';
import { readConfig } from '#base/server/config.ts';
import { transact } from '#base/server/database.ts';
import type { Act, Actor, House } from '#base/server/house.ts';
import { openHouse, type Opened } from '#base/server/open.ts';
import { parseInput, perform } from '#base/server/perform.ts';
import { initCounty } from '#modules/organisation/divisions/init.ts';
import { MODULES } from '../../src/entry/modules.ts';
import { systemActor } from '../../src/entry/system.ts';

/** The county of the fault tests. */
export const COUNTY = '410726';

/** A product with its own embedded database, opened by the test, while commands in other processes work on the same folder. */
export type StruckCounty = Opened & {
  data: string;
  /** A clerk of the county under another name than the command line. */
  clerk: Actor;
  call<T = any>(operation: string, input: unknown, actor?: Actor): Promise<T>;
  act<T>(work: (act: Act) => Promise<T>): Promise<T>;
  /** What the audit's verifier finds; empty where nothing was altered, removed or inserted. */
  auditProblems(): Promise<string[]>;
  close(): Promise<void>;
};

/** Opens an empty data folder as the product does, and makes the county in it. */
export async function openCounty(): Promise<StruckCounty> {
  const data = mkdtempSync(join(tmpdir(), 'ronggui-faults-'));
  chmodSync(data, 0o755);
  const opened = await openHouse(readConfig({ RONGGUI_DATA: data, RONGGUI_LOG: 'fatal', RONGGUI_POOL: '4' }), MODULES);
  const { house, operations } = opened;
  await initCounty(house, COUNTY);
  const clerk = { ...systemActor(COUNTY, '县级经办'), id: 'clerk' };
  return {
    ...opened, data, clerk,
    call: (name, input, actor = clerk) => { const operation = operations.get(name)!; return perform(house, operation, actor, parseInput(operation, input), { requestId: 'faults', address: '127.0.0.1' }) as never; },
    act: (work) => transact(house.database, clerk.scope, (tx) => work({ tx, actor: clerk, scope: clerk.scope, now: house.clock(), today: '2024-01-01', house, requestId: 'faults', note: () => undefined })),
    auditProblems: async () => (await verifyAudit(house)).problems.map(({ message }) => message),
    close: async () => {
      await opened.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** One number from the database, asked as its owner. */
export async function numberOf(house: House, query: string): Promise<number> {
  const { rows } = await sql<{ n: string }>`select (${sql.raw(query)}) as n`.execute(house.database.owner);
  return Number(rows[0]!.n);
}
