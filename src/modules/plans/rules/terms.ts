/** What the rules of 措施建议 count by, in days; the county sets them, the values shipped are proposals. */
export type Terms = { returnDays: number; recentDays: number; trainedDays: number; confirmedDays: number; renewDays: number };

/** The terms where the county has set none: 返乡走访 within 30 days; a post, a service or a visit counts for 90 days; a training and a confirmed profile for 365; 优待证 is renewed 90 days before it ends. 待核实. */
export const STANDARD_TERMS: Terms = { returnDays: 30, recentDays: 90, trainedDays: 365, confirmedDays: 365, renewDays: 90 };
