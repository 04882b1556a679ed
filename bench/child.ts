import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const PROJECT = join(import.meta.dirname, '..');
/** How a finished process did: seconds, the most memory it held at once in bytes, and what it printed. */
export type Ran = { seconds: number; peak: number; printed: string };

/** Runs a program of the project in a process of its own, to its end. Throws with its words where it fails. */
export async function runProgram(args: string[], environment: Record<string, string> = {}): Promise<Ran> {
  const started = performance.now();
  const child = spawn(process.execPath, args, { cwd: PROJECT, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_NO_WARNINGS: '1', ...environment } });
  let printed = '';
  let errors = '';
  let peak = 0;
  child.stdout.on('data', (part) => { printed += String(part); });
  child.stderr.on('data', (part) => { errors += String(part); });
  const watch = setInterval(() => { peak = Math.max(peak, peakOf(child.pid!)); }, 100);
  const code = await new Promise((done) => child.on('close', done));
  clearInterval(watch);
  if (code !== 0) throw new Error(`${args.join(' ')}：${errors || printed}`);
  return { seconds: (performance.now() - started) / 1000, peak, printed };
}

/** A started product: its address, the seconds until it said that it serves, and its orderly end. */
export type Started = { url: string; seconds: number; stop(): Promise<void> };

/** Starts the product on a folder as `npm start -- --empty` does, without building pages. */
export async function startProduct(data: string): Promise<Started> {
  const started = performance.now();
  const child = spawn(process.execPath, ['src/entry/start.ts', '--empty'], { cwd: PROJECT, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_NO_WARNINGS: '1', RONGGUI_DATA: data, RONGGUI_PORT: '0', RONGGUI_LOG: 'warn' } });
  let said = '';
  const ended = new Promise<void>((done) => child.on('exit', () => done()));
  child.stderr.on('data', (part) => { said += String(part); });
  const url = await new Promise<string>((done, failed) => {
    child.stdout.on('data', (part) => {
      said += String(part);
      const found = /戎归已启动：(\S+)/.exec(said);
      if (found) done(found[1]!);
    });
    child.on('exit', () => failed(new Error(said)));
  });
  const seconds = (performance.now() - started) / 1000;
  return { url, seconds, stop: async () => { child.kill('SIGTERM'); await ended; } };
}

function peakOf(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
