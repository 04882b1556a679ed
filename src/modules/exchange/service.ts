import type { Act, Handlers } from '#base/server/house.ts';
import { recordHandlers } from '#base/server/records/handlers.ts';
import { commit, check, readHeader, removeBatch } from './imports.ts';
import { exportBadRows } from './badRows.ts';
import { resolveRow } from './applying/resolve.ts';
import { undoBatch } from './applying/undo.ts';
import { getBatch, listBatches, listRows, showBatch } from './batches.ts';
import { approveExport, exportLedger, listExports } from './exports.ts';
import { decideDifferences, getDifference, historyOfDifference, keepDifference, listDifferences, showDifference } from './differences.ts';
import { copyLayout, createLayout, layoutsOfLedger, targetsOfLayout, updateLayout } from './layouts/keep.ts';
import { layoutColumns, layouts } from './layouts/stores.ts';
import { ledgersFor } from './ledgers.ts';

const layout = recordHandlers(layouts);
const column = recordHandlers(layoutColumns);

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
  layouts: { list: layout.list, get: layout.get, history: layout.history, create: createLayout, update: updateLayout, remove: layout.remove, restore: layout.restore, for: layoutsOfLedger, targets: targetsOfLayout, copy: copyLayout },
  layoutColumns: { list: column.list, get: column.get, history: column.history, create: column.create, update: column.update, remove: column.remove, restore: column.restore },
  differences: { list: listDifferences, get: getDifference, history: historyOfDifference, remove: keepDifference, decide: decideDifferences, show: showDifference },
} satisfies Handlers;
