import { clientOf } from '#base/web/client.ts';
import { conscriptContract } from '../schema/conscriptActs.ts';
import { oneOffContract } from '../schema/oneOffActs.ts';

/** The calls on payments made once, beside the standard ones. */
export const oneOffClient = clientOf({ oneOffCourse: oneOffContract.oneOffCourse }).oneOffCourse;
/** The calls of 义务兵家庭优待金, beside the standard ones. */
export const conscriptClient = clientOf({ conscriptCourse: conscriptContract.conscriptCourse }).conscriptCourse;
/** What runs did with one sum. */
export type SourceLine = Awaited<ReturnType<typeof oneOffClient.look>>['lines'][number];
