import { BENEFIT_ROLES } from '#modules/registry/schema/codes.ts';
import { dayIn } from './employment.ts';
import type { DemoPerson } from './people.ts';
import type { Chance } from './random.ts';
import { type DemoLedger, type DemoRow, named } from './sheet.ts';

/** Visits to 优抚 persons in the demo year; printed 800余. */
const VISITS = 837;
const CONTENTS = ['了解身体和生活情况，宣讲抚恤优待政策', '送去节日问候，听取意见建议', '询问就业和子女上学情况', '核对补助发放到账情况', '了解住房和看病困难，告知帮扶渠道'];

/** The ledgers of everyday care: visits (优抚 and others, this year and last), plaques, merit news. */
export function careLedgers(people: DemoPerson[], chance: Chance): DemoLedger[] {
  const benefit = people.filter((person) => person.roles.some((role) => BENEFIT_ROLES.includes(role)));
  const others = people.filter((person) => !person.roles.some((role) => BENEFIT_ROLES.includes(role)));
  return [
    { ledger: 'care.visit', rows: [...visits(chance.some(benefit, VISITS), 2023, chance), ...visits(chance.some(others, 420), 2023, chance), ...visits(chance.some(benefit, 716), 2022, chance)] },
    { ledger: 'care.plaque', rows: plaques(people, chance) },
    { ledger: 'care.merit_delivery', rows: meritDeliveries(people, chance) },
  ];
}

function visits(people: DemoPerson[], year: number, chance: Chance): DemoRow[] {
  return people.map((person) => {
    const festival = chance.happens(0.55);
    return {
      personId: named(person), kind: festival ? 'visitFestival' : chance.pick(['contact', 'visitHardship', 'followUp']), mode: festival ? 'home' : chance.pick(['home', 'home', 'phone', 'station']),
      visitedOn: festival ? `${year}-${chance.pick(['01-16', '01-17', '07-27', '07-28', '09-29'])}` : dayIn(chance, year), visitors: `${person.township}退役军人服务站工作人员`,
      content: chance.pick(CONTENTS), satisfaction: chance.happens(0.9) ? 'satisfied' : 'fair', cash: festival ? 300 : undefined, goods: festival ? '米、面、油' : undefined,
    };
  });
}

function plaques(people: DemoPerson[], chance: Chance): DemoRow[] {
  return people.filter((_, at) => at % 2 === 0).slice(0, 4200).map((person) => ({
    personId: named(person), householdNumber: `H${String(person.household).padStart(6, '0')}`, householder: person.name,
    category: person.enlistedOn ? 'veteran' : person.roles[0] === 'kin_martyr' ? 'martyr' : person.roles[0] === 'kin_duty' ? 'duty' : person.roles[0] === 'kin_illness' ? 'illness' : 'serving',
    hungOn: dayIn(chance, chance.pick([2019, 2019, 2020, 2021, 2022, 2023])), batch: '统一悬挂',
  }));
}

function meritDeliveries(people: DemoPerson[], chance: Chance): DemoRow[] {
  return chance.some(people.filter((person) => person.roles.includes('family_conscript') || person.roles.includes('family_active')), 26).map((person, at) => ({
    personId: named(person), serviceMember: `${person.name.slice(0, 1)}军${'伟杰浩宇'[at % 4]!}`, awardKind: at % 9 === 0 ? 'second' : 'third', receivedOn: `2023-0${1 + (at % 6)}-12`, collectedOn: `2023-0${1 + (at % 6)}-15`, deliveredOn: `2023-0${1 + (at % 6)}-20`, deliverers: `${person.township}退役军人服务站、人武部`,
  }));
}
