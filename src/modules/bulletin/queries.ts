import { createHash } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import { type Figure, figureRows, type Period } from '#base/server/figure.ts';
import type { Act } from '#base/server/house.ts';
import { inScope, listRows } from '#base/server/records/list.ts';
import type { BulletinDocument } from './schema/document.ts';
import type { BulletinKind, BulletinState } from './schema/stages.ts';
import type { BulletinRow, ErratumEntry, Step } from './schema/views.ts';

/** A bulletin as stored. */
export type Stored = { id: string; version: number; division_code: string; kind: BulletinKind; year: number; state: BulletinState; title: string; document: BulletinDocument; drafter_id: string; drafter_name: string; updated_at: string };
/** The signed text as stored. */
export type SignedText = { document: BulletinDocument; body: string; digest: string; signed_by: string; signed_name: string; signed_at: string };
/** A frozen figure as stored. */
export type FrozenRow = { figure: string; style: string; period: string; title: string; unit: string; value: string; row_count: number; row_ids: string[]; digest: string; printed: string };

/** The rows behind a figure in a fixed order: ids, SHA-256 over id, version and counted value of each, and the value that these rows come to. */
export async function rowsBehind(act: Act, figure: Figure, period: Period): Promise<{ ids: string[]; digest: string; value: number }> {
  const { rows } = await sql<{ id: string; version: number; counted: string | null }>`select r.id, r.version, ${countedOf(figure)} as counted
    from ${sql.table(figure.record.name)} r where ${inScope(act, figure.record)} and ${figureRows(figure, period)} order by r.id`.execute(act.tx);
  const digest = createHash('sha256');
  for (const row of rows) digest.update(`${row.id}:${row.version}:${row.counted ?? ''}\n`);
  return { ids: rows.map((row) => row.id), digest: digest.digest('hex'), value: valueOf(figure, rows.map((row) => row.counted)) };
}

function valueOf({ measure }: Figure, counted: (string | null)[]): number {
  if (measure === 'count') return counted.length;
  const given = counted.filter((one) => one !== null);
  return 'distinct' in measure ? new Set(given).size : Number(given.reduce((sum, one) => sum + BigInt(one), 0n));
}

function countedOf({ measure }: Figure): RawBuilder<unknown> {
  if (measure === 'count') return sql`'1'::text`;
  return 'distinct' in measure ? sql`(${measure.distinct})::text` : sql`(${measure.sum})::text`;
}

/** Names of the rows that a figure counts, for sentences that name units: the unit a row belongs to, else the row's title; each once, in the list's order. */
export async function namesBehind(act: Act, figure: Figure, period: string): Promise<string[]> {
  const store = act.house.stores.get(figure.record.name);
  if (!store) return [];
  const { rows } = await listRows(act, store, { page: 1, size: 500, figure: figure.key, period, sort: 'divisionCode' });
  const unit = Object.entries(figure.record.fields).find(([, field]) => field.kind === 'reference' && field.of!().name === 'organisation.unit')?.[0];
  const names = rows.map((row) => {
    const labels = row.labels as Record<string, string>;
    return (unit && labels[unit]) ?? labels[figure.record.title] ?? String(row[figure.record.title] ?? '');
  });
  return [...new Set(names.filter((name) => name !== ''))];
}

/** What a draft takes from the county's own data: its name, the bureau's and the centre's. */
export async function findNames(act: Act): Promise<{ county: string; bureau: string; centre: string }> {
  const { rows } = await sql<{ county: string; bureau: string | null; centre: string | null }>`select d.name as county,
      (select u.name from organisation.unit u where u.county_code = d.county_code and u.kind = 'bureau' and u.closed_on is null order by u.created_at limit 1) as bureau,
      (select u.name from organisation.unit u where u.county_code = d.county_code and u.kind = 'centre' and u.closed_on is null order by u.created_at limit 1) as centre
    from organisation.division d where d.county_code = ${act.scope.county} and d.level = 'county'`.execute(act.tx);
  const county = rows[0]?.county ?? '';
  return { county, bureau: rows[0]?.bureau ?? `${county}退役军人事务局`, centre: rows[0]?.centre ?? `${county}退役军人服务中心` };
}

/** The names of every unit of the county, also of those that were closed. */
export async function listUnitNames(act: Act): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from organisation.unit where county_code = ${act.scope.county}`.execute(act.tx);
  return rows.map((row) => row.name);
}

/** One setting of the county, undefined where it was never set. */
export async function findSetting(act: Act, key: string): Promise<unknown> {
  const { rows } = await sql<{ value: unknown }>`select value from house.setting where county_code = ${act.scope.county} and key = ${key}`.execute(act.tx);
  return rows[0]?.value;
}

/** One bulletin, locked where it will be written. */
export async function findBulletin(act: Act, id: string, lock = false): Promise<Stored | undefined> {
  const { rows } = await sql<Stored>`select * from bulletin.bulletin where county_code = ${act.scope.county} and id = ${id} ${lock ? sql`for update` : sql``}`.execute(act.tx);
  return rows[0];
}

/** The bulletins of the county, newest first. */
export async function listBulletins(act: Act, year: number | undefined, state: string | undefined): Promise<BulletinRow[]> {
  const { rows } = await sql<BulletinRow>`select b.id, b.version, b.kind, b.year, n.issue_no as "issueNo", b.title, b.state, b.drafter_name as "drafterName", b.updated_at as "updatedAt", s.signed_at as "signedAt"
    from bulletin.bulletin b left join bulletin.number n on n.county_code = b.county_code and n.bulletin_id = b.id
      left join bulletin.signed s on s.county_code = b.county_code and s.bulletin_id = b.id
    where b.county_code = ${act.scope.county} and ${year ? sql`b.year = ${year}` : sql`true`} and ${state ? sql`b.state = ${state}` : sql`true`} order by b.year desc, b.created_at desc limit 500`.execute(act.tx);
  return rows;
}

/** The yearly bulletin of a year that was signed last. */
export async function findSignedOf(act: Act, year: number): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select b.id from bulletin.bulletin b join bulletin.signed s on s.county_code = b.county_code and s.bulletin_id = b.id
    where b.county_code = ${act.scope.county} and b.year = ${year} and b.kind = 'annual' order by s.signed_at desc limit 1`.execute(act.tx);
  return rows[0]?.id;
}

/** Adds a bulletin as a draft of the act's person. */
export async function insertBulletin(act: Act, id: string, kind: BulletinKind, document: BulletinDocument): Promise<void> {
  await sql`insert into bulletin.bulletin (county_code, id, division_code, kind, year, title, document, drafter_id, drafter_name, created_at, updated_at)
    values (${act.scope.county}, ${id}, ${act.actor.division}, ${kind}, ${document.year}, ${document.title}, ${JSON.stringify(document)}::jsonb, ${act.actor.id}, ${act.actor.name}, ${act.now}, ${act.now})`.execute(act.tx);
}

/** Puts a new text or state; the version goes up by one. */
export async function updateBulletin(act: Act, id: string, change: { document?: BulletinDocument; state?: BulletinState }): Promise<void> {
  const sets = [sql`version = version + 1`, sql`updated_at = ${act.now}`];
  if (change.state) sets.push(sql`state = ${change.state}`);
  if (change.document) sets.push(sql`document = ${JSON.stringify(change.document)}::jsonb`, sql`title = ${change.document.title}`, sql`year = ${change.document.year}`);
  await sql`update bulletin.bulletin set ${sql.join(sets)} where county_code = ${act.scope.county} and id = ${id}`.execute(act.tx);
}

/** Adds one step to a bulletin's course. */
export async function insertStep(act: Act, row: { id: string; division_code: string }, step: { act: string; from: BulletinState | null; to: BulletinState; note?: string | undefined }): Promise<void> {
  await sql`insert into bulletin.step (county_code, bulletin_id, position, division_code, act, from_state, to_state, actor_id, actor_name, at, note)
    select ${act.scope.county}, ${row.id}, coalesce(max(s.position), 0) + 1, ${row.division_code}, ${step.act}, ${step.from}, ${step.to}, ${act.actor.id}, ${act.actor.name}, ${act.now}, ${step.note ?? null}
    from bulletin.step s where s.county_code = ${act.scope.county} and s.bulletin_id = ${row.id}`.execute(act.tx);
}

/** The course of a bulletin, oldest first. */
export async function listSteps(act: Act, id: string): Promise<Step[]> {
  const { rows } = await sql<Step>`select act, from_state as "from", to_state as "to", actor_id as "actorId", actor_name as "actorName", at, note
    from bulletin.step where county_code = ${act.scope.county} and bulletin_id = ${id} order by position`.execute(act.tx);
  return rows;
}

/** The errata offered for a bulletin, oldest first. */
export async function listErrata(act: Act, id: string): Promise<{ id: string; state: BulletinState; at: string; entries: ErratumEntry[] }[]> {
  const { rows } = await sql<{ id: string; state: BulletinState; at: string; entries: ErratumEntry[] }>`select e.erratum_id as id, b.state, e.offered_at as at, e.entries
    from bulletin.erratum e join bulletin.bulletin b on b.county_code = e.county_code and b.id = e.erratum_id
    where e.county_code = ${act.scope.county} and e.bulletin_id = ${id} order by e.offered_at`.execute(act.tx);
  return rows;
}

/** The bulletin that an erratum corrects. */
export async function findCorrected(act: Act, id: string): Promise<{ id: string; title: string } | undefined> {
  const { rows } = await sql<{ id: string; title: string }>`select b.id, b.title from bulletin.erratum e join bulletin.bulletin b on b.county_code = e.county_code and b.id = e.bulletin_id
    where e.county_code = ${act.scope.county} and e.erratum_id = ${id}`.execute(act.tx);
  return rows[0];
}

/** Links an erratum to the bulletin it corrects. */
export async function insertErratum(act: Act, corrected: Stored, erratumId: string, entries: ErratumEntry[]): Promise<void> {
  await sql`insert into bulletin.erratum (county_code, bulletin_id, erratum_id, division_code, offered_at, entries)
    values (${act.scope.county}, ${corrected.id}, ${erratumId}, ${corrected.division_code}, ${act.now}, ${JSON.stringify(entries)}::jsonb)`.execute(act.tx);
}
