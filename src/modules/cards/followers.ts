import type { Follower } from '#base/server/records/store.ts';
import { Person } from '#modules/registry/schema.ts';
import { voidOfLeavers } from './queries/contact.ts';

/** Contact cards of people who die, move out or are struck off become void with the reason, in the same act. Whoever is revived gets a card by hand again. */
export const cardsFollowers: Follower[] = [{ record: Person.name, afterWrite: voidOfLeavers }];
