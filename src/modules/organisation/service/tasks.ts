import { sql } from 'kysely';
import type { Act } from '#base/server/house.ts';
import type { Task } from '../schema/me.ts';
import { returnTasks } from './returns.ts';

/** What waits for the signed-in person, from every module, the soonest due first. */
export async function tasks(act: Act): Promise<Task[]> {
  const all: Task[] = [];
  if (act.actor.permissions.size === 0) return all;
  for (const module of act.house.modules) all.push(...((await module.tasks?.(act)) ?? []));
  return all.toSorted((a, b) => (a.due ?? '9999').localeCompare(b.due ?? '9999'));
}

/** What of this module waits: roles to approve, returns and decisions that one's unit owes. */
export async function organisationTasks(act: Act): Promise<Task[]> {
  return [...(await roleTasks(act)), ...(await returnTasks(act)), ...(await decisionTasks(act))];
}

async function roleTasks(act: Act): Promise<Task[]> {
  if (!act.actor.permissions.has('accounts.grant')) return [];
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from organisation.role_request where county_code = ${act.scope.county} and state = 'pending'`.execute(act.tx);
  return rows[0]!.count > 0 ? [{ title: `${rows[0]!.count} 个岗位申请待批准`, path: '/accounts/requests', module: 'organisation' }] : [];
}

/** Decisions that one's own unit owes. */
async function decisionTasks(act: Act): Promise<Task[]> {
  if (!act.actor.permissions.has('organisation.answer')) return [];
  const { rows } = await sql<{ id: string; content: string; due: string | null }>`select id, content, due_on as due from organisation.decision
    where county_code = ${act.scope.county} and owner_unit_id = ${act.actor.unitId || null} and state = 'open' order by due_on nulls last limit 20`.execute(act.tx);
  return rows.map((row) => ({ title: `交办事项：${row.content}`, due: row.due ?? undefined, path: `/organisation/decisions/${row.id}`, module: 'organisation' }));
}
