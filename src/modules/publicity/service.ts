import type { Handlers } from '#base/server/house.ts';
import { recordHandlers } from '#base/server/records/handlers.ts';
import { store } from '#base/server/records/store.ts';
import { Activity, Lecture, Studio } from './schema.ts';

/** 老兵工作室台账. */
export const studios = store(Studio);
/** 老兵宣讲台账. */
export const lectures = store(Lecture);
/** 双拥活动台账. */
export const activities = store(Activity);

/** The handlers of the module's operations. */
export const publicityHandlers = {
  studios: recordHandlers(studios),
  lectures: recordHandlers(lectures),
  activities: recordHandlers(activities),
} satisfies Handlers;
