import type { Day } from '#base/pure/day.ts';
import type { PartYear } from '#modules/registry/rules.ts';
import type { Facts as RecognitionFacts } from '#modules/recognition/rules/eligibility.ts';

/** What the ledgers know of one person, as far as proposals ask; days are null where there is no row. */
export type Facts = {
  id: string; divisionCode: string; state: string; roles: readonly string[];
  reportedOn: Day | null;
  livelihood: { difficulties: readonly string[]; demands: readonly string[]; housing: string | null; alone: string | null; pension: string | null; medicalInsurance: string | null };
  profile: { status: string; wishes: readonly string[]; trainingWishes: readonly string[]; zeroEmployed: boolean; confirmedOn: Day } | null;
  lastVisitedOn: Day | null; lastPushedOn: Day | null; lastTrainedOn: Day | null; lastReliefOn: Day | null; lastServedOn: Day | null;
  hasBusiness: boolean; hasContactCard: boolean;
  card: { state: string; expiresOn: Day | null } | null;
  openCases: readonly string[];
  /** How the county counts part years of service. */
  part: PartYear;
  recognition: RecognitionFacts;
};
