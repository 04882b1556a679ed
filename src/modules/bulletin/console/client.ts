import { clientOf } from '#base/web/client.ts';
import { figuresOperations } from '#modules/figures/operations.ts';
import { bulletinOperations } from '../operations.ts';

/** The calls of 工作简报. */
export const bulletinClient = clientOf(bulletinOperations).bulletins;
/** The figures that a text may speak of. */
export const figuresClient = clientOf({ declared: figuresOperations.declared });
