/** Candidate pairs with the place of their pattern, kept in typed arrays that grow by half. */
export class PairList {
  left: Uint32Array = new Uint32Array(4096);
  right: Uint32Array = new Uint32Array(4096);
  pattern: Uint32Array = new Uint32Array(4096);
  size = 0;

  /** Adds a pair. */
  add(left: number, right: number, pattern: number): void {
    if (this.size === this.left.length) {
      const length = Math.ceil(this.size * 1.5);
      this.left = grown(this.left, length);
      this.right = grown(this.right, length);
      this.pattern = grown(this.pattern, length);
    }
    this.left[this.size] = left;
    this.right[this.size] = right;
    this.pattern[this.size] = pattern;
    this.size += 1;
  }
}

function grown(array: Uint32Array, length: number): Uint32Array {
  const larger = new Uint32Array(length);
  larger.set(array);
  return larger;
}
