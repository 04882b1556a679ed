import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '../database.ts';
import type { Actor, AuditNote, House } from '../house.ts';
import { type EntryBody, macOf } from './entry.ts';

/** Lets an act that has written nothing so far end without waiting for the disk; one that has, ends as every act does. Whatever is written later reaches the disk after it. */
export async function endLightly(tx: Tx): Promise<void> {
  await sql`select set_config('synchronous_commit', 'off', true) where pg_current_xact_id_if_assigned() is null`.execute(tx);
}

/** Writes the audit row of an act in the act's own transaction: where it cannot be written, the act does not happen. */
export async function writeAudit(house: House, tx: Tx, operation: { name: string }, actor: Actor, origin: { requestId: string; address: string }, outcome: 'done' | 'refused', note: AuditNote): Promise<void> {
  const body: EntryBody = {
    county_code: actor.scope.county, actor_id: actor.id, actor_name: actor.name, unit_name: actor.unitName, operation: operation.name, record: note.record ?? null, row_id: note.rowId ?? null,
    outcome, reason: note.reason ?? null, detail: JSON.parse(JSON.stringify(note.detail ?? {})), request_id: origin.requestId, address: origin.address, nonce: randomUUID(),
  };
  const columns = { ...body, detail: sql`${JSON.stringify(body.detail)}::jsonb`, mac: macOf(house.keys, body) };
  await sql`insert into audit.entry (${sql.join(Object.keys(columns).map((name) => sql.id(name)))}) values (${sql.join(Object.values(columns))})`.execute(tx);
}
