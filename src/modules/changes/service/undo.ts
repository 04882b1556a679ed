import { labelOf } from '#base/pure/codes.ts';
import { notFound, refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { removeRow, updateRow } from '#base/server/records/write.ts';
import { Person } from '#modules/registry/schema.ts';
import { type ChangeRow, changesOf, departureOf, findChange, followUpsOf, togetherWith } from '../queries/changes.ts';
import { livingWith } from '../queries/households.ts';
import { overtaken, touches } from '../rules/undoing.ts';
import type { ActAnswer } from '../schema/acts.ts';
import { ChangeKind } from '../schema/codes.ts';
import { handSentence } from './reopening.ts';
import { lockPerson, presentValues, takeBack } from './steps.ts';
import { changes, departures, followUps } from './stores.ts';

/** Why a change cannot be undone now, naming what stands in the way; undefined where it can. `fellows`: those whose changes are undone with it. */
export async function whyNotUndone(act: Act, change: ChangeRow, fellows: readonly string[] = []): Promise<string | undefined> {
  if (change.state !== 'done') return change.state === 'waiting' ? '还在等待对方接收，请撤回' : change.state === 'noted' ? '补录的变动没有改动档案，可以直接修改或删除' : '这项变动已撤销或没有办成';
  if (change.steps.some((step) => step.record === 'person' && step.before === null)) return '这份档案由本次调入建立，不能撤销；误收的请办理注销';
  const places = [change.from_division, change.to_division, ...change.steps.map((step) => step.before?.divisionCode as string | undefined)].filter((code): code is string => typeof code === 'string');
  if (places.some((code) => code < act.scope.from || code > act.scope.to)) return '迁移涉及您管辖范围以外的区划，请向原区划发起迁移，或由上级撤销';
  const later = (await changesOf(act, change.person_id)).filter((one) => one.created_at > change.created_at && one.state === 'done');
  const housed = change.steps.find((step) => step.record === 'household');
  const along = housed ? (await livingWith(act, housed.id, change.person_id)).filter((one) => !fellows.includes(one.id)) : [];
  if (along.length > 0) {
    const moved = new Set((await togetherWith(act, change)).map((one) => one.person_id));
    const later = along.filter((one) => !moved.has(one.id));
    return later.length > 0 ? '随迁的户里后来又登记了别人，请先把他们从户中转出' : `户和${along.map((one) => one.name).join('、')}是一起迁的，请一起撤销，或先撤销其余各人`;
  }
  for (const step of change.steps) {
    const fields = overtaken(step, (await presentValues(act, step))?.values);
    if (fields.length === 0) continue;
    const words = fields.map((name) => (step.record === 'role' ? '身份记录' : (Person.fields as Record<string, { label: string }>)[name]?.label ?? (name === 'divisionCode' ? '所属区划' : name)));
    const by = later.find((one) => touches(one.steps, step.id, fields));
    return `此后${by ? `办理的“${labelOf(ChangeKind, by.kind)}”（${by.effective_on}）` : '的修改'}又改动了${[...new Set(words)].join('、')}，请先${by ? '撤销那一项' : '改回'}`;
  }
  return undefined;
}

/** 撤销: puts back exactly what a change touched, unless something later touched the same; what was already done by hand is only named. With `together`, of everybody of the household who moved in the same act, all or none. */
export async function undo(act: Act, { id, version, reason, together }: { id: string; version: number; reason: string; together?: boolean }): Promise<ActAnswer> {
  const change = (await findChange(act, id)) ?? notFound('变动');
  if (change.version !== version) refuse('record.changed', '这项变动刚被他人修改，请刷新后再撤销', { status: 409 });
  const all = together ? await undoneTogether(act, change) : [change];
  const findings: string[] = [];
  for (const one of all) {
    const blocked = await whyNotUndone(act, one);
    if (blocked) refuse('changes.not_undone', all.length > 1 ? `${await nameOf(act, one.person_id)}：${blocked}` : blocked, { status: 409 });
    findings.push(...await undoOne(act, one, reason));
  }
  if (!together && change.together_id) findings.push(...await apart(act, change));
  act.note({ record: changes.type.name, rowId: id, reason, ...(all.length > 1 ? { detail: { together: all.length } } : {}) });
  return { id, state: 'undone', findings };
}

/** The standing changes of one act of a household; that with which the household went comes last, because it goes back when nobody lives in it there. */
export async function undoneTogether(act: Act, change: ChangeRow): Promise<ChangeRow[]> {
  const carries = (one: ChangeRow) => Number(one.steps.some((step) => step.record === 'household'));
  return (await togetherWith(act, change)).filter((one) => one.id === change.id || one.state === change.state).toSorted((a, b) => carries(a) - carries(b));
}

async function undoOne(act: Act, change: ChangeRow, reason: string): Promise<string[]> {
  const findings: string[] = [];
  for (const step of change.steps.toReversed()) await takeBack(act, step, `撤销变动：${reason}`);
  for (const one of await followUpsOf(act, change.id)) {
    if (one.state === 'open') await updateRow(act, followUps, one.id, one.version, { state: 'void' });
    if (one.state === 'done') findings.push(handSentence(one.kind, one.done_on));
  }
  const departure = await departureOf(act, change.id);
  if (departure) await removeRow(act, departures, departure.id, departure.version, `撤销变动：${reason}`);
  await updateRow(act, changes, change.id, change.version, { state: 'undone', undoneBy: act.actor.name, undoneOn: act.today, undoneReason: reason, finding: findings.length > 0 ? findings.join('；').slice(0, 400) : change.finding });
  return findings;
}

const nameOf = async (act: Act, personId: string) => String((await lockPerson(act, personId)).values.name);

/** What is to be looked at where one of a household came back and the household did not. */
async function apart(act: Act, change: ChangeRow): Promise<string[]> {
  const { values, division } = await lockPerson(act, change.person_id);
  const household = typeof values.householdId === 'string' ? await presentValues(act, { record: 'household', id: values.householdId }) : undefined;
  return household && household.values.divisionCode !== division ? ['他所属的户还在迁入地：其余的人也要回来的，请一起撤销；不回来的，请改登“所属户”'] : [];
}
