import type { Handlers } from '#base/server/house.ts';
import { recordHandlers } from '#base/server/records/handlers.ts';
import { store } from '#base/server/records/store.ts';
import { Activity, Lecture, Studio } from './schema.ts';

export const studios = store(Studio);
export const lectures = store(Lecture);
export const activities = store(Activity);

/** The handlers of the module's operations. */
export const publicityHandlers = {
  studios: recordHandlers(studios),
  lectures: recordHandlers(lectures),
  activities: recordHandlers(activities),
} satisfies Handlers;
