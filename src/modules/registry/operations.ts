import { z } from 'zod';
import { Done, Id, operation } from '#base/pure/operation.ts';
import { recordOperations } from '#base/pure/recordOperations.ts';
import { Household, Person, PersonRole } from './schema.ts';
import { Nickname } from './schema/nickname.ts';
import { PersonHint, TimelineEntry } from './schema/answers.ts';
import { Confirmation, FileOverview, Look, OpenedSection, SectionKey, WholeFile } from './schema/file.ts';
import { Collection, HealthState, IdentityPaper, Kin, Livelihood, PartyStanding, Schooling } from './schema/personal.ts';
import { Award, Bereavement, DisabilityDetail, Penalty, ServiceDetail, SettlementDetail } from './schema/serving.ts';

const tags = [Person.ledger];
const read = operation.meta({ permission: 'registry.read', audit: 'read' });
const write = operation.meta({ permission: 'registry.write' });
const penalties = recordOperations(Penalty);

/** The operations of a person's whole file: its head, one section, what was confirmed, and its papers. */
const file = {
  overview: operation.meta({ permission: 'registry.read' }).route({ method: 'GET', path: '/registry/persons/{id}/sections', summary: '服务对象：档案各栏', tags }).input(z.object({ id: Id })).output(FileOverview),
  section: read.route({ method: 'GET', path: '/registry/persons/{id}/sections/{section}', summary: '服务对象：打开档案一栏', tags }).input(z.object({ id: Id, section: SectionKey })).output(OpenedSection),
  confirm: write.route({ method: 'POST', path: '/registry/persons/{personId}/confirmations', summary: '服务对象：核对一栏无变化', tags }).input(z.object({ id: Id, personId: Id, section: SectionKey })).output(Confirmation),
  withdraw: write.route({ method: 'POST', path: '/registry/confirmations/{id}/withdraw', summary: '服务对象：撤回当天的核对', tags }).input(z.object({ id: Id })).output(Done),
  confirmations: operation.meta({ permission: 'registry.read' }).route({ method: 'GET', path: '/registry/persons/{id}/confirmations', summary: '服务对象：核对记录', tags }).input(z.object({ id: Id })).output(z.array(Confirmation)),
  whole: read.route({ method: 'GET', path: '/registry/persons/{id}/file', summary: '服务对象：查看全档', tags }).input(z.object({ id: Id })).output(WholeFile),
  full: operation.meta({ permission: 'registry.reveal', audit: 'read' }).route({ method: 'POST', path: '/registry/persons/{id}/file/full', summary: '服务对象：打印完整档案', tags })
    .input(z.object({ id: Id, reason: z.string().trim().min(2, '请写明用途').max(200) })).output(WholeFile),
  lookers: read.route({ method: 'GET', path: '/registry/persons/{id}/lookers', summary: '服务对象：谁看过档案', tags }).input(z.object({ id: Id })).output(z.array(Look)),
};

/** The contract of 建档立卡. */
export const registryOperations = {
  persons: recordOperations(Person),
  households: recordOperations(Household),
  nicknames: recordOperations(Nickname),
  roles: recordOperations(PersonRole),
  identityPapers: recordOperations(IdentityPaper),
  partyStandings: recordOperations(PartyStanding),
  schoolings: recordOperations(Schooling),
  kin: recordOperations(Kin),
  livelihoods: recordOperations(Livelihood),
  healthStates: recordOperations(HealthState),
  serviceDetails: recordOperations(ServiceDetail),
  awards: recordOperations(Award),
  /** 处分: even that there is one is seen only by those who may see sealed values. */
  penalties: {
    ...penalties,
    list: penalties.list.meta({ permission: 'registry.reveal' }),
    get: penalties.get.meta({ permission: 'registry.reveal' }),
    history: penalties.history.meta({ permission: 'registry.reveal' }),
  },
  settlementDetails: recordOperations(SettlementDetail),
  disabilityDetails: recordOperations(DisabilityDetail),
  bereavements: recordOperations(Bereavement),
  collections: recordOperations(Collection),
  file,
  timeline: operation
    .meta({ permission: 'registry.read', audit: 'read' })
    .route({ method: 'GET', path: '/registry/persons/{id}/timeline', summary: '服务对象：服务历程', tags })
    .input(z.object({ id: Id }))
    .output(z.array(TimelineEntry)),
  suggest: operation
    .meta({ permission: 'registry.read' })
    .route({ method: 'GET', path: '/registry/suggest', summary: '服务对象：输入联想', tags })
    .input(z.object({ text: z.string().trim().max(60) }))
    .output(z.array(PersonHint)),
};
