import { z } from 'zod';

/** Who is signed in, as every page receives it. `permissions` is empty until password and second factor are in order. */
export const Me = z.object({
  id: z.string(),
  name: z.string(),
  account: z.string().nullable(),
  unit: z.object({ id: z.string(), name: z.string() }),
  division: z.object({ code: z.string(), name: z.string(), path: z.string(), level: z.string() }),
  roles: z.array(z.object({ code: z.string(), label: z.string() })),
  lines: z.array(z.string()),
  permissions: z.array(z.string()),
  scope: z.object({ county: z.string(), from: z.string(), to: z.string() }),
  county: z.object({ code: z.string(), name: z.string() }),
  password: z.object({ mustChange: z.boolean(), changedAt: z.string().nullable(), expiresOn: z.string().nullable() }),
  secondFactor: z.object({ required: z.boolean(), enrolled: z.boolean() }),
  demo: z.boolean(),
  today: z.string(),
});
export type Me = z.infer<typeof Me>;

/** Something that waits for a person: what, until when, and the page where it is done. */
export const Task = z.object({ title: z.string(), due: z.string().optional(), path: z.string(), module: z.string() });
export type Task = z.infer<typeof Task>;

/** A list's query that a person keeps under a name; `query` is the address's query text. */
export const SavedView = z.object({ id: z.string(), record: z.string(), name: z.string(), query: z.string() });
export type SavedView = z.infer<typeof SavedView>;
