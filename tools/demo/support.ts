import { benefitLedgers } from './benefits.ts';
import { dayIn, split } from './employment.ts';
import type { DemoPerson } from './people.ts';
import type { Chance } from './random.ts';
import { type DemoLedger, type DemoRow, named } from './sheet.ts';

/** What the invented year holds of 服务保障: 56 households and 150,000 yuan of relief, 25 stays, 4 + 29 health checks. */
const YEAR = { households: 56, yuan: 150_000, stays: 25, selfChosen: 4, enterprise: 29 };

/** The ledgers of relief, condolence, sanatorium, health checks and paid benefits. */
export function supportLedgers(people: DemoPerson[], chance: Chance): DemoLedger[] {
  return [
    { ledger: 'relief.payment', rows: payments(people, chance) },
    { ledger: 'relief.sanatorium_stay', rows: stays(people, chance) },
    { ledger: 'relief.health_check', rows: checks(people, chance) },
    { ledger: 'relief.campaign', rows: campaigns() },
    ...benefitLedgers(people, chance),
  ];
}

function payments(people: DemoPerson[], chance: Chance): DemoRow[] {
  const veterans = chance.some(people.filter((person) => person.roles.includes('vet_self_employed')), 40);
  const bereaved = chance.some(people.filter((person) => person.roles.some((role) => role.startsWith('kin_'))), 16);
  const helped = [...veterans, ...bereaved].slice(0, YEAR.households);
  const twice = helped.slice(0, 4);
  const amounts = split(YEAR.yuan / 100 - 60 * 10, 60, chance).map((share) => (share + 10) * 100);
  const make = (person: DemoPerson, at: number, paidOn: string, amount: number): DemoRow => ({ personId: named(person), beneficiary: person.enlistedOn ? 'veteran' : 'bereaved', reason: ['H1', 'H1', 'H4', 'H2', 'H5'][at % 5], programme: at % 3 ? 'hardship' : 'temporary', form: 'cash', amount, approvedLevel: 'county', paidOn, document: `延退帮〔${paidOn.slice(0, 4)}〕${at + 1}号` });
  const before = chance.some(people.filter((person) => person.roles.includes('rural60')), 47);
  return [
    ...[...helped, ...twice].map((person, at) => make(person, at, at < helped.length ? dayIn(chance, 2023, 1, 9) : dayIn(chance, 2023, 11, 12), amounts[at]!)),
    ...helped.slice(0, 9).map((person, at): DemoRow => ({ ...make(person, at, '2023-01-12', 260), form: 'goods', document: undefined })),
    ...before.map((person, at) => make(person, at, dayIn(chance, 2022), chance.between(15, 40) * 100)),
  ];
}

function stays(people: DemoPerson[], chance: Chance): DemoRow[] {
  const able = chance.some(people.filter((person) => person.roles.some((role) => ['disabled', 'ill_returned', 'combat'].includes(role)) && person.birthOn > '1945'), 46);
  const make = (person: DemoPerson, at: number, year: number): DemoRow => ({ personId: named(person), place: '省军休中心', startedOn: `${year}-0${at % 2 ? 6 : 9}-12`, endedOn: `${year}-0${at % 2 ? 6 : 9}-19`, party: at % 2 ? '第一批' : '第二批', organiser: '县退役军人事务局' });
  return [...able.slice(0, YEAR.stays).map((person, at) => make(person, at, 2023)), ...able.slice(YEAR.stays).map((person, at) => make(person, at, 2022))];
}

function checks(people: DemoPerson[], chance: Chance): DemoRow[] {
  const holders = (role: string, count: number) => chance.some(people.filter((person) => person.roles.includes(role)), count);
  const make = (person: DemoPerson, category: string, checkedOn: string): DemoRow => ({ personId: named(person), category, checkedOn, hospital: '县人民医院', kind: 'yearly' });
  return [
    ...holders('vet_self_chosen_officer', YEAR.selfChosen).map((person) => make(person, 'selfChosen', '2023-10-17')),
    ...holders('vet_enterprise_officer', YEAR.enterprise).map((person) => make(person, 'enterprise', '2023-10-18')),
    ...holders('family_conscript', 12).map((person) => make(person, 'conscriptParent', '2023-07-20')),
    ...holders('vet_enterprise_officer', 24).map((person) => make(person, 'enterprise', '2022-10-20')),
  ];
}

function campaigns(): DemoRow[] {
  return [
    { title: '2023年春节走访慰问', year: 2023, node: 'springFestival', roles: ['kin_martyr', 'combat', 'demobilised_old'], standard: 300, materials: '米、面、油', responsible: '各乡镇（街道）服务站', deadlineOn: '2023-01-20' },
    { title: '2023年八一走访慰问', year: 2023, node: 'armyDay', roles: ['kin_martyr', 'kin_duty', 'kin_illness', 'combat', 'disabled'], standard: 300, materials: '慰问信、慰问品', responsible: '各乡镇（街道）服务站', deadlineOn: '2023-08-01' },
    { title: '2023年重阳节走访慰问', year: 2023, node: 'doubleNinth', roles: ['demobilised_old', 'red_army'], standard: 200, responsible: '县服务中心', deadlineOn: '2023-10-23' },
  ];
}
