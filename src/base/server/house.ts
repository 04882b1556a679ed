import type { AnyContractRouter } from '@orpc/contract';
import type { Logger } from 'pino';
import type { z } from 'zod';
import type { Day } from '#base/pure/day.ts';
import type { RecordType } from '#base/pure/record.ts';
import type { Config } from './config.ts';
import type { Database, Scope, Tx } from './database.ts';
import type { Figure } from './figure.ts';
import type { Jobs } from './jobs.ts';
import type { Keys } from './keys.ts';
import type { Follower, Store } from './records/store.ts';

/** A signed-in person, or the product itself (`id` = 'system'), as operations see them. */
export type Actor = {
  id: string;
  name: string;
  unitId: string;
  unitName: string;
  /** 12-digit code of the unit's division. */
  division: string;
  roles: readonly string[];
  /** `line.act` strings of all roles together. */
  permissions: ReadonlySet<string>;
  scope: Scope;
};

/** What a handler receives: the transaction, who acts, and the day; nothing else reaches the database or the clock. */
export type Act = {
  tx: Tx;
  actor: Actor;
  scope: Scope;
  today: Day;
  now: Date;
  house: House;
  /** Adds to the act's audit row: the record and row touched, the reason given, facts without personal values. */
  note(entry: AuditNote): void;
  requestId: string;
  /** Rows come together or apart because files are merged or parted; nobody has written them. */
  merging?: true;
};

/** What an act adds to its audit row. `always`: kept even where the operation usually leaves no audit row (a list searched by a whole citizen id). */
export type AuditNote = { record?: string; rowId?: string; reason?: string; detail?: Record<string, unknown>; always?: true };

/** One handler of an operation. */
export type Handler = (act: Act, input: never) => Promise<unknown>;
/** Handlers in the same nesting as the contract they serve. */
export type Handlers = { [name: string]: Handler | Handlers };

/** One module as it is mounted. */
export type Module = {
  name: string;
  label: string;
  operations: AnyContractRouter;
  handlers: Handlers;
  stores: Store[];
  figures: Figure[];
  /** What the module keeps up when rows of lower modules' records are written or go. */
  followers?: Follower[];
  jobs?: JobDeclaration[];
  /** What the module ships into a newly made county (default checklists, published standards); may be repeated. */
  begin?: (act: Act) => Promise<unknown>;
  settings?: SettingDeclaration[];
  /** What waits for the acting person in this module, for the workbench. */
  tasks?: (act: Act) => Promise<Task[]>;
};

/** A setting of the county that the security administrator may change: its key in house.setting, what it is called, and the shape of its value, whose defaults stand where none was made; `afterChange`: what rests on it and is worked out anew. */
export type SettingDeclaration = { key: string; label: string; shape: z.ZodType; afterChange?: (act: Act) => Promise<unknown> };

/** Something that waits for a person: what, until when, and the console page where it is done. */
export type Task = { title: string; due?: Day; path: string; module: string };

/** Work done in the background: on request, or by a cron line (Asia/Shanghai). The handler opens its own transactions. */
export type JobDeclaration = { name: string; cron?: string; work(house: House, payload: Record<string, unknown>): Promise<void> };

/** The running product as its parts see each other. */
export type House = {
  config: Config;
  database: Database;
  keys: Keys;
  log: Logger;
  clock: () => Date;
  modules: Module[];
  stores: Map<string, Store>;
  records: Map<string, RecordType>;
  figures: Map<string, Figure>;
  jobs: Jobs;
};
