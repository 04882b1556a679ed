import type { Act } from '#base/server/house.ts';
import { createRow, newId, updateRow } from '#base/server/records/write.ts';
import { sectionStores } from '#modules/registry/sectionStores.ts';
import { listGrants } from '../queries/oneOffs.ts';

const { settlementDetails } = sectionStores;

/** A 地方一次性经济补助 that a run has paid is told to 安置补充 of the file: nobody types it a second time. */
export async function tellGrants(act: Act, runId: string, on: string): Promise<void> {
  for (const { personId, fen, detail } of await listGrants(act, runId, 'paid')) {
    const told = { grantAmount: fen, grantPaidOn: on };
    if (detail === null) await createRow(act, settlementDetails, newId(), { personId, ...told });
    else if (detail.paidOn === null) await updateRow(act, settlementDetails, detail.id, detail.version, told);
  }
}

/** A grant that came back after its run was closed was not received: its day goes from the file until it is paid again. */
export async function untellGrants(act: Act, runId: string, lines: readonly string[]): Promise<void> {
  for (const { lineId, detail } of await listGrants(act, runId, 'returned')) if (lines.includes(lineId) && detail?.paidOn) await updateRow(act, settlementDetails, detail.id, detail.version, { grantPaidOn: null });
}
