import { parentPort, workerData } from 'node:worker_threads';
import { type LinkRow, personLinkage, POSSIBLE, START_WEIGHTS } from '../rules/linking.ts';

/** Links the persons of a county beside the server, which goes on answering. */
const { pairs, weights, report } = personLinkage.link(workerData as LinkRow[], { report: POSSIBLE, start: START_WEIGHTS });
parentPort!.postMessage({ pairs, weights, compared: report.pairs });
