import type { Handlers } from '#base/server/house.ts';
import { recordHandlers } from '#base/server/records/handlers.ts';
import { store } from '#base/server/records/store.ts';
import { listDivisions } from './queries.ts';
import { Attendance, Decision, Meeting } from './schema/meeting.ts';
import { Unit } from './schema/unit.ts';
import { me } from './service/me.ts';

export const units = store(Unit);
export const meetings = store(Meeting);
export const attendance = store(Attendance);
export const decisions = store(Decision);

export const organisationHandlers = {
  me,
  divisions: { tree: listDivisions },
  units: recordHandlers(units),
  meetings: recordHandlers(meetings),
  attendance: recordHandlers(attendance),
  decisions: recordHandlers(decisions),
} satisfies Handlers;
