import { clientOf } from '#base/web/client.ts';
import { careOperations } from '../operations.ts';

const { due, contactRule, setContactRule } = careOperations;

/** The calls of care's own pages, beside the standard ones of its records. */
export const careClient = clientOf({ due, contactRule, setContactRule });
