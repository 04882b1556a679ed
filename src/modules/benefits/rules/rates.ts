import type { Day } from '#base/pure/day.ts';
import type { Fen } from '#base/pure/fen.ts';
import { type Month, monthOf } from './months.ts';

/** How far a standard reaches, lowest office last. */
export type Reach = 'nation' | 'province' | 'county';
/** What a row of a standard is to the others: a floor that others build on, the full amount that takes its place, money on top for everybody, or on top for whom it was approved (孤老增发). */
export type StandardKind = 'floor' | 'full' | 'topUp' | 'personal';

/** One row of the standards in force, as the rules read it. */
export type StandardRow = {
  id: string; reach: Reach; kind: StandardKind; category: string; variant: string | null; grade: number | null; nature: string | null;
  /** The name of a top-up: those of one name replace each other, those of different names add up. */
  addon?: string | null;
  amount: Fen; period: 'year' | 'month'; effectiveOn: Day;
  /** When it became known; unknown counts as known from its day of effect. */
  publishedOn: Day | null;
  document: string | null; verified: boolean; released: boolean;
};

/** What one month of a benefit is worth under the standards in force. */
export type Rate = {
  /** The month's amount in fen, rounded half up. */
  monthly: Fen;
  /** The exact month in twelfths of a fen: the yearly amount in fen. */
  twelfths: Fen;
  /** Ids of the rows that make it, lowest reach last. */
  standards: readonly string[];
  /** The first month of the youngest of those rows. */
  since: Month;
  /** Whether every row is published or was released by a named person; otherwise nothing may be paid by it. */
  payable: boolean;
  /** The names of 逐人增发 in it, in order; absent without any. */
  addons?: readonly string[];
};

/** What a rate is looked up by: category with grade and nature, or category with variant. */
export type RateKey = string;

/** The key of a rate; the variant of 三属 is the identity, of others what the province calls its steps. */
export function rateKey(category: string, variant: string | null = null, grade: number | null = null, nature: string | null = null): RateKey {
  return `${category}|${variant ?? ''}|${grade ?? ''}|${nature ?? ''}`;
}

type Line = { from: Month; rate: Rate };
/** Of a key the 逐人增发 by name, each one rate after another. */
type Personal = ReadonlyMap<string, readonly Line[]>;
const NOTHING: readonly string[] = [];

/** How an area stands in the variant of a row whose amount is for the countryside or the towns alone. */
const AREAS = { rural: '（农村）', urban: '（城镇）' } as const;
/** 户籍 as far as a standard asks. */
export type Hukou = keyof typeof AREAS;
/** Where a published amount goes by steps that name no identity (三属最低档), the key of an identity at a step. */
export const stepKey = (category: string, identity: string, step: string): RateKey => rateKey(category, `${identity}·${step}`);
/** The category whose variants are identities, and what those are; every other variant of it is a step. */
const STEPPED = { category: '三属', identities: ['烈士遗属', '因公牺牲军人遗属', '病故军人遗属'] as readonly string[] };

/** The standards of one county compiled for looking up: by key, the rates one after another. */
export class Rates {
  readonly #lines: ReadonlyMap<RateKey, readonly Line[]>;
  readonly #multiples = new Map<Rate, Map<number, Rate>>();
  readonly #split: ReadonlySet<RateKey>;
  readonly #stepped: Month | null;
  readonly #personal: ReadonlyMap<RateKey, Personal>;
  readonly #sums = new Map<Rate, Map<Rate, Rate>>();

  /** `split`: keys that have amounts by area; `stepped`: the first month in which 三属 goes by steps; `personal`: what is on top for whom it was approved. */
  constructor(lines: ReadonlyMap<RateKey, readonly Line[]>, split: ReadonlySet<RateKey> = new Set(), stepped: Month | null = null, personal: ReadonlyMap<RateKey, Personal> = new Map()) {
    this.#lines = lines;
    this.#split = split;
    this.#stepped = stepped;
    this.#personal = personal;
  }

  /** The rate of a key in a month for somebody of a household of the countryside or the towns, where amounts differ by that, with the 逐人增发 approved to them; 'hukouKind' where they do and it is not known. */
  for(key: RateKey, month: Month, hukou: Hukou | null, addons: readonly string[] = NOTHING): Rate | undefined | 'hukouKind' {
    if (!this.#split.has(key)) return this.at(key, month, addons);
    const [rural, urban] = [this.at(areaKey(key, 'rural'), month, addons), this.at(areaKey(key, 'urban'), month, addons)];
    if (hukou !== null) return hukou === 'rural' ? rural : urban;
    return rural?.twelfths === urban?.twelfths ? rural : 'hukouKind';
  }

  /** Whether 三属 goes by steps in a month: then the step of a person has to be known. */
  goesBySteps(month: Month): boolean {
    return this.#stepped !== null && this.#stepped <= month;
  }

  /** The rate of a key in a month, with the 逐人增发 of these names on top; undefined where no standard was in force. */
  at(key: RateKey, month: Month, addons: readonly string[] = NOTHING): Rate | undefined {
    const rate = standing(this.#lines.get(key), month);
    if (rate === undefined || addons.length === 0) return rate;
    const personal = this.#personal.get(key);
    if (personal === undefined) return rate;
    return addons.reduce((sum, name) => { const part = standing(personal.get(name), month); return part?.addons === undefined ? sum : this.#with(sum, part); }, rate);
  }

  /** Two rates together; the same object for the same two. */
  #with(rate: Rate, part: Rate): Rate {
    let known = this.#sums.get(rate);
    if (!known) this.#sums.set(rate, (known = new Map()));
    let made = known.get(part);
    if (!made) known.set(part, (made = { ...exactly(rate.twelfths + part.twelfths), standards: [...rate.standards, ...part.standards], since: Math.max(rate.since, part.since), payable: rate.payable && part.payable, addons: [...(rate.addons ?? []), ...(part.addons ?? [])] }));
    return made;
  }

  /** A rate for each of several years of service; the same object for the same number. */
  times(rate: Rate, count: number): Rate {
    let known = this.#multiples.get(rate);
    if (!known) this.#multiples.set(rate, (known = new Map()));
    let made = known.get(count);
    if (!made) known.set(count, (made = { ...rate, ...exactly(rate.twelfths * BigInt(count)) }));
    return made;
  }

  /** The months from which a key's rate changes, in order. */
  changesOf(key: RateKey): readonly Month[] {
    return (this.#lines.get(key) ?? []).map((line) => line.from);
  }

  /** Every key that has a rate. */
  keys(): RateKey[] {
    return [...this.#lines.keys()];
  }
}

function standing(lines: readonly Line[] | undefined, month: Month): Rate | undefined {
  if (lines === undefined) return undefined;
  for (let index = lines.length - 1; index >= 0; index -= 1) if (lines[index]!.from <= month) return lines[index]!.rate;
  return undefined;
}

/** The key of an amount for one area. */
function areaKey(key: RateKey, area: Hukou): RateKey {
  const [category, variant, ...rest] = key.split('|');
  return [category, `${variant}${AREAS[area]}`, ...rest].join('|');
}

/** Categories paid as another where no younger notice names them: 参试 as 参战 (《军人抚恤优待条例》第六十一条). */
const ANALOGOUS: readonly (readonly [category: string, model: string])[] = [['参试退役军人', '参战退役军人']];

/**
 * The standards of a county as they were known on a day. The province's full amount takes the place of the national floor with the province's
 * top-ups; the county's top-ups come on top, those of different names each for itself; 逐人增发 stands apart, for whom it was approved. Of two rows for the same place the one with the later day of effect counts, then the later published.
 * Reading: docs/rulings/0009-benefit-standards.md, 依据《军人抚恤优待条例》第十九条、第三十一条.
 */
export function compileRates(rows: readonly StandardRow[], knownOn: Day): Rates {
  const known = rows.filter((row) => (row.publishedOn ?? row.effectiveOn) <= knownOn);
  const byKey = new Map<RateKey, StandardRow[]>();
  for (const row of known) {
    const key = rateKey(row.category, row.variant, row.grade, row.nature);
    byKey.set(key, [...(byKey.get(key) ?? []), row]);
  }
  for (const [category, model] of ANALOGOUS) {
    const [own, shared] = [byKey.get(rateKey(category)) ?? [], byKey.get(rateKey(model)) ?? []];
    if (shared.length > 0) byKey.set(rateKey(category), [...shared, ...own]);
  }
  const stepped = withSteps(byKey);
  const split = withAreas(byKey);
  const lines = new Map<RateKey, Line[]>();
  const personal = new Map<RateKey, Personal>();
  for (const [key, held] of byKey) {
    const made = linesOf(held, (from) => layered(held, from));
    if (made.length > 0) lines.set(key, made);
    const own = held.filter((row) => row.kind === 'personal');
    const names = [...new Set(own.map((row) => row.addon ?? ''))].sort();
    if (names.length > 0) personal.set(key, new Map(names.map((name) => [name, linesOf(own.filter((row) => (row.addon ?? '') === name), (from, rows) => personalRate(name, rows, from))])));
  }
  return new Rates(lines, split, stepped, personal);
}

function linesOf(rows: readonly StandardRow[], rateIn: (from: Month, rows: readonly StandardRow[]) => Rate | undefined): Line[] {
  const months = [...new Set(rows.map((row) => monthOf(row.effectiveOn)))].sort((a, b) => a - b);
  return months.flatMap((from) => { const rate = rateIn(from, rows); return rate ? [{ from, rate }] : []; });
}

/** What one 逐人增发 comes to in a month: the youngest of the province and the youngest of the county. */
function personalRate(name: string, rows: readonly StandardRow[], month: Month): Rate | undefined {
  const parts = (['province', 'county'] as const).flatMap((reach) => latest(rows, month, reach, 'personal') ?? []).filter((row) => row.amount > 0n);
  return parts.length === 0 ? { ...exactly(0n), standards: [], since: month, payable: true } : { ...together(parts), addons: [name] };
}

/** Gives every identity of 三属 at every published step a key of its own: the step's full amount with the top-ups of the identity. Gives the first month of the steps. */
function withSteps(byKey: Map<RateKey, StandardRow[]>): Month | null {
  const steps = [...byKey.values()].filter((rows) => rows[0]!.category === STEPPED.category && !STEPPED.identities.includes(rows[0]!.variant ?? '') && rows.some((row) => row.kind === 'full'));
  for (const rows of steps) for (const identity of STEPPED.identities) byKey.set(stepKey(STEPPED.category, identity, rows[0]!.variant ?? ''), [...(byKey.get(rateKey(STEPPED.category, identity)) ?? []), ...rows]);
  return steps.length === 0 ? null : Math.min(...steps.flat().filter((row) => row.kind === 'full').map((row) => monthOf(row.effectiveOn)));
}

/** Puts what is published without an area beside the amounts by area, for both areas: 红军失散人员 of the countryside draws the nation's floor until the province names an amount for the countryside. Gives the keys that differ by area. */
function withAreas(byKey: Map<RateKey, StandardRow[]>): Set<RateKey> {
  const split = new Set<RateKey>();
  for (const [key, rows] of byKey) {
    const variant = rows[0]!.variant ?? '';
    const area = (Object.keys(AREAS) as Hukou[]).find((one) => variant.endsWith(AREAS[one]));
    if (area && key === rateKey(rows[0]!.category, rows[0]!.variant, rows[0]!.grade, rows[0]!.nature)) split.add(rateKey(rows[0]!.category, variant.slice(0, -AREAS[area].length) || null, rows[0]!.grade, rows[0]!.nature));
  }
  for (const key of split) for (const area of Object.keys(AREAS) as Hukou[]) byKey.set(areaKey(key, area), [...(byKey.get(key) ?? []), ...(byKey.get(areaKey(key, area)) ?? [])]);
  return split;
}

/** Whether a row may be paid by: it stands in a published text, or a named person decided to use it. */
const usable = (row: StandardRow): boolean => row.verified || row.released;

/**
 * The rows that payments go by: an unverified row never takes the place of one that may be paid by, so that nobody waits for a decision with nothing; until it is
 * published or released the former goes on, and the difference follows as arrears. Where it has no former, it is left out if anything stands beneath it that may be paid by: a first
 * top-up adds nothing yet, a first full amount leaves the nation's floor. Only where nothing stands beneath it, it stays and is marked as not payable.
 */
export function rowsToPayBy(rows: readonly StandardRow[]): StandardRow[] {
  const place = (row: StandardRow): string => `${rateKey(row.category, row.variant, row.grade, row.nature)}|${row.reach}|${row.kind}|${row.addon ?? ''}`;
  const first = new Map<string, Day>();
  for (const row of rows) if (usable(row) && row.effectiveOn < (first.get(place(row)) ?? '9999')) first.set(place(row), row.effectiveOn);
  const beneath = rows.filter((row) => usable(row) && (row.kind === 'floor' || row.kind === 'full'));
  const stands = (row: StandardRow): boolean => beneath.some((one) => one.effectiveOn <= row.effectiveOn && one.category === row.category && one.grade === row.grade && one.nature === row.nature
    && (one.kind === 'floor' || (row.reach === 'county' && one.reach === 'province')) && (bareVariant(one) === bareVariant(row) || isStep(row)));
  return rows.filter((row) => usable(row) || (row.effectiveOn < (first.get(place(row)) ?? '9999') && row.kind !== 'topUp' && row.kind !== 'personal' && (row.kind === 'floor' || !stands(row))));
}

/** A variant without its area: what is published for the countryside stands on what is published for all. */
const bareVariant = ({ variant }: StandardRow): string => Object.values(AREAS).reduce((name, area) => (name.endsWith(area) ? name.slice(0, -area.length) : name), variant ?? '');
const isStep = (row: StandardRow): boolean => row.category === STEPPED.category && !STEPPED.identities.includes(row.variant ?? '');

/** The rate that the layers give in a month; undefined where only top-ups without anything below them are known. */
function layered(held: readonly StandardRow[], month: Month): Rate | undefined {
  const full = latest(held, month, 'province', 'full') ?? latest(held, month, 'county', 'full');
  const floor = full ?? latest(held, month, 'nation', 'floor');
  if (!floor) return undefined;
  const parts = [floor, ...(full ? [] : topUps(held, month, 'province')), ...topUps(held, month, 'county')];
  return together(parts);
}

function together(parts: readonly StandardRow[]): Rate {
  const twelfths = parts.reduce((sum, row) => sum + (row.period === 'year' ? row.amount : row.amount * 12n), 0n);
  return { ...exactly(twelfths), standards: parts.map((row) => row.id), since: Math.max(...parts.map((row) => monthOf(row.effectiveOn))), payable: parts.every(usable) };
}

/** The top-ups of an office in a month: the youngest of each name; one of 0.00 元 has ended. */
function topUps(held: readonly StandardRow[], month: Month, reach: Reach): StandardRow[] {
  const names = new Set(held.flatMap((row) => (row.kind === 'topUp' && row.reach === reach ? [row.addon ?? ''] : [])));
  return [...names].sort().flatMap((name) => latest(held.filter((row) => (row.addon ?? '') === name), month, reach, 'topUp') ?? []).filter((row) => row.amount > 0n);
}

function latest(held: readonly StandardRow[], month: Month, reach: Reach, kind: StandardKind): StandardRow | undefined {
  let best: StandardRow | undefined;
  for (const row of held) {
    if (row.reach !== reach || row.kind !== kind || monthOf(row.effectiveOn) > month) continue;
    if (!best || row.effectiveOn > best.effectiveOn || (row.effectiveOn === best.effectiveOn && (row.category !== best.category || row.variant !== best.variant || order(row) > order(best)))) best = row;
  }
  return best;
}

const order = (row: StandardRow): string => `${row.publishedOn ?? ''}|${row.id}`;

/** A rate's amounts from its exact twelfths: 11390 元 a year are 949.17 元 a month, rounded half up. */
export function exactly(twelfths: Fen): { monthly: Fen; twelfths: Fen } {
  return { monthly: (twelfths + 6n) / 12n, twelfths };
}
