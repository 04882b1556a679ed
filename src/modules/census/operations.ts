/** The contract of 普查. */
export const censusOperations = {};
