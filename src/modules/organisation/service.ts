import { refuse } from '#base/pure/refusal.ts';
import type { Act, Handlers } from '#base/server/house.ts';
import { recordHandlers } from '#base/server/records/handlers.ts';
import { getRow } from '#base/server/records/list.ts';
import { store } from '#base/server/records/store.ts';
import { updateRow } from '#base/server/records/write.ts';
import { listDivisions } from './queries.ts';
import { Attendance, Decision, Meeting } from './schema/meeting.ts';
import { Unit } from './schema/unit.ts';
import * as accounts from './service/accounts.ts';
import { me } from './service/me.ts';
import * as own from './service/own.ts';
import * as returns from './service/returns.ts';
import * as roleRequests from './service/roleRequests.ts';
import { tasks } from './service/tasks.ts';
import * as unitActs from './service/unitActs.ts';
import { setUp, setUpCounties, setUpState } from './setUp.ts';

export const units = store(Unit);
export const meetings = store(Meeting);
export const attendance = store(Attendance);
export const decisions = store(Decision);

/** 办结: the owner of a decision says what was done; the day is today's. */
async function finish(act: Act, { id, version, doneNote }: { id: string; version: number; doneNote: string }): Promise<{ done: true }> {
  const decision = await getRow(act, decisions, id);
  if (decision.divisionCode !== act.actor.division && !act.actor.permissions.has('organisation.write')) refuse('decision.owner', '只有承办单位可以报办结', { status: 403 });
  await updateRow(act, decisions, id, version, { state: 'done', doneOn: act.today, doneNote });
  return { done: true };
}

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
  decisions: { ...recordHandlers(decisions), finish },
  returns: { list: returns.list, get: returns.get, answerable: returns.answerable, open: returns.open, answer: returns.answer, submit: returns.submit, sendBack: returns.sendBack, remind: returns.remind, close: returns.close },
} satisfies Handlers;
