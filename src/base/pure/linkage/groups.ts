/** Two rows by their places, with the weight that links them. */
export type Link = { left: number; right: number; weight: number };

/** Rows that are connected by links, as lists of places in no order; single rows are no group. */
export function connected(rows: number, links: readonly Link[]): number[][] {
  const parent = new Uint32Array(rows);
  for (let at = 0; at < rows; at += 1) parent[at] = at;
  const rootOf = (row: number) => {
    let at = row;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!;
      at = parent[at]!;
    }
    return at;
  };
  for (const { left, right } of links) {
    const a = rootOf(left);
    const b = rootOf(right);
    if (a !== b) parent[Math.max(a, b)] = Math.min(a, b);
  }
  const groups = new Map<number, number[]>();
  const seen = new Uint8Array(rows);
  const keep = (row: number) => {
    if (seen[row] === 1) return;
    seen[row] = 1;
    const root = rootOf(row);
    const group = groups.get(root);
    if (group) group.push(row);
    else groups.set(root, [row]);
  };
  for (const { left, right } of links) {
    keep(left);
    keep(right);
  }
  return [...groups.values()];
}

/** The links that remain when every row keeps one: taken in the order given (best first), each only if both rows are still free. */
export function bestOnly<L extends Link>(rows: number, links: readonly L[]): L[] {
  const taken = new Uint8Array(rows);
  return links.filter(({ left, right }) => {
    if (taken[left] === 1 || taken[right] === 1) return false;
    taken[left] = 1;
    taken[right] = 1;
    return true;
  });
}
