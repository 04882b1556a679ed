/** The contract of 一卡. */
export const cardsOperations = {};
