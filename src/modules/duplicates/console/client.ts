import { clientOf } from '#base/web/client.ts';
import { duplicatesOperations } from '../operations.ts';

const { check, compare, decide, merge, merges, undo, run, lastRun } = duplicatesOperations;

/** The calls of 查重's own pages, beside the standard ones of its record. */
export const duplicatesClient = clientOf({ check, compare, decide, merge, merges, undo, run, lastRun });
