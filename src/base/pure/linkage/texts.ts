/** Distinct texts side by side, each known by its place from 1 on; place 0 is the absent one. The text of a place stands in `units` (UTF-16) from `starts[place]` up to `starts[place + 1]`. Numbers only, so that two threads can read them at once. */
export type Texts = { units: Uint16Array; starts: Uint32Array };

const SEED = 0x811c9dc5;
const PRIME = 0x01000193;

/** A hash of a text, never 0 (FNV-1a, mixed). */
export function hashOf(text: string): number {
  let hash = SEED;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), PRIME);
  return mixedEnd(hash);
}

/** The hash of the characters of a text from one place up to another, as `hashOf` gives it of the slice; 0 where the text is shorter. */
export function hashOfStretch({ units, starts }: Texts, place: number, from: number, to: number): number {
  const start = starts[place]!;
  if (start + to > starts[place + 1]!) return 0;
  let hash = SEED;
  for (let at = start + from; at < start + to; at += 1) hash = Math.imul(hash ^ units[at]!, PRIME);
  return mixedEnd(hash);
}

function mixedEnd(fnv: number): number {
  let hash = fnv ^ (fnv >>> 15);
  hash = Math.imul(hash, 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0 || 1;
}

/** Reads texts by their place: all are made one string at once, of which each text is a stretch; that is far cheaper than making each from its characters. */
export function textReader(texts: Texts): (place: number) => string {
  const { units, starts } = texts;
  let all = whole.get(texts);
  if (all === undefined) whole.set(texts, (all = new TextDecoder('utf-16le', { ignoreBOM: true }).decode(units)));
  const string = all;
  return (place) => string.substring(starts[place]!, starts[place + 1]!);
}

const whole = new WeakMap<Texts, string>();

/** Gives each distinct text of a column one place: an open table of hashes that grows with the texts, so that a column of few values stays in the processor's cache. One serves column after column. */
export class Interner {
  #units = new Uint16Array(1 << 12);
  #starts: Uint32Array = new Uint32Array(1 << 10);
  #hashes: Uint32Array = new Uint32Array(1 << 10);
  #counts: Uint32Array = new Uint32Array(1 << 10);
  #room = new Uint32Array(1 << 11);
  #slots = this.#room;
  #size = 1;

  /** The place of a text that is not empty; the text is counted once more. */
  place(text: string): number {
    const hash = hashOf(text);
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const place = this.#slots[slot]!;
      if (place === 0) return this.#take(text, hash, slot);
      if (this.#hashes[place] === hash && this.#isAt(place, text)) {
        this.#counts[place]! += 1;
        return place;
      }
    }
  }

  /** Ends a column: its texts with how often each was asked for and its hash, in arrays of the kind that `memory` makes. */
  finished(memory: Memory): { texts: Texts; counts: Uint32Array; hashes: Uint32Array } {
    const units = memory.halves(this.#starts[this.#size]!);
    units.set(this.#units.subarray(0, units.length));
    const starts = memory.numbers(this.#size + 1);
    starts.set(this.#starts.subarray(0, this.#size + 1));
    const hashes = memory.numbers(this.#size);
    hashes.set(this.#hashes.subarray(0, this.#size));
    const counts = memory.numbers(this.#size);
    counts.set(this.#counts.subarray(0, this.#size));
    this.#size = 1;
    this.#slots = this.#room.subarray(0, 1 << 11).fill(0);
    return { texts: { units, starts }, counts, hashes };
  }

  #isAt(place: number, text: string): boolean {
    const start = this.#starts[place]!;
    if (this.#starts[place + 1]! - start !== text.length) return false;
    for (let at = 0; at < text.length; at += 1) if (this.#units[start + at] !== text.charCodeAt(at)) return false;
    return true;
  }

  #take(text: string, hash: number, slot: number): number {
    const place = this.#size;
    const start = this.#starts[place]!;
    const end = start + text.length;
    if (place + 2 > this.#hashes.length) {
      this.#starts = grown(this.#starts, this.#starts.length * 2);
      this.#hashes = grown(this.#hashes, this.#hashes.length * 2);
      this.#counts = grown(this.#counts, this.#counts.length * 2);
    }
    if (end > this.#units.length) {
      const units = new Uint16Array(Math.max(end, this.#units.length * 2));
      units.set(this.#units);
      this.#units = units;
    }
    for (let at = 0; at < text.length; at += 1) this.#units[start + at] = text.charCodeAt(at);
    this.#starts[place + 1] = end;
    this.#hashes[place] = hash;
    this.#counts[place] = 1;
    this.#slots[slot] = place;
    this.#size += 1;
    if (this.#size * 2 > this.#slots.length) this.#spread();
    return place;
  }

  #spread(): void {
    const length = this.#slots.length * 4;
    if (length > this.#room.length) this.#room = new Uint32Array(length);
    this.#slots = this.#room.subarray(0, length).fill(0);
    const mask = this.#slots.length - 1;
    for (let place = 1; place < this.#size; place += 1) {
      let slot = this.#hashes[place]! & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = place;
    }
  }
}

/** Makes arrays of numbers, in memory of one thread or of several. */
export type Memory = { numbers(length: number): Uint32Array; halves(length: number): Uint16Array };

/** Memory of this thread. */
export const OWN: Memory = { numbers: (length) => new Uint32Array(length), halves: (length) => new Uint16Array(length) };

/** Memory that another thread may be given to read and write at the same time. */
export const SHARED: Memory = {
  numbers: (length) => new Uint32Array(new SharedArrayBuffer(length * Uint32Array.BYTES_PER_ELEMENT)),
  halves: (length) => new Uint16Array(new SharedArrayBuffer(length * Uint16Array.BYTES_PER_ELEMENT)),
};

/** A copy with room for `length`. */
export function grown(array: Uint32Array, length: number): Uint32Array {
  const larger = new Uint32Array(length);
  larger.set(array);
  return larger;
}
