import { z } from 'zod';
import { Id, operation } from '#base/pure/operation.ts';
import { recordOperations } from '#base/pure/recordOperations.ts';
import { Movement } from './movements.ts';

const tags = [Movement.ledger];
const approve = operation.meta({ permission: 'benefits.approve' });
const row = recordOperations(Movement).get['~orpc'].outputSchema!;
const opinion = z.string().trim().max(200, '最多 200 个字');

/** A movement as the one who confirms reads it: reason and words in clear, what stands on the person's benefits, and which of them it concerns. */
export const MovementLook = z.object({
  id: z.string(), version: z.number(), personName: z.string(), act: z.string(), reason: z.string(), note: z.string().nullable(), state: z.string(),
  /** Whether the asking person wrote it, and so may not confirm it. */
  own: z.boolean(),
  standing: z.array(z.object({ kind: z.string(), category: z.string().nullable(), from: z.string() })),
  /** What it would change while it waits, in fen: its first month without and with it, what of paid months would be taken back and of unpaid ones made good; null where that is not known. */
  effect: z.object({ before: z.string(), after: z.string(), untold: z.boolean(), back: z.string(), good: z.string() }).nullable(),
  running: z.array(z.object({ category: z.string(), state: z.string() })),
});
export type MovementLook = z.infer<typeof MovementLook>;

/** The acts on movements: looked at and decided by another person than who wrote it, or taken back while it waits. */
export const movementCourse = {
  look: operation.meta({ permission: 'benefits.approve', audit: 'read' }).route({ method: 'GET', path: `${Movement.path}/{id}/look`, summary: '待遇变动：复核前查看', tags }).input(z.object({ id: Id })).output(MovementLook),
  decide: approve.route({ method: 'POST', path: `${Movement.path}/{id}/decision`, summary: '待遇变动：复核', tags }).input(z.strictObject({ id: Id, version: z.number().int(), decision: z.enum(['confirm', 'return']), opinion: opinion.optional() })).output(row),
  withdraw: operation.meta({ permission: 'benefits.write' }).route({ method: 'POST', path: `${Movement.path}/{id}/withdrawal`, summary: '待遇变动：撤回', tags }).input(z.strictObject({ id: Id, opinion: opinion.min(2, '请写明撤回的原因') })).output(row),
};
