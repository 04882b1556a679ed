/** Where a finding is mended: the form of its row, opened at the field. */
const FORMS: Record<string, string> = {
  'registry.person': '/registry/persons', 'registry.person_role': '/registry/roles', 'registry.household': '/registry/households',
  'benefits.recipient': '/benefits/recipients', 'benefits.payment': '/benefits/payments', 'care.plaque': '/care/plaques', 'employment.profile': '/employment/profiles',
  'cards.preferential_card': '/cards/preferential-cards',
};

/** The address of the form where a finding is mended, which leads to `back` when it is saved or left: `/registry/persons/<id>/edit?back=…#mobile`. */
export const formOf = (finding: { record: string; rowId: string; field: string | null }, back: string): string => `${FORMS[finding.record] ?? '/registry/persons'}/${finding.rowId}/edit?${new URLSearchParams({ back }).toString()}${finding.field ? `#${finding.field}` : ''}`;

/** The work list of one rule within a division: exactly the rows that its count counts. */
export function workAddress(filters: { rule?: string; severity?: string; division?: string; state?: string }): string {
  const params = new URLSearchParams();
  if (filters.division) params.set('division', filters.division);
  for (const name of ['rule', 'severity'] as const) if (filters[name]) params.append(`f.${name}`, filters[name]);
  params.append('f.state', filters.state ?? 'open');
  return `/quality/work?${params.toString()}`;
}
