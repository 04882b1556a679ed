import { clientOf } from '#base/web/client.ts';
import { qualityOperations } from '../operations.ts';

const { overview, waive, unwaive, recheck, suspensions, suspend, resume } = qualityOperations;

/** The calls of 数据质量's own pages, beside the standard ones of its records. */
export const qualityClient = clientOf({ overview, waive, unwaive, recheck, suspensions, suspend, resume });
