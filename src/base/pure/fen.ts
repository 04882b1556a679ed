import { halfWidth } from "./normalise.ts";

/** Money in whole fen (分, 1/100 yuan). */
export type Fen = bigint;

const SCALES: Record<string, number> = { "": 0, 万: 4, 亿: 8 };

/**
 * Reads an amount in yuan ('1,234.5', '￥1,234.50', '1234元', '15万元', full-width digits) into fen;
 * undefined for anything else, for misplaced separators and for fractions of a fen.
 */
export function parseYuan(text: string): Fen | undefined {
  const plain = halfWidth(text).replace(/\s/g, "");
  const match =
    /^(-?)(?:人民币|RMB)?[¥]?(-?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(万|亿)?(?:元|圆)?(?:整|正)?$/i.exec(
      plain,
    );
  if (!match) return undefined;
  const [, before = "", after = "", whole = "", decimals = "", unit = ""] = match;
  if (before && after) return undefined;
  const places = 2 + (SCALES[unit] ?? 0);
  if (decimals.length > places) return undefined;
  const fen = BigInt(whole.replace(/,/g, "") + decimals.padEnd(places, "0"));
  return before || after ? -fen : fen;
}

function split(fen: Fen): { sign: string; yuan: string; cents: string } {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, "0");
  return { sign: fen < 0n ? "-" : "", yuan: digits.slice(0, -2), cents: digits.slice(-2) };
}

/** For the screen: '1,234.50'. */
export function printYuan(fen: Fen): string {
  const { sign, yuan, cents } = split(fen);
  return `${sign}${yuan.replace(/\B(?=(\d{3})+$)/g, ",")}.${cents}`;
}

/** For workbooks: '1234.50', no separators. */
export function plainYuan(fen: Fen): string {
  const { sign, yuan, cents } = split(fen);
  return `${sign}${yuan}.${cents}`;
}

/** In 万元, rounded half away from zero to at most `digits` decimals (0–6), trailing zeros dropped: 15000000 fen → '15'. */
export function printTenThousand(fen: Fen, digits = 1): string {
  const divisor = 10n ** BigInt(6 - digits);
  const size = fen < 0n ? -fen : fen;
  const rounded = (size + divisor / 2n) / divisor;
  const text = rounded.toString().padStart(digits + 1, "0");
  const whole = text.slice(0, text.length - digits);
  const decimals = text.slice(text.length - digits).replace(/0+$/, "");
  const sign = fen < 0n && rounded > 0n ? "-" : "";
  return sign + whole + (decimals && `.${decimals}`);
}

const NUMERALS = "零壹贰叁肆伍陆柒捌玖";
const PLACES = ["", "拾", "佰", "仟"];

/** The capitals of 1–9999, inner zeros as one 零. */
function capitalSection(value: number): string {
  let text = "";
  let gap = false;
  for (let place = 3; place >= 0; place--) {
    const digit = Math.floor(value / 10 ** place) % 10;
    if (digit === 0) {
      gap = text !== "";
      continue;
    }
    text += (gap ? "零" : "") + NUMERALS.charAt(digit) + PLACES[place];
    gap = false;
  }
  return text;
}

/** The capitals of a positive whole number, by sections of 万 and 亿. */
function capitalWhole(value: bigint): string {
  for (const [size, unit] of [
    [100_000_000n, "亿"],
    [10_000n, "万"],
  ] as const) {
    if (value < size) continue;
    const rest = value % size;
    const zero = rest > 0n && rest < size / 10n ? "零" : "";
    return capitalWhole(value / size) + unit + zero + (rest > 0n ? capitalWhole(rest) : "");
  }
  return capitalSection(Number(value));
}

/**
 * 大写金额 for payment papers, 依据《支付结算办法》附一: 壹拾伍万元整, 壹仟肆佰零玖元伍角, 壹万陆仟肆佰零玖元零贰分;
 * 整 follows only 元, and a 零 that the rule leaves optional is left out.
 */
export function capitalYuan(fen: Fen): string {
  const size = fen < 0n ? -fen : fen;
  const yuan = size / 100n;
  const jiao = Number((size / 10n) % 10n);
  const cents = Number(size % 10n);
  const sign = fen < 0n ? "负" : "";
  if (size === 0n) return "零元整";
  let text = sign + (yuan > 0n ? `${capitalWhole(yuan)}元` : "");
  if (jiao === 0 && cents === 0) return `${text}整`;
  if (jiao > 0) text += `${NUMERALS.charAt(jiao)}角`;
  else if (yuan > 0n) text += "零";
  return cents > 0 ? `${text}${NUMERALS.charAt(cents)}分` : text;
}
