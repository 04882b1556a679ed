/** The contract of 查重. */
export const duplicatesOperations = {};
