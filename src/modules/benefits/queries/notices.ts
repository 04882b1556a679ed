import { type RawBuilder, sql } from 'kysely';
import type { Day } from '#base/pure/day.ts';
import type { Act } from '#base/server/house.ts';
import { newId } from '#base/server/records/write.ts';
import type { NoticeStateCode } from '../rules/noticeCourse.ts';
import type { NoticeLine } from '../rules/noticeLines.ts';
import type { SheetLine } from '../rules/noticeSheet.ts';
import type { Reach } from '../rules/rates.ts';
import type { LineView } from '../schema/noticeActs.ts';
import { Standard } from '../schema/standards.ts';

/** A notice as acts look at it. */
export type NoticeRow = {
  id: string; version: number; division_code: string; title: string; reach: Reach; province: string | null; document: string | null; published_on: Day | null; effective_on: Day; state: NoticeStateCode; hands: string[];
  made_by: string | null; submitted_by: string | null; submitted_on: Day | null; return_reason: string | null;
};
/** A line as rules take it, with what pages show of it. */
export type KeptLine = Omit<LineView, 'amount'> & NoticeLine;

/** One notice of the act's county, locked where it will be changed. */
export async function findNotice(act: Act, id: string, lock = false): Promise<NoticeRow | undefined> {
  const { rows } = await sql<NoticeRow>`select n.* from benefits.notice n where n.county_code = ${act.scope.county} and n.id = ${id}`.execute(act.tx);
  if (lock && rows[0] && rows[0].state !== 'inForce') {
    const { rows: locked } = await sql<NoticeRow>`select n.* from benefits.notice n where n.county_code = ${act.scope.county} and n.id = ${id} for update`.execute(act.tx);
    return locked[0] ?? findNotice(act, id);
  }
  return rows[0];
}

const RELEASE = sql`(select case when x.decision = 'use' then jsonb_build_object('by', x.decided_by, 'on', x.decided_on, 'document', x.document, 'reason', x.reason) end from benefits.release x
  where x.county_code = s.county_code and x.notice_id = s.notice_id and (x.standard_id is null or x.standard_id = s.id) order by x.at desc, x.id desc limit 1)`;
const LINE = sql`s.id, s.version, s.kind, s.category, s.variant, s.grade, s.nature, s.area, s.addon, s.amount, s.period, s.verification, s.source, coalesce(n.document, n.title) as document, n.effective_on as "effectiveOn", ${RELEASE} as released`;
const JOINED = sql`benefits.standard s join benefits.notice n on n.county_code = s.county_code and n.id = s.notice_id`;

async function listed(act: Act, query: RawBuilder<unknown>): Promise<KeptLine[]> {
  const { rows } = await sql<LineView>`${query}`.execute(act.tx);
  return rows.map((row) => ({ ...row, amount: BigInt(row.amount) }));
}

/** The lines of a notice. */
export function listLines(act: Act, noticeId: string): Promise<KeptLine[]> {
  return listed(act, sql`select ${LINE} from ${JOINED} where s.county_code = ${act.scope.county} and s.notice_id = ${noticeId}`);
}

type Before = { id: string; reach: string; province: string | null; effective_on: Day; published_on: Day | null };
const sameScope = (act: Act, { reach, province }: Pick<Before, 'reach' | 'province'>) => sql`n.county_code = ${act.scope.county} and n.in_force and n.reach = ${reach} and n.province is not distinct from ${province}`;

/** The lines that a notice replaces: of each place the one in force for the same scope that stands before it, by day of effect and then by day of publication. */
export function listFormers(act: Act, notice: Before): Promise<KeptLine[]> {
  return listed(act, sql`select distinct on (s.kind, s.category, s.variant, s.grade, s.nature, s.area, s.addon) ${LINE} from ${JOINED}
    where ${sameScope(act, notice)} and n.id <> ${notice.id} and (n.effective_on < ${notice.effective_on}::date or (n.effective_on = ${notice.effective_on}::date and coalesce(n.published_on, '-infinity') < coalesce(${notice.published_on}::date, 'infinity')))
    order by s.kind, s.category, s.variant, s.grade, s.nature, s.area, s.addon, n.effective_on desc, n.published_on desc nulls last, s.id desc`);
}

/** The lines of a notice whose place already has a standard in force from the same day, published the same day or later: the new amount would never be used. */
export function listClashes(act: Act, notice: Before): Promise<KeptLine[]> {
  return listed(act, sql`select ${LINE} from ${JOINED} where s.county_code = ${act.scope.county} and s.notice_id = ${notice.id} and exists (
    select 1 from benefits.standard o join benefits.notice p on p.county_code = o.county_code and p.id = o.notice_id
    where p.county_code = s.county_code and p.in_force and p.id <> n.id and p.reach = n.reach and p.province is not distinct from n.province and p.effective_on = n.effective_on and p.published_on >= n.published_on
      and o.kind = s.kind and o.category = s.category and o.variant is not distinct from s.variant and o.grade is not distinct from s.grade and o.nature is not distinct from s.nature and o.area is not distinct from s.area and o.addon is not distinct from s.addon)`);
}

/** Whether standards of the same scope with a later day of effect are in force. */
export async function hasLater(act: Act, notice: Before): Promise<boolean> {
  const { rows } = await sql`select 1 from benefits.notice n where ${sameScope(act, notice)} and n.effective_on > ${notice.effective_on}::date limit 1`.execute(act.tx);
  return rows.length > 0;
}

/** Adds lines to a notice in one statement, with their history. */
export async function insertLines(act: Act, notice: Pick<NoticeRow, 'id' | 'division_code'>, lines: readonly SheetLine[]): Promise<void> {
  if (lines.length === 0) return;
  const rows = lines.map(({ amount, ...line }) => ({ ...line, id: newId(), amount: String(amount) }));
  await sql`with added as (insert into benefits.standard (county_code, id, division_code, created_at, updated_at, notice_id, kind, category, variant, grade, nature, area, addon, amount, period, verification, source)
      select ${act.scope.county}, s.id, ${notice.division_code}, ${act.now}, ${act.now}, ${notice.id}, s.kind, s.category, s.variant, s.grade, s.nature, s.area, s.addon, s.amount, s.period, s.verification, s.source
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as s(id uuid, kind text, category text, variant text, grade integer, nature text, area text, addon text, amount bigint, period text, verification text, source text) returning *)
    insert into house.change (county_code, record, row_id, version, division_code, act, at, actor_id, actor_name, after)
    select county_code, ${Standard.name}, id, 1, division_code, 'create', ${act.now}, ${act.actor.id}, ${act.actor.name},
      jsonb_build_object('notice_id', notice_id, 'kind', kind, 'category', category, 'variant', variant, 'grade', grade, 'nature', nature, 'area', area, 'addon', addon, 'amount', amount, 'period', period, 'verification', verification, 'source', source) from added`.execute(act.tx);
}

/** Sets what a sheet says of lines that are there, in one statement, with their history. */
export async function updateLines(act: Act, lines: readonly { id: string; amount: bigint; period: string; verification: string; source: string | null }[]): Promise<void> {
  if (lines.length === 0) return;
  const rows = lines.map(({ amount, ...line }) => ({ ...line, amount: String(amount) }));
  await sql`with given as (select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as s(id uuid, amount bigint, period text, verification text, source text)),
      former as (select s.id, s.amount, s.period, s.verification, s.source from benefits.standard s join given g on g.id = s.id where s.county_code = ${act.scope.county}),
      written as (update benefits.standard s set amount = g.amount, period = g.period, verification = g.verification, source = coalesce(g.source, s.source), version = s.version + 1, updated_at = ${act.now}
        from given g where s.county_code = ${act.scope.county} and s.id = g.id returning s.*)
    insert into house.change (county_code, record, row_id, version, division_code, act, at, actor_id, actor_name, before, after)
    select w.county_code, ${Standard.name}, w.id, w.version, w.division_code, 'update', ${act.now}, ${act.actor.id}, ${act.actor.name},
      jsonb_build_object('amount', f.amount, 'period', f.period, 'verification', f.verification, 'source', f.source), jsonb_build_object('amount', w.amount, 'period', w.period, 'verification', w.verification, 'source', w.source)
    from written w join former f on f.id = w.id`.execute(act.tx);
}

/** Counts the versions of a notice's lines up and writes down that they come into force: from here an import of them cannot be undone, and nothing changes them. */
export async function sealLines(act: Act, noticeId: string, reason: string): Promise<void> {
  await sql`with written as (update benefits.standard s set version = s.version + 1, updated_at = ${act.now} where s.county_code = ${act.scope.county} and s.notice_id = ${noticeId} returning s.*)
    insert into house.change (county_code, record, row_id, version, division_code, act, at, actor_id, actor_name, reason, before, after)
    select county_code, ${Standard.name}, id, version, division_code, 'update', ${act.now}, ${act.actor.id}, ${act.actor.name}, ${reason}, jsonb_build_object('in_force', false), jsonb_build_object('in_force', true) from written`.execute(act.tx);
}

/** Sets columns of a notice that is not in force, and counts its version up. */
export async function updateNotice(act: Act, id: string, columns: Record<string, unknown>): Promise<void> {
  const sets = Object.entries(columns).map(([column, value]) => sql`${sql.id(column)} = ${value}`);
  await sql`update benefits.notice set ${sql.join([...sets, sql`version = version + 1`, sql`updated_at = ${act.now}`])} where county_code = ${act.scope.county} and id = ${id}`.execute(act.tx);
}

/** A decision on the use of unverified standards, as it is written down. */
export type Release = { id: string; noticeId: string; divisionCode: string; standardId: string | null; decision: 'use' | 'stop'; document: string; reason: string };

/** Writes a decision down; false where one of that id is there. */
export async function insertRelease(act: Act, one: Release): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into benefits.release (county_code, id, division_code, notice_id, standard_id, decision, decided_by, decided_by_id, decided_on, document, reason)
    values (${act.scope.county}, ${one.id}, ${one.divisionCode}, ${one.noticeId}, ${one.standardId}, ${one.decision}, ${act.actor.name}, ${act.actor.id}, ${act.today}, ${one.document}, ${one.reason}) on conflict (county_code, id) do nothing`.execute(act.tx);
  return numAffectedRows === 1n;
}

/** How many submitted notices the acting person has had no hand in, and so may approve. */
export async function countSubmitted(act: Act): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from benefits.notice n where n.county_code = ${act.scope.county} and n.state = 'submitted' and not (${act.actor.id} = any (n.hands))`.execute(act.tx);
  return rows[0]!.n;
}
