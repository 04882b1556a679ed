import type { Handlers } from '#base/server/house.ts';
import { recordHandlers } from '#base/server/records/handlers.ts';
import { store } from '#base/server/records/store.ts';
import { listDivisions } from './queries.ts';
import { Attendance, Decision, Meeting } from './schema/meeting.ts';
import { Unit } from './schema/unit.ts';
import * as accounts from './service/accounts.ts';
import { me } from './service/me.ts';
import * as own from './service/own.ts';
import * as roleRequests from './service/roleRequests.ts';
import { tasks } from './service/tasks.ts';
import * as unitActs from './service/unitActs.ts';
import { setUp, setUpCounties, setUpState } from './setUp.ts';

export const units = store(Unit);
export const meetings = store(Meeting);
export const attendance = store(Attendance);
export const decisions = store(Decision);

export const organisationHandlers = {
  me,
  tasks,
  changePassword: own.changePassword,
  sessions: { list: own.sessions, end: own.endSession },
  views: { list: own.listViews, save: own.saveView, remove: own.removeView },
  setUpState, setUpCounties, setUp,
  accounts: {
    list: accounts.list, create: accounts.create, update: accounts.update, disable: accounts.disable, enable: accounts.enable,
    resetPassword: accounts.reset, endSessions: accounts.end, askRoles: roleRequests.askRoles, resetSecondFactor: accounts.resetSecondFactor,
  },
  roleRequests: { list: roleRequests.list, approve: roleRequests.approve, refuse: roleRequests.refuseRoles },
  divisions: { tree: listDivisions },
  units: recordHandlers(units),
  unitActs: { list: unitActs.listChanges, add: unitActs.add, rename: unitActs.rename, merge: unitActs.merge, split: unitActs.split, close: unitActs.close },
  meetings: recordHandlers(meetings),
  attendance: recordHandlers(attendance),
  decisions: recordHandlers(decisions),
} satisfies Handlers;
