import type { DetailTab } from '#base/web/record/RecordDetail.tsx';
import { PersonCards } from '#modules/cards/console/PersonCards.tsx';
import { PersonTimeline } from '#modules/registry/console/PersonTimeline.tsx';

/** What a person's page shows besides their own fields. */
export const personTabs: readonly DetailTab[] = [
  { key: 'timeline', label: '服务历程', render: (row) => <section className="panel" aria-label="服务历程"><PersonTimeline id={row.id} /></section> },
  { key: 'cards', label: '联系卡与优待证', render: (row) => <PersonCards personId={row.id} /> },
];
