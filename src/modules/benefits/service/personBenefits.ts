import { labelOf } from '#base/pure/codes.ts';
import { type Fen, printYuan } from '#base/pure/fen.ts';
import { notFound } from '#base/pure/refusal.ts';
import { acrossCounty } from '#base/server/database.ts';
import type { Act } from '#base/server/house.ts';
import { Person } from '#modules/registry/schema.ts';
import { listApproved } from '../queries/entitlements.ts';
import { listMovements } from '../queries/movements.ts';
import { listLeftOwed } from '../queries/owedSums.ts';
import { type Drawn, listDrawn, listPersonLines, listPersonMoney, type PersonLine, type PersonMoney, settledOf } from '../queries/personBenefits.ts';
import { assessEntitlement } from '../rules/entitlements.ts';
import type { Facts } from '../rules/facts.ts';
import { monthOf, type Month, printMonth, sayMonth } from '../rules/months.ts';
import type { Movement as Confirmed } from '../rules/movements.ts';
import type { Assessment, Programme } from '../rules/programme.ts';
import { dueOf, openMonths, type PersonSettled } from '../rules/dueMonths.ts';
import { PROGRAMMES } from '../rules/programmes/all.ts';
import { APPROVED_PROGRAMMES } from '../rules/programmes/approved.ts';
import type { StandardRow } from '../rules/rates.ts';
import { reasonOf } from '../rules/reason.ts';
import { netHigher } from '../rules/offset.ts';
import { overpaidOf } from '../rules/settle.ts';
import { NOT_ON_LEDGER, sayAssessment } from '../rules/words.ts';
import { BenefitCategory, Payment, PaymentProgramme, Recipient, RecipientState } from '../schema.ts';
import { MovementAct } from '../schema/movements.ts';
import type { PersonBenefits } from '../schema/personContract.ts';
import type { Reason } from '../schema/reason.ts';
import { Line, LineOutcome, Repayment } from '../schema/runs.ts';
import { type Reckoning, reckoningOf } from './reckoning.ts';

type Reckoned = Omit<Reckoning, 'facts'> & { facts: Facts; settled: PersonSettled; months: Map<Programme, Map<Month, Assessment>> };

/** Works out one person's months from the facts and standards of today, as a run would; refuses as not found out of scope. */
async function reckon(act: Act, id: string): Promise<Reckoned> {
  const reckoning = await reckoningOf(act, [id]);
  const facts = reckoning.facts.get(id) ?? notFound(Person.label);
  const settled = (await settledOf(act, [id], { ...reckoning, last: reckoning.month }))(id);
  return { ...reckoning, facts, settled, months: dueOf(PROGRAMMES, facts, reckoning.terms, settled.since, reckoning.month, ({ key }) => settled.months.has(key)) };
}

/** Answers that say nothing of money to whoever asks what a person draws. */
const SILENT: readonly string[] = ['notApproved', 'noGrade', 'notGraded', 'alive'];

/** 本人的抚恤补助: what is drawn, this month's amounts, what waits to be taken back, and all changes in time. Grade, nature and standards are left out. */
export async function lookAtPersonBenefits(act: Act, { id }: { id: string }): Promise<PersonBenefits> {
  const { facts, month, undecided, standards, months, settled } = await reckon(act, id);
  const due: PersonBenefits['due'] = [];
  const waiting: PersonBenefits['waiting'] = [];
  const settling = [...months].map(([programme, all]) => { const { worth, items } = openMonths(programme, facts, all, settled, undecided, month); return { programme, all, due: worth, items, offset: [] }; });
  const funeral = settling.some((one) => one.programme.key === 'funeral' && one.items.some((item) => item.fen > 0n));
  netHigher(settling.filter((one) => one.programme.exclusive));
  for (const { programme, all, due: worth, items } of settling) {
    const now = all.get(month);
    const fen = now?.answer === 'yes' && now.rate!.payable ? (worth.get(month)?.fen ?? 0n) : 0n;
    if (now && !SILENT.includes(now.because)) due.push({ programme: programme.key, fen: String(fen), words: plainWords(programme, facts, now, fen, standards) });
    const back = items.filter((item) => item.fen < 0n);
    const owed = overpaidOf(back);
    if (owed > 0n) waiting.push({ programme: programme.key, fen: String(owed), words: `${sayMonth(back[0]!.month)}${back.length > 1 ? `至${sayMonth(back[back.length - 1]!.month)}` : ''}多发${now === undefined ? `：${NOT_ON_LEDGER}` : now.answer === 'no' ? `：${plainWords(programme, facts, now, 0n, standards)}` : ''}${funeral && back.some((item) => item.month > facts.died!) ? '；去世后的先从待发的丧葬补助里抵扣' : ''}` });
  }
  const approved = await approvedOf(act, id, month);
  due.push(...approved.due);
  waiting.push(...approved.waiting);
  act.note({ record: Person.name, rowId: id });
  const drawn = await listDrawn(act, id);
  const events = [...drawnEvents(drawn), ...movementEvents((await listMovements(act, [id])).get(id) ?? []), ...(await listPersonLines(act, id)).map(lineEvent), ...(await listPersonMoney(act, id)).map(moneyEvent)];
  return { month: printMonth(month), drawing: drawn, due, waiting, events: events.sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0)) };
}

/** The sums approved for this month, and what of earlier ones was taken back or put right and not yet paid back. */
async function approvedOf(act: Act, id: string, month: Month): Promise<Pick<PersonBenefits, 'due' | 'waiting'>> {
  const due: PersonBenefits['due'] = [];
  const waiting: PersonBenefits['waiting'] = [];
  const approved = await acrossCounty(act.tx, act.scope, (scope) => listApproved({ ...act, scope }, APPROVED_PROGRAMMES.map(({ key }) => key), id)); // whom they are about may live elsewhere
  const left = approved.length === 0 ? new Map<string, Fen>() : await listLeftOwed(act, [...new Set(approved.map((one) => one.programme))]);
  for (const one of approved) {
    const fen = assessEntitlement(one, one.month, one.died).answer === 'yes' ? one.fen : 0n;
    const who = one.filed ? '' : `（${one.payeeName}领取）`;
    if (one.month === month && fen > 0n) due.push({ programme: one.programme, fen: String(fen), words: `一次发给${printYuan(fen)}元${who}` });
    const owed = left.get(one.id);
    if (owed !== undefined) waiting.push({ programme: one.programme, fen: String(owed), words: `${sayMonth(one.month)}多发：${one.fen === 0n ? '已撤销' : '已更正'}${who}` });
  }
  return { due, waiting };
}

/** An answer without grade, nature and the standards that tell them. */
function plainWords(programme: Programme, facts: Facts, one: Assessment, fen: Fen, standards: ReadonlyMap<string, StandardRow>): string {
  if (one.answer !== 'yes') return sayAssessment(programme, facts, { ...one, approval: null }, standards);
  if (!one.rate!.payable) return '标准待核实，尚未决定使用，暂不发放';
  return programme.rhythm === 'once' ? `一次发给${printYuan(fen)}元` : `每月${printYuan(one.rate!.monthly)}元${fen === one.rate!.monthly ? '' : `，本月含年末尾差共${printYuan(fen)}元`}`;
}

/** The same amounts with grade, nature and the arithmetic of their standards, for who may see them; audited. */
export async function explainPersonBenefits(act: Act, { id }: { id: string }): Promise<{ programme: string; words: string; reason: Reason }[]> {
  const { facts, month, terms, standards, months } = await reckon(act, id);
  act.note({ record: Person.name, rowId: id });
  return [...months].flatMap(([programme, all]) => {
    const now = all.get(month);
    return now ? [{ programme: programme.key, words: sayAssessment(programme, facts, now, standards), reason: reasonOf(programme, facts, month, now, terms, standards) }] : [];
  });
}

type Event = PersonBenefits['events'][number];

function drawnEvents(drawn: readonly Drawn[]): Event[] {
  return drawn.flatMap((one): Event[] => {
    const category = labelOf(BenefitCategory, one.category);
    const path = `${Recipient.path}/${one.id}`;
    return [
      ...(one.since ? [{ on: one.since, kind: 'approved' as const, words: one.state === 'receiving' || one.until ? `${category}：开始享受${one.basis ? `（${one.basis}）` : ''}` : `${category}：${labelOf(RecipientState, one.state)}${one.basis ? `（${one.basis}）` : ''}`, fen: null, path }] : []),
      ...(one.until ? [{ on: one.until, kind: 'ended' as const, words: `${category}：终止（${labelOf(RecipientState, one.state)}）`, fen: null, path }] : []),
    ];
  });
}

function movementEvents(movements: readonly Confirmed[]): Event[] {
  return movements.map((one) => ({ on: printMonth(one.month), kind: 'movement', words: `${labelOf(MovementAct, one.act)}${one.category ? `（${labelOf(BenefitCategory, one.category)}）` : ''}：${one.reason}`, fen: null, path: null }));
}

function lineEvent(line: PersonLine): Event {
  const words = [`${sayMonth(monthOf(line.period))}${labelOf(PaymentProgramme, line.programme)}：${labelOf(LineOutcome, line.outcome)}（批次 ${line.number}）`, line.cause, line.reason].filter(Boolean).join('；');
  return { on: line.on ?? line.period, kind: 'line', words, fen: line.amount, path: `${Line.path}/${line.id}` };
}

function moneyEvent(one: PersonMoney): Event {
  const programme = labelOf(PaymentProgramme, one.programme);
  return one.kind === 'payment'
    ? { on: one.on, kind: 'payment', words: `${one.month ? sayMonth(monthOf(one.month)) : ''}${programme}：发放台账登记`, fen: one.amount, path: `${Payment.path}/${one.id}` }
    : { on: one.on, kind: 'repayment', words: `${programme}：退款`, fen: one.amount, path: `${Repayment.path}/${one.id}` };
}
