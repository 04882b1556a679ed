import { sql } from 'kysely';
import type { Act } from '#base/server/house.ts';
import { createRow, newId, updateRow } from '#base/server/records/write.ts';
import { sectionStores } from '#modules/registry/sectionStores.ts';
import { listGrants } from '../queries/oneOffs.ts';

const { settlementDetails } = sectionStores;

/** A 地方一次性经济补助 that a run has paid is told to 安置补充 of the file, with what was paid of it altogether and the day of the first payment: nobody types it a second time. */
export async function tellGrants(act: Act, runId: string, on: string): Promise<void> {
  for (const { personId, paid, detail } of await listGrants(act, runId, 'paid')) {
    if (detail === null) await createRow(act, settlementDetails, newId(), { personId, grantAmount: paid, grantPaidOn: on });
    else await updateRow(act, settlementDetails, detail.id, detail.version, { grantAmount: paid, ...(detail.paidOn === null ? { grantPaidOn: on } : {}) });
  }
}

/** A grant that was taken back was not received: its day and amount go from the file; what was paid of it and has not come back is asked for by itself. */
export async function untellGrant(act: Act, personId: string): Promise<void> {
  const { rows: [detail] } = await sql<{ id: string; version: number }>`select id, version from registry.settlement_detail where county_code = ${act.scope.county} and person_id = ${personId} and grant_paid_on is not null`.execute(act.tx);
  if (detail) await updateRow(act, settlementDetails, detail.id, detail.version, { grantPaidOn: null, grantAmount: null });
}

/** A grant that came back after its run was closed was not received: what is left of it stays told, and where nothing is, its day goes from the file until it is paid again. */
export async function untellGrants(act: Act, runId: string, lines: readonly string[]): Promise<void> {
  for (const { lineId, paid, detail } of await listGrants(act, runId, 'returned')) {
    if (!lines.includes(lineId) || !detail?.paidOn) continue;
    await updateRow(act, settlementDetails, detail.id, detail.version, BigInt(paid) > 0n ? { grantAmount: paid } : { grantPaidOn: null });
  }
}
