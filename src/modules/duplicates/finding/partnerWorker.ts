import { parentPort } from 'node:worker_threads';
import { perform, type Work } from '#base/pure/linkage/stages.ts';
import { personLinkage } from '../rules/linking.ts';
import type { Asked } from './partner.ts';

let work: Work | undefined;

/** The other half of linking the persons of a county: what is asked for, one stage after another. */
parentPort!.on('message', (asked: Asked) => {
  if ('work' in asked) work = asked.work;
  else parentPort!.postMessage(perform(personLinkage.declaration, asked.stage, work!, asked.part));
});
