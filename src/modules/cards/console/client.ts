import { clientOf } from '#base/web/client.ts';
import { cardsOperations } from '../operations.ts';

const { makeVoid, makeValid, reissue, look, issueAll, withdraw, print, printed, perform, stepBack, renew, course, places, receive, handOver, lines } = cardsOperations;

/** The calls of the module's own pages, beside the standard ones of its records. */
export const cardsClient = clientOf({ makeVoid, makeValid, reissue, look, issueAll, withdraw, print, printed, perform, stepBack, renew, course, places, receive, handOver, lines });
