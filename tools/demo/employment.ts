import { creditCheckCharacter } from '#base/pure/creditCode.ts';
import type { DemoPerson } from './people.ts';
import type { Chance } from './random.ts';
import { type DemoLedger, type DemoRow, named } from './sheet.ts';

/** What the invented year holds of 就业创业 and 教育培训; the figures of the year follow from these rows. */
const YEAR = { fairs: 7, posts: 1000, publicPosts: 130, intents: 513, stable: 195, startUps: 61, trainees: 256 };

const TRADES = ['食品', '机械', '纺织', '物流', '安保', '建材', '电子', '农业', '医药', '商贸'];
const POSTS = ['生产操作工', '设备维修', '仓库管理', '安保队员', '叉车司机', '质检员', '行政文员', '货运司机', '消防值守', '销售代表', '电工', '物业主管'];
const PUBLIC = ['护林员', '河道巡查员', '乡村道路养护员', '社区服务员', '政务大厅引导员', '烈士陵园保洁员', '文物看护员'];
const BUSINESS = ['种植农场', '餐饮店', '汽车维修部', '建材经营部', '电商工作室', '养殖合作社', '装饰工程部', '物流服务部'];

/** 2 → `02`. */
export const two = (number: number) => String(number).padStart(2, '0');
/** A day of a year, months within `from`–`to`. */
export const dayIn = (chance: Chance, year: number, from = 1, to = 12) => `${year}-${two(chance.between(from, to))}-${two(chance.between(1, 28))}`;

/** Splits a total over so many parts, each at least one. */
export function split(total: number, parts: number, chance: Chance): number[] {
  const shares = Array.from({ length: parts }, () => 1);
  for (let left = total - parts; left > 0; left -= 1) shares[chance.between(0, parts - 1)]! += 1;
  return shares;
}

/** A vacancy and the fair it was offered at. */
type Offer = { row: DemoRow; fair: DemoRow };

/** The ledgers of employment for the demo year and the year before it (fewer rows). */
export function employmentLedgers(people: DemoPerson[], chance: Chance): DemoLedger[] {
  const veterans = chance.some(people.filter((person) => person.enlistedOn && person.birthOn > '1968'), 3200);
  const employers = employerRows(chance);
  const fairs = fairRows();
  const held = fairs.filter((fair) => fair.kind === 'veterans' && fair.state === 'held');
  const vacancies = vacancyRows(held, employers, chance);
  return [
    { ledger: 'employment.employer', rows: employers },
    { ledger: 'employment.job_fair', rows: fairs },
    { ledger: 'employment.vacancy', rows: vacancies.map((vacancy) => vacancy.row) },
    { ledger: 'employment.public_post', rows: publicPostRows(chance) },
    { ledger: 'employment.intent', rows: intentRows(veterans, vacancies, chance) },
    { ledger: 'employment.spell', rows: spellRows(veterans, employers, chance) },
    { ledger: 'employment.start_up', rows: startUpRows(veterans, chance) },
    { ledger: 'employment.profile', rows: profileRows(veterans, chance) },
    { ledger: 'employment.service', rows: serviceRows(veterans, chance) },
  ];
}

function employerRows(chance: Chance): DemoRow[] {
  return Array.from({ length: 36 }, (_, at) => {
    const first = `91999726${String(at + 1).padStart(9, '0')}`;
    return { name: `延津${['金穗', '华丰', '安泰', '润禾', '鼎力', '众诚'][at % 6]}${TRADES[at % TRADES.length]}${['有限公司', '股份有限公司', '厂'][Math.floor(at / 12)]}`, creditCode: first + creditCheckCharacter(first), kind: 'private', industry: TRADES[at % TRADES.length], contact: '招聘负责人', phone: `0373-7${String(chance.between(0, 999_999)).padStart(6, '0')}`, address: '产业集聚区' };
  });
}

function fairRows(): DemoRow[] {
  const months = [2, 3, 5, 7, 8, 10, 11];
  const veterans = [2022, 2023].flatMap((year) => months.slice(0, year === 2023 ? YEAR.fairs : 5).map((month, at) => ({ title: `${year}年退役军人专场招聘会（第${at + 1}场）`, kind: 'veterans', heldOn: `${year}-${two(month)}-18`, place: at % 2 ? '县人力资源市场' : '县文化广场', state: 'held', organisers: '县退役军人事务局、县人力资源和社会保障局', employerCount: 24 + at, attendance: 180 + at * 20 })));
  const general: DemoRow[] = [{ title: '2023年春风行动综合招聘会', kind: 'general', heldOn: '2023-02-11', place: '县文化广场', state: 'held', organisers: '县人力资源和社会保障局', employerCount: 80, attendance: 1500 }];
  return [...veterans, ...general];
}

function vacancyRows(fairs: DemoRow[], employers: DemoRow[], chance: Chance): Offer[] {
  return fairs.flatMap((fair) => {
    const last = String(fair.heldOn).startsWith('2023');
    const share = last ? SHARES[fairs.filter((one) => String(one.heldOn).startsWith('2023')).indexOf(fair)]! : 130;
    const chosen = chance.some(employers, 12);
    return split(share, 12, chance).map((headcount, at) => ({ fair, row: { employerId: String(chosen[at]!.name), title: POSTS[at % POSTS.length], headcount, payBand: chance.pick(['to5000', 'to8000']), place: '产业集聚区', fairId: String(fair.title), openedOn: String(fair.heldOn) } }));
  });
}
const SHARES = [150, 160, 140, 130, 150, 140, 130];

function publicPostRows(chance: Chance): DemoRow[] {
  const year = (on: number, total: number, parts: number) => split(total, parts, chance).map((headcount, at) => ({ developer: `${['城关', '榆林', '塔铺', '潭龙', '石婆固', '僧固'][at % 6]}公益岗位开发办`, title: PUBLIC[at % PUBLIC.length]!, headcount, place: '乡镇（街道）', developedOn: `${on}-${two(1 + (at % 12))}-10`, fromOn: `${on}-${two(1 + (at % 12))}-15`, untilOn: `${on + 1}-${two(1 + (at % 12))}-14`, subsidy: 2000 }));
  return [...year(2023, YEAR.publicPosts, 26), ...year(2022, 96, 20)];
}

function intentRows(veterans: DemoPerson[], vacancies: Offer[], chance: Chance): DemoRow[] {
  const of = (year: string) => vacancies.filter((offer) => String(offer.fair.heldOn).startsWith(year));
  const make = (person: DemoPerson, { row: vacancy, fair }: Offer, state: string): DemoRow => ({
    personId: named(person), vacancyId: { cells: { 用人单位: String(vacancy.employerId), 岗位名称: String(vacancy.title), 发布日期: String(vacancy.openedOn) } }, fairId: String(fair.title), pushedOn: String(fair.heldOn), state,
    reachedOn: ['pushed', 'dropped'].includes(state) ? undefined : String(fair.heldOn), dropReason: state === 'dropped' ? '工作地点较远' : undefined,
  });
  const reached = ['intent', 'intent', 'hired', 'onboard', 'stable'];
  return [
    ...Array.from({ length: YEAR.intents }, (_, at) => make(veterans[at]!, chance.pick(of('2023')), chance.pick(reached))),
    ...Array.from({ length: 87 }, (_, at) => make(veterans[600 + at]!, chance.pick(of('2023')), chance.pick(['pushed', 'dropped']))),
    ...Array.from({ length: 402 }, (_, at) => make(veterans[700 + at]!, chance.pick(of('2022')), chance.pick(reached))),
  ];
}

function spellRows(veterans: DemoPerson[], employers: DemoRow[], chance: Chance): DemoRow[] {
  const spell = (person: DemoPerson, year: number, stable: boolean): DemoRow => {
    const startedOn = dayIn(chance, year, 1, 11);
    return { personId: named(person), employerId: String(chance.pick(employers).name), post: chance.pick(POSTS), payBand: chance.pick(['to5000', 'to8000']), source: chance.pick(['fair', 'recommendation', 'own']), startedOn, endedOn: stable ? undefined : `${year}-12-20`, endReason: stable ? undefined : '合同到期', contractKind: stable ? 'fixed' : 'service', contractFrom: stable ? startedOn : undefined, contractUntil: stable ? `${year + 3}${startedOn.slice(4)}` : undefined, insured: stable, reportedOn: startedOn };
  };
  return [
    ...Array.from({ length: YEAR.stable }, (_, at) => spell(veterans[at]!, 2023, true)),
    ...Array.from({ length: 74 }, (_, at) => spell(veterans[300 + at]!, 2023, false)),
    ...Array.from({ length: 168 }, (_, at) => spell(veterans[1400 + at]!, 2022, true)),
  ];
}

function startUpRows(veterans: DemoPerson[], chance: Chance): DemoRow[] {
  const make = (person: DemoPerson, at: number, year: number): DemoRow => ({ personId: named(person), name: `${person.township}${person.name.slice(0, 1)}记${BUSINESS[at % BUSINESS.length]}`, kind: at % 5 === 0 ? 'company' : 'soleTrader', foundedOn: dayIn(chance, year), employs: chance.between(2, 12), veteransEmployed: chance.between(0, 2) });
  return [...Array.from({ length: YEAR.startUps }, (_, at) => make(veterans[2000 + at]!, at, 2023)), ...Array.from({ length: 47 }, (_, at) => make(veterans[2100 + at]!, at, 2022))];
}

function profileRows(veterans: DemoPerson[], chance: Chance): DemoRow[] {
  return veterans.slice(0, 2400).map((person) => {
    const status = chance.weighted({ employed: 60, flexible: 18, selfEmployed: 8, unemployed: 9, unwilling: 5 });
    return { personId: named(person), status, post: status === 'employed' ? chance.pick(POSTS) : undefined, noJobReason: status === 'unemployed' ? '正在求职' : undefined, wishPost: status === 'unemployed' ? chance.pick(POSTS) : undefined, wishPay: status === 'unemployed' ? 'to5000' : undefined, trainingWishes: chance.happens(0.2) ? ['skill'] : undefined, confirmedOn: dayIn(chance, 2023, 3, 11) };
  });
}

function serviceRows(veterans: DemoPerson[], chance: Chance): DemoRow[] {
  return veterans.slice(0, 900).map((person) => ({ personId: named(person), kind: chance.pick(['advice', 'guidance', 'recommendation', 'followUp']), servedOn: dayIn(chance, 2023), servedBy: `${person.township}退役军人服务站`, outcome: '已告知' }));
}

/** The ledgers of training: three adaptive courses with 256 people who signed in, and one skill course. */
export function trainingLedgers(people: DemoPerson[], chance: Chance): DemoLedger[] {
  const providers = ['县职业教育中心', '新乡技师学院', '县农民科技教育培训中心', '阳光职业培训学校'];
  const returned = chance.some(people.filter((person) => person.enlistedOn && person.birthOn > '1990'), 420);
  const sessions: DemoRow[] = [
    { title: '2023年春季退役士兵适应性培训', kind: 'adaptive', providerId: providers[0], startsOn: '2023-03-20', endsOn: '2023-03-29', hours: 80, place: '县职业教育中心', mode: 'onsite', planned: 90 },
    { title: '2023年秋季退役士兵适应性培训（第一期）', kind: 'adaptive', providerId: providers[0], startsOn: '2023-09-18', endsOn: '2023-09-27', hours: 80, place: '县职业教育中心', mode: 'mixed', planned: 90 },
    { title: '2023年秋季退役士兵适应性培训（第二期）', kind: 'adaptive', providerId: providers[1], startsOn: '2023-10-16', endsOn: '2023-10-25', hours: 80, place: '新乡技师学院', mode: 'mixed', planned: 90 },
    { title: '2023年电工技能培训班', kind: 'skill', providerId: providers[1], startsOn: '2023-05-08', endsOn: '2023-07-28', hours: 360, place: '新乡技师学院', mode: 'onsite', planned: 40 },
    { title: '2022年秋季退役士兵适应性培训', kind: 'adaptive', providerId: providers[0], startsOn: '2022-09-19', endsOn: '2022-09-28', hours: 80, place: '县职业教育中心', mode: 'onsite', planned: 110 },
  ];
  const attend = (session: DemoRow, from: number, count: number) => returned.slice(from, from + count).map((person): DemoRow => ({ personId: named(person), sessionId: String(session.title), signedOn: String(session.startsOn), hours: Number(session.hours), result: 'passed', certificateNumber: undefined }));
  return [
    { ledger: 'training.provider', rows: providers.map((name, at) => ({ name, kind: ['vocational', 'technical', 'base', 'institute'][at], level: '市级', listedOn: '2021-01-01', validUntil: '2026-12-31' })) },
    { ledger: 'training.session', rows: sessions },
    { ledger: 'training.attendance', rows: [...attend(sessions[0]!, 0, 86), ...attend(sessions[1]!, 86, 88), ...attend(sessions[2]!, 174, YEAR.trainees - 174), ...attend(sessions[3]!, 20, 32), ...attend(sessions[4]!, 270, 104)] },
  ];
}
