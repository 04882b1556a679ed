import { z } from 'zod';
import { operation } from '#base/pure/operation.ts';
import { recordOperations } from '#base/pure/recordOperations.ts';
import { Payment, Recipient } from './schema.ts';
import { PersonalAddon } from './schema/addons.ts';
import { runContract } from './schema/runContract.ts';
import { conscriptContract } from './schema/conscriptActs.ts';
import { countyTermsContract } from './schema/countyTerms.ts';
import { oneOffContract } from './schema/oneOffActs.ts';
import { noticeCourse } from './schema/noticeActs.ts';
import { Notice, Standard } from './schema/standards.ts';
import { Movement } from './schema/movements.ts';
import { confirmationOperations } from './schema/confirmationOperations.ts';
import { movementCourse } from './schema/movementActs.ts';
import { personContract } from './schema/personContract.ts';
import { messageContract } from './schema/messages.ts';
import { policyOperations } from './schema/policyActs.ts';

/** The contract of the module. */
export const benefitsOperations = {
  recipients: recordOperations(Recipient),
  addons: recordOperations(PersonalAddon),
  movements: recordOperations(Movement),
  movementCourse,
  ...confirmationOperations,
  ...policyOperations,
  ...personContract,
  payments: recordOperations(Payment),
  ...runContract,
  ...messageContract,
  ...oneOffContract,
  ...conscriptContract,
  ...countyTermsContract,
  notices: recordOperations(Notice),
  noticeCourse,
  standards: recordOperations(Standard),
  /** Adds the shipped standards that the county lacks; repeating it adds nothing. */
  loadStandards: operation.meta({ permission: 'benefits.write' }).route({ method: 'POST', path: '/benefits/shipped-standards', summary: '载入随附的抚恤补助标准', tags: [Standard.ledger] }).output(z.object({ added: z.number(), shipped: z.number() })),
};
