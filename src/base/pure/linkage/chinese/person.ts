import { normaliseName } from '#base/pure/personName.ts';
import type { Confusion, Declaration } from '../declaration.ts';
import { birthDay, division, month } from './dates.ts';
import { chineseName, initialsOf, soundOf } from './name.ts';
import { citizenId, comparableCitizenId, comparablePhone, phone } from './numbers.ts';

type Read<R> = (row: R) => string | null | undefined;

/** Where a person's compared values stand in a row; what is absent in a row is no evidence. */
export type PersonReaders<R> = {
  id(row: R): string;
  name: Read<R>;
  citizenId: Read<R>;
  /** YYYY-MM-DD, or YYYY-MM or YYYY where no more is known. */
  birthOn: Read<R>;
  /** 12 digits. */
  divisionCode: Read<R>;
  mobile: Read<R>;
  /** YYYY-MM; a day is cut off. */
  enlistedOn: Read<R>;
};

/** Stretches of a birth day, a citizen id and a division code. */
const YEAR = [0, 4] as const;
const AREA_AND_BIRTH = [0, 14] as const;
const BIRTH_AND_ORDER = [6, 17] as const;
const TOWNSHIP = [0, 9] as const;

/**
 * Kin who share a surname and often a village, a telephone and a month of enlistment, and are different people: of different years
 * (fathers and sons, brothers), and twins, whose ids differ in the last places only. The shares are where learning begins.
 */
const KIN: readonly Confusion[] = [
  {
    name: 'kin', title: '更像亲属（父子、兄弟）', share: 0.1,
    expected: {
      name: [0.0002, 0.0001, 0.003, 0.003, 0.01, 0.2, 0.7828, 0.0005, 0.0004],
      citizenId: [0.00001, 0.0001, 0.0005, 0.0001, 0.0002, 0.0001, 0.999],
      birthOn: [0.00005, 0.0001, 0.005, 0.005, 0.01, 0.98],
      divisionCode: [0.85, 0.05, 0.1, 0.0001],
      mobile: [0.4, 0.002, 0.598],
      enlistedOn: [0.02, 0.2, 0.1, 0.68],
    },
  },
  {
    name: 'twins', title: '更像双胞胎', share: 0.005,
    expected: {
      name: [0.0002, 0.0001, 0.02, 0.02, 0.02, 0.55, 0.3888, 0.0005, 0.0004],
      citizenId: [0.00001, 0.02, 0.01, 0.0001, 0.93, 0.01, 0.0299],
      birthOn: [0.95, 0.005, 0.02, 0.01, 0.01, 0.005],
      divisionCode: [0.85, 0.05, 0.1, 0.0001],
      mobile: [0.4, 0.002, 0.598],
      enlistedOn: [0.7, 0.1, 0.1, 0.1],
    },
  },
];

/** The declaration of Chinese persons: name, citizen id, birth day, village, telephone, month of enlistment. The starting weights fit it. */
export function personDeclaration<R>(read: PersonReaders<R>): Declaration<R> {
  return {
    id: read.id,
    fields: [
      { name: 'name', title: '姓名', read: (row) => named(read.name(row)), comparator: chineseName, termFrequency: true, expected: [0.88, 0.01, 0.04, 0.02, 0.02, 0.015, 0.01, 0.003, 0.002] },
      { name: 'citizenId', title: '身份证号', read: (row) => comparableCitizenId(read.citizenId(row)), comparator: citizenId, expected: [0.9, 0.05, 0.02, 0.005, 0.01, 0.005, 0.01] },
      { name: 'birthOn', title: '出生日期', read: read.birthOn, comparator: birthDay, unless: 'citizenId', expected: [0.9, 0.02, 0.03, 0.02, 0.015, 0.015] },
      { name: 'divisionCode', title: '所在村', read: read.divisionCode, comparator: division, expected: [0.8, 0.12, 0.07, 0.01] },
      { name: 'mobile', title: '电话', read: (row) => comparablePhone(read.mobile(row)), comparator: phone, expected: [0.65, 0.05, 0.3] },
      { name: 'enlistedOn', title: '入伍年月', read: (row) => read.enlistedOn(row)?.slice(0, 7), comparator: month, termFrequency: true, expected: [0.83, 0.07, 0.08, 0.02] },
    ],
    confusions: KIN,
    blocking: [
      { name: 'citizenId', parts: [{ from: 'citizenId' }] },
      { name: 'mobile', parts: [{ from: 'mobile' }], most: 50 },
      { name: 'sound+year', parts: [{ from: 'name', of: soundOf }, { from: 'birthOn', stretch: YEAR }] },
      { name: 'birth+township', parts: [{ from: 'birthOn' }, { from: 'divisionCode', stretch: TOWNSHIP }] },
      { name: 'birth+initials', parts: [{ from: 'birthOn' }, { from: 'name', of: initialsOf }] },
      { name: 'sound+village', parts: [{ from: 'name', of: soundOf }, { from: 'divisionCode' }] },
      { name: 'sound+enlisted', parts: [{ from: 'name', of: soundOf }, { from: 'enlistedOn' }] },
      { name: 'idHead', parts: [{ from: 'citizenId', stretch: AREA_AND_BIRTH }] },
      { name: 'idTail', parts: [{ from: 'citizenId', stretch: BIRTH_AND_ORDER }] },
      { name: 'year+initials+village', parts: [{ from: 'birthOn', stretch: YEAR }, { from: 'name', of: initialsOf }, { from: 'divisionCode' }] },
    ],
  };
}

function named(name: string | null | undefined): string | undefined {
  if (!name) return undefined;
  return /^[\u4e00-\u9fff]{2,4}$/.test(name) ? name : normaliseName(name);
}
