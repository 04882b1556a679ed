import { labelOf } from '#base/pure/codes.ts';
import { printYuan } from '#base/pure/fen.ts';
import { BenefitCategory } from '../schema.ts';
import type { Reason } from '../schema/reason.ts';
import { assess } from './assess.ts';
import { addonsIn, type Approval, type Facts, holdIn, MISSING } from './facts.ts';
import { type Month, monthOf, printMonth, sayMonth } from './months.ts';
import type { Assessment, Programme, Terms } from './programme.ts';
import type { StandardRow } from './rates.ts';
import { GRADES, REACHES } from './words.ts';

/** How a fact that a rule reads is said: its label, and its value for an approval and a month; undefined where it changes nothing. */
type Say = (facts: Facts, approval: Approval | null, month: Month, byArea: boolean) => string | undefined;
const since = (month: Month | null) => (month === null ? '未登记' : `${sayMonth(month)}起`);
const HOLDS = { stopped: '停发', suspended: '中止', cancelled: '取消' } as const;
const CARE: Readonly<Record<string, string>> = { 1: '分散供养', 2: '集中供养' };
const DEATHS = { illness: '因病', oldInjury: '旧伤复发', other: '其他' } as const;

/** Facts in the order in which they are told, by the name under which a rule reads them. */
const SAID: readonly (readonly [name: string, label: string, say: Say])[] = [
  ['category', '待遇类别', (_facts, approval) => (approval ? labelOf(BenefitCategory, approval.category) : undefined)],
  ['grade', '残疾等级和性质', (_facts, approval) => (approval && approval.grade > 0 ? `${GRADES[approval.grade]}${approval.nature ?? ''}` : undefined)],
  ['variant', '优抚细类', (_facts, approval) => approval?.variant ?? undefined],
  ['from', '批准享受', (_facts, approval) => (approval ? `${since(approval.from)}${approval.until === null ? '' : `，到${sayMonth(approval.until)}`}` : undefined)],
  ['died', '是否健在', ({ died, deathUndated }) => (died !== null ? `${sayMonth(died)}去世` : deathUndated ? '已去世，日期未登记' : '健在')],
  ['left', '迁出', ({ left }) => (left === null ? undefined : sayMonth(left))],
  ['holds', '停发、中止', ({ holds }, approval, month) => { const hold = approval && holdIn(holds, month, approval); return hold ? `${HOLDS[hold.kind]}（${hold.reason}）` : undefined; }],
  ['deathCause', '去世原因', ({ deathCause }) => (deathCause ? DEATHS[deathCause] : undefined)],
  ['serviceYears', '服役年限', ({ serviceYears }) => (serviceYears === null ? undefined : `${serviceYears}年`)],
  ['mental', '精神障碍', ({ mental }) => (mental === null ? undefined : mental ? '是' : '否')],
  ['careMode', '供养方式', ({ careMode }) => (careMode === null ? undefined : CARE[careMode] ?? careMode)],
  ['hukou', '户籍类别', ({ hukou }, _approval, _month, byArea) => (byArea && hukou ? (hukou === 'rural' ? '农村' : '城镇') : undefined)],
  ['addons', '逐人增发', (facts, _approval, month) => { const items = addonsIn(facts, month); return items.length > 0 ? items.join('、') : undefined; }],
];

/** An object that notes which of its properties are read. */
function noting<T extends object>(object: T, read: Set<string>): T {
  return new Proxy(object, { get: (target, name) => { if (typeof name === 'string') read.add(name); return Reflect.get(target, name); } });
}

/**
 * What an answer rests on: the facts are those that the rule itself reads when it is asked once more, so that nothing has to be declared beside it. 七级因战 2025-08: RULE-02, RULE-12, RULE-20,
 * version 1, the row of 退役军人部发〔2025〕36号, and the facts 残疾军人, 七级因战, approved from 2015-08, alive.
 */
export function reasonOf(programme: Programme, facts: Facts, month: Month, one: Assessment, terms: Terms, standards: ReadonlyMap<string, StandardRow>, version = programme.version): Reason {
  const read = new Set<string>();
  assess(programme, noting({ ...facts, approvals: facts.approvals.map((approval) => noting(approval, read)) }, read), month, terms);
  const rows = (one.rate?.standards ?? []).flatMap((id) => standards.get(id) ?? []);
  const byArea = rows.some(({ variant }) => /（(农村|城镇)）/.test(variant ?? ''));
  return {
    rules: [...programme.rules], version, citation: programme.citation, standards: rows.map(sayRow),
    facts: SAID.flatMap(([name, label, say]) => { const value = read.has(name) ? say(facts, one.approval, month, byArea) : undefined; return value === undefined ? [] : [{ label, value }]; }),
    missing: one.missing.map((name) => MISSING[name]),
  };
}

function sayRow(row: StandardRow): string {
  const state = row.verified ? '' : row.released ? '（待核实，已决定使用）' : '（待核实）';
  return `${row.document ?? `${REACHES[row.reach]}标准`}：${printYuan(row.amount)}元/${row.period === 'year' ? '年' : '月'}，自${printMonth(monthOf(row.effectiveOn))}${state}`;
}
