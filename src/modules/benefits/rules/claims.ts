import { labelOf } from '#base/pure/codes.ts';
import { printYuan } from '#base/pure/fen.ts';
import { KINDS } from '#modules/recognition/rules/kinds.ts';
import { assessAll } from './assess.ts';
import type { Facts } from './facts.ts';
import { monthOf } from './months.ts';
import type { Assessment, Programme, Terms } from './programme.ts';
import { PROGRAMMES } from './programmes/all.ts';
import { MissingFact } from '../schema/policy.ts';
import type { Around, Prospect } from './prospects.ts';
import { wouldBe } from './prospects.ts';
import type { StandardRow } from './rates.ts';
import { sayAssessment } from './words.ts';

/** One benefit as it is told to the person: what it is, how it stands, how much in plain words, how that comes about, and what to bring. */
export type Claim = {
  programme: string; label: string; state: 'receiving' | 'held' | Prospect['list'];
  /** The one sentence that says how it stands. */
  sentence: string;
  /** What that rests on; null where the sentence says all. */
  why: string | null;
  /** How much a month, or once; null where there is none or it cannot be told. */
  amount: string | null;
  /** How the amount comes about; names grade and nature only where the person's own copy was asked for. */
  working: string | null;
  /** False where a standard is 待核实 and nobody decided to use it. */
  certain: boolean;
  bring: readonly string[];
  basis: string;
};

const SENTENCES: Readonly<Record<Prospect['list'], string>> = { owed: '您可能符合条件，还没有享受，可以申请。', soon: '您很快就符合条件，可以提前准备材料。', missing: '还不能答复您，补齐下面的情况就能判断。', over: '您的情况有变化，工作人员会和您核实，核实以前不会自动停发。' };

/**
 * Everything that a person draws or may claim on the day of the terms, in the order of a payroll, in words that an old soldier understands. `own`: with grade and nature, for
 * the person's own copy. 烈士遗属 under 43116 元 a year: 每月 3,593.00 元.
 */
export function claimsOf(facts: Facts, around: Around, prospects: readonly Prospect[], terms: Terms, standards: ReadonlyMap<string, StandardRow>, own: boolean): Claim[] {
  const month = monthOf(terms.today);
  const now = new Map(assessAll(PROGRAMMES, facts, month, terms).map((one) => [one.programme.key, one.assessment]));
  const claims: Claim[] = [];
  for (const programme of PROGRAMMES) {
    const prospect = prospects.find((one) => one.programme === programme.key);
    const drawn = now.get(programme.key)!;
    const running = facts.approvals.some((one) => programme.categories.includes(one.category) && (one.until === null || one.until >= month));
    if (programme.rhythm === 'monthly' && running && (drawn.answer === 'yes' || (programme.exclusive && !prospect))) claims.push(told(programme, facts, drawn, prospect, standards, own));
    else if (prospect) claims.push(prospective(programme, facts, around, prospect, drawn, terms, standards, own));
  }
  return claims;
}

/** What is drawn, or held back with its reason. */
function told(programme: Programme, facts: Facts, found: Assessment, prospect: Prospect | undefined, standards: ReadonlyMap<string, StandardRow>, own: boolean): Claim {
  const shown = own ? found : { ...found, approval: null };
  const words = sayAssessment(programme, facts, shown, standards);
  const yes = found.answer === 'yes';
  return {
    programme: programme.key, label: programme.label, state: prospect?.list === 'over' ? 'over' : yes ? 'receiving' : 'held', sentence: prospect?.list === 'over' ? SENTENCES.over : yes ? '您正在享受。' : found.answer === 'unknown' ? '已批准，金额暂时不能算出。' : `已批准，目前没有发放：${words}。`, why: null,
    amount: yes ? perMonth(found) : null, working: yes ? plain(programme, words) : found.answer === 'unknown' ? words : null, certain: !yes || found.rate!.payable, bring: [], basis: programme.citation,
  };
}

const perMonth = ({ rate }: Assessment): string => `每月 ${printYuan(rate!.monthly)} 元`;
const plain = (programme: Programme, words: string): string => (words.startsWith(`${programme.label}：`) ? words.slice(programme.label.length + 1) : words);

function prospective(programme: Programme, facts: Facts, around: Around, prospect: Prospect, drawn: Assessment, terms: Terms, standards: ReadonlyMap<string, StandardRow>, own: boolean): Claim {
  const once = programme.rhythm === 'once';
  const category = prospect.category;
  const found = once ? assessAll([programme], facts, programme.onceIn!(facts) ?? monthOf(terms.today), terms)[0]!.assessment
    : category === null || prospect.list === 'over' || prospect.recipientId ? drawn : assessAll(PROGRAMMES, { ...facts, approvals: [...facts.approvals, wouldBe(category, around, monthOf(terms.today))] }, monthOf(terms.today), terms).find((one) => one.programme === programme)!.assessment;
  const yes = found.answer === 'yes';
  const words = yes ? sayAssessment(programme, facts, own ? found : { ...found, approval: null }, standards) : null;
  return {
    programme: programme.key, label: programme.label, state: prospect.list, sentence: once ? `${prospect.reason}。如有去世后多发的月份，先从中抵扣。` : SENTENCES[prospect.list],
    why: once || prospect.list === 'over' ? null : prospect.list === 'missing' ? `还缺${prospect.facts.map((fact) => labelOf(MissingFact, fact)).join('、')}` : prospect.reason,
    amount: yes ? (once ? `一次 ${printYuan(found.rate!.monthly)} 元` : `批准以后，${perMonth(found)}`) : null, working: words === null ? null : plain(programme, words), certain: !yes || found.rate!.payable,
    bring: prospect.kind ? KINDS[prospect.kind].papers : [], basis: prospect.basis,
  };
}
