import { randomUUID } from 'node:crypto';
import { type Fen, printYuan } from '#base/pure/fen.ts';
import type { Act } from '#base/server/house.ts';
import { placeOf } from '#base/server/records/columns.ts';
import { findPartYear } from '#modules/registry/queries/sections.ts';
import { approvedOnes, type Known, loadFacts } from '../queries/facts.ts';
import { type DifferenceDraft, type Earlier, findFirstMonth, findTerms, type LineDraft, listEarlier, listSettled, sumRepayments } from '../queries/runs.ts';
import { rowsInForce } from '../queries/standards.ts';
import { type Answer, assess, assessAll } from '../rules/assess.ts';
import type { Facts } from '../rules/facts.ts';
import { type Frozen, termsOf } from '../rules/frozen.ts';
import { backTo, daysOf, monthOf, type Month, sayMonth } from '../rules/months.ts';
import type { Assessment, Programme, Terms } from '../rules/programme.ts';
import { PROGRAMMES } from '../rules/programmes/all.ts';
import { rowsToPayBy, type StandardRow } from '../rules/rates.ts';
import { changeOf, type Due, instalments, type Print, type RecoveryTerms, settle, type Settled, withRepayments, withYearEnd } from '../rules/settle.ts';
import { CAUSE_WORDS, sayAssessment, sayChanges } from '../rules/words.ts';
import { Line } from '../schema/runs.ts';

/** The list of a run: its lines, and what is different or without a line. */
export type List = { lines: LineDraft[]; differences: DifferenceDraft[]; frozen: Frozen };
type Period = { first: Month; last: Month; label: string };
type Context = { act: Act; programmes: readonly Programme[]; terms: Terms; undecided: Terms; period: Period; since: Month; recovery: RecoveryTerms; standards: ReadonlyMap<string, StandardRow>; settled: Map<string, Map<Month, Settled>>; earlier: Map<string, Earlier>; repaid: Map<string, Fen>; whole: { persons: ReadonlySet<string>; since: Month }; print: (one: Assessment) => Print };

/** Works out the list of a run from the facts and standards of today. Nothing is written. */
export async function computeList(act: Act, run: { id: string; number: string; programmes: readonly string[]; firstMonth: string; lastMonth: string }): Promise<List> {
  const programmes = PROGRAMMES.filter((one) => run.programmes.includes(one.key));
  const [settings, part, rows, firstEver] = [await findTerms(act), await findPartYear(act), await rowsInForce(act), await findFirstMonth(act)];
  const standards = rowsToPayBy(rows);
  const period = { first: monthOf(run.firstMonth), last: monthOf(run.lastMonth), label: run.lastMonth };
  const opened = monthOf(settings.opened ?? firstEver ?? run.firstMonth);
  const since = backTo(period.last, settings.backMonths, opened);
  const repaid = await sumRepayments(act, run.programmes, daysOf(opened).first);
  const whole = { persons: [...new Set([...repaid.keys()].map((key) => key.split('/')[0]!))], since: opened };
  const recovery: RecoveryTerms = { percent: settings.recoveryPercent, floor: BigInt(settings.recoveryFloorYuan) * 100n };
  const frozen: Frozen = { knownOn: act.today, part, stack: settings.beside, since, recovery: { percent: recovery.percent, floor: String(recovery.floor) }, versions: Object.fromEntries(programmes.map((one) => [one.key, one.version])), standards };
  const earlier = new Map((await listEarlier(act, run.id, run.programmes)).map((one) => [`${one.personId}/${one.programme}`, one]));
  const context: Context = { act, programmes, terms: termsOf(frozen), undecided: termsOf({ ...frozen, standards: rows }), period, since, recovery, standards: new Map(standards.map((row) => [row.id, row])), settled: await listSettled(act, run.id, run.programmes, since, whole), earlier, repaid, whole: { persons: new Set(whole.persons), since: opened }, print: printerOf(act) };
  const list: List = { lines: [], differences: [], frozen };
  for (const known of await loadFacts(act, approvedOnes(programmes.flatMap((one) => [...one.categories])), part)) addPerson(context, known, list);
  return { ...list, lines: numbered(run.number, list.lines) };
}

/** The lines in the order of a payroll, each with the run's number and its own. */
function numbered(number: string, lines: readonly LineDraft[]): LineDraft[] {
  const placed = lines.map((line) => ({ line, place: `${line.division_code}/${line.person_id}/${line.programme}` })).sort((a, b) => (a.place < b.place ? -1 : 1));
  return placed.map(({ line }, at) => ({ ...line, reference: `${number}-${String(at + 1).padStart(6, '0')}` }));
}

/** The months of one person in the programmes that concern them, as they are due now; a month that cannot be told stays as it was settled. */
export function dueOf(programmes: readonly Programme[], facts: Facts, terms: Terms, since: Month, last: Month): Map<Programme, Map<Month, Assessment>> {
  const concerned = PROGRAMMES.filter((one) => facts.approvals.some((approval) => one.categories.includes(approval.category)));
  const wanted = new Map(programmes.filter((one) => concerned.includes(one)).map((one) => [one, new Map<Month, Assessment>()]));
  const earliest = Math.min(...facts.approvals.map((one) => one.from ?? since));
  for (let month = Math.max(since, earliest); month <= last; month += 1) {
    for (const { programme, assessment } of assessAll(concerned, facts, month, terms) as Answer[]) wanted.get(programme)?.set(month, assessment);
  }
  return wanted;
}

/** Whether an answer may not be paid or taken back by: a fact is missing, or the standard is 待核实 and nobody decided to use it. */
const untold = (one: Assessment): boolean => one.answer === 'unknown' || (one.answer === 'yes' && !one.rate!.payable);

/** Whoever ever paid something back is looked at from the first month on: a repayment without the months that it was for would be given back. */
function addPerson(context: Context, known: Known, list: List): void {
  const since = context.whole.persons.has(known.facts.personId) ? context.whole.since : context.since;
  for (const [programme, months] of dueOf(context.programmes, known.facts, context.terms, since, context.period.last)) addProgramme(context, known, programme, months, list);
}

/** Whether a month was paid higher than the standard that payments go by, while a newer one waits to be decided on: the county may have paid by the very notice that is missing here, so nothing is taken back. */
function paidAhead({ undecided }: Context, facts: Facts, programme: Programme, month: Month, one: Assessment, before: Settled | undefined): boolean {
  return one.answer === 'yes' && before !== undefined && before.fen > one.rate!.monthly && assess(programme, facts, month, undecided).rate?.payable === false;
}

/**
 * What somebody who draws nothing more paid back beyond what the months looked at were overpaid: it was for months before them, or a fact was put right. Nothing is
 * paid out by itself to the dead or gone; whoever still draws has it back with the month.
 */
function beyondOwed(differences: readonly { fen: Fen }[], repaid: Fen, drawing: boolean): Fen {
  const owed = differences.reduce((sum, one) => (one.fen < 0n ? sum - one.fen : sum), 0n);
  return drawing || repaid <= owed ? 0n : repaid - owed;
}

function addProgramme(context: Context, known: Known, programme: Programme, months: Map<Month, Assessment>, list: List): void {
  const { period, recovery, settled } = context;
  const key = `${known.facts.personId}/${programme.key}`;
  const before = settled.get(key) ?? new Map<Month, Settled>();
  const kept = [...months].filter(([month, one]) => !untold(one) && paidAhead(context, known.facts, programme, month, one, before.get(month))).map(([month]) => month);
  const told = [...months].filter(([month, one]) => !untold(one) && !kept.includes(month)).map(([month, one]): [Month, Due] => [month, dueIn(context, one)]);
  const due = withYearEnd(new Map(told));
  for (const [month, one] of months) if (untold(one) || kept.includes(month)) due.set(month, { fen: before.get(month)?.fen ?? 0n, twelfths: 0n, print: context.print(one) });
  const differences = settle(due, before, period.first, period.last);
  const beyond = beyondOwed(differences, context.repaid.get(key) ?? 0n, (due.get(period.last)?.fen ?? 0n) > 0n);
  const items = withRepayments(differences, (context.repaid.get(key) ?? 0n) - beyond, period.last);
  const result = instalments(items, recovery);
  const now = months.get(period.last) ?? months.get(Math.max(...months.keys()));
  if (result.fen > 0n) list.lines.push(lineOf(context, known, programme, due, kept, result));
  addDifference(context, known, programme, now, months, due, result, beyond, list);
}

function lineOf({ act, period, earlier }: Context, known: Known, programme: Programme, due: ReadonlyMap<Month, Due>, kept: readonly Month[], { items, fen, waiting }: ReturnType<typeof instalments>): LineDraft {
  const { account, facts } = known;
  const sum = (which: (item: (typeof items)[number]) => boolean): Fen => items.filter(which).reduce((total, item) => total + item.fen, 0n);
  const regular = sum((item) => item.fen > 0n && item.month >= period.first && item.was === 0n);
  const recovered = -sum((item) => item.fen < 0n);
  const late = items.filter((item) => item.cause !== 'regular');
  const before = earlier.get(`${facts.personId}/${programme.key}`);
  const { keys } = act.house;
  const number = account ? keys.open(account.place, account.sealed) : null;
  return {
    id: randomUUID(), division_code: known.divisionCode, person_id: facts.personId, programme: programme.key, period: period.label, regular, arrears: fen - regular + recovered, recovered, amount: fen, waiting,
    change: !before ? 'new' : before.monthly * BigInt(period.last - period.first + 1) !== regular || late.length > 0 ? 'changed' : null, cause: late.length > 0 ? sayChanges(late).join('；').slice(0, 200) : null,
    standards: [...new Set(items.flatMap((item) => due.get(item.month)?.print.standards ?? []))],
    reference: '', basis_sealed: keys.seal('benefits.line/basis', JSON.stringify({ facts: { ...facts, register: undefined }, due: [...due].map(([month, one]) => [month, String(one.fen)]), kept })),
    bank_name: account?.bankName ?? null, bank_holder: account?.bankHolder ?? null, bank_account_sealed: number === null ? null : keys.seal(placeOf(Line, 'bankAccount'), number), bank_account_index: number === null ? null : keys.index(placeOf(Line, 'bankAccount'), number),
    items: items.map((item) => ({ ...item, print: due.get(item.month)?.print ?? { because: 'notApproved', approval: null, graded: null, standards: [], detail: null } })),
  };
}

/** Says of everybody approved why they are new, changed, without a line, or owing: nothing stays unexplained. */
function addDifference({ period, standards, earlier }: Context, known: Known, programme: Programme, now: Assessment | undefined, months: ReadonlyMap<Month, Assessment>, due: ReadonlyMap<Month, Due>, result: ReturnType<typeof instalments>, beyond: Fen, list: List): void {
  const before = earlier.get(`${known.facts.personId}/${programme.key}`);
  const was = before?.monthly ?? 0n;
  const last = due.get(period.last);
  const today = last?.fen ?? 0n;
  const row = { person_id: known.facts.personId, programme: programme.key, division_code: known.divisionCode, was, now: today };
  const missing = [...months.values()].find(untold);
  const say = (one: Assessment | undefined) => (one ? plainWords(programme, known.facts, one, standards) : '没有核定这项待遇');
  if (missing) list.differences.push({ ...row, kind: 'unknown', words: missing.answer === 'unknown' ? say(missing) : '标准待核实，尚未决定使用' });
  else if (beyond > 0n) list.differences.push({ ...row, kind: 'owing', words: `${say(now)}；退款比本系统查到的多发多${printYuan(beyond)}元，不自动发还，请核对` });
  else if (result.fen === 0n && result.waiting > 0n) list.differences.push({ ...row, kind: 'owing', words: `${say(now)}；多发待追回` });
  else if (!before && result.fen > 0n) list.differences.push({ ...row, kind: 'new', words: newWords(months) });
  else if (before && today === 0n) list.differences.push({ ...row, kind: 'stopped', words: say(now) });
  else if (before && last && (today !== was || result.items.some((item) => item.cause !== 'regular'))) list.differences.push({ ...row, kind: 'changed', words: result.items.some((item) => item.cause !== 'regular') ? sayChanges(result.items.filter((item) => item.cause !== 'regular')).join('；') : CAUSE_WORDS[before.print ? changeOf(last.print, before.print) : 'corrected'] });
}

/** An answer without grade or nature, which are sealed: the list of differences is read by whoever checks sums. */
function plainWords(programme: Programme, facts: Facts, one: Assessment, standards: ReadonlyMap<string, StandardRow>): string {
  return sayAssessment(programme, facts, { ...one, approval: null }, standards);
}

function newWords(months: ReadonlyMap<Month, Assessment>): string {
  const first = [...months].find(([, one]) => one.answer === 'yes');
  return first ? `首次发放，从${sayMonth(first[0])}起` : '首次发放';
}

/** What an answer makes of its month. */
function dueIn({ print }: Context, one: Assessment): Due {
  return one.answer === 'yes' ? { fen: one.rate!.monthly, twelfths: one.rate!.twelfths, print: print(one) } : { fen: 0n, twelfths: 0n, print: print(one) };
}

/** Prints what a month rests on, grade and nature only as a keyed digest. */
function printerOf(act: Act): (one: Assessment) => Print {
  const digests = new Map<string, string>();
  const digest = (text: string) => { let known = digests.get(text); if (known === undefined) digests.set(text, (known = act.house.keys.index('benefits.item/graded', text))); return known; };
  return ({ because, approval, rate, detail }) => ({ because, approval: approval?.id ?? null, graded: approval && approval.grade > 0 ? digest(`${approval.grade}/${approval.nature}`) : null, standards: rate?.standards ?? [], detail });
}
