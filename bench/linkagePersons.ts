import { checkDigit } from '#base/pure/citizenId.ts';
import { lookAlikesOf, soundAlikes } from './linkageNames.ts';
import { FEMALE, MALE, SURNAMES } from './linkageNames.ts';
import { type Chance, chanceOf } from '../tools/demo/random.ts';

/** A row of the invented register; `truth` is the person behind it and is never compared. */
export type InventedRow = { id: string; truth: number; name: string; citizenId?: string; birthOn?: string; divisionCode: string; mobile?: string; enlistedOn?: string };

/** The error model; every share is of a second row of a person, and errors fall independently. Written down with its reasons in docs/decisions/0010-record-linkage.md. */
export const ERRORS = {
  secondRow: 0.1, thirdRow: 0.015,
  twins: 0.006, brothers: 0.05, fathers: 0.12, kinPhone: 0.35,
  name: { same: 88, homophone: 4.5, lookAlike: 3, variant: 1, lost: 1, swapped: 0.8, otherGiven: 1.2, renamed: 0.5 },
  firstId: 0.92, secondId: 0.7,
  id: { same: 89, digit: 3, digitAndCheck: 1.5, swapped: 2, lost: 1, old15: 2.5, kin: 0.5, other: 0.5 },
  birth: { same: 84, fromId: 6, swapped: 2.5, digit: 3, part: 2, year: 1, none: 1.5 },
  home: { same: 80, village: 12, township: 8 },
  mobile: { same: 58, changed: 20, digit: 4, kin: 3, none: 15 },
  enlisted: { same: 72, month: 4, digit: 2, year: 3, yearOnly: 4, none: 15 },
} as const;

type Person = InventedRow & { sex: 'male' | 'female'; kin?: Person };

/** Invents about `count` rows of a register in which a tenth of the persons stand twice or more: invented names, ids beginning with 999, kin at one address. The same seed gives the same rows. */
export function inventRegister(count: number, seed: number): InventedRow[] {
  const chance = chanceOf(seed);
  const rows: InventedRow[] = [];
  const counties = Math.max(1, Math.round(count / 20_000));
  let truth = 0;
  const keep = (person: Person) => {
    person.truth = truth;
    truth += 1;
    rows.push(rowOf(person, chance));
    for (const share of [ERRORS.secondRow, ERRORS.thirdRow]) if (chance.happens(share)) rows.push(secondRow(person, chance));
  };
  while (rows.length < count) {
    const person = inventPerson(chance, counties);
    keep(person);
    const sonless = Number(person.birthOn!.slice(0, 4)) > 1972;
    if (!sonless && chance.happens(ERRORS.fathers)) keep(kinOf(person, chance.between(22, 32), chance));
    else if (chance.happens(ERRORS.brothers)) keep(kinOf(person, chance.between(1, 8), chance));
    else if (chance.happens(ERRORS.twins)) keep(kinOf(person, 0, chance));
  }
  const kept = rows.slice(0, count);
  for (let at = kept.length - 1; at > 0; at -= 1) {
    const other = chance.between(0, at);
    [kept[at], kept[other]] = [kept[other]!, kept[at]!];
  }
  return kept.map((row) => ({ ...row, id: idOf(chance) }));
}

const idOf = (chance: Chance) => `${chance.between(0, 0xffffffff).toString(16).padStart(8, '0')}-${chance.between(0, 0xffffffff).toString(16).padStart(8, '0')}`;
const two = (number: number) => String(number).padStart(2, '0');

/** A character of a pool, the front ones far likelier. */
const likely = (pool: readonly string[], chance: Chance) => pool[Math.floor(pool.length * chance.next() ** 2)]!;

const given = (sex: 'male' | 'female', chance: Chance) => {
  const pool = sex === 'male' ? MALE : FEMALE;
  return chance.happens(0.82) ? likely(pool, chance) + likely(pool, chance) : likely(pool, chance);
};

function inventPerson(chance: Chance, counties: number): Person {
  const sex = chance.happens(0.88) ? 'male' : 'female';
  const year = chance.between(1935, 2003);
  const birthOn = `${year}-${two(chance.between(1, 12))}-${two(chance.between(1, 28))}`;
  const county = 999001 + chance.between(0, counties - 1);
  const name = likely(SURNAMES, chance) + given(sex, chance);
  return { id: '', truth: 0, name, sex, birthOn, citizenId: citizenIdOf(county, birthOn, sex, chance), divisionCode: villageOf(county, chance), mobile: mobileOf(chance), enlistedOn: enlistedOf(year, chance) };
}

const villageOf = (county: number, chance: Chance) => `${county}${100 + chance.between(0, 14)}${200 + chance.between(0, 24)}`;
const mobileOf = (chance: Chance) => `1${chance.pick(['00', '01', '02', '04'])}${String(chance.between(0, 99_999_999)).padStart(8, '0')}`;
const enlistedOf = (birthYear: number, chance: Chance) => `${birthYear + chance.between(18, 21)}-${chance.happens(0.85) ? '12' : two(chance.between(1, 12))}`;

function citizenIdOf(county: number, birthOn: string, sex: 'male' | 'female', chance: Chance): string {
  const order = chance.between(0, 499) * 2 + (sex === 'male' ? 1 : 0);
  const first = `${county}${birthOn.replaceAll('-', '')}${String(order).padStart(3, '0')}`;
  return first + checkDigit(first);
}

/** A son or brother of another birth year, or a twin (0 years): the surname and mostly the village are shared, a brother's name often has the same first given character. */
function kinOf(person: Person, years: number, chance: Chance): Person {
  const sex = chance.happens(0.9) ? 'male' : 'female';
  const year = Number(person.birthOn!.slice(0, 4)) + years;
  const birthOn = years === 0 ? person.birthOn! : `${year}-${two(chance.between(1, 12))}-${two(chance.between(1, 28))}`;
  const surname = person.name.charAt(0);
  const chars = given(sex, chance);
  const name = surname + (years < 15 && person.name.length === 3 && chance.happens(0.6) ? person.name.charAt(1) + chars.charAt(chars.length - 1) : chars);
  const county = Number(person.divisionCode.slice(0, 6));
  return {
    id: '', truth: 0, sex, birthOn, name: name === person.name ? surname + given(sex, chance) : name, kin: person,
    citizenId: citizenIdOf(county, birthOn, sex, chance),
    divisionCode: chance.happens(0.85) ? person.divisionCode : villageOf(county, chance),
    mobile: chance.happens(ERRORS.kinPhone) ? person.mobile : mobileOf(chance),
    enlistedOn: years === 0 && chance.happens(0.7) ? person.enlistedOn : enlistedOf(year, chance),
  };
}

function rowOf(person: Person, chance: Chance): InventedRow {
  const { sex: _sex, kin: _kin, ...row } = person;
  return { ...row, citizenId: chance.happens(ERRORS.firstId) ? row.citizenId : undefined, mobile: chance.happens(0.9) ? row.mobile : undefined, enlistedOn: chance.happens(0.85) ? row.enlistedOn : undefined };
}

/** The person as another ledger has them, with errors. */
function secondRow(person: Person, chance: Chance): InventedRow {
  const citizenId = chance.happens(ERRORS.secondId) ? wrongId(person, chance) : undefined;
  return { id: '', truth: person.truth, name: wrongName(person, chance), citizenId, birthOn: wrongBirth(person.birthOn!, citizenId, chance), divisionCode: wrongHome(person.divisionCode, chance), mobile: wrongMobile(person, chance), enlistedOn: wrongEnlisted(person.enlistedOn!, chance) };
}

function wrongName(person: Person, chance: Chance): string {
  const { name } = person;
  const chars = [...name];
  const at = chance.between(0, chars.length - 1);
  const put = (char: string) => chars.with(at, char).join('');
  switch (chance.weighted(ERRORS.name)) {
    case 'same': return name;
    case 'homophone': { const others = soundAlikes(chars[at]!, at === 0); return others.length > 0 ? put(chance.pick(others)) : name; }
    case 'lookAlike': { const others = lookAlikesOf(chars[at]!); return others.length > 0 ? put(chance.pick(others)) : name; }
    case 'variant': return chars.map((char) => VARIANT[char] ?? char).join('');
    case 'lost': return chars.length > 2 ? chars[0]! + chars[chance.between(1, 2)]! : name + likely(MALE, chance);
    case 'swapped': return chars.length > 2 ? chars[0]! + chars[2]! + chars[1]! : name;
    case 'otherGiven': return chars.slice(0, -1).join('') + likely(person.sex === 'male' ? MALE : FEMALE, chance);
    default: return chars[0]! + given(person.sex, chance);
  }
}

const VARIANT: Record<string, string> = { 国: '國', 张: '張', 刘: '劉', 陈: '陳', 杨: '楊', 赵: '趙', 华: '華', 东: '東', 军: '軍', 卫: '衛', 强: '強', 峰: '峯', 荣: '榮', 宝: '寶', 庆: '慶', 云: '雲', 飞: '飛', 龙: '龍', 马: '馬', 吴: '吳', 胜: '勝', 杰: '傑', 凤: '鳳', 兰: '蘭', 红: '紅', 丽: '麗', 爱: '愛', 学: '學', 义: '義', 万: '萬' };

function digitAt(text: string, at: number, chance: Chance): string {
  return text.slice(0, at) + String((Number(text.charAt(at)) + chance.between(1, 9)) % 10) + text.slice(at + 1);
}

function swappedAt(text: string, at: number): string {
  return text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
}

function wrongId(person: Person, chance: Chance): string {
  const id = person.citizenId!;
  const year19 = id.slice(6, 8) === '19';
  switch (chance.weighted(ERRORS.id)) {
    case 'same': return id;
    case 'digit': return digitAt(id, chance.between(3, 16), chance);
    case 'digitAndCheck': { const first = digitAt(id, chance.between(3, 16), chance).slice(0, 17); return first + checkDigit(first); }
    case 'swapped': return swappedAt(id, chance.between(6, 15));
    case 'lost': { const at = chance.between(3, 16); return id.slice(0, at) + id.slice(at + 1); }
    case 'old15': return year19 ? id.slice(0, 6) + id.slice(8, 17) : id;
    case 'kin': return person.kin?.citizenId ?? id;
    default: return citizenIdOf(Number(person.divisionCode.slice(0, 6)), person.birthOn!, person.sex, chance);
  }
}

function wrongBirth(birthOn: string, citizenId: string | undefined, chance: Chance): string | undefined {
  const [year, month, day] = birthOn.split('-') as [string, string, string];
  switch (chance.weighted(ERRORS.birth)) {
    case 'same': return birthOn;
    case 'fromId': return citizenId?.length === 18 ? `${citizenId.slice(6, 10)}-${citizenId.slice(10, 12)}-${citizenId.slice(12, 14)}` : birthOn;
    case 'swapped': return Number(day) <= 12 ? `${year}-${day}-${month}` : birthOn;
    case 'digit': return `${chance.happens(0.5) ? year : digitAt(year, 3, chance)}-${month}-${two(chance.between(1, 28))}`;
    case 'part': return `${year}-${two(chance.between(1, 12))}-${two(chance.between(1, 28))}`;
    case 'year': return `${Number(year) + chance.pick([-1, 1])}-${month}-${day}`;
    default: return undefined;
  }
}

function wrongHome(code: string, chance: Chance): string {
  switch (chance.weighted(ERRORS.home)) {
    case 'same': return code;
    case 'village': return `${code.slice(0, 9)}${200 + chance.between(0, 24)}`;
    default: return villageOf(Number(code.slice(0, 6)), chance);
  }
}

function wrongMobile(person: Person, chance: Chance): string | undefined {
  switch (chance.weighted(ERRORS.mobile)) {
    case 'same': return person.mobile;
    case 'changed': return mobileOf(chance);
    case 'digit': return digitAt(person.mobile!, chance.between(3, 10), chance);
    case 'kin': return person.kin?.mobile ?? person.mobile;
    default: return undefined;
  }
}

function wrongEnlisted(enlistedOn: string, chance: Chance): string | undefined {
  const [year, month] = enlistedOn.split('-') as [string, string];
  switch (chance.weighted(ERRORS.enlisted)) {
    case 'same': return enlistedOn;
    case 'month': return `${year}-${two(chance.between(1, 12))}`;
    case 'digit': return `${digitAt(year, 3, chance)}-${month}`;
    case 'year': return `${Number(year) + chance.pick([-1, 1])}-${month}`;
    case 'yearOnly': return year;
    default: return undefined;
  }
}
