import { z } from 'zod';
import { Id } from '#base/pure/operation.ts';

/** One thing that the county did for a person, or a day of their own service: where it stands and what it says. */
export const TimelineEntry = z.object({
  on: z.string(),
  record: z.string(),
  recordLabel: z.string(),
  rowId: z.string(),
  path: z.string(),
  text: z.string(),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;

/** A person as pickers show them: name, village and masked id. */
export const PersonHint = z.object({ id: Id, name: z.string(), place: z.string(), citizenId: z.string().nullable(), birthYear: z.string().nullable() });
export type PersonHint = z.infer<typeof PersonHint>;
