import { sql } from 'kysely';
import type { Figure } from '#base/server/figure.ts';
import { atVeteransFair, stableOn } from './queries.ts';
import { REACHED_STATES } from './schema/codes.ts';
import { JobFair, PublicPost, Vacancy } from './schema/market.ts';
import { Intent, Spell, StartUp } from './schema/person.ts';

/** The named rule behind 稳定就业, printed under the figure; docs/rulings/0002-stable-work.md. */
export const STABLE_WORK_RULE = '稳定就业（裁定 0002，待核实）：签订一年以上或无固定期限劳动合同、参加社会保险，且在核查日（期末最后一天）仍在岗。';

/** The statistics that 就业创业 answers for. */
export const employmentFigures: Figure[] = [
  {
    key: 'employment.jobFairs', chapter: 2, title: '退役军人专场招聘会', unit: '次',
    definition: '举办日期在期内、已举办的退役军人专场招聘会场次，不含综合招聘会和未举办的计划。',
    record: JobFair, on: sql`r.held_on`, where: () => sql`r.kind = 'veterans' and r.state = 'held'`, measure: 'count',
  },
  {
    key: 'employment.publicPosts', chapter: 2, title: '开发公益性岗位', unit: '个',
    definition: '开发日期在期内的公益性岗位的岗位数合计，计岗位不计在岗人员。',
    record: PublicPost, on: sql`r.developed_on`, measure: { sum: sql`r.headcount` },
  },
  {
    key: 'employment.vacancies', chapter: 2, title: '专场招聘会提供岗位', unit: '个',
    definition: '期内已举办的退役军人专场招聘会上提供的招聘岗位的招聘人数合计，不含未挂在专场招聘会上的岗位。',
    record: Vacancy, where: atVeteransFair, measure: { sum: sql`r.headcount` },
  },
  {
    key: 'employment.intents', chapter: 2, title: '达成就业意向', unit: '个',
    definition: '期内已举办的退役军人专场招聘会上，状态为达成意向及以后（录用、入职、稳定就业）的就业意向数，按人与岗位计，未成的不计。',
    record: Intent, where: (period) => sql`r.state = any(${[...REACHED_STATES]}::text[]) and ${atVeteransFair(period)}`, measure: 'count',
  },
  {
    key: 'employment.stableWork', chapter: 2, title: '实现稳定就业', unit: '人',
    definition: '入职日期在期内、在期末符合稳定就业规则的人数，同一人有多段经历只计一人。', rule: STABLE_WORK_RULE,
    record: Spell, on: sql`r.started_on`, where: (period) => stableOn(period.to), measure: { distinct: sql`r.person_id` },
  },
  {
    key: 'employment.startUps', chapter: 2, title: '实现创业', unit: '人',
    definition: '成立日期在期内的经营主体的创业人数，同一人创办多个只计一人。',
    record: StartUp, on: sql`r.founded_on`, measure: { distinct: sql`r.person_id` },
  },
];
