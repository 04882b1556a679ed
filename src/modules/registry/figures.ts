import { type RawBuilder, sql } from 'kysely';
import type { Figure } from '#base/server/figure.ts';
import { Person } from './schema.ts';
import { BENEFIT_ROLES, VETERAN_ROLES } from './schema/codes.ts';

const registered = sql`r.state = 'registered'`;
const holding = (roles: readonly string[]): RawBuilder<unknown> => sql`${registered} and r.roles && ${[...roles]}::text[]`;

/** The statistics that 建档立卡 answers for: states of today, not of a period. */
export const registryFigures: Figure[] = [
  { key: 'registry.persons', chapter: 1, title: '在册服务对象', unit: '人', definition: '在册状态为“在册”的服务对象人数。', record: Person, where: () => registered, measure: 'count' },
  { key: 'registry.veterans', chapter: 1, title: '在册退役军人', unit: '人', definition: '在册的服务对象中，人员类别含任一退役军人类别的人数，一人多类只计一人。', record: Person, where: () => holding(VETERAN_ROLES), measure: 'count' },
  { key: 'registry.benefitPersons', chapter: 1, title: '在册优抚对象', unit: '人', definition: '在册的服务对象中，人员类别含任一抚恤优待类别的人数，一人多类只计一人。', record: Person, where: () => holding(BENEFIT_ROLES), measure: 'count' },
];
