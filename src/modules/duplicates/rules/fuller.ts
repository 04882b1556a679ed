/** Which of two values says all that the other says and more: 1986-11 beside 1986, “大王村三组 12 号” beside “大王村三组”. Undefined where neither does. */
export function fullerOf(left: unknown, right: unknown): 'left' | 'right' | undefined {
  if (typeof left !== 'string' || typeof right !== 'string' || left === right) return undefined;
  return left.startsWith(right) ? 'left' : right.startsWith(left) ? 'right' : undefined;
}
