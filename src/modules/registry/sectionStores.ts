import { store } from '#base/server/records/store.ts';
import { Collection, HealthState, IdentityPaper, Kin, Livelihood, PartyStanding, Schooling } from './schema/personal.ts';
import { Award, Bereavement, DisabilityDetail, Penalty, ServiceDetail, SettlementDetail } from './schema/serving.ts';

/** The ledgers behind the sections of the file, each placed by its person. */
export const sectionStores = {
  identityPapers: store(IdentityPaper),
  partyStandings: store(PartyStanding),
  schoolings: store(Schooling),
  kin: store(Kin),
  livelihoods: store(Livelihood),
  healthStates: store(HealthState),
  serviceDetails: store(ServiceDetail),
  awards: store(Award),
  penalties: store(Penalty),
  settlementDetails: store(SettlementDetail),
  disabilityDetails: store(DisabilityDetail),
  bereavements: store(Bereavement),
  collections: store(Collection),
};
