import { labelOf } from '#base/pure/codes.ts';
import type { RecordType, Values } from '#base/pure/record.ts';
import { notFound } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { decode, printValue } from '#base/server/records/columns.ts';
import type { Store } from '#base/server/records/store.ts';
import { createRow, newId, rawRow, removeRow, updateRow } from '#base/server/records/write.ts';
import { Household, Person, PersonRole } from '#modules/registry/schema.ts';
import { RoleCode } from '#modules/registry/schema/codes.ts';
import { households, persons, roles } from '#modules/registry/service.ts';
import { roleRows } from '../queries/changes.ts';
import { headOf, membersOf } from '../queries/households.ts';
import { leftBehind } from '../rules/household.ts';
import { type Plan, type PersonFacts, type RoleFacts } from '../rules/plan.ts';
import type { Step } from '../rules/undoing.ts';
import type { Difference } from '../schema/acts.ts';
import { changes, followUps } from './stores.ts';

const STORES: Record<Step['record'], Store> = { person: persons, role: roles, household: households, change: changes, follow_up: followUps };

/** The file of a person in scope, locked, with its facts in the clear for the rules. */
export async function lockPerson(act: Act, id: string): Promise<{ id: string; version: number; division: string; values: Values; facts: PersonFacts; roles: RoleFacts[] }> {
  const row = (await rawRow(act, Person, id, true)) ?? notFound(Person.label);
  const values = decode(Person, row, act.house.keys);
  const text = (name: string) => (values[name] as string | null) ?? null;
  const own = await roleRows(act, id);
  return {
    id, version: row.version, division: String(row.division_code), values,
    facts: { state: String(values.state), roles: (values.roles as string[] | null) ?? [], enlistedOn: text('enlistedOn'), dischargedOn: text('dischargedOn'), reportedOn: text('reportedOn'), diedOn: text('diedOn') },
    roles: own.map((one) => ({ id: one.id, role: one.role, status: one.status, fromOn: one.from_on, untilOn: one.until_on })),
  };
}

/** Who would be left in the household of a person who leaves it, alone or with those who are `going` too, in scope; undefined where the file names none. */
export async function householdOf(act: Act, personId: string, values: Values, going: readonly string[] = []): Promise<(ReturnType<typeof leftBehind> & { id: string }) | undefined> {
  if (typeof values.householdId !== 'string') return undefined;
  const id = values.householdId;
  return { id, ...leftBehind(await membersOf(act, id), personId, await headOf(act, id), going) };
}

/** The present values of a row that a step speaks of; undefined where it is gone. */
export async function presentValues(act: Act, { record, id }: Pick<Step, 'record' | 'id'>): Promise<{ version: number; values: Values } | undefined> {
  const { type } = STORES[record];
  const row = await rawRow(act, type, id, true);
  return row && { version: row.version, values: { ...decode(type, row, act.house.keys), divisionCode: row.division_code } };
}

/** Writes values on a row through its store, and answers the step that tells what it was. */
export async function writeStep(act: Act, record: Step['record'], id: string, change: Values): Promise<Step> {
  const now = (await presentValues(act, { record, id })) ?? notFound(STORES[record].type.label);
  const before = Object.fromEntries(Object.keys(change).map((name) => [name, now.values[name] ?? null]));
  await updateRow(act, STORES[record], id, now.version, change);
  return { record, id, before, after: change };
}

/** Takes a step back: the row gets what it had before, or goes where the change had made it. */
export async function takeBack(act: Act, step: Step, reason: string): Promise<void> {
  const now = (await presentValues(act, step)) ?? notFound(STORES[step.record].type.label);
  if (step.before) await updateRow(act, STORES[step.record], step.id, now.version, step.before);
  else await removeRow(act, STORES[step.record], step.id, now.version, reason);
}

/** Does a plan on a person: roles end and begin, then the file's own fields. */
export async function carryOut(act: Act, personId: string, plan: Plan): Promise<Step[]> {
  const steps: Step[] = [];
  for (const { id, on } of plan.endRoles) steps.push(await writeStep(act, 'role', id, { status: 'ended', untilOn: on }));
  for (const { role, from, document } of plan.beginRoles) steps.push(await beginRole(act, personId, { role, fromOn: from, document: document?.slice(0, 80) ?? null }));
  if (Object.keys(plan.person).length > 0) steps.push(await writeStep(act, 'person', personId, plan.person));
  return steps;
}

/** Begins a role row of a person. */
export async function beginRole(act: Act, personId: string, values: Values): Promise<Step> {
  const id = newId();
  await createRow(act, roles, id, { personId, status: 'current', ...values });
  return { record: 'role', id, before: null, after: { status: 'current', role: values.role, fromOn: values.fromOn ?? null, untilOn: null } };
}

/** What steps did, in words: 在册状态 在册 → 去世; 身份 参战退役军人 有效 → 已终止（2024-05-01）; a household by its head, whoever else was touched by name. Divisions are left to the change's own words. */
export async function differencesOf(act: Act, personId: string, steps: readonly Step[]): Promise<Difference[]> {
  const found: Difference[] = [];
  for (const step of steps) {
    if (step.record === 'person') {
      const whose = step.id === personId ? '' : `${String((await presentValues(act, step))?.values.name ?? '同户的人')}：`;
      found.push(...(await personDifferences(act, Person, step)).map((one) => ({ ...one, label: `${whose}${one.label}` })));
    }
    if (step.record === 'role') found.push(await roleDifference(act, step));
    if (step.record === 'household') found.push({ label: `${Household.label}（随人迁移）`, before: '原区划', after: '现区划' });
  }
  return found;
}

async function personDifferences(act: Act, type: RecordType, { before, after }: Step): Promise<Difference[]> {
  const words = async (name: string, value: unknown) => (name === 'householdId' && typeof value === 'string' ? `${(await headOf(act, value)) ?? '原来的'}户` : printValue(type.fields[name]!, value));
  const found: Difference[] = [];
  for (const [name, value] of Object.entries(after)) {
    const field = type.fields[name];
    if (field) found.push({ label: field.label, before: await words(name, before?.[name]), after: await words(name, value) });
  }
  return found.filter((one) => one.before !== one.after);
}

async function roleDifference(act: Act, step: Step): Promise<Difference> {
  const now = await presentValues(act, step);
  const role = String(step.after.role ?? step.before?.role ?? now?.values.role ?? '');
  const words = (values: Values | null) => values && `${printValue(PersonRole.fields.status, values.status) ?? ''}${values.untilOn ? `（至 ${String(values.untilOn)}）` : values.fromOn ? `（自 ${String(values.fromOn)}）` : ''}`;
  return { label: `人员类别：${labelOf(RoleCode, role)}`, before: words(step.before), after: words(step.after) };
}
