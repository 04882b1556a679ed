import { dayIn, split, two } from './employment.ts';
import type { Chance } from './random.ts';
import type { DemoLedger, DemoRow } from './sheet.ts';

/** What the invented year holds of 双拥; the printed figures follow: 2.4万人次, 57 个单位, 68 所学校, 6 次, 900余人次, 14 个. */
const YEAR = { visitors: 24_012, organisations: 57, schools: 68, lectures: [180, 150, 160, 140, 155, 152] };
const SITE = '延津县烈士陵园';
const TOWNS = ['榆林', '塔铺', '潭龙', '文岩', '东屯', '丰庄', '石婆固', '王楼', '僧固', '魏邱', '司寨', '马庄', '胙城'];

/** The ledgers of remembrance and of 双拥 activities; `stations` are the names of the county centre and the township stations. */
export function remembranceLedgers(stations: string[], chance: Chance): DemoLedger[] {
  const organisations = organisationRows();
  return [
    { ledger: 'memorial.site', rows: [{ name: SITE, kind: 'cemetery', level: 'county', protector: '县退役军人事务局', manager: '县烈士陵园管理所', burials: 412, namedBurials: 376, openingHours: '8:00—18:00', guides: 4 }] },
    { ledger: 'memorial.organisation', rows: organisations },
    { ledger: 'memorial.visit', rows: [...visitRows(organisations, 2023, YEAR.visitors, YEAR.organisations, YEAR.schools, chance), ...visitRows(organisations, 2022, 18_730, 44, 51, chance)] },
    { ledger: 'publicity.studio', rows: stations.map((unitId, at) => ({ unitId, name: `${unitId.replace(/^延津县/, '').replace(/退役军人服务.*/, '') || '县服务中心'}老兵工作室`, plaqueOn: at < 9 ? `2022-0${1 + at}-15` : `2023-0${at - 8}-20`, headName: '老班长', members: 6 + (at % 5), services: ['ideology', 'policy', 'opinions', 'meeting'] })) },
    { ledger: 'publicity.lecture', rows: [...lectureRows(2023, YEAR.lectures), ...lectureRows(2022, [120, 160, 140, 130])] },
    { ledger: 'publicity.activity', rows: activityRows(chance) },
  ];
}

function organisationRows(): DemoRow[] {
  const bureaus = ['发展和改革委员会', '教育局', '公安局', '民政局', '财政局', '水利局', '交通运输局', '农业农村局', '卫生健康委员会', '应急管理局', '审计局', '统计局', '信访局', '档案馆', '总工会', '团县委', '妇女联合会', '税务局', '气象局', '自然资源局'].map((name) => ({ name: `延津县${name}`, kind: 'government' }));
  const towns = TOWNS.map((name) => ({ name: `延津县${name}人民政府（办事处）`, kind: 'government' }));
  const institutions = ['人民医院', '中医院', '妇幼保健院', '图书馆', '文化馆', '疾病预防控制中心', '公路管理站', '市政服务中心', '融媒体中心', '园林绿化中心'].map((name) => ({ name: `延津县${name}`, kind: 'institution' }));
  const enterprises = ['金穗食品', '华丰机械', '安泰物流', '润禾农业', '鼎力建材', '众诚纺织', '康健医药', '恒信商贸', '新源电子', '广厦建筑', '丰泽种业', '宏达运输', '瑞祥包装', '正道酿造'].map((name) => ({ name: `延津县${name}有限公司`, kind: 'enterprise' }));
  const schools = [...Array.from({ length: 10 }, (_, at) => `延津县第${'一二三四五六七八九十'[at]!}初级中学`), ...Array.from({ length: 13 }, (_, at) => `延津县${TOWNS[at]!}中心学校`), ...Array.from({ length: 45 }, (_, at) => `延津县${TOWNS[at % 13]!}第${'一二三四'[Math.floor(at / 13)]!}小学`)].map((name) => ({ name, kind: 'school' }));
  return [...bureaus, ...towns, ...institutions, ...enterprises, ...schools];
}

function visitRows(organisations: DemoRow[], year: number, total: number, bodies: number, schools: number, chance: Chance): DemoRow[] {
  const chosen = [...organisations.filter((one) => one.kind !== 'school').slice(0, bodies), ...organisations.filter((one) => one.kind === 'school').slice(0, schools)];
  const groups = chosen.map((organisation, at): DemoRow => ({ siteId: SITE, visitedOn: at % 4 ? `${year}-04-0${1 + (at % 5)}` : `${year}-09-30`, slot: at % 2 ? 'morning' : 'afternoon', source: 'booking', entryNumber: `Y${year}${String(at + 1).padStart(4, '0')}`, organisationId: String(organisation.name), visitorKind: 'group', headcount: organisation.kind === 'school' ? chance.between(60, 130) : chance.between(12, 48), activities: ['homage', organisation.kind === 'school' ? 'leagueDay' : 'partyDay'], guided: at % 3 === 0 }));
  const left = total - groups.reduce((sum, row) => sum + Number(row.headcount), 0);
  const days = Array.from({ length: 60 }, (_, at) => (at < 20 ? `${year}-04-${two(1 + (at % 20))}` : dayIn(chance, year)));
  const counted = split(left, days.length, chance).map((headcount, at): DemoRow => ({ siteId: SITE, visitedOn: days[at]!, slot: 'wholeDay', source: 'counted', entryNumber: `J${year}${String(at + 1).padStart(4, '0')}`, visitorKind: 'public', headcount, activities: ['homage'], guided: false }));
  return [...groups, ...counted];
}

function lectureRows(year: number, audiences: number[]): DemoRow[] {
  const places: [string, string][] = [['县高级中学', 'campus'], ['城关社区', 'community'], ['县政务服务中心', 'office'], ['金穗食品有限公司', 'enterprise'], ['塔铺中心学校', 'campus'], ['东屯镇文化广场', 'village']];
  return audiences.map((audience, at) => ({ heldOn: `${year}-${two(3 + at)}-1${at}`, place: places[at]![0], audienceKind: places[at]![1], topic: at % 2 ? '老兵讲传统' : '学思想、跟党走', speakers: '老兵宣讲团成员', form: undefined, audience }));
}

function activityRows(chance: Chance): DemoRow[] {
  const kinds: [string, string][] = [['seminar', '军政座谈会'], ['visit', '八一走访慰问'], ['ceremony', '新兵欢送仪式'], ['education', '国防教育进校园'], ['volunteer', '“兵妈妈”志愿服务'], ['ceremony', '烈士纪念日公祭'], ['joint', '军地共建植树'], ['culture', '庆八一文艺演出']];
  return [2022, 2023].flatMap((year) => kinds.map(([kind, title], at) => ({ heldOn: `${year}-${two(2 + at)}-${two(chance.between(1, 28))}`, kind, title: `${year}年${title}`, place: '县城', participants: chance.between(30, 300) })));
}
