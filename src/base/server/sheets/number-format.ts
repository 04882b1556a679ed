/** How a cell's number format shows its number: a day, a day with time, a time, zero-padded to a width, or plainly. */
export type Shown = 'plain' | 'day' | 'instant' | 'time' | { width: number };

const builtIn: Record<number, Shown> = { 14: 'day', 15: 'day', 16: 'day', 17: 'day', 18: 'time', 19: 'time', 20: 'time', 21: 'time', 22: 'instant', 45: 'time', 46: 'time', 47: 'time' };
for (const id of [27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]) builtIn[id] = 'day';
for (const id of [32, 33, 34, 35, 55, 56]) builtIn[id] = 'time';

/** Judges a number format by its id, and by its code for ids the workbook defines itself. The Chinese built-in ids (27–36, 50–58) count. */
export function judgeFormat(id: number, code: string | undefined): Shown {
  if (code === undefined) return builtIn[id] ?? 'plain';
  const bare = (code.split(';')[0] ?? '')
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .toLowerCase();
  if (/^0+$/.test(bare)) return bare.length > 1 ? { width: bare.length } : 'plain';
  if (bare.includes('general') || /[#0?]/.test(bare.replace(/s\.0+/g, 's'))) return 'plain';
  const hasTime = /[hs]/.test(bare);
  const hasDay = /[yde]/.test(bare) || (/m/.test(bare) && !hasTime && !bare.includes('[m'));
  if (hasDay) return hasTime ? 'instant' : 'day';
  return hasTime || bare.includes('[m') ? 'time' : 'plain';
}

const millisecondsPerDay = 86_400_000;
const lastSerial = 2_958_466;

/** Serial day number to text as `shown` wants it; undefined when the serial is no day of the calendar (Excel shows ####). */
export function showSerial(serial: number, shown: 'day' | 'instant' | 'time', from1904: boolean): string | undefined {
  if (!(serial >= 0 && serial < lastSerial)) return undefined;
  const seconds = Math.round(serial * 86_400);
  const clock = new Date((seconds % 86_400) * 1000).toISOString().slice(11, 19).replace(/:00$/, '');
  if (shown === 'time') return clock;
  const day = shown === 'day' ? Math.floor(serial) : Math.floor(seconds / 86_400);
  if (!from1904 && (day === 0 || day === 60)) return undefined;
  const epoch = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, day < 60 ? 31 : 30);
  const text = new Date(epoch + day * millisecondsPerDay).toISOString().slice(0, 10);
  return shown === 'day' || seconds % 86_400 === 0 ? text : `${text} ${clock}`;
}

/** A stored number without exponent. Whole numbers written out keep every digit; others the 15 digits that Excel itself shows. */
export function showNumber(raw: string, value: number): string {
  if (/^-?\d+$/.test(raw)) return raw;
  const shown = Number.isSafeInteger(value) ? value : Number(value.toPrecision(15));
  const text = String(shown);
  if (!text.includes('e')) return text;
  if (Math.abs(shown) >= 1e21) return Number.isFinite(shown) ? BigInt(shown).toString() : raw;
  return shown.toFixed(Math.min(100, 15 - Math.floor(Math.log10(Math.abs(shown))))).replace(/\.?0+$/, '');
}
