import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Native Node modules among what the product needs at run time; there must be none, because domestic processors have no prebuilt ones. */
export function nativeModules(project: string): string[] {
  const { packages } = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')) as { packages: Record<string, { dev?: boolean; optional?: boolean; devOptional?: boolean }> };
  return Object.entries(packages)
    .filter(([path, one]) => path !== '' && !one.dev && !one.optional && !one.devOptional && existsSync(join(project, path)))
    .flatMap(([path]) => globSync('**/*.node', { cwd: join(project, path), exclude: ['**/node_modules/**'] }).map((file) => `${path}/${file} is a native module`));
}
