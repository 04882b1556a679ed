import { Attachments } from '#base/web/attachments/Attachments.tsx';
import type { DetailTab } from '#base/web/record/RecordDetail.tsx';
import { PersonBenefits } from '#modules/benefits/console/PersonBenefits.tsx';
import { PersonPolicy } from '#modules/benefits/console/PolicyPerson.tsx';
import { PersonCards } from '#modules/cards/console/PersonCards.tsx';
import { PersonChanges } from '#modules/changes/console/PersonChanges.tsx';
import { PersonCases } from '#modules/recognition/console/PersonCases.tsx';
import { PersonPlan } from '#modules/plans/console/PersonPlan.tsx';
import { PersonFindings } from '#modules/quality/console/PersonFindings.tsx';
import { PersonFile } from '#modules/registry/console/PersonFile.tsx';
import { PersonTimeline } from '#modules/registry/console/PersonTimeline.tsx';

/** 附件 of a record's rows: scans, certificates and photographs. */
const attachmentTab = (record: string): DetailTab => ({ key: 'attachments', label: '附件', render: (row) => <Attachments record={record} id={row.id} /> });

/** What a person's page shows: the file by sections, then one line for each further part that a module brings. */
export const personTabs: readonly DetailTab[] = [
  { key: 'facts', label: '一档', render: (row) => <PersonFile row={row} /> },
  { key: 'timeline', label: '服务历程', render: (row) => <section className="panel" aria-label="服务历程"><PersonTimeline id={row.id} /></section> },
  { key: 'cards', label: '联系卡与优待证', render: (row) => <PersonCards personId={row.id} /> },
  { key: 'plan', label: '一策', render: (row) => <PersonPlan personId={row.id} /> },
  { key: 'recognition', label: '身份认定', render: (row) => <PersonCases id={row.id} /> },
  { key: 'benefits', label: '优抚待遇', render: (row) => <PersonBenefits id={row.id} /> },
  { key: 'policy', label: '待遇政策', render: (row) => <PersonPolicy personId={row.id} /> },
  { key: 'changes', label: '变动', render: (row) => <PersonChanges personId={row.id} /> },
  { key: 'quality', label: '待核对', render: (row) => <PersonFindings id={row.id} /> },
  attachmentTab('registry.person'),
];
