import { printDay } from '#base/pure/day.ts';
import type { Look } from '../schema/file.ts';

/** One line of a paper. */
export type Line = readonly [label: string, value: string];

/** Who looked on which day, and at what how often: one line a person and day. */
export function looksByDay(looks: readonly Look[]): Line[] {
  const lines = new Map<string, [string, string]>();
  for (const look of looks) {
    const who = `${look.unit} ${look.name}`;
    const what = `${look.what}${look.times > 1 ? ` ${look.times} 次` : ''}${look.reason ? `（原因：${look.reason}）` : ''}`;
    const known = lines.get(`${look.on} ${who}`);
    if (known) known[1] += `、${what}`;
    else lines.set(`${look.on} ${who}`, [printDay(look.on), `${who}：${what}`]);
  }
  return [...lines.values()];
}
