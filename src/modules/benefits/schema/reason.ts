import { z } from 'zod';

/** What one answer of the rules rests on, for the record: the rules with their version and the law, the standards with their documents, the facts that were read with their values, and those that were missing. */
export const Reason = z.object({
  rules: z.array(z.string()), version: z.number(), citation: z.string(), standards: z.array(z.string()),
  facts: z.array(z.object({ label: z.string(), value: z.string() })), missing: z.array(z.string()),
});
/** A `Reason` as it is answered. */
export type Reason = z.infer<typeof Reason>;
