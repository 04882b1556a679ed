import { checkCitizenId, normaliseCitizenId } from '#base/pure/citizenId.ts';
import { checkPhone } from '#base/pure/phone.ts';
import { normaliseName } from '#base/pure/personName.ts';
import type { Typed } from '../schema/answers.ts';
import type { LinkRow } from './linking.ts';

/** How much of a birth day is known. */
export type Known = 'year' | 'month' | 'day';

/** What was typed, ready to compare: numbers in one form, the birth day read from the id where one is there; `id` is nobody's. */
export function readTyped(typed: Typed, place: string): LinkRow & { known: Known } {
  const citizenId = typed.citizenId ? normaliseCitizenId(typed.citizenId) : '';
  const read = citizenId ? checkCitizenId(citizenId) : undefined;
  const phone = typed.mobile ? checkPhone(typed.mobile) : undefined;
  const birthOn = read?.ok ? read.birthOn : typed.birthOn || birthWithin(citizenId);
  return {
    id: '', name: normaliseName(typed.name), citizenId: read?.ok ? read.id : citizenId.length >= 15 ? citizenId : null, birthOn: birthOn || null,
    divisionCode: typed.divisionCode ?? place, mobile: phone?.ok ? phone.phone : null, enlistedOn: null,
    known: birthOn && birthOn.length === 4 ? 'year' : birthOn && birthOn.length === 7 ? 'month' : 'day',
  };
}

/** The birth day that stands in an id whose check digit is wrong: one wrong digit elsewhere leaves it readable. */
function birthWithin(id: string): string | undefined {
  const found = /^\d{6}((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dX]$/.exec(id);
  return found ? `${found[1]}-${found[2]}-${found[3]}` : undefined;
}

/** A day cut to what is known of the other one, so that 1968 agrees with 1968-05-01. */
export const cutTo = (day: string | null, known: Known) => day && day.slice(0, known === 'year' ? 4 : known === 'month' ? 7 : 10);
