import { checkBankCard } from '#base/pure/bankCard.ts';
import { checkCitizenId } from '#base/pure/citizenId.ts';
import { ageOn, type Day, dayOf } from '#base/pure/day.ts';
import { normaliseName } from '#base/pure/personName.ts';
import { checkPhone } from '#base/pure/phone.ts';
import type { Problem, Values } from '#base/pure/record.ts';
import { isRateable } from './rules/grades.ts';

/** How a part of a year of service counts: as a full year (what files print), or only from six months on (a choice of the county for its payments). */
export type PartYear = 'full' | 'half';

const monthsOf = (day: string) => ({ year: Number(day.slice(0, 4)), month: day.length >= 7 ? Number(day.slice(5, 7)) : undefined });

/**
 * 服役年限 in years, from partial days: whole calendar months between the two, where a part year counts as a full year (5 年 2 个月 → 6) or,
 * with `half`, from six months on (5 年 2 个月 → 5). Where one day is known to the year only, years alone are compared. Undefined where a day
 * is missing or out of order. Reading: docs/rulings/0001-service-years.md, 依据《军人抚恤优待条例》第六十二条 and the county answers named there.
 */
export function serviceYears(enlistedOn: string | null | undefined, dischargedOn: string | null | undefined, part: PartYear = 'full'): number | undefined {
  if (!enlistedOn || !dischargedOn || !isAfter(dischargedOn, enlistedOn)) return undefined;
  const [from, to] = [monthsOf(enlistedOn), monthsOf(dischargedOn)];
  if (from.month === undefined || to.month === undefined) return Math.max(1, to.year - from.year);
  const months = (to.year - from.year) * 12 + to.month - from.month;
  const rest = months % 12;
  return Math.floor(months / 12) + (rest > 0 && (part === 'full' || rest >= 6) ? 1 : 0);
}

/** Whether one partial day may be later than another, as far as both are known: 1970 may be later than 1970-05, a day never later than itself. */
export function isAfter(later: string, earlier: string): boolean {
  const known = Math.min(later.length, earlier.length);
  const [a, b] = [later.slice(0, known), earlier.slice(0, known)];
  return a > b || (a === b && known < 10);
}

/** What is worked out of a person's other fields before every write: the id in 18 characters with birth day and sex read from it, numbers in one form, years of service. */
export function derivePerson(row: Values): Values {
  const id = text(row.citizenId) ? checkCitizenId(text(row.citizenId)) : undefined;
  const read = id?.ok ? { citizenId: id.id, birthOn: birthFrom(row.birthOn, id.birthOn), sex: row.sex ?? id.sex } : {};
  return {
    name: typeof row.name === 'string' ? normaliseName(row.name) : row.name,
    ...read,
    roles: [...new Set((row.roles as string[] | null) ?? [])],
    state: row.state ?? (row.diedOn ? 'dead' : 'registered'),
    mobile: phone(row.mobile), phone: phone(row.phone), emergencyPhone: phone(row.emergencyPhone),
    bankAccount: card(row.bankAccount),
    serviceYears: serviceYears(row.enlistedOn as string, row.dischargedOn as string) ?? null,
  };
}

/** Findings on a person across fields; `today` is the day of the act. */
export function checkPerson(row: Values, today: Day): Problem[] {
  return [...identityProblems(row, today), ...serviceProblems(row, today), ...stateProblems(row, today), ...disabilityProblems(row)];
}

function identityProblems(row: Values, today: Day): Problem[] {
  const found: Problem[] = [];
  const birthOn = text(row.birthOn);
  if (!birthOn) found.push({ field: 'birthOn', message: '请填写身份证号，没有身份证号的填写出生日期' });
  if (!row.sex) found.push({ field: 'sex', message: '请填写身份证号或性别' });
  if (birthOn > today) found.push({ field: 'birthOn', message: '出生日期不能晚于今天' });
  const id = text(row.citizenId) ? checkCitizenId(text(row.citizenId)) : undefined;
  if (!id) found.push({ field: 'citizenId', message: '没有身份证号，今后只能按姓名、区划和出生日期匹配', warning: true });
  if (id?.ok && birthOn && birthOn !== id.birthOn) found.push({ field: 'birthOn', message: `出生日期与身份证号不一致（身份证号为 ${id.birthOn}）` });
  if (id?.ok && row.sex && row.sex !== id.sex) found.push({ field: 'sex', message: '性别与身份证号不一致，请核对', warning: true });
  return found;
}

function serviceProblems(row: Values, today: Day): Problem[] {
  const found: Problem[] = [];
  const [enlisted, discharged] = [text(row.enlistedOn), text(row.dischargedOn)];
  if (enlisted && discharged && !isAfter(discharged, enlisted)) found.push({ field: 'dischargedOn', message: '退役时间应晚于入伍时间' });
  if (discharged > today) found.push({ field: 'dischargedOn', message: '退役时间不能晚于今天' });
  const birthOn = text(row.birthOn);
  if (enlisted && birthOn) {
    const age = ageOn(birthOn, dayOf(Number(enlisted.slice(0, 4)), Number(enlisted.slice(5, 7) || 12), 28)!);
    if (age < 14 || age > 30) found.push({ field: 'enlistedOn', message: `按出生日期入伍时 ${age} 周岁，请核对`, warning: true });
  }
  return found;
}

function stateProblems(row: Values, today: Day): Problem[] {
  const found: Problem[] = [];
  if (text(row.diedOn) > today) found.push({ field: 'diedOn', message: '去世日期不能晚于今天' });
  if (row.diedOn && row.state !== 'dead') found.push({ field: 'state', message: '填写了去世日期，在册状态应为去世' });
  if (row.state === 'dead' && !row.diedOn) found.push({ field: 'diedOn', message: '状态为去世，请补填去世日期', warning: true });
  if (((row.roles as string[] | null) ?? []).length === 0) found.push({ field: 'roles', message: '没有填写人员类别，请尽快核实', warning: true });
  return found;
}

/** 因病致残 is graded 1 to 6 only, 依据《军人抚恤优待条例》第二十七条; older ratings stand, so this only warns. */
function disabilityProblems(row: Values): Problem[] {
  if (row.disabilityGrade && !isRateable(text(row.disabilityGrade), text(row.disabilityNature))) return [{ field: 'disabilityNature', message: '因病致残只评一级至六级，请核对是否历史遗留', warning: true }];
  return row.disabilityNature && !row.disabilityGrade ? [{ field: 'disabilityGrade', message: '填写了残疾性质，请补填残疾等级', warning: true }] : [];
}

/** A typed birth day known to the month only stands as its first day; the id knows better. */
function birthFrom(typed: unknown, fromId: Day): unknown {
  const birthOn = text(typed);
  return !birthOn || (birthOn.endsWith('-01') && birthOn.slice(0, 7) === fromId.slice(0, 7)) ? fromId : typed;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function phone(value: unknown): unknown {
  const read = text(value) ? checkPhone(text(value)) : undefined;
  return read?.ok ? read.phone : value;
}

function card(value: unknown): unknown {
  const read = text(value) ? checkBankCard(text(value)) : undefined;
  return read?.ok ? read.card : value;
}
