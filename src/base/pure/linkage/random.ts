/** A seeded stream of whole numbers below `bound` (below 2^32): the same seed gives the same stream on every machine (xorshift128). */
export function randomOf(seed: number): (bound: number) => number {
  let x = (seed ^ 0x9e3779b9) | 0;
  let y = Math.imul(seed + 1, 0x85ebca6b) | 0;
  let z = Math.imul(seed + 2, 0xc2b2ae35) | 0;
  let w = 0x27d4eb2f;
  const next = () => {
    const t = x ^ (x << 11);
    x = y;
    y = z;
    z = w;
    w = (w ^ (w >>> 19) ^ t ^ (t >>> 8)) | 0;
    return w >>> 0;
  };
  for (let at = 0; at < 16; at += 1) next();
  return (bound) => Math.floor((next() / 4294967296) * bound);
}
