import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import type { BenchResult } from './bench.ts';

const available = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.bench.ts')).map((file) => file.replace('.bench.ts', ''));
const [name, ...args] = process.argv.slice(2);

if (!name || !available.includes(name)) {
  process.stdout.write(`用法：npm run bench -- <名称> [规模…]\n可用：${available.join('、')}\n`);
  process.exit(name ? 2 : 0);
}

const { bench } = (await import(join(import.meta.dirname, `${name}.bench.ts`))) as { bench: (args: string[]) => Promise<BenchResult[]> };
const machine = `${cpus()[0]?.model ?? '?'} × ${cpus().length}，${Math.round(totalmem() / 2 ** 30)} GiB，Node ${process.version}`;
const load = () => loadavg()[0]!.toFixed(1);
const before = load();
const results = await bench(args);
const loads = `${before} → ${load()}`;
const columns = ['size', 'ours', 'comparison', 'ratio', 'aim', 'note'] as const;
process.stdout.write(`\n${name} · ${machine} · 负载 ${loads}\n`);
for (const result of results) process.stdout.write(`${result.claim}\n${columns.filter((column) => result[column]).map((column) => `    ${column}: ${result[column]}`).join('\n')}\n`);
mkdirSync(join(import.meta.dirname, 'results'), { recursive: true });
writeFileSync(join(import.meta.dirname, 'results', `${name}.json`), `${JSON.stringify({ name, machine, load: loads, measuredOn: new Date().toISOString().slice(0, 10), results }, undefined, 2)}\n`);
process.exit(0);
