import { clientOf } from '#base/web/client.ts';
import { changesOperations } from '../operations.ts';

const { register: _register, followUps: _followUps, departures: _departures, ...own } = changesOperations;

/** The calls of this module's own pages, beside the standard ones of its records. */
export const changesClient = clientOf(own);
