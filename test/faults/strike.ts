import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Postgres, startPostgres } from '#base/server/postgres.ts';
import { chanceOf } from '../../tools/demo/random.ts';
import { numberOf, type StruckCounty } from './county.ts';
import { oneFile } from './program.ts';

/** How often each act is struck. */
export const ROUNDS = 50;
/** Chance of all strikes; another number gives other moments. It is part of every failure's message. */
export const SEED = Number(process.env.RONGGUI_FAULT_SEED ?? 20_230_105);

/** A command of the product, and how the test sees that its critical part began and is over: what it makes is there. */
export type Stroke = { command: string; args: string[]; begun: () => Promise<boolean>; over: () => Promise<boolean> };
/** What became of a command: whether it said that it was done before it died, and how long it and its critical part took, in ms. */
export type Ending = { done: boolean; whole: number; critical: number; said: string };

type Warm = { start(stroke: Stroke): void; kill(): void; ended: Promise<void>; printed(): string; ready: Promise<void> };

/** The program that performs commands, started ahead of time so that its start does not count. */
function warmUp(data: string, program: string): Warm {
  const environment = { ...process.env, RONGGUI_DATA: data, RONGGUI_LOG: 'fatal', PGAPPNAME: 'struck', NODE_NO_WARNINGS: '1', NODE_COMPILE_CACHE: join(tmpdir(), 'ronggui-faults-compiled') };
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'pipe'], env: environment });
  let text = '';
  child.stdin.on('error', () => undefined);
  const ready = new Promise<void>((done) => { child.stdout.on('data', (part) => { text += String(part); done(); }); });
  child.stderr.on('data', (part) => { text += String(part); });
  return { start: ({ command, args }) => child.stdin.write(JSON.stringify({ command, args })), kill: () => child.kill('SIGKILL'), ended: new Promise((done) => child.on('exit', () => done())), printed: () => text, ready };
}

/** Kills commands on a county's data: the process at a moment, and in some rounds its database server too, which is then started again. */
export class Striker {
  #county: StruckCounty;
  #program: { path: string; remove(): void };
  #next: Warm;
  #servers: Postgres[] = [];
  private constructor(county: StruckCounty, program: { path: string; remove(): void }) {
    this.#county = county;
    this.#program = program;
    this.#next = warmUp(county.data, program.path);
  }

  /** Makes the program that will be killed, and starts the first of its processes. */
  static async begin(county: StruckCounty): Promise<Striker> {
    return new Striker(county, await oneFile());
  }

  /** Performs a command to its end. */
  async undisturbed(stroke: Stroke): Promise<Ending> {
    return this.#perform(stroke, undefined, false, false);
  }

  /** Performs a command and kills it `afterMs` after its start, or after its critical part began. */
  async strike(stroke: Stroke, afterMs: number, fromCritical: boolean, serverToo: boolean): Promise<Ending> {
    return this.#perform(stroke, afterMs, fromCritical, serverToo);
  }

  /** Ends the process that waits for a command. */
  async end(): Promise<void> {
    this.#next.kill();
    await this.#next.ended;
    for (const server of this.#servers) await server.stop();
    this.#program.remove();
  }

  async #perform(stroke: Stroke, afterMs: number | undefined, fromCritical: boolean, serverToo: boolean): Promise<Ending> {
    const warm = this.#next;
    await warm.ready;
    this.#next = warmUp(this.#county.data, this.#program.path);
    const started = performance.now();
    let begun = 0;
    let over = false;
    const ended = warm.ended.then(() => { over = true; });
    warm.start(stroke);
    if (afterMs === undefined || fromCritical) {
      while (!over && !(await stroke.begun())) await wait(4);
      begun = performance.now();
    }
    if (afterMs !== undefined) {
      await Promise.race([ended, wait(afterMs)]);
      if (serverToo) killServer(this.#county.data);
      warm.kill();
    }
    let made = 0;
    if (afterMs === undefined) {
      while (!over && !(await stroke.over())) await wait(4);
      made = performance.now();
    }
    await ended;
    const now = performance.now();
    if (serverToo) this.#servers.push(await startPostgres(this.#county.data, this.#county.house.keys.secret('database owner').slice(0, 40)));
    await this.#quiet();
    return { done: /\ndone\n/.test(warm.printed()), whole: now - started, critical: (made || now) - (begun || started), said: warm.printed() };
  }

  /** Waits until the server has noticed that the killed process is gone. */
  async #quiet(): Promise<void> {
    const limit = Date.now() + 90_000;
    for (;;) {
      const left = await numberOf(this.#county.house, "select count(*) from pg_stat_activity where application_name = 'struck'").catch((error) => String(error));
      if (left === 0) return;
      if (Date.now() > limit) throw new Error(`数据库九十秒后仍未安静：${left}；${await this.#busy()}`);
      await wait(10);
    }
  }

  /** What is still at work in the server for the killed process. */
  async #busy(): Promise<string> {
    const { rows } = await this.#county.house.database.ownerPool.query("select state, wait_event_type, wait_event, left(query, 200) as query from pg_stat_activity where application_name = 'struck'");
    return JSON.stringify(rows);
  }
}

/** Kills the database server of a data folder at once, with whatever it has not written yet. */
export function killServer(data: string): void {
  const pid = Number(readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  process.kill(pid, 'SIGKILL');
}

/** One round's moment: in two of three rounds within the critical part, else anywhere in the command; every sixth round the server goes too. */
export type Moment = { round: number; afterMs: number; fromCritical: boolean; serverToo: boolean; words: string };

/** The moments of all rounds, from the seed and the times of an undisturbed run. */
export function moments(name: string, calm: Ending): Moment[] {
  const chance = chanceOf(SEED + name.length);
  return Array.from({ length: ROUNDS }, (_, round) => {
    const fromCritical = round % 3 !== 0;
    const afterMs = Math.round(chance.next() * 1.6 * (fromCritical ? calm.critical : calm.whole));
    const serverToo = round % 6 === 5;
    return { round, afterMs, fromCritical, serverToo, words: `${name} 种子 ${SEED} 第 ${round} 次：${fromCritical ? '关键部分开始' : '启动'}后 ${afterMs} 毫秒${serverToo ? '，数据库同时被杀' : ''}` };
  });
}
