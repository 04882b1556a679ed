import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import { rangeOf } from '#base/pure/division.ts';
import type { Keys } from './keys.ts';
import { migrate, type Migration } from './migrate.ts';
import type { Tables } from './tables.generated.ts';

/** A transaction with the actor's scope set; the only way to the database for handlers and queries. */
export type Tx = Transaction<Tables>;

/** The open database: the application's pool (bound by row-level security), and the owner's for upkeep (migrations, jobs, sealing, backup). */
export type Database = {
  app: Kysely<Tables>;
  owner: Kysely<Tables>;
  appPool: pg.Pool;
  ownerPool: pg.Pool;
  appUrl: string;
  ownerUrl: string;
  close(): Promise<void>;
};

/** What a transaction may see: one county and an inclusive range of 12-digit division codes. */
export type Scope = { county: string; from: string; to: string };

const TIMESTAMPTZ = 1184;
const DATE = 1082;
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text') => {
    if (oid === DATE) return (text: string) => text;
    if (oid === TIMESTAMPTZ) return (text: string) => new Date(text).toISOString();
    return pg.types.getTypeParser(oid, format);
  }) as pg.CustomTypesConfig['getTypeParser'],
};

/** Connects as the owner, brings the schema forward, makes the application's login, and opens both pools. */
export async function openDatabase(ownerUrl: string, keys: Keys, migrations: Migration[], poolSize: number): Promise<Database> {
  const ownerPool = new pg.Pool({ connectionString: ownerUrl, max: 4, types });
  surviveBreaks(ownerPool);
  const appUrl = await prepare(ownerPool, ownerUrl, keys, migrations).catch(async (error: unknown) => {
    await ownerPool.end();
    throw error;
  });
  const appPool = new pg.Pool({ connectionString: appUrl, max: poolSize, types });
  surviveBreaks(appPool);
  const app = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: appPool }) });
  const owner = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: ownerPool }) });
  return { app, owner, appPool, ownerPool, appUrl, ownerUrl, close: async () => { await app.destroy(); await owner.destroy(); } };
}

/** A connection that the server ends fails the query it was serving and is replaced; it must not end the product. */
function surviveBreaks(pool: pg.Pool): void {
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
}

async function prepare(pool: pg.Pool, ownerUrl: string, keys: Keys, migrations: Migration[]): Promise<string> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ version: string }>("select current_setting('server_version_num') as version");
    if (Number(rows[0]!.version) < 150_000) throw new Error('需要 PostgreSQL 15 或以上');
    const password = keys.secret('database role').slice(0, 40);
    const login = `ronggui_${keys.index('login', 'application').replace(/[^A-Za-z0-9]/g, '').slice(0, 12).toLowerCase()}`;
    for (const create of ['create role ronggui_app nologin', `create role ${login} login inherit password '${password}' in role ronggui_app`]) {
      await client.query(`do $$ begin ${create}; exception when duplicate_object or unique_violation then null; end $$`);
    }
    await migrate(client, migrations);
    return withLogin(ownerUrl, login, password);
  } finally {
    client.release();
  }
}

function withLogin(ownerUrl: string, login: string, password: string): string {
  return ownerUrl.replace(/^(postgres(?:ql)?:\/\/)([^@/]*@)?/, `$1${login}:${encodeURIComponent(password)}@`);
}

/** The statement that sets what a transaction may see. The one place where scope meets the database; digits only. */
function entering(scope: Scope): string {
  for (const value of [scope.county, scope.from, scope.to]) if (!/^\d{6,12}$/.test(value)) throw new Error('管辖范围格式不正确');
  return `select set_config('app.county', '${scope.county}', true), set_config('app.from', '${scope.from}', true), set_config('app.to', '${scope.to}', true)`;
}

/** Runs `work` in one transaction of the application's role with the scope set; begun and set in one exchange with the server, because every request passes here. */
export async function transact<T>(database: Database, scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
  const enter = entering(scope);
  return database.app.connection().execute(async (connection) => {
    const tx = connection as Tx;
    try {
      await sql.raw(`begin; ${enter}`).execute(tx);
      const result = await work(tx);
      await sql.raw('commit').execute(tx);
      return result;
    } catch (error) {
      await sql.raw('rollback').execute(tx).catch(() => undefined);
      throw error;
    }
  });
}

/**
 * A statement over whole tables, planned without nested loops: over tables that were just filled the planner knows no sizes and would compare every row with every other
 * (a second pay run of 20,000 lines right after the first took 98 s instead of 5).
 */
export async function overWholeTables<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  const looping = (on: boolean) => sql`select set_config('enable_nestloop', ${on ? 'on' : 'off'}, true)`.execute(tx);
  await looping(false);
  const result = await work();
  await looping(true);
  return result;
}

/**
 * One piece of work inside somebody's act with their whole county in sight; the act's own scope stands again afterwards, and where the work fails the transaction ends.
 * Only for what the product keeps up (a number shared with another village), for what both sides have agreed to (an accepted move), and for what must not
 * happen twice in a county (an id registered elsewhere); never for what is answered, but for what somebody in scope is paid on account of a person who lives elsewhere. docs/decisions/0014-life-of-a-file.md
 */
export async function acrossCounty<T>(tx: Tx, scope: Scope, work: (wide: Scope) => Promise<T>): Promise<T> {
  const wide = { county: scope.county, ...rangeOf(`${scope.county}000000`) };
  await sql.raw(entering(wide)).execute(tx);
  const result = await work(wide);
  await sql.raw(entering(scope)).execute(tx);
  return result;
}
