import { type Blocks, sortEntries, makeHashes, makeKeys, type PassedOver } from './blocking.ts';
import { type Compared, comparePart, type Draw } from './compare.ts';
import type { Declaration } from './declaration.ts';
import type { Part } from './part.ts';
import type { PatternCounts } from './patterns.ts';
import type { Table } from './table.ts';

/** The stages of a bulk run that can be shared out, in their order; each begins when all parts of the one before are done. */
export type Stage = 'hash' | 'key' | 'sort' | 'compare';

/** What the stages read and fill. Where two threads work, its arrays lie in memory that both see. */
export type Work = { table: Table; blocks: Blocks; draw: Draw };

/** What a part of a stage gives beyond what it filled. */
export type Done = { passedOver?: PassedOver[]; compared?: Compared<PatternCounts> };

/** Another thread that does a part of every stage. `begin` hands it the work; `perform` rejects when the thread failed. */
export type Partner = { begin(work: Work): void; perform(stage: Stage, part: Part): Promise<Done> };

/** Does a part of a stage. */
export function perform<R>(declaration: Declaration<R>, stage: Stage, { table, blocks, draw }: Work, part: Part): Done {
  switch (stage) {
    case 'hash': makeHashes(declaration.blocking, table, blocks, part); return {};
    case 'key': makeKeys(declaration.blocking, table, blocks, part); return {};
    case 'sort': return { passedOver: sortEntries(declaration.blocking, table, blocks, part) };
    case 'compare': return { compared: comparePart(declaration, table, blocks, draw, part) };
  }
}
