/** The contract of 一策. */
export const plansOperations = {};
