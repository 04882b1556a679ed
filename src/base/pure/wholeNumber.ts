import { halfWidth } from './normalise.ts';

/** Whether a text holds a number by which one person is found (a citizen id, a telephone or card number, whole or nearly): seven digits or more in a row, spaces and hyphens aside. Such a text stays out of addresses, logs and stored queries. */
export function holdsWholeNumber(text: string): boolean {
  return /\d{7}/.test(halfWidth(text).replace(/[\s-]/g, ''));
}

/** Whether a text is nothing but such a number: 15 or 18 places of a citizen id, 11 of a mobile number, 10 to 12 with an area code, 16 to 19 of a card. A day, a code of a place or an id of a row is none. */
export function isWholeNumber(text: string): boolean {
  const plain = halfWidth(text).replace(/\s/g, '');
  return /^(\d{15}|\d{17}[\dXx]|1\d{10}|\d{16,19}|0\d{2,3}-?\d{7,8})$/.test(plain);
}
