import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FieldWeights, Weights } from '#base/pure/linkage/declaration.ts';
import { linkage } from '#base/pure/linkage/linkage.ts';
import { inventRegister } from './linkagePersons.ts';
import { invented } from './linkageScores.ts';

/** Writes the starting weights of persons, learned from an invented register. Shares of single values stay out: which names are common is a county's own fact, and invented names say nothing of it. */
const { weights } = linkage(invented).link(inventRegister(100_000, 5), { seed: 5 });
const fields = Object.fromEntries(Object.entries(weights.fields).map(([name, { m, u }]): [string, FieldWeights] => [name, { m, u }]));
const plain: Weights = { ...weights, fields };
const file = join(import.meta.dirname, '../src/base/pure/linkage/chinese/startingWeights.generated.ts');
writeFileSync(file, `// Written by bench/linkageWeights.ts from an invented register (100,000 rows, seed 5); do not edit.\nimport type { Weights } from '../declaration.ts';\n\n/** Weights of \`personDeclaration\` to begin from, where a county has too few duplicates to learn its own. */\nexport const PERSON_WEIGHTS: Weights = ${JSON.stringify(plain, undefined, 2)};\n`);
process.stdout.write(`${file}\n`);
