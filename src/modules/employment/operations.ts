import { recordOperations } from '#base/pure/recordOperations.ts';
import { Employer, JobFair, PublicPost, Vacancy } from './schema/market.ts';
import { Intent, Profile, Service, Spell, StartUp } from './schema/person.ts';

/** The contract of 就业创业. */
export const employmentOperations = {
  profiles: recordOperations(Profile),
  spells: recordOperations(Spell),
  employers: recordOperations(Employer),
  jobFairs: recordOperations(JobFair),
  vacancies: recordOperations(Vacancy),
  publicPosts: recordOperations(PublicPost),
  intents: recordOperations(Intent),
  startUps: recordOperations(StartUp),
  services: recordOperations(Service),
};
