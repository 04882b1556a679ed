import { type RawBuilder, sql } from 'kysely';
import { isWithin, levelOf } from '#base/pure/division.ts';
import { notFound, refuse } from '#base/pure/refusal.ts';
import type { Act, Handlers, Task } from '#base/server/house.ts';
import { hold } from '#base/server/pending.ts';
import { recordHandlers } from '#base/server/records/handlers.ts';
import { getRow } from '#base/server/records/list.ts';
import { store } from '#base/server/records/store.ts';
import { createRow, removeRow } from '#base/server/records/write.ts';
import { ofHouseholds } from './queries/findings.ts';
import { countForLevel, overviewOf } from './queries/overview.ts';
import { countPending, HOUSEHOLDS, PERSONS, putFilesAside } from './queries/pending.ts';
import { listSuspensions } from './queries/suspensions.ts';
import { Finding, Waiver } from './schema.ts';
import type { Overview } from './schema/answers.ts';
import { evaluate } from './service/evaluate.ts';
import { wake } from './service/follow.ts';
import { resume, suspend } from './service/suspending.ts';

/** 待核对清单: kept by the product. By 处理要求 the pressing ones come first, villages in their order. */
export const findings = store(Finding, { onMerge: 'recomputed', orders: { severity: sql`(array_position(array['must', 'check', 'fill'], r.severity)::text || r.division_code)` } });

/** 不适用说明台账: a waiver given, changed or taken back is seen in the finding at once. */
export const waivers = store(Waiver, {
  afterWrite: (act, rows) => judgeWaived(act, rows, false),
  beforeRemove: (act, rows) => judgeWaived(act, rows, true),
});

async function judgeWaived(act: Act, rows: RawBuilder<unknown>, going: boolean): Promise<void> {
  const { rows: found } = await sql<{ id: string; person_id: string | null; row_id: string }>`select r.id, r.person_id, r.row_id from quality.waiver r where ${rows}`.execute(act.tx);
  const persons = [...new Set(found.flatMap((one) => one.person_id ?? []))];
  const households = found.filter((one) => one.person_id === null && /^[0-9a-f-]{36}$/.test(one.row_id)).map((one) => one.row_id);
  await hold(act, PERSONS, persons);
  await hold(act, HOUSEHOLDS, households);
  await evaluate(act, {
    persons, households,
    leaving: going ? found.map((one) => one.id) : [],
  });
}

type FindingRow = { id: string; subject: string; rule: string; record: string; rowId: string; personId: string | null; state: string };
const findingOf = async (act: Act, id: string) => (await getRow(act, findings, id)) as unknown as FindingRow;

async function waive(act: Act, { id, waiverId, reason }: { id: string; waiverId: string; reason: string }): Promise<{ done: true }> {
  const finding = await findingOf(act, id);
  if (finding.state === 'waived') return { done: true };
  const { subject, rule, record, rowId, personId } = finding;
  const row = await createRow(act, waivers, waiverId, { subject, rule, record, rowId, personId, reason, waivedBy: act.actor.name, waivedOn: act.today, state: 'active' });
  if (personId === null) await placeAtHousehold(act, String(row.id), rowId);
  act.note({ record: Waiver.name, rowId: waiverId, reason, detail: { rule } });
  return { done: true };
}

/** A waiver of a household lies where the household does. */
async function placeAtHousehold(act: Act, waiverId: string, household: string): Promise<void> {
  await sql`update quality.waiver f set division_code = h.division_code from registry.household h where f.county_code = ${act.scope.county} and f.id = ${waiverId} and ${ofHouseholds([household])} and h.county_code = f.county_code and h.id = ${household}`.execute(act.tx);
}

async function unwaive(act: Act, { id }: { id: string }): Promise<{ done: true }> {
  const { rule, rowId } = await findingOf(act, id);
  const { rows } = await sql<{ id: string; version: number }>`select f.id, f.version from quality.waiver f where f.county_code = ${act.scope.county} and f.division_code between ${act.scope.from} and ${act.scope.to} and f.rule = ${rule} and f.row_id = ${rowId} and f.state = 'active'`.execute(act.tx);
  const standing = rows[0] ?? notFound(Waiver.label);
  await removeRow(act, waivers, standing.id, standing.version, '撤回说明');
  return { done: true };
}

async function overview(act: Act, { division = act.actor.division }: { division?: string }): Promise<Overview> {
  if (!isWithin(division, act.actor.division)) notFound('区划');
  return overviewOf(act, division);
}

async function recheck(act: Act, { division }: { division?: string }): Promise<{ pending: number }> {
  await putFilesAside(act, division);
  await wake(act);
  return { pending: await countPending(act) };
}

/** What waits: findings that one's own level usually has the papers for, and that must be mended or checked. */
export async function qualityTasks(act: Act): Promise<Task[]> {
  if (!act.actor.permissions.has('quality.write')) return [];
  const level = levelOf(act.actor.division);
  const count = await countForLevel(act, level);
  return count > 0 ? [{ title: `${count} 项档案内容待核对`, path: `/quality/work?f.level=${level}`, module: 'quality' }] : [];
}

const derived = async () => refuse('quality.derived', '待核对事项由规则得出：改正所在记录后自动消失，情况属实的请说明不适用', { status: 409 });

const finding = recordHandlers(findings);
const waiver = recordHandlers(waivers);

/** The handlers of 数据质量. */
export const qualityHandlers = {
  findings: { list: finding.list, get: finding.get, history: finding.history, remove: async (act: Act, { id }: { id: string }) => { await findingOf(act, id); return derived(); } },
  waivers: { list: waiver.list, get: waiver.get, history: waiver.history, remove: waiver.remove, restore: waiver.restore },
  overview, waive, unwaive, recheck, suspensions: (act: Act) => listSuspensions(act), suspend, resume,
} satisfies Handlers;
