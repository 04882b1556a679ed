/** The contract of 身份认定. */
export const recognitionOperations = {};
