import { halfWidth, squeeze } from "./normalise.ts";

/** A calendar day as 'YYYY-MM-DD'; plain string comparison orders days. */
export type Day = string;

const MS_PER_DAY = 86_400_000;

function pad(value: number, width: number): string {
  return String(value).padStart(width, "0");
}

function lastDayOf(year: number, month: number): number {
  if (month === 2) {
    return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  }
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function toUtc(day: Day): number {
  return Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10)));
}

function fromUtc(ms: number): Day {
  const date = new Date(ms);
  return `${pad(date.getUTCFullYear(), 4)}-${pad(date.getUTCMonth() + 1, 2)}-${pad(date.getUTCDate(), 2)}`;
}

/** The day of a year, month (1–12) and day of month, or undefined where the calendar has none; years 1000–9999. */
export function dayOf(year: number, month: number, day: number): Day | undefined {
  if (!Number.isInteger(year) || !Number.isInteger(month) || !Number.isInteger(day))
    return undefined;
  if (year < 1000 || year > 9999 || month < 1 || month > 12) return undefined;
  if (day < 1 || day > lastDayOf(year, month)) return undefined;
  return `${year}-${pad(month, 2)}-${pad(day, 2)}`;
}

/** True for exactly 'YYYY-MM-DD' that exists in the calendar. */
export function isDay(value: unknown): value is Day {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  return dayOf(yearOf(value), monthOf(value), Number(value.slice(8, 10))) !== undefined;
}

/** The day so many days later (earlier when negative). */
export function addDays(day: Day, days: number): Day {
  return fromUtc(toUtc(day) + days * MS_PER_DAY);
}

/** The same day of the month so many months later; past the end of a shorter month, its last day (01-31 + 1 → 02-28). */
export function addMonths(day: Day, months: number): Day {
  const count = yearOf(day) * 12 + monthOf(day) - 1 + months;
  const year = Math.floor(count / 12);
  const month = (count % 12) + 1;
  const date = Math.min(Number(day.slice(8, 10)), lastDayOf(year, month));
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(date, 2)}`;
}

/** Days from the first to the second; 1 for today to tomorrow, negative when the second is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((toUtc(to) - toUtc(from)) / MS_PER_DAY);
}

/** 周岁: full years on a day, reached on the birthday (born 02-29: on 03-01 of common years); negative before birth. */
export function ageOn(birth: Day, on: Day): number {
  const years = yearOf(on) - yearOf(birth);
  return on.slice(5) < birth.slice(5) ? years - 1 : years;
}

/** Calendar year. */
export function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}

/** Month 1–12. */
export function monthOf(day: Day): number {
  return Number(day.slice(5, 7));
}

/** Quarter 1–4. */
export function quarterOf(day: Day): number {
  return Math.ceil(monthOf(day) / 3);
}

/** As in documents: 2023年5月1日. */
export function printDay(day: Day): string {
  return `${yearOf(day)}年${monthOf(day)}月${Number(day.slice(8, 10))}日`;
}

/** As in documents: 2023年5月. */
export function printMonth(day: Day): string {
  return `${yearOf(day)}年${monthOf(day)}月`;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The day on the wall calendar of a zone ('Asia/Shanghai') at an instant. */
export function todayIn(zone: string, now: Date): Day {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      calendar: "gregory",
      numberingSystem: "latn",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
    });
    formatters.set(zone, formatter);
  }
  const parts: Record<string, string> = {};
  for (const part of formatter.formatToParts(now)) parts[part.type] = part.value;
  return `${pad(Number(parts.year), 4)}-${parts.month}-${parts.day}`;
}

/** A day read from text, and how exactly it was written; a month stands as its first day, a year as 1 January. */
export type ParsedDay = { day: Day; precision: "day" | "month" | "year" };

const CHINESE_DIGITS = "〇一二三四五六七八九";

/** 一九六八年十二月廿一日 → 1968年12月21日; text that holds no such numerals comes back as it was. */
function latinNumerals(text: string): string {
  return text
    .replace(/[○Ｏ零]/g, "〇")
    .replace(/廿/g, "二十")
    .replace(/卅/g, "三十")
    .replace(/[一二三]?十[一二三四五六七八九]?/g, (tens) => {
      const [before = "", after = ""] = tens.split("十");
      return String(
        (before ? CHINESE_DIGITS.indexOf(before) : 1) * 10 +
          Math.max(0, CHINESE_DIGITS.indexOf(after || "〇")),
      );
    })
    .replace(/[〇一二三四五六七八九]/g, (char) => String(CHINESE_DIGITS.indexOf(char)));
}

/** Serial 1 is 1900-01-01; the system counts a 29 February 1900 that never was (60). */
function fromSerial(serial: number): ParsedDay | undefined {
  const whole = Math.floor(serial);
  if (whole < 1 || whole === 60 || whole > 2_958_465) return undefined;
  return { day: addDays(whole < 60 ? "1899-12-31" : "1899-12-30", whole), precision: "day" };
}

function parsed(year: string, month?: string, date?: string): ParsedDay | undefined {
  const day = dayOf(Number(year), Number(month ?? 1), Number(date ?? 1));
  if (day === undefined || yearOf(day) < 1800 || yearOf(day) > 2199) return undefined;
  return { day, precision: date !== undefined ? "day" : month !== undefined ? "month" : "year" };
}

const CLOCK =
  "(?:\\d{1,2}(?::\\d{1,2}){1,2}(?:\\.\\d+)?|\\d{1,2}时(?:\\d{1,2}分)?(?:\\d{1,2}秒)?)?";
const COMPACT = new RegExp(`^(\\d{4})(\\d{2})(\\d{2})?(?: ${CLOCK})?$`);
const MARKED = new RegExp(
  `^(\\d{4}) ?年(?: ?(\\d{1,2}) ?月份?(?: ?(\\d{1,2}) ?[日号] ?${CLOCK})?)?$`,
);
const DOTTED = new RegExp(
  `^(\\d{4}) ?([-./、]) ?(\\d{1,2})(?: ?\\2 ?(\\d{1,2})(?:[T ]${CLOCK})?)?$`,
);
const INSTANT = /^(\d{4}-\d{2}-\d{2})T.*(?:Z|[+-]\d{2}:?\d{2})$/;

function parseDayText(text: string): ParsedDay | undefined {
  const plain = squeeze(halfWidth(latinNumerals(text))).replace(/^'/, "");
  const instant = INSTANT.exec(plain);
  if (instant) {
    const at = new Date(plain);
    if (!isDay(instant[1]) || Number.isNaN(at.getTime())) return undefined;
    return { day: todayIn("Asia/Shanghai", at), precision: "day" };
  }
  const compact = COMPACT.exec(plain) ?? MARKED.exec(plain);
  if (compact) return parsed(compact[1]!, compact[2], compact[3]);
  const dotted = DOTTED.exec(plain);
  if (dotted) return parsed(dotted[1]!, dotted[3], dotted[4]);
  return /^\d{4}$/.test(plain) ? parsed(plain) : undefined;
}

/** Number cells: 1900–2100 is a year, 196805 a month, 19680501 a day, otherwise an Excel serial (whose fraction is a time). */
function parseDayNumber(value: number): ParsedDay | undefined {
  if (!Number.isFinite(value) || value < 1) return undefined;
  const text = String(value);
  if (Number.isInteger(value) && ((value >= 1900 && value <= 2100) || value >= 190_001))
    return parseDayText(text);
  if (value > 1900 && value < 2101) return /\.1$/.test(text) ? undefined : parseDayText(text);
  return fromSerial(value);
}

/**
 * Reads a day in the forms that ledgers hold: 2023-05-01, 2023.5.1, 20230501, 1968.5, 196805, 1968年5月3日, 一九六八年五月,
 * 1968, each with full-width digits or a time behind it. A number, or digits with `serial`, may be an Excel serial of the
 * 1900 system. Undefined for impossible days and for what could be read two ways (the number 1968.1: January or October).
 */
export function parseDay(
  text: string | number,
  options: { serial?: boolean } = {},
): ParsedDay | undefined {
  if (typeof text === "number") return parseDayNumber(text);
  const plain = squeeze(halfWidth(text));
  if (options.serial && /^\d{1,8}(\.\d+)?$/.test(plain)) return parseDayNumber(Number(plain));
  return parseDayText(text);
}
