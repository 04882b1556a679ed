import type { DemoPerson } from './people.ts';
import { type DemoLedger, type DemoRow, named } from './sheet.ts';

const WIVES = ['秀英', '桂兰', '玉珍', '凤霞', '爱华', '红梅'];
const CHILDREN = ['子轩', '浩然', '思雨', '佳怡', '宇航', '欣悦'];
const DIFFICULTIES = [['none'], ['illness'], ['none'], ['lowIncome'], ['care', 'illness'], ['none'], ['schooling']];
const DEMANDS = [['none'], ['help'], ['benefit'], ['none'], ['advice'], ['work']];
const AWARDS = ['excellent', 'citation', 'merit3', 'excellent', 'merit3', 'merit2'];

/** A modest number of rows for the sections of the file: enough that pages and lists are not empty, few enough that the demo starts quickly. */
export function sectionLedgers(people: DemoPerson[]): DemoLedger[] {
  const veterans = people.filter((person) => person.enlistedOn);
  const every = (from: DemoPerson[], step: number, row: (person: DemoPerson, at: number) => DemoRow): DemoRow[] => from.filter((_, at) => at % step === 0).map((person, at) => ({ personId: named(person), ...row(person, at) }));
  const holding = (...roles: string[]) => people.filter((person) => roles.some((role) => person.roles.includes(role)));
  return [
    { ledger: 'registry.livelihood', rows: every(people, 50, livelihood) },
    { ledger: 'registry.kin', rows: [...every(people, 50, spouse), ...every(people, 100, grandchild)] },
    { ledger: 'registry.service_detail', rows: every(veterans, 60, (person) => ({ enlistPlace: `延津县${person.township}`, hukouBefore: 'rural', era: '3', ...(person.roles.includes('combat') ? { combatKinds: ['12'] } : {}) })) },
    { ledger: 'registry.award', rows: every(veterans, 60, (person, at) => ({ kind: AWARDS[at % AWARDS.length], awardedOn: String(Number(person.enlistedOn!.slice(0, 4)) + 1) })) },
    { ledger: 'registry.disability_detail', rows: every(holding('disabled'), 3, (person, at) => ({ ratedOn: `${person.dischargedOn!.slice(0, 4)}`, affiliation: at % 4 ? '1' : '2', careMode: '1' })) },
    { ledger: 'registry.bereavement', rows: every(holding('kin_martyr', 'kin_duty', 'kin_illness'), 2, bereaved) },
    { ledger: 'registry.collection', rows: every(people, 100, (_, at) => ({ collectedOn: `2023-0${1 + (at % 9)}-15`, collector: '王采集', opinion: 'agreed', reviewedOn: `2023-0${1 + (at % 9)}-20`, reviewer: '赵审核' })) },
  ];
}

function livelihood(_: DemoPerson, at: number): DemoRow {
  return { housing: at % 11 ? '1' : '2', householdIncome: 18_000 + (at % 40) * 1_000, incomeYear: 2022, pension: at % 5 ? 'resident' : 'employee', medicalInsurance: at % 5 ? 'resident' : 'employee', difficulties: DIFFICULTIES[at % DIFFICULTIES.length], demands: DEMANDS[at % DEMANDS.length], assistance: at % 17 ? ['none'] : ['low'] };
}

const spouse = (person: DemoPerson, at: number): DemoRow => ({ relation: '10', name: `${'李王张刘陈'[at % 5]}${person.sex === 'male' ? WIVES[at % WIVES.length] : '建国'}`, birthOn: `${Number(person.birthOn.slice(0, 4)) + 1}-0${1 + (at % 9)}-12`, occupation: at % 3 ? 'farming' : 'working' });

const grandchild = (person: DemoPerson, at: number): DemoRow => ({ relation: '40', name: `${person.name[0]}${CHILDREN[at % CHILDREN.length]}`, birthOn: `${2012 + (at % 8)}-0${1 + (at % 9)}-05`, occupation: 'primary' });

function bereaved(person: DemoPerson, at: number): DemoRow {
  const deathKind = person.roles.includes('kin_martyr') ? 'martyr' : person.roles.includes('kin_duty') ? 'duty' : 'illness';
  return { relation: String(1 + (at % 4)), deathKind, deceasedName: `${person.name[0]}立功`, diedOn: `19${50 + (at % 40)}`, holdsCertificate: at % 3 === 0, kinCount: 1 + (at % 4) };
}
