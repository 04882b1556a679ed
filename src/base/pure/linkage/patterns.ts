/** Patterns with their counts, the first `size` of each array, as they go from one thread to another. */
export type PatternCounts = { sizes: readonly number[]; codes: Float64Array; counts: Float64Array; size: number };

/**
 * Patterns of agreement seen, each with a place and a count. A pattern's code is a mixed-radix number of the fields' levels, where a
 * field with n levels has n + 1 digits and the last means absent.
 */
export class Patterns implements PatternCounts {
  readonly sizes: readonly number[];
  codes: Float64Array = new Float64Array(1024);
  counts: Float64Array = new Float64Array(1024);
  size = 0;
  #slots: Int32Array = new Int32Array(4096).fill(-1);

  /** @param sizes the number of levels of each field. */
  constructor(sizes: readonly number[]) {
    if (sizes.reduce((product, levels) => product * (levels + 1), 1) > Number.MAX_SAFE_INTEGER) throw new RangeError('linkage: too many fields and levels for one pattern code');
    this.sizes = sizes;
  }

  /** Counts a pattern once more and gives its place. */
  add(code: number): number {
    const mask = this.#slots.length - 1;
    let slot = slotOf(code, mask);
    for (;;) {
      const place = this.#slots[slot]!;
      if (place < 0) return this.#take(code, slot);
      if (this.codes[place] === code) {
        this.counts[place]! += 1;
        return place;
      }
      slot = (slot + 1) & mask;
    }
  }

  /** Counts all patterns of another collection too; gives, by their place there, their place here. */
  addAll({ codes, counts, size }: PatternCounts): Uint32Array {
    return Uint32Array.from(codes.subarray(0, size), (code, at) => {
      const place = this.add(code);
      this.counts[place]! += counts[at]! - 1;
      return place;
    });
  }

  #take(code: number, slot: number): number {
    const place = this.size;
    if (place === this.codes.length) {
      this.codes = grown(this.codes);
      this.counts = grown(this.counts);
    }
    this.codes[place] = code;
    this.counts[place] = 1;
    this.#slots[slot] = place;
    this.size += 1;
    if (this.size * 2 > this.#slots.length) this.#rehash();
    return place;
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 2).fill(-1);
    const mask = this.#slots.length - 1;
    for (let place = 0; place < this.size; place += 1) {
      let slot = slotOf(this.codes[place]!, mask);
      while (this.#slots[slot]! >= 0) slot = (slot + 1) & mask;
      this.#slots[slot] = place;
    }
  }

  /** The levels of all patterns, one row of `sizes.length` after another by place; a level equal to the field's size means absent. */
  levels(): Uint8Array {
    const width = this.sizes.length;
    const all = new Uint8Array(this.size * width);
    for (let place = 0; place < this.size; place += 1) {
      let rest = this.codes[place]!;
      for (let field = width - 1; field >= 0; field -= 1) {
        const digits = this.sizes[field]! + 1;
        const left = Math.floor(rest / digits);
        all[place * width + field] = rest - left * digits;
        rest = left;
      }
    }
    return all;
  }
}

function slotOf(code: number, mask: number): number {
  const low = code | 0;
  const high = (code / 4294967296) | 0;
  const hash = Math.imul(low ^ Math.imul(high, 0x85ebca77), 0x9e3779b1);
  return (hash ^ (hash >>> 15)) & mask;
}

function grown(array: Float64Array): Float64Array {
  const larger = new Float64Array(array.length * 2);
  larger.set(array);
  return larger;
}
