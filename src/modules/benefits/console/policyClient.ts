import { clientOf } from '#base/web/client.ts';
import type { RowOf } from '#base/pure/record.ts';
import { SECTION_OF } from '../rules/missing.ts';
import { type FactName, Prospect } from '../schema/policy.ts';
import { policyOperations } from '../schema/policyActs.ts';

const { policy } = policyOperations;

/** The calls of 政策找人 beside the standard ones of its record. */
export const policyClient = clientOf({ policy }).policy;

/** An entry as its list answers it. */
export type ProspectRow = RowOf<typeof Prospect>;
/** Where the list is shown. */
export const WORK = '/benefits/policy/work';

/** The list of one kind within a division: exactly the rows that its count counts. */
export function workAddress(filters: { list?: string; programme?: string; division?: string; state?: string; fact?: string }): string {
  const params = new URLSearchParams();
  if (filters.division) params.set('division', filters.division);
  for (const name of ['list', 'programme'] as const) if (filters[name]) params.append(`f.${name}`, filters[name]);
  if (filters.fact) params.append('f.facts', filters.fact);
  params.append('f.state', filters.state ?? 'open');
  return `${WORK}?${params.toString()}`;
}

/** The page where the one act of an entry is done, with what is known filled in; it leads to `back` afterwards. */
export function actAddress(row: ProspectRow, back: string): string {
  const query = (values: Record<string, string | null | undefined>) => new URLSearchParams(Object.entries({ ...values, back }).flatMap(([name, value]) => (value ? [[name, value] as [string, string]] : []))).toString();
  const { personId, category } = row;
  switch (row.act) {
    case 'recognise': return `/recognition/cases/new?${query({ personId, kind: row.kind, targetRole: row.kind === 'bereaved' ? category : null })}`;
    case 'grant': return `/benefits/recipients/new?${query({ personId, category, state: 'receiving' })}`;
    case 'move': return `/benefits/movements/new?${query({ personId, category, act: 'stop', reason: 'other', note: row.reason.slice(0, 150) })}`;
    case 'recipient': return row.recipientId ? `/benefits/recipients/${row.recipientId}/edit?${query({})}` : `/benefits/recipients?f.personId=${personId}`;
    case 'conscript': return `/benefits/conscripts?${query({ year: row.dueOn?.slice(0, 4) })}`;
    case 'conscriptHome': return row.facts?.includes('conscriptHome') ? `/benefits/conscript-homes/new?${query({ personId })}` : `/benefits/conscript-homes?f.personId=${personId}`;
    case 'oneOff': return row.programme === 'localGrant' ? `/benefits/one-offs/new?${query({ personId, kind: 'localGrant' })}` : `/benefits/one-offs/new?${query({ personId })}`;
    default: return sectionAddress(personId, (row.facts?.[0] ?? 'birthOn') as FactName);
  }
}

/** Facts that are kept in ledgers of this module. */
const LEDGER_OF: Readonly<Partial<Record<FactName, string>>> = { region: '/benefits/conscript-homes?f.personId=', conscriptHome: '/benefits/conscript-homes/new?personId=', deathPaper: '/benefits/one-offs/new?personId=' };

/** Where a fact is filled in: the section of a person's file, or a ledger. */
export const sectionAddress = (personId: string, fact: FactName): string => LEDGER_OF[fact] ? `${LEDGER_OF[fact]}${personId}` : `/registry/persons/${personId}?section=${SECTION_OF[fact] ?? 'identity'}`;

/** Which permission the act of an entry needs. */
export const PERMISSION_OF: Readonly<Record<string, string>> = { recognise: 'recognition.write', grant: 'benefits.write', move: 'benefits.write', recipient: 'benefits.write', section: 'registry.write', conscript: 'benefits.write', conscriptHome: 'benefits.write', oneOff: 'benefits.write' };
