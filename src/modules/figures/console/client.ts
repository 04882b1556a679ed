import { clientOf } from '#base/web/client.ts';
import { figuresOperations } from '../operations.ts';

/** The calls of the pages of 指标. */
export const figuresClient = clientOf(figuresOperations);
