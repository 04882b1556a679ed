/** The contract of 变动登记. */
export const changesOperations = {};
