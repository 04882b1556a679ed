import { parentPort, workerData } from 'node:worker_threads';
import { PERSON_WEIGHTS } from '#base/pure/linkage/chinese/startingWeights.generated.ts';
import { type LinkRow, POSSIBLE } from '../rules/linking.ts';
import { linkPersons } from './partner.ts';

/** Links the persons of a county beside the server, which goes on answering. */
const { pairs, weights, report } = await linkPersons(workerData as LinkRow[], { report: POSSIBLE, start: PERSON_WEIGHTS });
parentPort!.postMessage({ pairs, weights, compared: report.pairs });
