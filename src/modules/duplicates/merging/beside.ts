import { sql } from 'kysely';
import type { Act } from '#base/server/house.ts';
import { imagesOf, type Moving, occupied, type Step } from './moving.ts';
import { differing, parse } from './setBack.ts';

/** Rows of ledgers that hang on the kept file before anything is moved, by table and id. */
export type Standing = Map<string, Map<string, string>>;

/** Reads what hangs on the kept file: what upkeep works out anew in these rows is taken back by an undo too. */
export async function standingOn(moving: Moving, keptId: string): Promise<Standing> {
  const standing: Standing = new Map();
  for (const { place, column, record } of await occupied(moving, 'registry.person', keptId)) {
    if (!record) continue;
    const rows = await imagesOf(moving.act, place, sql`${sql.ref(`x.${column}`)} = ${keptId}`);
    const known = standing.get(place) ?? new Map<string, string>();
    for (const { id, image } of rows) known.set(id, image);
    standing.set(place, known);
  }
  return standing;
}

/** Adds to the steps the rows of the kept file that the merge did not move but upkeep changed: moved rows without a moved field. */
export async function addChangedBeside(act: Act, standing: Standing, steps: Step[]): Promise<void> {
  const known = new Set(steps.map((step) => `${step.place} ${step.id}`));
  for (const [place, before] of standing) {
    for (const { id, image } of await imagesOf(act, place, sql`x.id = any(${[...before.keys()]}::uuid[]) order by x.id`)) {
      if (known.has(`${place} ${id}`) || differing(parse(before.get(id)!), parse(image)).length === 0) continue;
      steps.push({ kind: 'moved', place, id, fields: [], before: before.get(id)!, after: image });
    }
  }
}
