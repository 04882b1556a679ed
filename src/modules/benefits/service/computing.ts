import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { type Fen, printYuan } from '#base/pure/fen.ts';
import { refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { placeOf } from '#base/server/records/columns.ts';
import { findPartYear } from '#modules/registry/queries/sections.ts';
import type { PartYear } from '#modules/registry/rules.ts';
import { approvedOnes, type Known, loadFacts } from '../queries/facts.ts';
import { type Approved, listApproved } from '../queries/entitlements.ts';
import { poolsOf } from '../queries/owedSums.ts';
import { type DifferenceDraft, type Earlier, findFirstMonth, findTerms, type LineDraft, listEarlier, listOpenPersons, listPaidInPeriod, listSettled, sumRepayments } from '../queries/runs.ts';
import { rowsInForce } from '../queries/standards.ts';
import { allot } from '../rules/allotting.ts';
import { dueMonths, dueOf, untold } from '../rules/dueMonths.ts';
import { assessEntitlement } from '../rules/entitlements.ts';
import type { Facts } from '../rules/facts.ts';
import { type Frozen, termsOf } from '../rules/frozen.ts';
import { backTo, monthOf, type Month, sayMonth } from '../rules/months.ts';
import type { Assessment, Programme, Terms } from '../rules/programme.ts';
import { netHigher, type Overpaid, sayOffset, setAgainst, type Settling } from '../rules/offset.ts';
import { PAYABLE, PROGRAMMES, programmeOf } from '../rules/programmes/all.ts';
import { rowsToPayBy, type StandardRow } from '../rules/rates.ts';
import { apart, beyondOwed, changeOf, type Due, IN_FULL, instalments, type MonthChange, NOTHING_DUE, overpaidOf, type Print, type RecoveryTerms, type Repaid, settle, type Settled, withRepayments } from '../rules/settle.ts';
import { CAUSE_WORDS, NOT_ON_LEDGER, sayAssessment, sayChanges } from '../rules/words.ts';
import { Line } from '../schema/runs.ts';

/** A part of a run's list: lines, and what is different or without a line. */
export type ListPart = { lines: LineDraft[]; differences: DifferenceDraft[] };
/** The list of a run in the order of a payroll, worked out part by part as it is asked for: one part is written while the next is made ready. */
export type List = { frozen: Frozen; parts: Iterable<ListPart> };
type Period = { first: Month; last: Month; label: string };
type Context = {
  act: Act; programmes: readonly Programme[]; terms: Terms; undecided: Terms; period: Period; since: Month; recovery: RecoveryTerms; standards: ReadonlyMap<string, StandardRow>; settled: Map<string, Map<Month, Settled>>; earlier: Map<string, Earlier>; repaid: Map<string, Repaid>;
  whole: { persons: ReadonlySet<string>; since: Month }; print: (one: Assessment) => Print;
  /** Whoever has a line of the same period in another run already: one of a period, so that none is paid twice. */
  inPeriod: ReadonlyMap<string, string>;
  /** Programmes whose overpaid months stand against funeral money; empty where the run pays none or the county wants it otherwise. */
  offsetting: readonly Programme[];
};
/** What is settled as one: the months of a programme of one person, or one approved sum. */
type Unit = { known: Known; programme: Programme; key: string; months: Map<Month, Assessment>; approved: Approved | null };

/** Persons worked out in one part of a list. */
const PART = 1000;

/** Works out the list of a run from the facts and standards of today. Nothing is written. */
export async function computeList(act: Act, run: { id: string; number: string; programmes: readonly string[]; firstMonth: string; lastMonth: string }): Promise<List> {
  const programmes = PAYABLE.filter((one) => run.programmes.includes(one.key));
  const [settings, part, rows, firstEver] = [await findTerms(act), await findPartYear(act), await rowsInForce(act), await findFirstMonth(act)];
  const standards = rowsToPayBy(rows);
  const offsetting = settings.offsetFuneral && run.programmes.includes('funeral') ? PROGRAMMES.filter((one) => one.rhythm === 'monthly') : [];
  const looked = [...new Set([...run.programmes, ...offsetting.map((one) => one.key)])];
  const period = { first: monthOf(run.firstMonth), last: monthOf(run.lastMonth), label: run.lastMonth };
  if (settings.opened === null && firstEver !== null && run.firstMonth < firstEver) refuse('run.opened', `这一批次从${sayMonth(period.first)}算起，早于已有批次的${sayMonth(monthOf(firstEver))}，会把以前的月份都当作没有发过；请先请管理员在“参数设置—抚恤补助的结算口径”写明从哪个月起逐月结算`, { status: 409, path: ['firstMonth'] });
  const opened = monthOf(settings.opened ?? (firstEver !== null && firstEver < run.firstMonth ? firstEver : run.firstMonth));
  const since = backTo(period.last, settings.backMonths, opened);
  const repaid = await sumRepayments(act, looked, opened, period.last);
  const whole = { persons: [...new Set([...[...repaid.keys()].map((key) => key.split('/')[0]!), ...(await listOpenPersons(act, looked))])], since: opened };
  const recovery: RecoveryTerms = { percent: settings.recoveryPercent, floor: BigInt(settings.recoveryFloorYuan) * 100n };
  const frozen: Frozen = { knownOn: act.today, part, stack: settings.beside, since, recovery: { percent: recovery.percent, floor: String(recovery.floor) }, versions: Object.fromEntries(programmes.map((one) => [one.key, one.version])), standards };
  const earlier = new Map((await listEarlier(act, run.id, run.programmes)).map((one) => [`${one.personId}/${one.programme}`, one]));
  const context: Context = { act, programmes, terms: termsOf(frozen), undecided: termsOf({ ...frozen, standards: rows }), period, since, recovery, standards: new Map(standards.map((row) => [row.id, row])), settled: await listSettled(act, run.id, looked, since, whole), earlier, repaid, whole: { persons: new Set(whole.persons), since: opened }, print: printerOf(act), offsetting, inPeriod: await listPaidInPeriod(act, run.id, run.programmes, period.label) };
  const approved: ListPart = { lines: [], differences: [] };
  addApproved(context, await listApproved(act, programmes.filter((one) => one.rhythm === 'approved').map((one) => one.key)), approved);
  const persons = await loadConcerned(act, context, part);
  return { frozen, parts: partsOf(context, persons, approved, run.number) };
}

/** Whoever has a benefit of the programmes approved, and whoever was paid in one, or paid back in one, without that, as after a merge was undone; by place. */
async function loadConcerned(act: Act, { programmes, settled, repaid }: Context, part: PartYear): Promise<Known[]> {
  const approved = await loadFacts(act, approvedOnes(programmes.flatMap((one) => [...one.categories])), part);
  const known = new Set(approved.map(({ facts }) => facts.personId));
  const paid = [...settled.keys(), ...repaid.keys()].map((key) => key.split('/')).filter(([id, programme]) => !known.has(id!) && programmes.some((one) => one.key === programme && one.rhythm !== 'approved')).map(([id]) => id!);
  if (paid.length === 0) return approved;
  return [...approved, ...(await loadFacts(act, sql`r.id = any(${[...new Set(paid)]}::uuid[])`, part))].sort((a, b) => (placeOfPerson(a) < placeOfPerson(b) ? -1 : 1));
}
const placeOfPerson = ({ divisionCode, facts }: Known): string => `${divisionCode}/${facts.personId}`;

/** The parts of a list, each line with the run's number and its own: persons come by place, and approved sums stand among them where they belong. */
function* partsOf(context: Context, persons: readonly Known[], approved: ListPart, number: string): Generator<ListPart> {
  const waiting = inOrder(approved.lines);
  let [taken, serial] = [0, 0];
  const numbered = (lines: readonly LineDraft[]) => inOrder(lines).map((line) => ({ ...line, reference: `${number}-${String((serial += 1)).padStart(6, '0')}` }));
  for (let at = 0; at < persons.length; at += PART) {
    const part: ListPart = { lines: [], differences: [] };
    const some = persons.slice(at, at + PART);
    for (const known of some) addPerson(context, known, part);
    const end = `${placeOfPerson(some.at(-1)!)}0`;
    const before = taken;
    while (taken < waiting.length && placeOfLine(waiting[taken]!) < end) taken += 1;
    yield { ...part, lines: numbered([...part.lines, ...waiting.slice(before, taken)]) };
  }
  yield { lines: numbered(waiting.slice(taken)), differences: approved.differences };
}

/** Where a line stands on a payroll. */
const placeOfLine = (line: LineDraft): string => `${line.division_code}/${line.person_id}/${line.programme}/${line.entitlement_id ?? ''}`;
function inOrder(lines: readonly LineDraft[]): LineDraft[] {
  return lines.map((line) => ({ line, place: placeOfLine(line) })).sort((a, b) => (a.place < b.place ? -1 : 1)).map(({ line }) => line);
}

/** Whoever ever paid something back, left money of a run open, or was stopped, is looked at from the first month on: a repayment without the months that it was for would be given back, and open money of the oldest year, or months to be made good, would be forgotten. */
function addPerson(context: Context, known: Known, list: ListPart): void {
  const { facts } = known;
  const since = context.whole.persons.has(facts.personId) ? context.whole.since : context.since;
  const offsetting = facts.died !== null && facts.died < context.period.last ? context.offsetting : [];
  const units = [...dueOf([...new Set([...context.programmes, ...offsetting])], facts, context.terms, since, context.period.last, ({ key }) => hasMoney(context, `${facts.personId}/${key}`))].map(([programme, months]): Unit => ({ known, programme, months, key: `${facts.personId}/${programme.key}`, approved: null }))
    .filter(({ months, key }) => months.size > 0 || hasMoney(context, key));
  const reckoned = units.map((unit) => reckon(context, unit, context.repaid.get(unit.key) ?? NO_REPAYMENT));
  const funeral = reckoned.find(({ unit }) => unit.programme.key === 'funeral');
  if (funeral && offsetting.length > 0) funeral.held = setAgainst(funeral, reckoned.filter((one) => one !== funeral), facts.died!, (programme) => context.programmes.includes(programme));
  if (reckoned.length > 1) netHigher(reckoned.filter((one) => one.unit.programme.exclusive && context.programmes.includes(one.unit.programme)));
  for (const one of reckoned) if (context.programmes.includes(one.unit.programme)) finish(context, one, list);
}

/** Whether something was paid in a programme to a person, or came back. */
const hasMoney = ({ settled, repaid }: Context, key: string): boolean => settled.has(key) || repaid.has(key);

/** Each approved sum is settled for itself; what its payee paid back of several sums of a programme goes to the oldest first. What is left, because a sum was raised again since, is given back where the repayment names the month that the sum was paid for, and else told with the last. */
function addApproved(context: Context, approved: readonly Approved[], list: ListPart): void {
  const pools = new Map([...context.repaid].map(([key, { fen }]) => [key, fen]));
  const last = new Map<string, Reckoned>();
  const units = approved.filter(({ month }) => month <= context.period.last).map((one): Unit & { approved: Approved } => {
    const known: Known = { facts: { ...NO_FACTS, personId: one.personId, died: one.died }, divisionCode: one.divisionCode, name: one.payeeName, account: one.account };
    const programme = programmeOf(one.programme)!;
    return { known, programme, key: one.id, months: new Map([[one.month, assessEntitlement(one, one.month, one.died)]]), approved: one };
  });
  const met = allot(units.map((unit) => ({ id: unit.key, owed: overpaidOf(differencesOf(context, unit).differences), pools: poolsOf(unit.approved) })), pools);
  const [shared, given] = [sharedFiles(approved), new Map<string, Fen>()];
  for (const unit of units) for (const pool of poolsOf(unit.approved)) given.set(pool, (given.get(pool) ?? 0n) + met.get(unit.key)!);
  const all: Reckoned[] = [];
  for (const unit of units) {
    const [one, used] = [unit.approved, met.get(unit.key)!];
    const reckoned = reckon(context, unit, { fen: used, unnamed: 0n, named: [] });
    const more = reckoned.items.some((item) => item.fen > 0n);
    if (one.payeeNow !== null && more) reckoned.held = `批准的领取人是${one.payeeName}，义务兵家庭已改为${one.payeeNow}，请办理“更正”，重新审批以后再发`;
    if (one.unasked > 0n && !more) reckoned.note = `批准以后发放记录里又登记了${printYuan(one.unasked)}元，请办理“更正”，核对“系统外已发”`;
    if (one.unasked > 0n && more) reckoned.held = `批准以后发放记录里又登记了${printYuan(one.unasked)}元，请办理“更正”，核对“系统外已发”，重新审批以后再发`;
    if (used > 0n && !one.filed && (context.repaid.get(fileOf(one))?.first ?? one.approvedAt) < one.approvedAt && shared.has(fileOf(one))) reckoned.note = `退款${printYuan(used)}元登记在同一份档案上，没有写明是哪位领取人的，按${one.payeeName}的多发抵，请核对`;
    last.set(fileOf(one), reckoned);
    all.push(reckoned);
  }
  for (const reckoned of all) if (reckoned.unit.approved!.filed || !shared.has(fileOf(reckoned.unit.approved!))) giveBack(context, reckoned, pools, given);
  for (const [pool, reckoned] of last) reckoned.beyond = pools.get(pool) ?? 0n;
  for (const reckoned of all) finish(context, reckoned, list);
}

const fileOf = ({ personId, programme }: Approved): string => `${personId}/${programme}`;

/** Files under which several payees without files of their own are kept: whose repayment it was nobody wrote down. */
function sharedFiles(approved: readonly Approved[]): Set<string> {
  const names = Map.groupBy(approved.filter((one) => !one.filed), fileOf);
  return new Set([...names].filter(([, ones]) => ones.some((one) => one.payeeName !== ones[0]!.payeeName)).map(([file]) => file));
}

/** Gives back what was paid back of a sum, named for its month and by no more than runs paid of it, beyond what it is overpaid now; `given`: what of each pool stands against overpaid sums, those given back before among them, or was given back already. */
function giveBack({ repaid }: Context, reckoned: Reckoned, pools: Map<string, Fen>, given: Map<string, Fen>): void {
  const { approved } = reckoned.unit;
  if (approved === null || reckoned.held !== null) return;
  let paid = [...reckoned.before.values()].reduce((sum, { fen }) => sum + fen, -reckoned.repaid.fen);
  for (const pool of poolsOf(approved)) {
    const named = (repaid.get(pool)?.named ?? []).reduce((sum, one) => (one.from <= approved.month && approved.month <= one.to ? sum + one.fen : sum), -(given.get(pool) ?? 0n));
    const fen = [named, pools.get(pool) ?? 0n, paid].reduce((least, one) => (one < least ? one : least));
    if (fen <= 0n) continue;
    pools.set(pool, pools.get(pool)! - fen);
    given.set(pool, (given.get(pool) ?? 0n) + fen);
    paid -= fen;
    reckoned.repaid = { ...reckoned.repaid, fen: reckoned.repaid.fen + fen };
  }
  reckoned.items = reckoned.settledItems = withRepayments(reckoned.differences, reckoned.repaid.fen, approved.month);
}

/** Facts of nobody: an approved sum asks for none but the death of its payee. */
const NO_FACTS: Facts = { personId: '', approvals: [], holds: [], died: null, deathUndated: false, deathCause: null, left: null, serviceYears: null, mental: null, careMode: null, register: undefined as never };

const NO_REPAYMENT: Repaid = { fen: 0n, unnamed: 0n, named: [] };

/** One unit worked out: what is due, what differs from what was settled (`settledItems` before anything stands against it), and what of overpaid months it stands against or waits for, and what somebody should look at (`note`). */
type Reckoned = Settling & { unit: Unit; before: Map<Month, Settled>; due: Map<Month, Due>; kept: Month[]; differences: readonly MonthChange[]; settledItems: readonly MonthChange[]; repaid: Repaid; beyond: Fen; held: string | null; note: string | null };

/** What a unit's months are due and how that differs from what was settled; a month in which nothing is due any more rests on the standards that it was paid by. */
function differencesOf(context: Context, { known, programme, key, months }: Unit): { before: Map<Month, Settled>; due: Map<Month, Due>; kept: Month[]; differences: MonthChange[] } {
  const { period, settled } = context;
  const before = settled.get(key) ?? new Map<Month, Settled>();
  const { due, kept } = dueMonths(programme, known.facts, months, before, context.undecided, context.print);
  for (const [month, { print }] of before) {
    const now = due.get(month) ?? NOTHING_DUE;
    if (month <= period.last && now.print.standards.length === 0 && print.standards.length > 0) due.set(month, { ...now, print: { ...now.print, standards: print.standards } });
  }
  return { before, due, kept, differences: settle(due, before, period.first, period.last) };
}

function reckon(context: Context, unit: Unit, repaid: Repaid): Reckoned {
  const { period } = context;
  const { differences, ...rest } = differencesOf(context, unit);
  const drawing = (rest.due.get(period.last)?.fen ?? 0n) > 0n && unit.programme.rhythm === 'monthly';
  const beyond = beyondOwed(differences, repaid, drawing);
  const items = withRepayments(differences, repaid.fen - beyond, period.last, repaid.named);
  return { unit, programme: unit.programme, ...rest, items, differences, settledItems: items, repaid: { ...repaid, fen: repaid.fen - beyond }, beyond, offset: [], held: null, note: null };
}

/** What of a line is not the months of its own period. */
const lateOnes = (items: readonly MonthChange[]): MonthChange[] => items.flatMap(apart).filter((item) => item.cause !== 'regular');

const NOTHING: ReturnType<typeof instalments> = { items: [], fen: 0n, waiting: 0n };

function finish(context: Context, reckoned: Reckoned, list: ListPart): void {
  const { months, programme, key } = reckoned.unit;
  let result = reckoned.held === null ? instalments(reckoned.items, programme.rhythm === 'once' ? IN_FULL : context.recovery, overpaidOf(reckoned.offset)) : NOTHING;
  const now = months.get(context.period.last) ?? months.get(Math.max(...months.keys()));
  const other = result.items.length > 0 ? context.inPeriod.get(key) : undefined;
  if (other !== undefined) { reckoned.held = `${sayMonth(context.period.last)}的已由批次${other}发放，差额${printYuan(result.fen)}元放到下一个月的批次`; result = NOTHING; }
  const standards = standardsOf(reckoned, result);
  if (result.items.length > 0 && standards.length === 0) { reckoned.held = `应付${printYuan(result.fen)}元，没有可依的标准，先不发；请核对发放记录和优抚待遇台账`; result = NOTHING; }
  if (result.items.length > 0) list.lines.push(lineOf(context, reckoned, result, standards));
  if (reckoned.held !== null) list.differences.push({ ...differenceHead(context, reckoned), kind: 'owing', words: reckoned.held });
  else addDifference(context, reckoned, now, result, list);
}

/** The standards that a line rests on: of its months, or, where none of them says, of the last month that does. */
function standardsOf({ due }: Reckoned, { items }: ReturnType<typeof instalments>): string[] {
  const own = items.flatMap((item) => due.get(item.month)?.print.standards ?? []);
  return [...new Set(own.length > 0 ? own : ([...due].filter(([, { print }]) => print.standards.length > 0).sort(([a], [b]) => b - a)[0]?.[1].print.standards ?? []))];
}

function lineOf({ act, period, earlier }: Context, { unit: { known, programme, key, approved }, before, due, kept, items: set, settledItems, repaid, offset: against }: Reckoned, { items, fen, waiting }: ReturnType<typeof instalments>, standards: readonly string[]): LineDraft {
  const { account, facts } = known;
  const own = items.map((item) => ({ ...item, programme: programme.key }));
  const all = [...own, ...against];
  const sum = (which: (item: (typeof all)[number]) => boolean): Fen => all.filter(which).reduce((total, item) => total + item.fen, 0n);
  const regular = all.reduce((total, item) => (item.fen > 0n && item.month >= period.first && item.was === 0n ? total + item.fen - (item.givenBack ?? 0n) : total), 0n);
  const recovered = -sum((item) => item.fen < 0n);
  const amount = fen - against.reduce((total, item) => total - item.fen, 0n);
  const late = lateOnes(items);
  const last = earlier.get(key);
  const { keys } = act.house;
  const number = account ? keys.open(account.place, account.sealed) : null;
  const index = number === null ? null : keys.index(placeOf(Line, 'bankAccount'), number);
  const asApproved = index !== null && approved?.accountIndex === index;
  const said = [...(approved ? [approved.words] : []), ...sayChanges(late), ...sayOffset(against, (name) => programmeOf(name)!.label)];
  const changed = approved ? before.size > 0 : last && (last.monthly * BigInt(period.last - period.first + 1) !== regular || late.length > 0 || against.length > 0);
  return {
    id: randomUUID(), division_code: known.divisionCode, person_id: facts.personId, programme: programme.key, period: period.label, regular, arrears: amount - regular + recovered, recovered, amount, waiting,
    change: changed ? 'changed' : approved || !last ? 'new' : null, cause: said.length > 0 ? said.join('；').slice(0, 200) : null,
    standards, entitlement_id: approved?.id ?? null, payee: approved && !approved.filed ? approved.payeeName : null, as_approved: asApproved, vouched: asApproved && approved!.accountShown,
    reference: '', basis_sealed: keys.seal('benefits.line/basis', JSON.stringify({ facts: { ...facts, register: undefined }, due: [...due].map(([month, one]) => [month, String(one.fen)]), kept, ...settledBasis(due, before), repaid: String(repaid.fen), ...(repaid.named.length > 0 ? { named: repaid.named.map(({ from, to, fen: of }) => [from, to, String(of)]) } : {}), moved: movedIn(settledItems, set), approved: approved ? { ...approved, fen: String(approved.fen), account: undefined, unasked: undefined, approvedAt: undefined, paidTo: undefined } : undefined })),
    bank_name: account?.bankName ?? null, bank_holder: account?.bankHolder ?? null, bank_account_sealed: number === null ? null : keys.seal(placeOf(Line, 'bankAccount'), number), bank_account_index: index,
    items: all.map((item) => ({ ...item, print: (item.programme === programme.key ? due.get(item.month)?.print : (item as Overpaid).print) ?? NOTHING_DUE.print })).map((item) => (item.givenBack ? { ...item, print: { ...item.print, givenBack: String(item.givenBack) } } : item)),
  };
}

/** What of the months was settled otherwise than they are due now: a month that is not named was settled as it is due, null was not settled. */
function settledBasis(due: ReadonlyMap<Month, Due>, before: ReadonlyMap<Month, Settled>): { before: [Month, string | null][] } {
  return { before: [...new Set([...due.keys(), ...before.keys()])].filter((month) => due.get(month)?.fen !== before.get(month)?.fen).map((month) => [month, before.has(month) ? String(before.get(month)!.fen) : null]) };
}

/** By month, how much of the differences another benefit of the same run stands against. */
function movedIn(from: readonly MonthChange[], to: readonly MonthChange[]): [Month, string][] {
  if (from === to) return [];
  const moved = new Map<Month, Fen>();
  for (const { month, fen } of from) moved.set(month, (moved.get(month) ?? 0n) - fen);
  for (const { month, fen } of to) moved.set(month, (moved.get(month) ?? 0n) + fen);
  return [...moved].filter(([, fen]) => fen !== 0n).map(([month, fen]) => [month, String(fen)]);
}

const differenceHead = ({ period, earlier }: Context, { unit: { known, programme, key, approved }, due }: Reckoned) =>
  ({ person_id: known.facts.personId, programme: programme.key, entitlement_id: approved?.id ?? null, division_code: known.divisionCode, was: approved ? 0n : (earlier.get(key)?.monthly ?? 0n), now: due.get(approved ? approved.month : period.last)?.fen ?? 0n });

/** Says of everybody approved why they are new, changed, without a line, or owing: nothing stays unexplained. */
function addDifference(context: Context, reckoned: Reckoned, now: Assessment | undefined, result: ReturnType<typeof instalments>, list: ListPart): void {
  const { unit: { known, programme, months, approved }, beyond, note } = reckoned;
  const say = (one: Assessment | undefined) => (one ? plainWords(programme, known.facts, one, context.standards) : NOT_ON_LEDGER);
  const push = (kind: DifferenceDraft['kind'], words: string) => list.differences.push({ ...differenceHead(context, reckoned), kind, words: note === null ? words : `${words}；${note}` });
  const found = changeFound(context, reckoned, now, result, say);
  const missing = [...months.values()].find(untold);
  const much = `退款比本系统查到的多发多${printYuan(beyond)}元，不自动发还，请核对`;
  if (missing) {
    const lacking = missing.answer === 'unknown' ? say(missing) : '标准待核实，尚未决定使用';
    const [kind, words] = now && !untold(now) && found ? [found[0], `${found[1]}；另有月份${lacking}`] as const : ['unknown', found && (result.fen > 0n || result.waiting > 0n) ? (found[1].startsWith(lacking) ? found[1] : `${lacking}；${found[1]}`) : lacking] as const;
    return void push(kind, beyond === 0n ? words : `${words}；${much}`);
  }
  if (beyond === 0n) return found ? void push(...found) : note === null ? undefined : void list.differences.push({ ...differenceHead(context, reckoned), kind: 'owing', words: note });
  if (result.fen === 0n) push('owing', `${say(now)}；${much}`);
  else push('owing', `${found ? `${found[1]}；` : ''}${much}；应当发还的，在退款登记里写明是${approved ? '哪个月发的这一笔' : '哪几个月多发的'}`);
}

/** What is different from the last run, in words; undefined where nothing is. */
function changeFound({ period, standards, earlier }: Context, reckoned: Reckoned, now: Assessment | undefined, result: ReturnType<typeof instalments>, say: (one: Assessment | undefined) => string): [DifferenceDraft['kind'], string] | undefined {
  const { unit: { known, programme, key, months, approved }, due, before: settled } = reckoned;
  const before = earlier.get(key);
  const last = due.get(period.last);
  const late = lateOnes(result.items);
  const [was, is] = [before?.monthly ?? 0n, last?.fen ?? 0n];
  if (result.fen === 0n && result.waiting > 0n) return ['owing', approved && now?.answer === 'yes' ? `更正后多发${printYuan(result.waiting)}元待追回` : now ? `${say(now)}；多发待追回` : `${NOT_ON_LEDGER}，已发的${printYuan(result.waiting)}元待追回；台账漏登的请补登`];
  if (approved && result.fen > 0n) return settled.size > 0 ? ['changed', sayChanges(late).join('；')] : ['new', `一次发给：${approved.words}`];
  if (approved) return now?.because === 'payeeDied' ? ['stopped', say(now)] : undefined;
  if (!before && result.fen > 0n) return ['new', reckoned.offset.length > 0 ? sayOffset(reckoned.offset, (name) => programmeOf(name)!.label).join('；') : [...settled.values()].some(({ cause }) => cause !== undefined) ? ['恢复发放', ...sayChanges(late)].join('；') : newWords(programme, known.facts, months, standards)];
  if (before && is === 0n) return ['stopped', say(now)];
  if (before && last && (is !== was || late.length > 0)) return ['changed', late.length > 0 ? sayChanges(late).join('；') : CAUSE_WORDS[before.print ? changeOf(last.print, before.print) : 'corrected']];
  return undefined;
}

/** An answer without grade or nature, which are sealed: the list of differences is read by whoever checks sums. */
function plainWords(programme: Programme, facts: Facts, one: Assessment, standards: ReadonlyMap<string, StandardRow>): string {
  return sayAssessment(programme, facts, { ...one, approval: null }, standards);
}

function newWords(programme: Programme, facts: Facts, months: ReadonlyMap<Month, Assessment>, standards: ReadonlyMap<string, StandardRow>): string {
  const first = [...months].find(([, one]) => one.answer === 'yes' && !untold(one));
  if (first && programme.rhythm === 'once') return plainWords(programme, facts, first[1], standards);
  return first ? `首次发放，从${sayMonth(first[0])}起` : '首次发放';
}

/** Prints what a month rests on, grade and nature only as a keyed digest. */
function printerOf(act: Act): (one: Assessment) => Print {
  const digests = new Map<string, string>();
  const digest = (text: string) => { let known = digests.get(text); if (known === undefined) digests.set(text, (known = act.house.keys.index('benefits.item/graded', text))); return known; };
  return ({ because, approval, rate, detail }) => ({ because, approval: approval?.id ?? null, graded: approval && approval.grade > 0 ? digest(`${approval.grade}/${approval.nature}`) : null, standards: rate?.standards ?? [], ...(rate?.addons ? { addons: rate.addons.join('、') } : {}), detail });
}
