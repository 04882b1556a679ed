import { checkDigit } from '#base/pure/citizenId.ts';
import type { CountyDivision } from '#modules/organisation/divisions/read.ts';
import type { Chance } from './random.ts';

/** An invented person of the demo county, as the 建档立卡 sheet brings them. */
export type DemoPerson = {
  name: string;
  citizenId: string;
  sex: 'male' | 'female';
  birthOn: string;
  township: string;
  village: string;
  divisionCode: string;
  roles: string[];
  enlistedOn?: string;
  dischargedOn?: string;
  mobile: string;
  household: number;
};

const SURNAMES = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文';
const MALE = '建国军卫东志强海涛永胜利民解放援朝红兵保家和平振华文武新春长江明辉立功光荣德福金山玉林俊杰浩然子轩宇航天佑少华国庆铁柱大勇学军爱民拥军树林成功继承先进培根庆丰广才';
const FEMALE = '秀英桂兰玉珍凤霞爱华红梅春花丽娟淑敏晓燕雪莲静雅婷婷思雨佳怡欣悦美玲巧云素芳瑞华';
const TWO = (chance: Chance, pool: string) => (chance.happens(0.78) ? chance.pick([...pool]) + chance.pick([...pool]) : chance.pick([...pool]));

/** Weights of the roles in the demo county; people over 60 from villages weigh towards 农村籍. */
const VETERANS: Record<string, number> = { vet_self_employed: 78, vet_assigned: 8, vet_monthly_pension: 1, vet_transfer_officer: 3, vet_self_chosen_officer: 0.4, vet_demobilised_officer: 0.6, vet_enterprise_officer: 1.4, retired_officer_nco: 0.6 };
const OTHERS: Record<string, number> = { kin_martyr: 3, kin_duty: 1, kin_illness: 3, family_active: 30, family_conscript: 14, martyr_child_60: 3, disabled_other: 2 };

/** Invents `count` persons over the county's villages; citizen ids begin with 999 and carry valid check digits, none twice. */
export function inventPeople(county: CountyDivision, count: number, chance: Chance): DemoPerson[] {
  const villages = county.townships.filter((township) => township.kind !== 'other').flatMap((township) => township.villages.map((village) => ({ township: township.name, village: village.name, divisionCode: village.code12 })));
  const used = new Set<string>();
  return Array.from({ length: count }, (_, at) => invent(villages[at % villages.length]!, at, chance, used));
}

type Home = { township: string; village: string; divisionCode: string };

function invent(home: Home, at: number, chance: Chance, used: Set<string>): DemoPerson {
  const veteran = chance.happens(0.82);
  const sex = chance.happens(veteran ? 0.96 : 0.45) ? 'male' : 'female';
  const year = veteran ? chance.between(1938, 2001) : chance.between(1935, 1990);
  const birthOn = `${year}-${two(chance.between(1, 12))}-${two(chance.between(1, 28))}`;
  const enlisted = Math.min(year + chance.between(18, 21), 2020);
  const served = chance.happens(0.8) ? chance.between(2, 5) : chance.between(6, 16);
  const discharged = Math.min(enlisted + served, 2023);
  const roles = veteran ? veteranRoles(year, enlisted, chance) : [chance.weighted(OTHERS)];
  return {
    name: chance.pick([...SURNAMES]) + TWO(chance, sex === 'male' ? MALE : FEMALE),
    citizenId: citizenId(birthOn, sex, chance, used), sex, birthOn, ...home, roles,
    ...(veteran ? { enlistedOn: `${enlisted}-12`, dischargedOn: discharged >= 2013 && chance.happens(0.4) ? `${discharged}-09-01` : `${discharged}-${enlisted < 2013 ? '12' : '09'}` } : {}),
    mobile: `100${String(chance.between(0, 99_999_999)).padStart(8, "0")}`,
    household: Math.floor(at / 2),
  };
}

function veteranRoles(birthYear: number, enlisted: number, chance: Chance): string[] {
  const roles: string[] = [enlisted < 1954 ? 'demobilised_old' : chance.weighted(VETERANS)];
  if (birthYear <= 1963 && roles[0] === 'vet_self_employed' && chance.happens(0.7)) roles.push('rural60');
  if (enlisted >= 1962 && enlisted <= 1988 && chance.happens(0.12)) roles.push('combat');
  if (enlisted >= 1958 && enlisted <= 1996 && chance.happens(0.02)) roles.push('nuclear_test');
  if (chance.happens(0.03)) roles.push('disabled');
  else if (chance.happens(0.03)) roles.push('ill_returned');
  return roles;
}

function citizenId(birthOn: string, sex: 'male' | 'female', chance: Chance, used: Set<string>): string {
  for (;;) {
    const order = chance.between(0, 499) * 2 + (sex === 'male' ? 1 : 0);
    const first = `999${String(chance.between(100, 999))}${birthOn.replaceAll('-', '')}${String(order).padStart(3, '0')}`;
    if (used.has(first)) continue;
    used.add(first);
    return first + checkDigit(first);
  }
}

const two = (number: number) => String(number).padStart(2, '0');
