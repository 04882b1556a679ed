import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { Module } from '#base/server/house.ts';
import { dropDatabase, testConfig } from '#test/database.ts';
import { LAYERS } from '../src/layers.ts';

/** Where the types of the tables are kept. */
export const TABLES_FILE = join(import.meta.dirname, '..', 'src', 'base', 'server', 'tables.generated.ts');

type Column = { table: string; column: string; type: string; optional: boolean; nullable: boolean; written: 'ALWAYS' | 'BY DEFAULT' | null };

const COLUMNS = `select table_schema || '.' || table_name as table, column_name as column, case when data_type = 'ARRAY' then udt_name else data_type end as type,
    column_default is not null or is_identity = 'YES' or is_generated = 'ALWAYS' as optional, is_nullable = 'YES' as nullable, case when is_generated = 'ALWAYS' then 'ALWAYS' else identity_generation end as written
  from information_schema.columns where table_schema !~ '^pg_' and table_schema not in ('information_schema', 'public', 'jobs') order by 1, ordinal_position`;

/** Every module by its name alone: enough to find its migrations. */
export const NAMED_MODULES: Module[] = LAYERS.flat().map((name) => ({ name, label: name, operations: {}, handlers: {}, stores: [], figures: [] }));

/** The text of the generated file for the database that all modules' migrations make. */
export async function tablesText(): Promise<string> {
  const config = await testConfig(NAMED_MODULES);
  const client = new pg.Client({ connectionString: config.databaseUrl });
  await client.connect();
  const { rows } = await client.query<Column>(COLUMNS);
  await client.end();
  await dropDatabase(config);
  const tables = Map.groupBy(rows, (row) => row.table);
  const body = [...tables].map(([table, columns]) => `  '${table}': {\n${columns.map((one) => `    ${one.column}: ${typeOf(one)};`).join('\n')}\n  };`);
  return `import type { Generated, GeneratedAlways } from 'kysely';\n\n/** The tables of a migrated database, as Kysely takes them. Made by tools/tables.ts; changed by migrations only. */\nexport type Tables = {\n${body.join('\n')}\n};\n`;
}

/** The TypeScript type of a column as the driver gives it: bigint, day and instant as text. */
function typeOf({ type, optional, nullable, written }: Column): string {
  const plain = plainType(type);
  const value = nullable && plain !== 'unknown' ? `${plain} | null` : plain;
  if (written === 'ALWAYS') return `GeneratedAlways<${value}>`;
  return optional ? `Generated<${value}>` : value;
}

function plainType(type: string): string {
  if (type.startsWith('_')) return `${plainType({ text: 'text', uuid: 'uuid', int4: 'integer', int8: 'bigint', date: 'date' }[type.slice(1)] ?? type.slice(1))}[]`;
  switch (type) {
    case 'integer': case 'smallint': case 'real': case 'double precision': return 'number';
    case 'boolean': return 'boolean';
    case 'json': case 'jsonb': return 'unknown';
    case 'bytea': return 'Buffer';
    default: return 'string';
  }
}

/** Whether the kept file is what the migrations make now. */
export async function tablesAreCurrent(): Promise<boolean> {
  return readFileSync(TABLES_FILE, 'utf8') === (await tablesText());
}

if (import.meta.main) {
  writeFileSync(TABLES_FILE, await tablesText());
  process.stdout.write(`${TABLES_FILE}\n`);
}
