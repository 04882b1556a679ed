import { z } from 'zod';
import { Done, operation, Paging } from '#base/pure/operation.ts';
import { recordOperations } from '#base/pure/recordOperations.ts';
import { ContactRule, DueVisit, MeritDelivery, Method, MethodDuty, Plaque, Visit } from './schema.ts';

/** The contract of 尊崇关爱. */
export const careOperations = {
  visits: recordOperations(Visit),
  plaques: recordOperations(Plaque),
  meritDeliveries: recordOperations(MeritDelivery),
  methods: recordOperations(Method),
  methodDuties: recordOperations(MethodDuty),
  adoptDefaultMethod: operation.meta({ permission: 'care.write' }).route({ method: 'POST', path: '/care/default-method', summary: '尊崇工作法：采用默认清单', tags: ['尊崇工作法'] }).input(z.object({})).output(Done),
  due: operation.meta({ permission: 'care.read' })
    .route({ method: 'GET', path: '/care/due', summary: '走访台账：应走访未走访人员', tags: ['走访台账'] })
    .input(Paging.extend({ division: z.string().regex(/^\d{12}$/, '区划代码应为 12 位数字').optional(), reason: DueVisit.shape.reason.optional() }))
    .output(z.object({ rows: z.array(DueVisit), total: z.number(), page: z.number(), size: z.number(), contactDays: z.number() })),
  contactRule: operation.meta({ permission: 'care.read' }).route({ method: 'GET', path: '/care/contact-rule', summary: '走访台账：联系间隔', tags: ['走访台账'] }).input(z.object({})).output(ContactRule),
  setContactRule: operation.meta({ permission: 'care.write' }).route({ method: 'PUT', path: '/care/contact-rule', summary: '走访台账：设置联系间隔', tags: ['走访台账'] }).input(ContactRule).output(ContactRule),
};
