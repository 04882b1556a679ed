import type { Act, Handlers } from '#base/server/house.ts';
import { commit, check, readHeader, removeBatch } from './imports.ts';
import { exportBadRows } from './badRows.ts';
import { resolveRow } from './applying/resolve.ts';
import { undoBatch } from './applying/undo.ts';
import { getBatch, listBatches, listRows, showBatch } from './batches.ts';
import { approveExport, exportLedger, listExports } from './exports.ts';
import { ledgersFor } from './ledgers.ts';

/** The handlers of 导入导出. */
export const exchangeHandlers = {
  ledgers: async (act: Act) => ledgersFor(act),
  readHeader, check, commit,
  batches: {
    list: listBatches,
    get: async (act: Act, { batchId }: { batchId: string }) => showBatch(act, await getBatch(act, batchId)),
    rows: listRows,
    remove: removeBatch,
  },
  resolve: resolveRow,
  undo: async (act: Act, { batchId }: { batchId: string }) => showBatch(act, await undoBatch(act, batchId)),
  badRows: exportBadRows,
  export: exportLedger,
  exports: { list: listExports },
  approve: approveExport,
} satisfies Handlers;
