import { printYuan } from '#base/pure/fen.ts';
import type { Claim } from './claims.ts';
import { type ConscriptFacts, type ConscriptReckoning, type CountyTerms, reckonConscript } from './conscripts.ts';
import type { Entitlement } from './entitlements.ts';
import { type Month, sayMonth } from './months.ts';
import type { Outside } from './outside.ts';
import { APPROVED_PROGRAMMES, conscriptProgramme, deathPensionProgramme, localGrantProgramme } from './programmes/approved.ts';
import type { Prospect } from './prospects.ts';
import { type OneOffBases, type OneOffFacts, type Reckoning, reckonOneOff } from './reckoning.ts';
import type { FactName } from '../schema/policy.ts';

/**
 * A sum that somebody may be due and that two persons would have to approve: a conscript's household for a year, a discharged soldier's 地方经济补助, or what follows the death of a
 * soldier in service. `row`: where its entry in the ledger stands, null where there is none.
 */
export type SumAsked =
  | { programme: 'conscript'; year: number; facts: ConscriptFacts; terms: CountyTerms & { payMonth: number }; row: string | null }
  | { programme: 'localGrant'; facts: OneOffFacts; row: string | null }
  | { programme: 'deathPension'; died: Month; row: string | null };

/** Months after a discharge or a death for which a sum that nobody wrote down is looked for. Our proposal. */
export const SUM_MONTHS = 12;

const FACTS: readonly (readonly [begins: string, fact: FactName])[] = [
  ['安置方式', 'settlement'], ['入伍时间', 'enlistedOn'], ['退役时间', 'dischargedOn'], ['服役地区类别', 'region'], ['文化程度', 'education'], ['义务兵家庭', 'conscriptHome'], ['领取人档案', 'conscriptHome'],
];
/** Facts that are kept in the ledger of households. */
const OF_HOME: readonly FactName[] = ['region', 'conscriptHome'];

/** The facts of a person that a sum lacks, as a township gathers them; empty where only the county's terms or what was paid elsewhere is wanting. */
const lackedBy = (missing: readonly string[]): FactName[] => [...new Set(missing.flatMap((words) => FACTS.find(([begins]) => words.startsWith(begins))?.[1] ?? []))];
const over = (row: string | null): boolean => row !== null && row !== 'draft';
const stands = (row: string | null): string => (row === null ? '还没有登记' : '已列入名单，还没有提交审批');
const made = (programme: (typeof APPROVED_PROGRAMMES)[number], list: Prospect['list'], act: Prospect['act'], reason: string, more: Partial<Prospect> = {}): Prospect => ({ programme: programme.key, category: null, list, reason, basis: programme.citation, act, kind: null, facts: [], dueOn: null, recipientId: null, ...more });

/** What a sum comes to as things stand. */
function reckoned(asked: Exclude<SumAsked, { programme: 'deathPension' }>, bases: OneOffBases): ConscriptReckoning | Reckoning {
  return asked.programme === 'conscript' ? reckonConscript(asked.facts, asked.year, asked.terms) : reckonOneOff(asked.facts, bases);
}

/** In which list sums stand for a person: owed and not submitted, lacking a fact, or approved and not due any more. Whatever else was submitted, approved or taken back is no longer looked for. */
export function sumProspectsOf(asked: readonly SumAsked[], bases: OneOffBases): Prospect[] {
  return asked.flatMap((one): Prospect[] => {
    if (one.programme === 'conscript' && one.row === 'approved') return noLonger(one, bases);
    if (over(one.row)) return [];
    if (one.programme === 'deathPension') return one.row === null ? [made(deathPensionProgramme, 'missing', 'oneOff', `${sayMonth(one.died)}在服役期间去世，还没有登记一次性抚恤金；凭烈士评定、因公牺牲或病故通知办理`, { facts: ['deathPaper'] })] : [];
    const { answer, missing } = reckoned(one, bases);
    const lacking = answer === 'unknown' ? lackedBy(missing) : [];
    if (answer === 'no' || (answer === 'unknown' && lacking.length === 0)) return [];
    if (one.programme === 'conscript') {
      const due = { dueOn: `${one.year}-${String(one.terms.payMonth).padStart(2, '0')}` };
      if (answer === 'yes') return [made(conscriptProgramme, 'owed', 'conscript', `义务兵${one.year}年优待金应发，${stands(one.row)}`, due)];
      return [made(conscriptProgramme, 'missing', lacking.some((fact) => OF_HOME.includes(fact)) ? 'conscriptHome' : 'section', `义务兵${one.year}年优待金还不能算出：缺少${missing.join('、')}`, { ...due, facts: lacking })];
    }
    if (answer === 'yes') return [made(localGrantProgramme, 'owed', 'oneOff', `自主就业，${one.facts.dischargedOn!.slice(0, 7)}退役，地方一次性经济补助${stands(one.row)}`)];
    return [made(localGrantProgramme, 'missing', 'section', `地方一次性经济补助还不能算出：缺少${missing.join('、')}`, { facts: lacking })];
  });
}

function noLonger(one: Extract<SumAsked, { programme: 'conscript' }>, bases: OneOffBases): Prospect[] {
  const { answer, because } = reckoned(one, bases);
  return answer === 'no' ? [made(conscriptProgramme, 'over', 'conscript', `义务兵${one.year}年优待金已批准，按现在的档案不再应发：${because}；请重算名单核实`, { dueOn: `${one.year}-${String(one.terms.payMonth).padStart(2, '0')}` })] : [];
}

const SENTENCES = { owed: '您可能符合条件，还没有办理，可以申请。', missing: '还不能答复您，补齐下面的情况就能判断。', over: '您的情况有变化，工作人员会和您核实。' } as const;

/** Sums as they are told to the person: those approved and not yet due or due this month, and those that may be asked for, with how much; how it comes about, which may tell a region of service, only on the person's own copy (`own`). */
export function sumClaimsOf(asked: readonly SumAsked[], approved: readonly Entitlement[], bases: OneOffBases, month: Month, own: boolean): Claim[] {
  const standing = approved.filter((one) => one.fen > 0n && one.month >= month).map((one): Claim => ({
    programme: one.programme, label: APPROVED_PROGRAMMES.find(({ key }) => key === one.programme)!.label, state: 'receiving', sentence: `已批准，${sayMonth(one.month)}发给${one.filed ? '您' : one.payeeName}。`, why: null, amount: `一次 ${printYuan(one.fen)} 元`, working: own ? one.words : null, certain: true, bring: [], basis: one.citation,
  }));
  const asking = asked.flatMap((one): Claim[] => {
    const [prospect] = sumProspectsOf([one], bases);
    if (!prospect) return [];
    const sum = one.programme === 'deathPension' ? undefined : reckoned(one, bases);
    const yes = sum?.answer === 'yes';
    return [{
      programme: prospect.programme, label: APPROVED_PROGRAMMES.find(({ key }) => key === prospect.programme)!.label, state: prospect.list, sentence: SENTENCES[prospect.list as keyof typeof SENTENCES], why: prospect.reason, amount: yes ? `一次 ${printYuan(sum.fen)} 元` : null,
      working: yes && own ? sum.steps.join('；') : null, certain: !yes || sum.payable, bring: [], basis: prospect.basis,
    }];
  });
  return [...standing, ...asking];
}

/** What was paid outside the runs is of the year that it was asked for. */
const NOT_PAID: Outside = { said: null, found: 0n, owed: 0n };

/** A conscript's household for the coming years: by the month in which it is paid, what it would come to; null where a fact of it is missing. Terms of a year that has none are the last ones grown by so many percent a year. */
export function comingYears(facts: ConscriptFacts, settled: readonly number[], terms: ReadonlyMap<number, CountyTerms & { payMonth: number }>, { first, last, growth }: { first: Month; last: Month; growth: number }): { month: Month; fen: bigint | null; certain: boolean }[] {
  const years = Array.from({ length: Math.floor(last / 12) - Math.floor(first / 12) + 1 }, (_, at) => Math.floor(first / 12) + at);
  return years.flatMap((year) => {
    const of = termsOfYear(terms, year, growth);
    const month = of ? year * 12 + of.payMonth - 1 : null;
    if (!of || month === null || month < first || month > last || settled.includes(year)) return [];
    const { answer, fen, payable, missing } = reckonConscript(year === Math.floor(first / 12) ? facts : { ...facts, outside: NOT_PAID }, year, of);
    if (answer === 'no' || (answer === 'unknown' && lackedBy(missing).length === 0)) return [];
    return [{ month, fen: answer === 'yes' ? fen : null, certain: payable && terms.has(year) }];
  });
}

function termsOfYear(terms: ReadonlyMap<number, CountyTerms & { payMonth: number }>, year: number, growth: number): (CountyTerms & { payMonth: number }) | undefined {
  const own = terms.get(year);
  if (own) return own;
  const before = [...terms.keys()].filter((one) => one < year).sort((a, b) => b - a)[0];
  const last = before === undefined ? undefined : terms.get(before)!;
  if (!last) return undefined;
  const [up, down] = [(10_000n + BigInt(Math.round(growth * 100))) ** BigInt(year - before!), 10_000n ** BigInt(year - before!)];
  return { ...last, base: (last.base * up * 2n + down) / (down * 2n) };
}

