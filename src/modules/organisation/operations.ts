import { z } from 'zod';
import { operation, SELF } from '#base/pure/operation.ts';
import { recordOperations } from '#base/pure/recordOperations.ts';
import { Me } from './schema/me.ts';
import { Attendance, Decision, Meeting } from './schema/meeting.ts';
import { Division, Unit } from './schema/unit.ts';

const units = recordOperations(Unit);

/** The contract of the module. */
export const organisationOperations = {
  me: operation.meta({ permission: SELF, audit: 'none' }).route({ method: 'GET', path: '/me', summary: '当前登录人', tags: ['个人'] }).output(Me),
  divisions: {
    tree: operation.meta({ permission: SELF, audit: 'none' }).route({ method: 'GET', path: '/organisation/divisions', summary: '管辖范围内的区划', tags: ['区划'] }).output(z.array(Division)),
  },
  units: {
    ...units,
    list: units.list.meta({ permission: 'units.read' }),
    get: units.get.meta({ permission: 'units.read' }),
    history: units.history.meta({ permission: 'units.read' }),
    create: units.create.meta({ permission: 'units.administer' }),
    remove: units.remove.meta({ permission: 'units.administer' }),
    restore: units.restore.meta({ permission: 'units.administer' }),
  },
  meetings: recordOperations(Meeting),
  attendance: recordOperations(Attendance),
  decisions: recordOperations(Decision),
};
