import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import pg from 'pg';
import { dropDatabase, testConfig } from '#test/database.ts';
import { migrationFindings } from './migrations.ts';
import { NAMED_MODULES } from './tables.ts';

const GOOD = `create schema x;
create table x.y (
  county_code text not null,
  id uuid not null,
  person_id uuid,
  constraint y_pkey primary key (county_code, id),
  constraint y_key unique (county_code, person_id),
  constraint y_person foreign key (county_code, person_id) references registry.person (county_code, id)
);
comment on table x.y is '试';
create index y_by on x.y (county_code, person_id);
select house.protect('x.y', 'division');`;

const PLANTED: [string, string, string, RegExp][] = [
  ['a primary key', 'primary key (county_code, id)', 'primary key (id, county_code)', /primary key begins with id/],
  ['a primary key on the column', 'id uuid not null', 'id uuid primary key', /a key on one column/],
  ['a unique constraint', 'unique (county_code, person_id)', 'unique (person_id)', /unique begins with person_id/],
  ['a foreign key', 'foreign key (county_code, person_id) references registry.person (county_code, id)', 'foreign key (person_id) references registry.person (id)', /foreign key begins with person_id/],
  ['a reference on the column', 'person_id uuid,', 'person_id uuid references registry.person,', /reference to registry.person without county_code/],
  ['an exclusion', 'constraint y_key unique (county_code, person_id)', 'constraint y_key exclude using gist (person_id with =)', /exclusion begins with person_id/],
  ['an index', 'on x.y (county_code, person_id)', 'on x.y (person_id)', /index y_by on x.y begins with person_id/],
  ['a constraint added later', 'create index', 'alter table x.y add constraint z unique (person_id);\ncreate index', /unique begins with person_id/],
  ['no comment', "comment on table x.y is '试';", '', /no comment/],
  ['no protection', "select house.protect('x.y', 'division');", '', /no row-level security/],
  ['a sub-query in a policy', 'create index', 'create policy p on x.y using (id in (select id from z));\ncreate index', /policy p holds a sub-query/],
  ['a trigger', 'create index', 'create trigger t before insert on x.y execute function f();\ncreate index', /trigger t/],
];

test('a migration within the rules has no findings', () => assert.deepEqual(migrationFindings('good', GOOD), []));

for (const [title, was, becomes, expected] of PLANTED) {
  test(`planted and reported: ${title}`, () => {
    assert.ok(GOOD.includes(was));
    assert.match(migrationFindings('planted', GOOD.replace(was, becomes)).join('\n'), expected);
  });
}

test('the migrations of the product keep the rules', () => {
  const project = join(import.meta.dirname, '..');
  assert.deepEqual(globSync('src/**/migrations/*.sql', { cwd: project }).flatMap((path) => migrationFindings(basename(path), readFileSync(join(project, path), 'utf8'))), []);
});

test('in the database that all of them make, every table is protected, explained, and seen by nobody without a scope', async () => {
  const config = await testConfig(NAMED_MODULES);
  const client = new pg.Client({ connectionString: config.databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string; protected: boolean; policies: number; comment: string | null; owner: boolean }>(`select format('%I.%I', n.nspname, c.relname) as name, c.relrowsecurity as protected, obj_description(c.oid) as comment,
        (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies, pg_has_role('ronggui_app', c.relowner, 'member') as owner
      from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'jobs') and c.oid <> 'house.migration'::regclass`);
    assert.ok(rows.length > 10);
    for (const one of rows) assert.ok(one.protected && one.policies > 0 && one.comment && !one.owner, JSON.stringify(one));
    await client.query('set role ronggui_app');
    for (const { name } of rows) {
      const seen = await client.query(`select 1 from ${name} limit 1`).catch((error: { code?: string }) => ({ rows: error.code === '42501' ? [] : [error] }));
      assert.deepEqual(seen.rows, [], name);
    }
  } finally {
    await client.end();
    await dropDatabase(config);
  }
});
