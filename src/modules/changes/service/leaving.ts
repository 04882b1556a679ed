import { todayIn } from '#base/pure/day.ts';
import { levelOf } from '#base/pure/division.ts';
import { notFound, refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import type { Keys } from '#base/server/keys.ts';
import { updateRow } from '#base/server/records/write.ts';
import { type Envelope, sealPackage } from '../handOver/envelope.ts';
import { collect } from '../handOver/contents.ts';
import { type ChangeRow, findChange, placeWords } from '../queries/changes.ts';
import type { Plan } from '../rules/plan.ts';
import type { ActAnswer, ActDraft } from '../schema/acts.ts';
import { keepDeparture } from './moves.ts';
import { carryOut, lockPerson } from './steps.ts';
import { changes } from './stores.ts';
import { finish, planFor, writeChange } from './writing.ts';

type Leaving = { id: string; personId: string; draft: Extract<ActDraft, { kind: 'moveOut' }>; plan: Plan; person: Awaited<ReturnType<typeof lockPerson>> };

/** 调出本县, first half: a numbered hand-over that waits for the receipt; the file stays in service here until then. */
export async function askToLeave(act: Act, { id, personId, draft, plan, person }: Leaving): Promise<ActAnswer> {
  const number = `调出-${act.scope.county}-${act.today.replaceAll('-', '')}-${id.replaceAll('-', '').slice(0, 6).toUpperCase()}`;
  const fromPlace = (await placeWords(act, person.division)) ?? person.division;
  await writeChange(act, id, personId, draft, { state: 'waiting', number, fromPlace, toPlace: draft.otherCounty, finding: plan.findings.join('；') || null });
  act.note({ record: changes.type.name, rowId: id });
  return { id, state: 'waiting', findings: [`移交单号 ${number}；录入对方回执后档案才转为迁出`, ...plan.findings] };
}

/** The receipt that only whoever opened the package can know: eight characters worked out of the number with the county's keys, kept nowhere. */
export function receiptCodeOf(keys: Keys, number: string): string {
  const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
  return [...keys.index('changes.receipt', number)].slice(0, 8).map((letter) => letters[letter.charCodeAt(0) % 32]).join('');
}

async function waitingTransfer(act: Act, id: string): Promise<ChangeRow> {
  const change = await findChange(act, id);
  if (!change || change.kind !== 'moveOut') notFound('调出');
  if (change.state !== 'waiting') refuse('changes.answered', '这项调出已经办结或撤回', { status: 409 });
  return change;
}

/** The sealed transfer file of a waiting transfer, made anew at every call; from the township up, because it holds everything. */
export async function makePackage(act: Act, { id, passphrase }: { id: string; passphrase: string }): Promise<{ fileName: string; content: string }> {
  if (levelOf(act.actor.division) === 'village') refuse('changes.level', '移交文件含全部敏感信息，由乡级站或县中心生成', { status: 403 });
  const change = await waitingTransfer(act, id);
  const person = await lockPerson(act, change.person_id);
  const county = `${act.scope.county}000000`;
  const contents = { receiptCode: receiptCodeOf(act.house.keys, change.number!), countyName: (await placeWords(act, county)) ?? act.scope.county, place: (await placeWords(act, person.division)) ?? person.division, ...(await collect(act, change.person_id, person.values)) };
  const head = { format: 'ronggui.transfer', version: 1, number: change.number!, county: act.scope.county, madeOn: todayIn('Asia/Shanghai', act.now) } as const;
  const envelope: Envelope = await sealPackage(head, JSON.stringify(contents), passphrase);
  act.note({ record: changes.type.name, rowId: id, detail: { packed: contents.ledgers.length + 1 } });
  return { fileName: `${change.number}.ronggui`, content: JSON.stringify(envelope) };
}

/** 录入回执: completes a transfer out of the county. A code that does not fit the hand-over is refused unless the receipt is on paper, and then said so. */
export async function enterReceipt(act: Act, { id, version, receiptNo, receivedOn, paper }: { id: string; version: number; receiptNo: string; receivedOn: string; paper?: boolean }): Promise<ActAnswer> {
  const change = await waitingTransfer(act, id);
  if (change.version !== version) refuse('record.changed', '这项调出刚被他人修改，请刷新后再录入', { status: 409 });
  if (receivedOn > act.today) refuse('changes.refused', '接收日期不能晚于今天', { path: ['receivedOn'] });
  if (receivedOn < change.effective_on) refuse('changes.refused', `接收日期不能早于调出日期（${change.effective_on}）`, { path: ['receivedOn'] });
  const checked = receiptNo.replace(/[\s-]/g, '').toUpperCase() === receiptCodeOf(act.house.keys, change.number!);
  if (!checked && !paper) refuse('changes.receipt', '回执号与移交单不符；对方出具纸质回执的，请选“纸质回执”', { path: ['receiptNo'] });
  const person = await lockPerson(act, change.person_id);
  const plan = await planFor(act, { kind: 'moveOut', effectiveOn: receivedOn, otherCounty: change.other_county ?? '' }, person);
  await updateRow(act, changes, id, change.version, { state: 'done', completedOn: act.today, receiptNo, receiptChecked: checked });
  await keepDeparture(act, id, { personName: person.values.name, leftOn: receivedOn, reach: 'beyond', destination: change.other_county, document: change.document, divisionCode: person.division });
  const steps = await carryOut(act, change.person_id, plan);
  return finish(act, id, change.person_id, plan, steps, plan.findings);
}
