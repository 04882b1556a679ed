import { RecordDetail } from '#base/web/record/RecordDetail.tsx';
import { Person } from '../schema.ts';
import { PersonTimeline } from './PersonTimeline.tsx';

const TABS = [
  { key: 'timeline', label: '服务历程', render: (row: { id: string }) => <section className="panel" aria-label="服务历程"><PersonTimeline id={row.id} /></section> },
];

/** One person's file: the standard page of a row, with everything the county did for this person beside it. */
export function PersonPage() {
  return <RecordDetail record={Person} tabs={TABS} />;
}
