import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { type Postgres, startPostgres } from '#base/server/postgres.ts';
import { chanceOf } from '../../tools/demo/random.ts';
import { numberOf, type StruckCounty } from './county.ts';
import { oneFile } from './program.ts';

/** How often each act is struck; FAULT_ROUNDS for a longer watch. */
export const ROUNDS = Number(process.env.FAULT_ROUNDS ?? 12);
/** Chance of all strikes; another number gives other moments. It is part of every failure's message. */
export const SEED = Number(process.env.RONGGUI_FAULT_SEED ?? 20_230_105);

/** A command of the product, and how the test sees that its critical part began and is over: what it makes is there. */
export type Stroke = { command: string; args: string[]; begun: () => Promise<boolean>; over: () => Promise<boolean> };
/** Strikes from this share of the usual time on are meant to come too late, however slow the machine is just then. */
const TOO_LATE = 1.4;
/** What became of a command: whether it said that it was done before it died, and how long it and its critical part took, in ms. */
export type Ending = { done: boolean; whole: number; critical: number; said: string };
/** How long an act takes undisturbed: as the first command of a process, and as a later one, which is quicker. */
export type Calm = { first: Ending; later: Ending };

/** A process that performs commands: it goes on to the next one where it was not killed, for its start takes longer than most acts. */
class Program {
  readonly ready: Promise<void>;
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #gone: Promise<void>;
  #said = '';
  #heard: () => void = () => undefined;
  #performed = 0;

  constructor(data: string, program: string) {
    const environment = { ...process.env, RONGGUI_DATA: data, RONGGUI_LOG: 'fatal', PGAPPNAME: 'struck', NODE_NO_WARNINGS: '1', NODE_COMPILE_CACHE: join(tmpdir(), 'ronggui-faults-compiled') };
    this.#child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'pipe'], env: environment });
    this.#child.stdin.on('error', () => undefined);
    for (const stream of [this.#child.stdout, this.#child.stderr]) stream.on('data', (part) => { this.#said += String(part); this.#heard(); });
    this.#gone = new Promise((done) => this.#child.on('close', () => done()));
    this.ready = Promise.race([this.#gone, new Promise<void>((done) => { this.#heard = done; })]);
  }

  /** Whether it has performed a command already. */
  get used(): boolean { return this.#performed > 0; }
  /** What it has said since the last command began. */
  get said(): string { return this.#said; }
  get done(): boolean { return /\ndone\n/.test(this.#said); }

  /** Begins a command; what is answered settles when it is done or the process is gone. */
  start({ command, args }: Stroke): Promise<void> {
    this.#performed += 1;
    this.#said = '';
    const done = new Promise<void>((settle) => { this.#heard = () => { if (this.done) settle(); }; });
    this.#child.stdin.write(`${JSON.stringify({ command, args })}\n`);
    return Promise.race([done, this.#gone]);
  }

  /** Ends the process at once, in the middle of whatever it does. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#gone;
  }
}

/** Kills commands on a county's data: the process at a moment, and in some rounds its database server too, which is then started again. */
export class Striker {
  #county: StruckCounty;
  #program: { path: string; remove(): void };
  #next: Program;
  #servers: Postgres[] = [];
  private constructor(county: StruckCounty, program: { path: string; remove(): void }) {
    this.#county = county;
    this.#program = program;
    this.#next = new Program(county.data, program.path);
  }

  /** Makes the program that will be killed, and starts the first of its processes. */
  static async begin(county: StruckCounty): Promise<Striker> {
    return new Striker(county, await oneFile());
  }

  /** Performs a command to its end. */
  async undisturbed(stroke: Stroke): Promise<Ending> {
    await this.#next.ready;
    const started = performance.now();
    let over = false;
    const ended = this.#next.start(stroke).then(() => { over = true; });
    const until = async (seen: () => Promise<boolean>) => {
      while (!over && !(await seen())) await wait(4);
      return performance.now();
    };
    const begun = await until(stroke.begun);
    const made = await until(stroke.over);
    await ended;
    const whole = performance.now() - started;
    const { done, said } = this.#next;
    if (!done) await this.renew();
    await this.#quiet();
    return { done, whole, critical: made - begun, said };
  }

  /** Performs an act three times: once for the database to warm up, as the first command of a process, and as its next one; answers how long the last two took. */
  async calm(next: () => Promise<Stroke>): Promise<Calm> {
    const perform = async () => {
      const ending = await this.undisturbed(await next());
      if (!ending.done) throw new Error(ending.said);
      return ending;
    };
    await perform();
    await this.renew();
    return { first: await perform(), later: await perform() };
  }

  /** Performs a command and kills it at a moment; one that was done before then leaves its process to the next. */
  async strike(stroke: Stroke, moment: Moment, calm: Calm): Promise<Ending> {
    await this.#next.ready;
    const { whole, critical } = this.#next.used ? calm.later : calm.first;
    const started = performance.now();
    let over = false;
    const ended = this.#next.start(stroke).then(() => { over = true; });
    if (moment.fromCritical) while (!over && !(await stroke.begun())) await wait(4);
    const begun = performance.now();
    if (moment.share < TOO_LATE) await Promise.race([ended, wait(moment.share * (moment.fromCritical ? critical : whole))]);
    else await ended;
    const now = performance.now();
    if (moment.serverToo) killServer(this.#county.data);
    const { done, said } = this.#next;
    if (!done || moment.serverToo) await this.renew();
    if (moment.serverToo) this.#servers.push(await startPostgres(this.#county.data, this.#county.house.keys.secret('database owner').slice(0, 40)));
    await this.#quiet();
    return { done, whole: now - started, critical: now - begun, said };
  }

  /** Kills the process that waits or works, and starts another. */
  async renew(): Promise<void> {
    await this.#next.kill();
    this.#next = new Program(this.#county.data, this.#program.path);
  }

  /** Ends the process that waits for a command. */
  async end(): Promise<void> {
    await this.#next.kill();
    for (const server of this.#servers) await server.stop();
    this.#program.remove();
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

/** One round's moment, as a share of the time that the act takes undisturbed: in two of three rounds within its critical part, else anywhere in the command; every sixth round the server goes too. */
export type Moment = { round: number; share: number; fromCritical: boolean; serverToo: boolean; words: string };

/** The moments of all rounds, from the seed and the act's name: one in each equal part of the time, in mixed order, so that few rounds are spread as well as many. */
export function moments(name: string, rounds = ROUNDS): Moment[] {
  const chance = chanceOf(SEED + [...name].reduce((sum, letter) => sum * 31 + letter.codePointAt(0)!, 0) % 1_000_003);
  return Array.from({ length: rounds }, (_, round) => {
    const fromCritical = round % 3 !== 0;
    const share = (((round * 7) % rounds) + chance.next()) / rounds * 1.6;
    const serverToo = round % 6 === 5 || (rounds < 6 && round === rounds - 1);
    return { round, share, fromCritical, serverToo, words: `${name} 种子 ${SEED} 第 ${round} 次：${fromCritical ? '关键部分开始' : '启动'}后，平时用时的 ${share.toFixed(2)} 倍${serverToo ? '，数据库同时被杀' : ''}` };
  });
}

/** Whether strikes fell before and after what the act does: some came too late for it, more than a tenth in time. */
export function wellSpread(finished: number): boolean {
  return finished > 0 && ROUNDS - finished > ROUNDS / 10;
}
