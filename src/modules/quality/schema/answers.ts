import { z } from 'zod';

const Count = z.number().int();
/** Open findings by how they are to be dealt with. */
const Open = z.object({ must: Count, check: Count, fill: Count });

/** 数据质量总览: rules with their counts, the next lower places with theirs, and the two pairs of figures, all within the asker's scope. */
export const Overview = z.object({
  division: z.string(),
  rules: z.array(z.object({ rule: z.string(), open: Count, waived: Count })),
  places: z.array(Open.extend({ code: z.string(), name: z.string(), persons: Count, withFindings: Count })),
  /** Files in 在册 or 待核实; those with an open 必须改 or 请核对 finding; those without. */
  persons: Count, withFindings: Count, withoutFindings: Count,
  /** Facts that every such file should hold, and those filled. */
  factsRequired: Count, factsFilled: Count,
  /** Files still waiting for the background. */
  pending: Count,
});
export type Overview = z.infer<typeof Overview>;

/** 停用规则: one time that a county has put a rule out of use; without `endedOn` it stands. `hidden`: open findings that went with it. */
export const Suspension = z.object({
  id: z.string(), rule: z.string(), reason: z.string(), hidden: Count, suspendedOn: z.string(), suspendedBy: z.string(),
  endedOn: z.string().nullable(), endedBy: z.string().nullable(), endReason: z.string().nullable(),
});
export type Suspension = z.infer<typeof Suspension>;
