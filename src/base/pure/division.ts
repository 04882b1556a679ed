/** Level of an administrative division (行政区划) or of the service unit that answers for it. */
export type DivisionLevel = "province" | "city" | "county" | "township" | "village";

/** Digits of a 12-digit code that carry meaning at each level: province 2, city 4, county 6, township 9, village 12. */
const LENGTHS: Record<DivisionLevel, number> = {
  province: 2,
  city: 4,
  county: 6,
  township: 9,
  village: 12,
};
const UPWARD: DivisionLevel[] = ["village", "township", "county", "city", "province"];

/** True for a 12-digit code whose province part is not 00. */
export function isDivisionCode(text: unknown): text is string {
  return typeof text === "string" && /^\d{12}$/.test(text) && text.slice(0, 2) !== "00";
}

/** Level of a 12-digit code, by its trailing zeros; anything but 12 digits is a fault. */
export function levelOf(code: string): DivisionLevel {
  if (!isDivisionCode(code)) throw new RangeError(`not a division code: ${code}`);
  if (code.slice(9) !== "000") return "village";
  if (code.slice(6, 9) !== "000") return "township";
  if (code.slice(4, 6) !== "00") return "county";
  return code.slice(2, 4) !== "00" ? "city" : "province";
}

/** The code without the zeros of lower levels (county 6 digits, township 9); every code below begins with it. */
export function shortOf(code: string): string {
  return code.slice(0, LENGTHS[levelOf(code)]);
}

/** The nearest higher division whose code differs; undefined for a province. */
export function parentOf(code: string): string | undefined {
  const level = levelOf(code);
  for (const higher of UPWARD.slice(UPWARD.indexOf(level) + 1)) {
    const parent = code.slice(0, LENGTHS[higher]).padEnd(12, "0");
    if (parent !== code) return parent;
  }
  return undefined;
}

/** Inclusive range of codes of a division and all below: 410726001000 → 410726001000..410726001999. */
export function rangeOf(code: string): { from: string; to: string } {
  return { from: code, to: shortOf(code).padEnd(12, "9") };
}

/** True when a code is the scope's own or lies below it. */
export function isWithin(code: string, scope: string): boolean {
  const { from, to } = rangeOf(scope);
  return code.length === 12 && code >= from && code <= to;
}

/** The county's six digits, which lead every key of county rows. */
export function countyOf(code: string): string {
  return code.slice(0, 6);
}
