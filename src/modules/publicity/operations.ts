import { recordOperations } from '#base/pure/recordOperations.ts';
import { Activity, Lecture, Studio } from './schema.ts';

/** The contract of the module. */
export const publicityOperations = {
  studios: recordOperations(Studio),
  lectures: recordOperations(Lecture),
  activities: recordOperations(Activity),
};
