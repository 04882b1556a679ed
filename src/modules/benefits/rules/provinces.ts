import { Province } from '../schema/standards.ts';

/** The code of the province of a county, by the first two digits of its division code; null where no province has them. 410221 → '41' 河南. */
export function provinceOf(county: string): string | null {
  const code = county.slice(0, 2);
  return Province.codes.some((one) => one.code === code) ? code : null;
}
