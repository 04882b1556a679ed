import { clientOf } from '#base/web/client.ts';
import { noticeCourse } from '../schema/noticeActs.ts';

/** The calls of the pages of 标准通知 and 抚恤补助标准, beside the standard ones of their records. */
export const noticeClient = clientOf({ noticeCourse }).noticeCourse;
