#!/usr/bin/env node
// `ronggui …`: the command line of the product.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
process.argv.splice(2, 0, '--no-console', join(here, '..', 'src', 'entry', 'cli.ts'));
await import('./run.mjs');
