import { z } from 'zod';
import { Id, operation } from '#base/pure/operation.ts';
import { Recipient } from '../schema.ts';
import { Reason } from './reason.ts';

const Event = z.object({ on: z.string(), kind: z.enum(['approved', 'ended', 'movement', 'line', 'payment', 'repayment']), words: z.string(), fen: z.string().nullable(), path: z.string().nullable() });

/** What one person draws, what this month is worth, what waits to be taken back, and every change in one line of time, last first. Without grade and nature. */
export const PersonBenefits = z.object({
  month: z.string(),
  drawing: z.array(z.object({ id: z.string(), category: z.string(), state: z.string(), since: z.string().nullable(), until: z.string().nullable(), basis: z.string().nullable() })),
  due: z.array(z.object({ programme: z.string(), fen: z.string(), words: z.string() })),
  waiting: z.array(z.object({ programme: z.string(), fen: z.string(), words: z.string() })),
  events: z.array(Event),
});
/** An answer of `PersonBenefits`. */
export type PersonBenefits = z.infer<typeof PersonBenefits>;

const tags = [Recipient.ledger];

/** The contract of one person's benefits: plain for whoever reads the ledger, with grade, nature and standards only for who may see them, and audited. */
export const personContract = {
  personBenefits: {
    look: operation.meta({ permission: 'benefits.read', audit: 'read' }).route({ method: 'GET', path: '/benefits/persons/{id}', summary: '本人的抚恤补助', tags }).input(z.object({ id: Id })).output(PersonBenefits),
    explain: operation.meta({ permission: 'benefits.reveal', audit: 'read' }).route({ method: 'GET', path: '/benefits/persons/{id}/reasons', summary: '本人本月金额的来由', tags }).input(z.object({ id: Id })).output(z.array(z.object({ programme: z.string(), words: z.string(), reason: Reason }))),
  },
};
