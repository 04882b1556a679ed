import { resolveImport, type Source } from './sources.ts';

const SERVER_PACKAGE = /^(node:|pg($|-)|kysely|fastify|pino|prom-client|yazl|yauzl|better-auth$|@fastify\/|@orpc\/(server|openapi)($|\/))/;
const PURE = /^src\/(base\/pure\/|modules\/[^/]+\/(schema|operations|rules)(\.ts$|\/))/;
const PAGE = /^src\/(base\/(web|phone)\/|entry\/(console|phone|portal)\/|modules\/[^/]+\/(console|phone|portal|widgets)\/|modules\/.*\.tsx$)/;

/** What oxlint cannot say of the walls: where relative paths lead, what a page or rule reaches through others, re-exports and index files. One line a finding. */
export function wallFindings(sources: Source[]): string[] {
  const shipped = sources.filter(({ path }) => path.startsWith('src/') && !/(\.test|[-.]fixture|\.d)\.ts$/.test(path));
  return [...shipped.flatMap(crossings), ...shipped.flatMap(exportFindings), ...reachFindings(shipped)];
}

/** The part of the tree within which imports are relative. */
const partOf = (path: string) => /^src\/(base|entry|modules\/[^/]+)\//.exec(path)?.[1];

function crossings({ path, imports }: Source): string[] {
  return imports.filter((one) => one.startsWith('.')).flatMap((specifier) => {
    const target = resolveImport(path, specifier)!;
    if (partOf(path)?.startsWith('modules/') !== true && !partOf(target)?.startsWith('modules/')) return [];
    return partOf(target) === partOf(path) || path.startsWith('src/entry/') ? [] : [`${path}: wall 6: ${specifier} leaves the module; use #base/ or #modules/`];
  });
}

function exportFindings({ path, text }: Source): string[] {
  const findings: string[] = [];
  if (/\/index\.tsx?$/.test(path)) findings.push(`${path}: wall 7: no index files`);
  if (/^\s*export\s+(?:type\s+)?(?:\*|\{[^}]*\})[^;'"]*\sfrom\s*['"]/m.test(text)) findings.push(`${path}: wall 7: no re-exports`);
  if (/^\s*export\s+default\b/m.test(text)) findings.push(`${path}: wall 7: named exports only`);
  return findings;
}

/** Walls 3 and 4 through any number of steps: what rules and pages import must not in the end import the server. */
function reachFindings(sources: Source[]): string[] {
  const byPath = new Map(sources.map((one) => [one.path, one]));
  return sources.filter(({ path }) => PURE.test(path) || PAGE.test(path)).flatMap((start) => {
    const wall = PURE.test(start.path) ? 'wall 3: schema, operations and rules' : 'wall 4: pages';
    const way = wayToServer(start, byPath);
    return way ? [`${start.path}: ${wall} reach the server: ${way.join(' → ')}`] : [];
  });
}

function wayToServer(start: Source, byPath: Map<string, Source>): string[] | undefined {
  const seen = new Set([start.path]);
  const queue: { at: Source; way: string[] }[] = [{ at: start, way: [] }];
  for (let next = queue.shift(); next; next = queue.shift()) {
    for (const specifier of next.at.imports) {
      const target = resolveImport(next.at.path, specifier);
      const way = [...next.way, specifier];
      if (target ? target.startsWith('src/base/server/') : SERVER_PACKAGE.test(specifier)) return way;
      const inner = target && byPath.get(target);
      if (!inner || seen.has(inner.path)) continue;
      seen.add(inner.path);
      queue.push({ at: inner, way });
    }
  }
  return undefined;
}
