import type { Reason } from '../schema/reason.ts';
import './Run.css';

/** What an answer rests on, as a short list: law and rules, standards with their documents, the facts that were used, and what is missing. */
export function ReasonFacts({ reason }: { reason: Reason }) {
  const rows: [string, string][] = [
    ['依据', reason.citation], ['规则', `${reason.rules.join('、')}，第 ${reason.version} 版`], ...(reason.standards.length > 0 ? [['标准', reason.standards.join('；')] as [string, string]] : []),
    ['用到的事实', reason.facts.map(({ label, value }) => `${label}：${value}`).join('；')], ...(reason.missing.length > 0 ? [['缺少', reason.missing.join('、')] as [string, string]] : []),
  ];
  return <dl className="facts reason-facts">{rows.map(([label, value]) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}</dl>;
}
