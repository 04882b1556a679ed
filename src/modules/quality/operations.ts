/** The contract of 数据质量. */
export const qualityOperations = {};
