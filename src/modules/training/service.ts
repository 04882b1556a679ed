import type { Handlers } from '#base/server/house.ts';
import { recordHandlers } from '#base/server/records/handlers.ts';
import { store } from '#base/server/records/store.ts';
import { Attendance, Provider, Session } from './schema.ts';

/** 承训机构目录. */
export const providers = store(Provider);
/** 培训期次台账. */
export const sessions = store(Session);
/** 参训台账. */
export const attendances = store(Attendance);

/** The handlers of 教育培训. */
export const trainingHandlers = {
  providers: recordHandlers(providers),
  sessions: recordHandlers(sessions),
  attendances: recordHandlers(attendances),
} satisfies Handlers;
