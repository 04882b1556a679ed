import { isCompoundSurname } from '#base/pure/mask.ts';
import { sortKey } from '#base/pure/personName.ts';
import type { Comparator } from '../declaration.ts';
import { codeOf, type Glyph, glyphOf } from './characters.ts';

/** What is known of a name: its characters, and how many of them the surname has. */
export type NameFeatures = { glyphs: Glyph[]; surname: number };

const DOT = 0xb7;
const BLANK = 0x20;

/** The name asked for last: blocking asks for its sound and then for its initials. */
let last: { name: string; features: NameFeatures } | undefined;

/** Features of a Chinese name; middle dots and blanks are passed over. */
export function nameFeatures(name: string): NameFeatures {
  if (last === undefined || last.name !== name) last = { name, features: featuresOf(name) };
  return last.features;
}

function featuresOf(name: string): NameFeatures {
  const glyphs = glyphsOf(name);
  if (glyphs.length < 3 || !glyphs[0]!.opens || !isCompoundSurname(glyphs[0]!.char + glyphs[1]!.char)) return { glyphs, surname: glyphs.length > 1 ? 1 : 0 };
  const sounds = sortKey(glyphs[0]!.char + glyphs[1]!.char).split(' ');
  for (const at of [0, 1]) {
    const sound = sounds[at] ?? glyphs[at]!.sound;
    glyphs[at] = { ...glyphs[at]!, sound, soundCode: codeOf(sound) };
  }
  return { glyphs, surname: 2 };
}

function glyphsOf(name: string): Glyph[] {
  // Nearly all names have two or three plain characters; a list written out is made at a stroke.
  if (name.length === 3 && isHan(name, 0) && isHan(name, 1) && isHan(name, 2)) return [glyphOf(name.charCodeAt(0), true), glyphOf(name.charCodeAt(1), false), glyphOf(name.charCodeAt(2), false)];
  if (name.length === 2 && isHan(name, 0) && isHan(name, 1)) return [glyphOf(name.charCodeAt(0), true), glyphOf(name.charCodeAt(1), false)];
  const glyphs: Glyph[] = [];
  for (const char of name) {
    const point = char.codePointAt(0)!;
    if (point !== DOT && point !== BLANK) glyphs.push(glyphOf(point, glyphs.length === 0));
  }
  return glyphs;
}

const isHan = (name: string, at: number) => name.charCodeAt(at) >= 0x4e00 && name.charCodeAt(at) <= 0x9fff;

const SIMILAR = 1;
const SLIGHT = 2;

/** 0 the same, 1 sounds the same, 2 looks or nearly sounds the same, 3 different. */
function apart(a: NameFeatures, i: number, b: NameFeatures, j: number): number {
  const left = a.glyphs[i]!;
  const right = b.glyphs[j]!;
  if (left.code === right.code) return 0;
  if (left.soundCode === right.soundCode) return SIMILAR;
  return left.blurredCode === right.blurredCode || (left.alike !== '' && left.alike.includes(right.char)) ? SLIGHT : 3;
}

/** The worst of a stretch of characters against another of the same length. */
function worst(a: NameFeatures, fromA: number, b: NameFeatures, fromB: number, length: number): number {
  let most = 0;
  for (let at = 0; at < length && most < 3; at += 1) {
    const one = apart(a, fromA + at, b, fromB + at);
    if (one > most) most = one;
  }
  return most;
}

/**
 * Chinese names by how they go wrong: traditional or variant characters, the same sound, a look-alike or nearly the same sound, a
 * character left out or given characters exchanged, one given character the same, the surname only, the given name only.
 */
export const chineseName: Comparator<NameFeatures> = {
  levels: [
    { name: 'same', title: '姓名相同' },
    { name: 'variant', title: '姓名为繁简字或异体字' },
    { name: 'homophone', title: '姓名同音' },
    { name: 'alike', title: '姓名形近或音近' },
    { name: 'rearranged', title: '名少一字、多一字或颠倒' },
    { name: 'oneGiven', title: '姓相同，名有一字相同' },
    { name: 'surname', title: '仅姓相同' },
    { name: 'given', title: '名相同，姓不同' },
    { name: 'other', title: '姓名不同' },
  ],
  features: nameFeatures,
  compare(a, b) {
    const same = a.glyphs.length === b.glyphs.length;
    const whole = same ? worst(a, 0, b, 0, a.glyphs.length) : 3;
    if (whole < 3) return whole + 1;
    const surname = a.surname === b.surname ? worst(a, 0, b, 0, a.surname) : 3;
    if (surname === 3) return sameGiven(a, b) ? 7 : 8;
    if (rearranged(a, b)) return 4;
    return oneGiven(a, b) ? 5 : surname < SLIGHT ? 6 : 8;
  },
};

function sameGiven(a: NameFeatures, b: NameFeatures): boolean {
  const length = a.glyphs.length - a.surname;
  return length > 0 && length === b.glyphs.length - b.surname && worst(a, a.surname, b, b.surname, length) < SLIGHT;
}

/** The given name has one character more or less, or its two characters are exchanged. */
function rearranged(a: NameFeatures, b: NameFeatures): boolean {
  const lengthA = a.glyphs.length - a.surname;
  const lengthB = b.glyphs.length - b.surname;
  if (lengthA === 2 && lengthB === 2) return apart(a, a.surname, b, b.surname + 1) < SLIGHT && apart(a, a.surname + 1, b, b.surname) < SLIGHT;
  if (Math.abs(lengthA - lengthB) !== 1 || Math.min(lengthA, lengthB) === 0) return false;
  const [shorter, longer] = lengthA < lengthB ? [a, b] : [b, a];
  const length = Math.min(lengthA, lengthB);
  for (let gap = 0; gap <= length; gap += 1) {
    if (worst(shorter, shorter.surname, longer, longer.surname, gap) < SLIGHT && worst(shorter, shorter.surname + gap, longer, longer.surname + gap + 1, length - gap) < SLIGHT) return true;
  }
  return false;
}

function oneGiven(a: NameFeatures, b: NameFeatures): boolean {
  for (let i = a.surname; i < a.glyphs.length; i += 1) for (let j = b.surname; j < b.glyphs.length; j += 1) if (apart(a, i, b, j) < SLIGHT) return true;
  return false;
}

/** The syllables of a name in order, for blocking by sound: 章建国 and 张建国 give zhang jian guo. */
export function soundOf(name: string): string {
  return joined(nameFeatures(name).glyphs, Infinity);
}

/** The surname's sound with the initials of the given name, for blocking by a weaker sound: 张建国 gives zhang j g. */
export function initialsOf(name: string): string {
  const { glyphs, surname } = nameFeatures(name);
  return joined(glyphs, surname);
}

/** Syllables with a blank between, of those after the first `whole` the initial only. */
function joined(glyphs: readonly Glyph[], whole: number): string {
  let text = '';
  for (let at = 0; at < glyphs.length; at += 1) text += (at === 0 ? '' : ' ') + (at < whole ? glyphs[at]!.sound : glyphs[at]!.sound.charAt(0));
  return text;
}
