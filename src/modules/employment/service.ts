import { parseDay } from '#base/pure/day.ts';
import type { Act, Handlers } from '#base/server/house.ts';
import { recordHandlers } from '#base/server/records/handlers.ts';
import { type Found, store } from '#base/server/records/store.ts';
import { findNamedVacancies, type NamedVacancy } from './queries.ts';
import { Employer, JobFair, PublicPost, Vacancy } from './schema/market.ts';
import { Intent, Profile, Service, Spell, StartUp } from './schema/person.ts';

/** 就业台账（一人一册）. */
export const profiles = store(Profile);
/** 就业经历台账. */
export const spells = store(Spell);
/** 用人单位台账. */
export const employers = store(Employer);
/** 招聘会台账. */
export const jobFairs = store(JobFair);
/** 招聘岗位台账; sheets name a vacancy by employer and title, and by its day or fair where the same post was offered twice. */
export const vacancies = store(Vacancy, {
  match: {
    columns: [
      { key: 'employer', label: '用人单位', synonyms: ['单位名称', '招聘单位', '企业名称', '公司名称'] },
      { key: 'title', label: '岗位名称', synonyms: ['招聘岗位', '岗位', '意向岗位'] },
      { key: 'openedOn', label: '发布日期', synonyms: ['岗位发布日期'] },
      { key: 'fair', label: '岗位所属招聘会', synonyms: [] },
    ],
    find: matchVacancies,
  },
});
/** 公益性岗位台账. */
export const publicPosts = store(PublicPost);
/** 就业意向台账. */
export const intents = store(Intent);
/** 创业台账. */
export const startUps = store(StartUp);
/** 一对一就业服务台账. */
export const services = store(Service);

async function matchVacancies(act: Act, wanted: Record<string, string>[]): Promise<Found[]> {
  const named = wanted.map(({ employer = '', title = '', openedOn = '', fair = '' }) => ({ employer: employer.trim(), title: title.trim(), openedOn: parseDay(openedOn)?.day ?? '', fair: fair.trim() }));
  const fitting = new Map<number, NamedVacancy[]>();
  for (const one of await findNamedVacancies(act, named)) fitting.set(one.wanted, [...(fitting.get(one.wanted) ?? []), one]);
  return named.map((one, at) => found(one, fitting.get(at) ?? []));
}

function found(wanted: { employer: string; title: string }, fitting: NamedVacancy[]): Found {
  const [first, second] = fitting;
  if (!first) return { reason: `没有找到岗位“${[wanted.employer, wanted.title].filter(Boolean).join(' ')}”，请先登记招聘岗位` };
  if (second) return { candidates: fitting.map((one) => one.id), reason: `有 ${fitting.length} 个同名岗位，请填写用人单位和发布日期` };
  return { id: first.id, divisionCode: first.divisionCode };
}

/** The handlers of 就业创业. */
export const employmentHandlers = {
  profiles: recordHandlers(profiles),
  spells: recordHandlers(spells),
  employers: recordHandlers(employers),
  jobFairs: recordHandlers(jobFairs),
  vacancies: recordHandlers(vacancies),
  publicPosts: recordHandlers(publicPosts),
  intents: recordHandlers(intents),
  startUps: recordHandlers(startUps),
  services: recordHandlers(services),
} satisfies Handlers;
