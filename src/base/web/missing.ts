/** The few functions of the language that Chromium 86 lacks and our libraries use; loaded before everything else. */
type Loose = Record<string, unknown>;

function add(target: object, name: string, value: unknown): void {
  if (!(name in target)) Object.defineProperty(target, name, { value, writable: true, configurable: true });
}

function at(this: ArrayLike<unknown>, index: number): unknown {
  const whole = Math.trunc(index) || 0;
  return this[whole < 0 ? this.length + whole : whole];
}

function findLastIndex(this: unknown[], test: (value: unknown, index: number, all: unknown[]) => unknown): number {
  for (let index = this.length - 1; index >= 0; index--) if (test(this[index], index, this)) return index;
  return -1;
}

function findLast(this: unknown[], test: (value: unknown, index: number, all: unknown[]) => unknown): unknown {
  return this[findLastIndex.call(this, test)];
}

/** Copies plain values, arrays, dates, maps and sets, cycles included: what our libraries hand to it. */
function copy(value: unknown, seen = new Map<unknown, unknown>()): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (seen.has(value)) return seen.get(value);
  if (value instanceof Date) return new Date(value.getTime());
  if (value instanceof Map) return new Map(Array.from(value, ([key, one]) => [copy(key, seen), copy(one, seen)]));
  if (value instanceof Set) return new Set(Array.from(value, (one) => copy(one, seen)));
  const made: Loose = (Array.isArray(value) ? [] : {}) as Loose;
  seen.set(value, made);
  for (const key of Object.keys(value)) made[key] = copy((value as Loose)[key], seen);
  return made;
}

function randomUUID(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

for (const prototype of [Array.prototype, String.prototype, Object.getPrototypeOf(Uint8Array.prototype) as object]) add(prototype, 'at', at);
add(Array.prototype, 'findLast', findLast);
add(Array.prototype, 'findLastIndex', findLastIndex);
add(Array.prototype, 'toReversed', function (this: unknown[]) { return this.slice().reverse(); });
add(Array.prototype, 'toSorted', function (this: unknown[], compare?: (a: unknown, b: unknown) => number) { return this.slice().sort(compare); });
add(Object, 'hasOwn', (target: object, key: PropertyKey) => Object.prototype.hasOwnProperty.call(target, key));
add(globalThis, 'structuredClone', (value: unknown) => copy(value));
// Outside https the browser hides randomUUID even where it knows it; county intranets often have no certificate.
if (typeof crypto.randomUUID !== 'function') add(crypto, 'randomUUID', randomUUID);

export {};
