import { clientOf } from '#base/web/client.ts';
import { plansOperations } from '../operations.ts';

const { accept, decline, review, overview } = plansOperations;

/** The calls of 一策's own pages, beside the standard ones of its records. */
export const plansClient = clientOf({ accept, decline, review, overview });
