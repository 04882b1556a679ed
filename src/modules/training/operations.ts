import { recordOperations } from '#base/pure/recordOperations.ts';
import { Attendance, Provider, Session } from './schema.ts';

/** The contract of 教育培训. */
export const trainingOperations = {
  providers: recordOperations(Provider),
  sessions: recordOperations(Session),
  attendances: recordOperations(Attendance),
};
