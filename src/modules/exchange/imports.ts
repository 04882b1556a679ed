import { sql } from 'kysely';
import { isDay } from '#base/pure/day.ts';
import { refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { NO_JOBS } from '#base/server/jobs.ts';
import { openSheet } from '#base/server/sheets/open-sheet.ts';
import { actorColumns, within } from './acting.ts';
import { type BatchColumns, getBatch, showBatch } from './batches.ts';
import { importableLedger } from './ledgers.ts';
import { mappingWarnings, readTop, rememberedTargets, rememberTargets, targetsByColumn } from './reading/header.ts';
import { targetsOf } from './reading/targets.ts';
import type { Batch, HeaderRead, Mapping } from './schema.ts';
import { checkOrFail } from './staging/check.ts';
import { commitBatch } from './applying/commit.ts';
import { dropUpload, getUpload } from './uploads.ts';

/** Rows up to which a check or a commit is done while the caller waits. */
const AT_ONCE = 2000;

/** Reads the header of an upload and what its columns are taken for: as somebody chose before for the same headers, else by their words. */
export async function readHeader(act: Act, input: { uploadId: string; ledger: string; sheet?: string; layout?: string }): Promise<HeaderRead> {
  const { type } = importableLedger(act.house, act.actor, input.ledger);
  const upload = await getUpload(act, input.uploadId);
  const { headers, ready, ...top } = await readTop(act, type, upload.path, input.sheet, input.layout);
  const remembered = ready ? undefined : await rememberedTargets(act, type, headers);
  const columns = top.columns.map((column) => (remembered && !column.forbidden ? { ...column, target: remembered[column.index] ?? null } : column));
  return { ...top, columns, fileName: upload.fileName, remembered: remembered !== undefined };
}

type CheckInput = { batchId: string; uploadId?: string; path: string; fileName: string; ledger: string; sheet?: string; mapping?: Mapping; layout?: string; asOf?: string };

/** Makes a batch of a file: its header is read again, its mapping kept for the next time. */
export async function openBatch(act: Act, input: CheckInput): Promise<BatchColumns> {
  const { type } = importableLedger(act.house, act.actor, input.ledger);
  const top = await readTop(act, type, input.path, input.sheet, input.layout ?? '');
  const { ready } = top;
  if (input.asOf && !isDay(input.asOf)) refuse('import.asOf', '文件数据截至日应为 YYYY-MM-DD，如 2024-02-01', { path: ['asOf'] });
  if (input.asOf && !ready) refuse('import.asOf', '文件数据截至日只用于按外部版式导入的文件，请同时指明外部版式', { path: ['asOf'] });
  if (input.asOf && input.asOf > act.today) refuse('import.asOf', '文件数据截至日不能晚于今天', { path: ['asOf'] });
  const guessed = (ready ? undefined : await rememberedTargets(act, type, top.headers)) ?? top.headers.map((_, index) => top.columns.find((column) => column.index === index)?.target ?? null);
  const targets = targetsByColumn(top.headers, guessed, input.mapping);
  const warnings = [...top.warnings, ...mappingWarnings(targets, targetsOf(act.house, type))];
  if (input.mapping && !ready) await rememberTargets(act, type, top.headers, targets);
  const columns: Record<string, unknown> = {
    ...actorColumns(act.actor), id: input.batchId, division_code: act.actor.division, ledger: type.name, upload_id: input.uploadId ?? null, file_name: input.fileName.slice(0, 200), sheet: input.sheet ?? (ready && top.sheet !== '' ? top.sheet : null),
    headers: JSON.stringify(top.headers), header_row: top.headerRow, targets: JSON.stringify(targets), warnings: JSON.stringify(warnings), state: 'checking', created_at: act.now, layout_id: ready?.id ?? null, as_of: ready ? (input.asOf ?? null) : null,
  };
  await sql`insert into exchange.batch (${sql.join(Object.keys(columns).map((name) => sql.id(name)))}) values (${sql.join(Object.values(columns).map((value) => sql`${value}`))})`.execute(act.tx);
  act.note({ record: type.name, detail: { batch: input.batchId, file: input.fileName } });
  return getBatch(act, input.batchId);
}

/** Checks an upload: small ones at once, others in the background while the page asks how far it is. Repeating the call answers the batch that is there. */
export async function check(act: Act, input: { batchId: string; uploadId: string; ledger: string; sheet?: string; mapping?: Mapping; layout?: string; asOf?: string }): Promise<Batch> {
  const { rows } = await sql`select 1 from exchange.batch where county_code = ${act.scope.county} and id = ${input.batchId}`.execute(act.tx);
  if (rows.length > 0) return showBatch(act, await getBatch(act, input.batchId));
  const upload = await getUpload(act, input.uploadId);
  const batch = await openBatch(act, { ...input, path: upload.path, fileName: upload.fileName });
  if (act.house.jobs === NO_JOBS || (await isSmall(upload.path, input.sheet))) await checkOrFail(within(act), batch, upload.path);
  else await act.house.jobs.send('exchange.check', { id: batch.id, actor: actorColumns(act.actor) });
  return showBatch(act, await getBatch(act, batch.id));
}

async function isSmall(path: string, sheet: string | undefined): Promise<boolean> {
  const reader = await openSheet(path, sheet ? { sheet } : {});
  try {
    let rows = 0;
    for await (const _row of reader.rows()) {
      rows += 1;
      if (rows > AT_ONCE) return false;
    }
    return true;
  } finally {
    await reader.close();
  }
}

/** Commits a checked batch: a small one at once, a large one in the background, each in one transaction. */
export async function commit(act: Act, { batchId }: { batchId: string }): Promise<Batch> {
  const batch = await getBatch(act, batchId, true);
  importableLedger(act.house, act.actor, batch.ledger);
  const writes = batch.counts.new + batch.counts.changed - Number(batch.applied);
  if (act.house.jobs === NO_JOBS || writes <= AT_ONCE) {
    const done = await commitBatch(act, batchId);
    if (batch.upload_id && batch.counts.ambiguous === 0) await dropUpload(act.house, batch.upload_id);
    return showBatch(act, done);
  }
  if (batch.state !== 'checked' && batch.state !== 'committed' && batch.state !== 'committing') refuse('import.state', '这一批现在不能提交', { status: 409 });
  await sql`update exchange.batch set state = 'committing', failure = null where county_code = ${act.scope.county} and id = ${batchId}`.execute(act.tx);
  await act.house.jobs.send('exchange.commit', { id: batchId, actor: actorColumns(act.actor) });
  return showBatch(act, await getBatch(act, batchId));
}

/** Gives up a batch that was not committed: its staged rows and its upload go. */
export async function removeBatch(act: Act, { batchId }: { batchId: string }): Promise<{ done: true }> {
  const batch = await getBatch(act, batchId, true);
  importableLedger(act.house, act.actor, batch.ledger);
  if (Number(batch.applied) > 0 || batch.state === 'committed' || batch.state === 'committing') refuse('import.state', '已提交的批次不能放弃，可以撤销', { status: 409 });
  await sql`delete from exchange.batch where county_code = ${act.scope.county} and id = ${batchId}`.execute(act.tx);
  if (batch.upload_id) await dropUpload(act.house, batch.upload_id);
  return { done: true };
}
