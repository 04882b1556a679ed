import { checkCitizenId } from '#base/pure/citizenId.ts';
import { addMonths } from '#base/pure/day.ts';
import { VETERAN_ROLES } from '#modules/registry/schema/codes.ts';
import { ageOf, holds, isLive, type PersonRule, when } from './file.ts';

/** 56 个民族的名称，不带“族”字；“未识别”“入籍”是户籍登记的用语. */
export const ETHNICITIES: readonly string[] = '汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺 未识别民族 外国血统中国籍人士'.split(' ');

/** Full years at which marriage is allowed, 依据《民法典》第一千零四十七条. */
const MARRIAGE_AGE: Record<string, number> = { male: 22, female: 20 };

const record = 'registry.person';

/** Rules about who a person is. */
export const identityRules: readonly PersonRule[] = [
  { key: 'id.missing', title: '没有身份证号', severity: 'must', level: 'village', record, fields: ['citizenId'], kind: 'row', sentence: '请补填身份证号，没有号码就不能防止一人两档。', judge: (file) => when(isLive(file) && !file.citizenId) },
  { key: 'id.invalid', title: '身份证号校验不符', severity: 'must', level: 'village', record, fields: ['citizenId'], kind: 'row', sentence: '号码的位数或校验位不符，请对照身份证改正。', judge: (file) => when(file.citizenId && !checkCitizenId(file.citizenId).ok) },
  {
    key: 'id.birth', title: '出生日期与身份证号不一致', severity: 'must', level: 'village', record, fields: ['birthOn', 'citizenId'], kind: 'row', sentence: '出生日期应与身份证号第 7 至 14 位相同，请对照身份证改正其中一项。',
    judge: (file) => { const read = idOf(file.citizenId); return when(read && file.birthOn && read.birthOn !== file.birthOn); },
  },
  {
    key: 'id.sex', title: '性别与身份证号不一致', severity: 'check', level: 'village', record, fields: ['sex', 'citizenId'], kind: 'row', sentence: '身份证号第 17 位单数为男、双数为女，请核对。',
    judge: (file) => { const read = idOf(file.citizenId); return when(read && file.sex && read.sex !== file.sex); },
  },
  { key: 'name.odd', title: '姓名中有数字或符号', severity: 'must', level: 'village', record, fields: ['name'], kind: 'row', sentence: '姓名只填姓名本身，备注请写在备注栏。', judge: (file) => when(/[0-9A-Za-z?*()（）/\\,，、。;；:：+=]/.test(file.name)) },
  { key: 'name.short', title: '姓名只有一个字', severity: 'check', level: 'village', record, fields: ['name'], kind: 'row', sentence: '姓名只有一个字，请核对是否漏字。', judge: (file) => when([...file.name].length === 1) },
  { key: 'birth.early', title: '出生日期早于 1900 年', severity: 'must', level: 'village', record, fields: ['birthOn'], kind: 'row', sentence: '出生日期早于 1900 年，请核对年份。', judge: (file) => when(file.birthOn && file.birthOn < '1900-01-01') },
  { key: 'birth.future', title: '出生日期晚于今天', severity: 'must', level: 'village', record, fields: ['birthOn'], kind: 'row', sentence: '出生日期晚于今天，请改正。', judge: (file, { today }) => when(file.birthOn && file.birthOn > today) },
  {
    key: 'age.high', title: '高龄在册', severity: 'check', level: 'village', record, fields: ['state', 'birthOn'], kind: 'row', sentence: '按出生日期已是很高的年龄，请核对出生日期，或核实是否健在。',
    judge: (file, { today, limits }) => { const age = ageOf(file, today); return when(isLive(file) && age !== undefined && age >= limits.oldestAge, `现年 ${age} 周岁`); },
  },
  {
    key: 'age.young', title: '未满 18 周岁登记为退役军人', severity: 'must', level: 'township', record, fields: ['birthOn', 'roles'], kind: 'row', sentence: '未满 18 周岁而人员类别为退役军人，请核对出生日期和类别。',
    judge: (file, { today }) => { const age = ageOf(file, today); return when(isLive(file) && age !== undefined && age < 18 && holds(file, VETERAN_ROLES), `现年 ${age} 周岁`); },
  },
  { key: 'person.elsewhere', title: '两个村有同名同生日的档案', severity: 'check', level: 'township', record, fields: ['name', 'birthOn'], kind: 'set', sentence: '另一个村有姓名和出生日期都相同的在册档案，请核对是否一人两档。', judge: (file) => when(isLive(file) && file.shared.elsewhere) },
  { key: 'person.twice', title: '本村有同名同生日的档案', severity: 'check', level: 'village', record, fields: ['name', 'birthOn'], kind: 'set', sentence: '本村有姓名和出生日期都相同的在册档案，请核对是否重复建档。', judge: (file) => when(isLive(file) && file.shared.nameBirth > 1 && !file.shared.elsewhere) },
  { key: 'ethnicity.missing', title: '民族未填', severity: 'fill', level: 'village', record, fields: ['ethnicity'], kind: 'row', sentence: '请补填民族。', judge: (file) => when(isLive(file) && !file.ethnicity) },
  { key: 'ethnicity.unknown', title: '民族名称不规范', severity: 'check', level: 'village', record, fields: ['ethnicity'], kind: 'row', sentence: '不在国家公布的民族名称之内，请填规范名称，如“汉族”。', judge: (file) => when(file.ethnicity && !ETHNICITIES.includes(file.ethnicity.trim()) && !ETHNICITIES.includes(file.ethnicity.trim().replace(/族$/, ''))) },
  { key: 'politics.missing', title: '政治面貌未填', severity: 'fill', level: 'village', record, fields: ['politicalStatus'], kind: 'row', sentence: '请补填政治面貌。', judge: (file) => when(isLive(file) && !file.politicalStatus) },
  {
    key: 'politics.league', title: '共青团员年龄超过 28 周岁', severity: 'check', level: 'village', record, fields: ['politicalStatus', 'birthOn'], kind: 'row', sentence: '依据《中国共产主义青年团章程》第一条，团员年龄为 14 至 28 周岁，请核对政治面貌。',
    judge: (file, { today }) => { const age = ageOf(file, today); return when(isLive(file) && file.politicalStatus === '13' && age !== undefined && age > 28, `现年 ${age} 周岁`); },
  },
  {
    key: 'politics.party', title: '未满 18 周岁登记为中共党员', severity: 'must', level: 'village', record, fields: ['politicalStatus', 'birthOn'], kind: 'row', sentence: '依据《中国共产党章程》第一条，年满十八岁才可申请入党，请改正。',
    judge: (file, { today }) => { const age = ageOf(file, today); return when(['01', '02'].includes(file.politicalStatus ?? '') && age !== undefined && age < 18); },
  },
  { key: 'education.missing', title: '文化程度未填', severity: 'fill', level: 'village', record, fields: ['education'], kind: 'row', sentence: '请补填文化程度。', judge: (file) => when(isLive(file) && !file.education) },
  { key: 'marriage.missing', title: '婚姻状况未填', severity: 'fill', level: 'village', record, fields: ['marriage'], kind: 'row', sentence: '请补填婚姻状况。', judge: (file) => when(isLive(file) && !file.marriage) },
  {
    key: 'marriage.age', title: '未满法定婚龄登记为已婚', severity: 'check', level: 'village', record, fields: ['marriage', 'birthOn'], kind: 'row', sentence: '依据《民法典》第一千零四十七条，结婚年龄男不得早于二十二周岁、女不得早于二十周岁，请核对。',
    judge: (file, { today }) => { const age = ageOf(file, today); return when(['20', '30', '40'].includes(file.marriage ?? '') && age !== undefined && age < (MARRIAGE_AGE[file.sex ?? ''] ?? 20)); },
  },
  { key: 'soon.men', title: '男性退役军人即将满 60 周岁', severity: 'check', level: 'village', record, fields: ['birthOn'], kind: 'row', sentence: '即将年满 60 周岁，请核对出生日期、就业和待遇有无变化。', judge: (file, { today, limits }) => when(isLive(file) && file.sex === 'male' && holds(file, VETERAN_ROLES) && turnsSoon(file.birthOn, 60, today, limits.remindMonths)) },
  { key: 'soon.women', title: '女性退役军人即将满 55 周岁', severity: 'check', level: 'village', record, fields: ['birthOn'], kind: 'row', sentence: '即将年满 55 周岁，请核对出生日期、就业和待遇有无变化。', judge: (file, { today, limits }) => when(isLive(file) && file.sex === 'female' && holds(file, VETERAN_ROLES) && turnsSoon(file.birthOn, 55, today, limits.remindMonths)) },
];

function idOf(text: string | null) {
  const read = text ? checkCitizenId(text) : undefined;
  return read?.ok ? read : undefined;
}

/** Whether an age is reached after today and within so many months: born 1966-05-01, 60 within 3 months on 2026-02-15 (on 2026-05-01), not on 2026-01-31. */
export function turnsSoon(birthOn: string | null, age: number, today: string, months: number): boolean {
  if (!birthOn) return false;
  const on = addMonths(birthOn, age * 12);
  return on > today && on <= addMonths(today, months);
}
