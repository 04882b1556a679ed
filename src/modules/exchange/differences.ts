import { sql } from 'kysely';
import type { RecordType, Values } from '#base/pure/record.ts';
import type { RecordQuery } from '#base/pure/recordOperations.ts';
import { isRefusal, notFound, refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { type Columns, decode, printValue } from '#base/server/records/columns.ts';
import { historyOf } from '#base/server/records/history.ts';
import { getRow, listRows } from '#base/server/records/list.ts';
import { rawRow, updateRow } from '#base/server/records/write.ts';
import { importableLedger, ledgerOf } from './ledgers.ts';
import { differences } from './layouts/stores.ts';
import { Difference } from './schema/layout.ts';
import { digestOf, PLACE, shownValue } from './staging/held.ts';
import { titlesOf } from './staging/titles.ts';

/** The ledgers whose rows somebody may not see; nor may they see what differs in them. */
function unseenLedgers(act: Act): string[] {
  return [...act.house.stores.keys()].filter((name) => {
    const { read } = ledgerOf(act.house, name);
    return read === undefined || !act.actor.permissions.has(read);
  });
}

/** A page of the differences in scope, of the ledgers that the actor may see. */
export const listDifferences = (act: Act, query: RecordQuery) =>
  listRows(act, differences, { ...query, filters: { ...query.filters, ledger: [...(query.filters?.ledger ?? []).filter((one) => !one.startsWith('!')), ...unseenLedgers(act).map((name) => `!${name}`)] } });

/** One difference; of a ledger that the actor may not see, as not found. */
export async function getDifference(act: Act, { id }: { id: string }): Promise<Values> {
  const row = await getRow(act, differences, id);
  if (unseenLedgers(act).includes(String(row.ledger))) notFound(Difference.label);
  act.note({ record: Difference.name, rowId: id });
  return row;
}

/** The history of one difference. */
export async function historyOfDifference(act: Act, { id }: { id: string }) {
  await getDifference(act, { id });
  return historyOf(act, Difference, id);
}

/** A difference is decided, never removed: it goes with its batch. */
export async function keepDifference(act: Act, { id }: { id: string }): Promise<never> {
  await getDifference(act, { id });
  return refuse('exchange.derived', '数据差异由导入产生，请选择用他们的或保留我们的；整批撤销导入时一并撤去', { status: 409 });
}

/** Both values of a difference in full, for who may see what this ledger hides; the reason is audited. What is masked in the list can be told apart only so. */
export async function showDifference(act: Act, { id, reason }: { id: string; reason: string }): Promise<{ ours: string | null; theirs: string | null }> {
  const row = ((await rawRow(act, Difference, id)) ?? notFound(Difference.label)) as Row;
  if (unseenLedgers(act).includes(String(row.ledger))) notFound(Difference.label);
  if (!act.actor.permissions.has(`${String(row.ledger).split('.')[0]}.reveal`)) refuse('exchange.reveal', '您的岗位没有查看这本台账隐藏信息的权限', { status: 403 });
  const { type } = ledgerOf(act.house, String(row.ledger)).store;
  const name = String(row.field);
  const current = await rawRow(act, type, String(row.row_id));
  act.note({ record: type.name, rowId: String(row.row_id), reason, detail: { difference: id, field: name } });
  if (name === PLACE || type.fields[name]?.kind === 'reference') return { ours: String(row.ours ?? ''), theirs: String(row.theirs ?? '') };
  const field = type.fields[name]!;
  return { ours: current ? printValue(field, decode(type, current, act.house.keys)[name]) : null, theirs: printValue(field, decode(type, row.value as Columns, act.house.keys)[name]) };
}

type Row = Columns & { id: string; version: number };
type Skipped = { id: string; title: string; reason: string };

/** Decides differences: 用他们的 writes the value through the ledger's own store with its history, 保留我们的 leaves the row. What cannot be decided so is skipped with its reason; repeating is harmless. */
export async function decideDifferences(act: Act, { ids, decision }: { ids: string[]; decision: 'theirs' | 'ours' }): Promise<{ decided: number; skipped: Skipped[] }> {
  let decided = 0;
  const skipped: Skipped[] = [];
  for (const id of [...new Set(ids)].toSorted()) {
    const row = ((await rawRow(act, Difference, id, true)) ?? notFound(Difference.label)) as Row;
    if (unseenLedgers(act).includes(String(row.ledger))) notFound(Difference.label);
    importableLedger(act.house, act.actor, String(row.ledger));
    if (row.state === decision) continue;
    const reason = row.state === 'open' ? (decision === 'theirs' ? await useTheirs(act, row) : undefined) : '已经决定过，或已由后来的文件替代';
    if (reason !== undefined) {
      skipped.push({ id, title: `${String(row.title)} ${String(row.field_label)}`, reason });
      continue;
    }
    await updateRow(act, differences, id, (await versionOf(act, id)), { state: decision, decidedBy: act.actor.name, decidedOn: act.today });
    decided += 1;
  }
  act.note({ record: Difference.name, detail: { decision, decided, skipped: skipped.length } });
  return { decided, skipped };
}

const versionOf = async (act: Act, id: string) => (await rawRow(act, Difference, id))!.version;

/** Writes their value into the row; answers why not where the row is gone, changed since the difference was found, or its ledger refuses. */
async function useTheirs(act: Act, difference: Row): Promise<string | undefined> {
  const { store } = ledgerOf(act.house, String(difference.ledger));
  const { type } = store;
  const name = String(difference.field);
  const current = await rawRow(act, type, String(difference.row_id), true);
  if (!current) return `${type.label}已不存在，或不在您的管辖范围内`;
  const ours = name === PLACE ? current.division_code : decode(type, current, act.house.keys)[name];
  const theirs = name === PLACE ? (difference.value as Columns)[PLACE] : decode(type, difference.value as Columns, act.house.keys)[name];
  const digest = digestOf(act.house, type, name, ours);
  if (digest === difference.digest) return undefined;
  if (digest !== difference.ours_digest) {
    await showOursNow(act, type, difference, name, ours, digest);
    return '本地内容在这之后又改过，已换成现在的内容，请再看一次';
  }
  await sql`savepoint difference`.execute(act.tx);
  try {
    await updateRow(act, store, String(difference.row_id), current.version, { [name]: theirs });
    await sql`release savepoint difference`.execute(act.tx);
    return undefined;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    await sql`rollback to savepoint difference`.execute(act.tx);
    return error.message;
  }
}

async function placeName(act: Act, code: string): Promise<string> {
  const { rows } = await sql<{ path: string }>`select path from organisation.division where county_code = ${act.scope.county} and code = ${code}`.execute(act.tx);
  return rows[0]?.path ?? code;
}

async function showOursNow(act: Act, type: RecordType, difference: Row, name: string, ours: unknown, digest: string): Promise<void> {
  const field = type.fields[name];
  const titles = field?.kind === 'reference' && typeof ours === 'string' ? await titlesOf(act, field.of!(), [ours]) : new Map<string, string>();
  await updateRow(act, differences, difference.id, difference.version, { ours: field ? shownValue(field, ours, titles) : await placeName(act, String(ours)) });
  await sql`update exchange.difference set ours_digest = ${digest} where county_code = ${act.scope.county} and id = ${difference.id}`.execute(act.tx);
}
