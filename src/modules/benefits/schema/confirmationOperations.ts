import type { RecordType } from '#base/pure/record.ts';
import { recordOperations } from '#base/pure/recordOperations.ts';
import { Comparison, comparisonCourse, Hit } from './comparison.ts';
import { Confirmation, ConfirmEntry } from './confirmation.ts';
import { confirmationCourse } from './confirmationActs.ts';

/** A ledger whose rows come from acts, never from a form. */
function kept<T extends RecordType>(type: T) {
  const { list, get, history, reveal, remove } = recordOperations(type);
  return { list, get, history, reveal, remove };
}

/** The contract of 年度确认 and 数据比对. */
export const confirmationOperations = {
  confirmations: recordOperations(Confirmation),
  confirmationEntries: kept(ConfirmEntry),
  confirmationCourse,
  comparisons: kept(Comparison),
  comparisonHits: kept(Hit),
  comparisonCourse,
};
