/** Placeholder until generated. */
export type Tables = Record<string, Record<string, any>>;
