import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { labelOf } from '#base/pure/codes.ts';
import { notFound, refuse } from '#base/pure/refusal.ts';
import { scanSecrets } from '#base/pure/secrets.ts';
import type { Act, Task } from '#base/server/house.ts';
import { encode } from '#base/server/records/columns.ts';
import { type Found, store } from '#base/server/records/store.ts';
import { createRow, newId } from '#base/server/records/write.ts';
import { findPersons } from '#modules/registry/queries/matching.ts';
import { countOpenHits, countResumable, findByDigest, type HitDraft, insertHits, keepCounts, listCandidates, listHits, lockHit, writeDecision } from '../queries/comparison.ts';
import { countWaiting } from '../queries/movements.ts';
import { columnsOf, eventDay, findingOf, type ListColumns } from '../rules/comparison.ts';
import { Comparison, ComparisonSource, FINDINGS_OF, Finding, Hit, type HitDecision, type HitView, type ListInput, type ListJudged, type ListRow } from '../schema/comparison.ts';
import { byCounty } from './confirmations.ts';
import { movements } from './movements.ts';
import { readUpload } from './sheetFiles.ts';

/** 数据比对台账. */
export const comparisons = store(Comparison, { afterWrite: async (act) => byCounty(act, '数据比对由县级办理') });
/** 比对线索台账: of two files' hits on one finding the one that was decided stays. */
export const hits = store(Hit, { outranks: (coming, standing) => coming.state !== 'open' && standing.state === 'open' });

type Judged = ListRow & { personId: string | null; matchedBy: 'citizenId' | 'nameBirth' | 'byHand' };
type Read = { rows: Judged[]; divisions: ReadonlyMap<string, { division: string }> };

/** Whom a row may mean that is not certain. */
const possible = (found: Exclude<Found, { id: string }>): readonly string[] => ('candidates' in found ? found.candidates : []);

/** Reads a list and finds whom its rows mean, by the register's own matching; nothing is written. */
async function judge(act: Act, { source, finding, content }: ListInput): Promise<Read> {
  byCounty(act, '数据比对由县级办理');
  if (!FINDINGS_OF[source]?.includes(finding)) refuse('comparison.finding', `${labelOf(ComparisonSource, source)}的名单不提供“${labelOf(Finding, finding)}”`, { path: ['finding'] });
  const read = await readUpload(content, (cells) => columnsOf(cells) !== undefined);
  const columns = read && columnsOf([...read.header.keys()]);
  if (!read || !columns) refuse('comparison.sheet', '没有找到姓名或身份证号一列，请检查表头', { path: ['content'] });
  const cellOf = (cells: readonly string[], key: keyof ListColumns) => (columns[key] === undefined ? '' : (cells[columns[key]!] ?? ''));
  const wanted = read.rows.map(({ cells }) => Object.fromEntries((['name', 'citizenId', 'birthOn', 'township', 'village', 'mobile'] as const).map((key) => [key, cellOf(cells, key)])));
  const found = await findPersons(act, wanted);
  const drawing = await listCandidates(act, found.flatMap((one) => ('id' in one ? [one.id] : possible(one))));
  const rows = read.rows.map(({ line, cells }, at): Judged => {
    const one = found[at]!;
    const own = findingOf(source, finding, cellOf(cells, 'finding'));
    const row = { line, name: cellOf(cells, 'name'), finding: own ?? null, eventOn: eventDay(cellOf(cells, 'eventOn')), candidates: [], personId: null, matchedBy: cellOf(cells, 'citizenId') === '' ? 'nameBirth' as const : 'citizenId' as const };
    if (own === undefined) return { ...row, kind: 'bad', reason: `“${cellOf(cells, 'finding')}”不是${labelOf(ComparisonSource, source)}名单的情况` };
    if ('id' in one) return { ...row, kind: drawing.has(one.id) ? 'hit' : 'notDrawing', reason: drawing.has(one.id) ? null : '在册，没有未终止的待遇', personId: one.id };
    const candidates = possible(one).flatMap((id) => { const each = drawing.get(id); return each ? [{ personId: each.personId, name: each.name, place: each.place, birthOn: each.birthOn }] : []; });
    if (candidates.length > 0) return { ...row, kind: 'unsure', reason: one.reason, candidates };
    return possible(one).length > 0 ? { ...row, kind: 'notDrawing', reason: `${one.reason}；其中没有在享的人` } : { ...row, kind: 'unmatched', reason: one.reason };
  });
  return { rows, divisions: drawing };
}

/** The rows with whom a person chose for those that may mean several; who was not among them is refused. */
function chosenIn(rows: readonly Judged[], chosen: readonly { line: number; personId: string }[]): Judged[] {
  const picked = new Map(chosen.map(({ line, personId }) => [line, personId]));
  for (const { line, personId } of chosen) if (!rows.some((row) => row.line === line && row.candidates.some((one) => one.personId === personId))) refuse('comparison.chosen', `第 ${line} 行认定的人不在可能的几位里，请重新选择表格核对`, { path: ['chosen'], status: 409 });
  return rows.map((row): Judged => (picked.has(row.line) ? { ...row, kind: 'hit', reason: null, personId: picked.get(row.line)!, matchedBy: 'byHand' } : row));
}

function answer(rows: readonly Judged[]): ListJudged {
  const of = (...kinds: ListRow['kind'][]) => rows.filter((row) => kinds.includes(row.kind)).length;
  return { lines: rows.length, hits: of('hit'), unsure: of('unsure'), notDrawing: of('notDrawing'), unmatched: of('unmatched', 'bad'), rows: rows.map(({ personId: _person, matchedBy: _matched, ...row }) => row) };
}

/** What a list would come to, row by row; nothing is written. */
export async function preview(act: Act, input: ListInput): Promise<ListJudged> {
  return answer((await judge(act, input)).rows);
}

/** Takes a list: its digest and counts, and a hit to be looked into for everybody on it who draws a benefit, those included whom somebody chose where a row may mean several. The rows themselves are answered and not kept; the same file is taken once. */
export async function commit(act: Act, { id, title, receivedOn, document, chosen, ...list }: ListInput & { id: string; title: string; receivedOn: string; document?: string; chosen: { line: number; personId: string }[] }): Promise<ListJudged & { id: string }> {
  const digest = createHash('sha256').update(Buffer.from(list.content, 'base64')).digest('hex');
  const before = await findByDigest(act, digest);
  if (before && before.id !== id) refuse('comparison.known', `这份文件已经比对过：${before.title}（${before.receivedOn}）`, { status: 409, path: ['content'] });
  const read = await judge(act, list);
  const rows = chosenIn(read.rows, chosen);
  const judged = answer(rows);
  if (before) return { ...judged, id };
  await createRow(act, comparisons, id, { title, source: list.source, receivedOn, document: document || null });
  await keepCounts(act, id, { digest, lines: judged.lines, matched: judged.hits, unmatched: judged.unmatched + judged.unsure });
  const drafts = rows.filter((row) => row.kind === 'hit').map((row): HitDraft => {
    const sealed = encode(Hit, { finding: row.finding }, act.house.keys);
    return { person: row.personId!, division: read.divisions.get(row.personId!)!.division, sealed: sealed.finding_sealed, index: sealed.finding_index, event: row.eventOn, matched: row.matchedBy };
  });
  if (drafts.length > 0) await insertHits(act, id, drafts);
  act.note({ record: Comparison.name, rowId: id, detail: { lines: judged.lines, hits: judged.hits, unmatched: judged.unmatched } });
  return { ...judged, id };
}

/** Hits to be looked into, in clear. */
export async function openHits(act: Act, { state, comparisonId, page, size }: { state?: string; comparisonId?: string; page: number; size: number }) {
  const found = await listHits(act, sql`${state ? sql`h.state = ${state}` : sql`true`} and ${comparisonId ? sql`h.comparison_id = ${comparisonId}` : sql`true`}`, size, (page - 1) * size);
  act.note({ record: Hit.name, detail: { persons: found.rows.length } });
  return { ...found, page, size };
}

/** Decides on a hit. One that is so may bring a movement, which waits for another person like any other; nothing is stopped by the decision itself. */
export async function decideHit(act: Act, { id, version, decision, note, movement }: HitDecision): Promise<HitView> {
  byCounty(act, '比对线索由县级核查');
  const hit = (await lockHit(act, id)) ?? notFound(Hit.label);
  if (hit.version !== version) refuse('record.changed', '这条线索刚被他人处理，请核对后再办', { status: 409 });
  if (decision === 'refuted' && !note) refuse('comparison.note', '不属实的请写明核查情况', { path: ['note'] });
  if (movement && decision !== 'upheld') refuse('comparison.movement', '属实的线索才登记待遇变动', { path: ['movement'] });
  if (hit.movementId && decision !== 'upheld') refuse('comparison.moved', '已据此登记待遇变动，请先撤回', { status: 409 });
  const found = scanSecrets(note ?? '')[0];
  if (found) refuse('comparison.secret', `“${found.match}”疑似涉密或个人号码，请勿填写`, { path: ['note'] });
  let movementId = hit.movementId;
  if (movement && !movementId) {
    movementId = newId();
    await createRow(act, movements, movementId, { ...movement, personId: hit.personId, note: movement.reason === 'other' ? (note ?? null) : null });
  }
  await writeDecision(act, id, decision, note ?? null, movementId);
  act.note({ record: Hit.name, rowId: id, detail: { decision, movement: Boolean(movement) } });
  return (await listHits(act, sql`h.id = ${id}`, 1)).rows[0]!;
}

/** What waits at the county: hits to be looked into, and movements that somebody else wrote. */
export async function countyTasks(act: Act): Promise<Task[]> {
  const { permissions } = act.actor;
  const open = permissions.has('benefits.write') ? await countOpenHits(act) : 0;
  const back = permissions.has('benefits.write') ? await countResumable(act) : 0;
  const waiting = permissions.has('benefits.approve') ? await countWaiting(act) : 0;
  return [
    ...(open > 0 ? [{ title: `数据比对：${open} 条线索待核查`, path: '/benefits/compare', module: 'benefits' }] : []),
    ...(back > 0 ? [{ title: `年度确认：${back} 人停发后已补办确认，待恢复`, path: '/benefits/confirm/stops', module: 'benefits' }] : []),
    ...(waiting > 0 ? [{ title: `待遇变动：${waiting} 件待复核`, path: '/benefits/movements?f.state=proposed', module: 'benefits' }] : []),
  ];
}
