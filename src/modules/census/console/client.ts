import { clientOf } from '#base/web/client.ts';
import { censusOperations } from '../operations.ts';

const { freeze, close, progress, report, sheet, answer, withdraw, reveal, workbook, preview, commit } = censusOperations;

/** The calls of the module's own pages, beside the standard ones of its records. */
export const censusClient = clientOf({ freeze, close, progress, report, sheet, answer, withdraw, reveal, workbook, preview, commit });
