import { clientOf } from '#base/web/client.ts';
import { recognitionOperations } from '../operations.ts';

const { course } = recognitionOperations;

/** The calls of 身份认定's own pages, beside the standard ones of its records. */
export const recognitionClient = clientOf({ course }).course;
