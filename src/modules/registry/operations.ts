import { z } from 'zod';
import { Id, operation } from '#base/pure/operation.ts';
import { recordOperations } from '#base/pure/recordOperations.ts';
import { Household, Person, PersonRole } from './schema.ts';
import { PersonHint, TimelineEntry } from './schema/answers.ts';

/** The contract of 建档立卡. */
export const registryOperations = {
  persons: recordOperations(Person),
  households: recordOperations(Household),
  roles: recordOperations(PersonRole),
  timeline: operation
    .meta({ permission: 'registry.read', audit: 'read' })
    .route({ method: 'GET', path: '/registry/persons/{id}/timeline', summary: '服务对象：服务历程', tags: [Person.ledger] })
    .input(z.object({ id: Id }))
    .output(z.array(TimelineEntry)),
  suggest: operation
    .meta({ permission: 'registry.read' })
    .route({ method: 'GET', path: '/registry/suggest', summary: '服务对象：输入联想', tags: [Person.ledger] })
    .input(z.object({ text: z.string().trim().max(60) }))
    .output(z.array(PersonHint)),
};
