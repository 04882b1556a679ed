import type { DemoPerson } from './people.ts';
import { sectionLedgers } from './sections.ts';
import type { DemoLedger } from './sheet.ts';

const PARTIES = ['12', '01', '12', '12'];
const SCHOOLING = ['60', '70', '30', '50', '70'];

/** The 建档立卡 sheet of the demo county. */
export function registryLedgers(people: DemoPerson[]): DemoLedger[] {
  const rows = people.map((person, at) => ({
    name: person.name, citizenId: person.citizenId, place: { cells: { '乡镇（街道）': person.township, '村（社区）': person.village } }, roles: person.roles, state: at % 97 === 0 ? 'unverified' : 'registered',
    politicalStatus: PARTIES[at % PARTIES.length], ethnicity: at % 29 === 0 ? undefined : at % 40 ? '汉族' : '回族', marriage: at % 23 === 0 ? undefined : at % 9 ? '20' : '30', education: SCHOOLING[at % SCHOOLING.length], hukouKind: at % 9 ? 'rural' : 'urban', mobile: person.mobile, residenceAddress: `延津县${person.township}${person.village}${1 + (at % 180)}号`,
    enlistedOn: person.enlistedOn, dischargedOn: person.dischargedOn, branch: person.enlistedOn ? ['army', 'army', 'army', 'navy', 'airForce', 'armedPolice'][at % 6] : undefined, settlement: settlementOf(person), registeredOn: `20${19 + (at % 4)}-0${1 + (at % 9)}-11`,
  }));
  return [{ ledger: 'registry.person', rows }, ...sectionLedgers(people)];
}

function settlementOf(person: DemoPerson): string | undefined {
  const by: Record<string, string> = { vet_self_employed: 'self', vet_assigned: 'assigned', vet_monthly_pension: 'monthly', vet_transfer_officer: 'transfer', vet_self_chosen_officer: 'selfChosen', vet_demobilised_officer: 'demobilised', retired_officer_nco: 'retired', demobilised_old: 'returned' };
  return by[person.roles[0]!];
}
