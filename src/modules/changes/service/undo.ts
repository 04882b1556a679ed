import { labelOf } from '#base/pure/codes.ts';
import { notFound, refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { removeRow, updateRow } from '#base/server/records/write.ts';
import { Person } from '#modules/registry/schema.ts';
import { type ChangeRow, changesOf, departureOf, findChange, followUpsOf } from '../queries/changes.ts';
import { membersOf } from '../queries/households.ts';
import { overtaken, touches } from '../rules/undoing.ts';
import type { ActAnswer } from '../schema/acts.ts';
import { ChangeKind } from '../schema/codes.ts';
import { handSentence } from './reopening.ts';
import { presentValues, takeBack } from './steps.ts';
import { changes, departures, followUps } from './stores.ts';

/** Why a change cannot be undone now, naming what stands in the way; undefined where it can. */
export async function whyNotUndone(act: Act, change: ChangeRow): Promise<string | undefined> {
  if (change.state !== 'done') return change.state === 'waiting' ? '还在等待对方接收，请撤回' : change.state === 'noted' ? '补录的变动没有改动档案，可以直接修改或删除' : '这项变动已撤销或没有办成';
  if (change.steps.some((step) => step.record === 'person' && step.before === null)) return '这份档案由本次调入建立，不能撤销；误收的请办理注销';
  const places = [change.from_division, change.to_division, ...change.steps.map((step) => step.before?.divisionCode as string | undefined)].filter((code): code is string => typeof code === 'string');
  if (places.some((code) => code < act.scope.from || code > act.scope.to)) return '迁移涉及您管辖范围以外的区划，请向原区划发起迁移，或由上级撤销';
  const later = (await changesOf(act, change.person_id)).filter((one) => one.created_at > change.created_at && one.state === 'done');
  const housed = change.steps.find((step) => step.record === 'household');
  if (housed && (await membersOf(act, housed.id)).length > 1) return '随迁的户里后来又登记了别人，请先把他们从户中转出';
  for (const step of change.steps) {
    const fields = overtaken(step, (await presentValues(act, step))?.values);
    if (fields.length === 0) continue;
    const words = fields.map((name) => (step.record === 'role' ? '身份记录' : (Person.fields as Record<string, { label: string }>)[name]?.label ?? (name === 'divisionCode' ? '所属区划' : name)));
    const by = later.find((one) => touches(one.steps, step.id, fields));
    return `此后${by ? `办理的“${labelOf(ChangeKind, by.kind)}”（${by.effective_on}）` : '的修改'}又改动了${[...new Set(words)].join('、')}，请先${by ? '撤销那一项' : '改回'}`;
  }
  return undefined;
}

/** 撤销: puts back exactly what a change touched, unless something later touched the same; what was already done by hand is only named. */
export async function undo(act: Act, { id, version, reason }: { id: string; version: number; reason: string }): Promise<ActAnswer> {
  const change = (await findChange(act, id)) ?? notFound('变动');
  if (change.version !== version) refuse('record.changed', '这项变动刚被他人修改，请刷新后再撤销', { status: 409 });
  const blocked = await whyNotUndone(act, change);
  if (blocked) refuse('changes.not_undone', blocked, { status: 409 });
  const findings: string[] = [];
  for (const step of change.steps.toReversed()) await takeBack(act, step, `撤销变动：${reason}`);
  for (const one of await followUpsOf(act, id)) {
    if (one.state === 'open') await updateRow(act, followUps, one.id, one.version, { state: 'void' });
    if (one.state === 'done') findings.push(handSentence(one.kind, one.done_on));
  }
  const departure = await departureOf(act, id);
  if (departure) await removeRow(act, departures, departure.id, departure.version, `撤销变动：${reason}`);
  await updateRow(act, changes, id, change.version, { state: 'undone', undoneBy: act.actor.name, undoneOn: act.today, undoneReason: reason, finding: findings.length > 0 ? findings.join('；').slice(0, 400) : change.finding });
  act.note({ record: changes.type.name, rowId: id, reason });
  return { id, state: 'undone', findings };
}
