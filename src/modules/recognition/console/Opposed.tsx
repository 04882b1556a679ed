import { printDay } from '#base/pure/day.ts';
import { opposedOf, STATIONS } from '../rules/disagreement.ts';
import type { CaseView } from '../schema/answers.ts';

/** What stations have said against a case, each with who, when and why: whoever decides reads it before anything else. */
export function Opposed({ view }: { view: CaseView }) {
  return opposedOf(view.steps).map((step) => <p key={step.id} className="warned" style={{ margin: '10px 0 0' }}><strong>{STATIONS[step.fromState]}不同意</strong>（{step.unitName} {step.actorName}，{printDay(step.actedOn)}）：{step.opinion}</p>);
}
