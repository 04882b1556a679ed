import { checkCitizenId } from '#base/pure/citizenId.ts';
import type { Day } from '#base/pure/day.ts';
import { normaliseName } from '#base/pure/personName.ts';
import { checkPhone } from '#base/pure/phone.ts';
import type { Problem, Values } from '#base/pure/record.ts';
import { scanSecrets } from '#base/pure/secrets.ts';
import { isAfter } from '../rules.ts';
import { protectionOf } from './minors.ts';

/** Refuses unit numbers in free text, and warns of other secret words and personal numbers. */
export function secretProblems(row: Values, names: readonly string[]): Problem[] {
  return names.flatMap((name) => {
    const found = scanSecrets(text(row[name]));
    const worst = found.find((one) => one.kind === 'unitNumber') ?? found[0];
    return worst ? [{ field: name, message: `“${worst.match}”疑似涉密或个人敏感内容，请勿填写`, warning: worst.kind !== 'unitNumber' }] : [];
  });
}

/** Refuses days after today, named by field and label. */
export function futureProblems(row: Values, today: Day, names: Readonly<Record<string, string>>): Problem[] {
  return Object.entries(names).filter(([name]) => text(row[name]) > today).map(([field, label]) => ({ field, message: `${label}不能晚于今天` }));
}

/** Refuses a later day that lies before an earlier one, as far as both are known. */
export function orderProblems(row: Values, earlier: string, later: string, message: string): Problem[] {
  const [from, until] = [text(row[earlier]), text(row[later])];
  return from && until && from !== until && !isAfter(until, from) ? [{ field: later, message }] : [];
}

/** 证件: a card is valid for ever or to a day, not both. */
export function checkIdentityPaper(row: Values, today: Day): Problem[] {
  const found = [...futureProblems(row, today, { validFrom: '有效期起' }), ...orderProblems(row, 'validFrom', 'validUntil', '有效期止不能早于有效期起')];
  if (row.longTerm === true && row.validUntil) found.push({ field: 'validUntil', message: '长期有效的不填有效期止' });
  if (row.validUntil && text(row.validUntil) < today) found.push({ field: 'validUntil', message: '身份证已过有效期，请提醒本人换领', warning: true });
  return found;
}

/** 生活: an income without its year, a pension that is not there, 无 beside something. */
export function checkLivelihood(row: Values, today: Day): Problem[] {
  const found = secretProblems(row, ['note', 'pensionGaps']);
  for (const name of ['householdIncome', 'personalIncome']) if (text(row[name]).startsWith('-')) found.push({ field: name, message: '收入不能为负数' });
  if ((row.householdIncome || row.personalIncome) && !row.incomeYear) found.push({ field: 'incomeYear', message: '填写收入的，请填写收入所属年度' });
  if (Number(row.incomeYear ?? 0) > Number(today.slice(0, 4))) found.push({ field: 'incomeYear', message: '收入年度不能晚于今年' });
  for (const [name, label] of [['assistance', '社会救助'], ['difficulties', '主要困难'], ['demands', '主要诉求']] as const) {
    const chosen = (row[name] as string[] | null) ?? [];
    if (chosen.includes('none') && chosen.length > 1) found.push({ field: name, message: `${label}选了“无”，不能再选其他` });
  }
  if (row.pension === 'none' && row.pensionMonths) found.push({ field: 'pensionMonths', message: '未参保的不填缴费月数' });
  return found;
}

/** 安置: the days in the order in which they happen, 依据《退役军人安置条例》第七十五条 (post within 30 days of the letter). */
export function checkSettlement(row: Values, today: Day): Problem[] {
  const found = [...secretProblems(row, ['note', 'place']), ...futureProblems(row, today, { introducedOn: '介绍信开具日期', startedOn: '上岗日期', archiveReceivedOn: '档案接收日期', grantPaidOn: '补助领取日期' })];
  found.push(...orderProblems(row, 'introducedOn', 'startedOn', '上岗日期不能早于介绍信开具日期'));
  if (text(row.grantAmount).startsWith('-')) found.push({ field: 'grantAmount', message: '金额不能为负数' });
  return found;
}

/** 遗属: who died is named or linked, and not the person themselves. */
export function checkBereavement(row: Values, today: Day): Problem[] {
  const found = [...secretProblems(row, ['note', 'approvedBy', 'buriedAt']), ...futureProblems(row, today, { diedOn: '牺牲病故日期' })];
  if (!row.deceasedId && !row.deceasedName) found.push({ field: 'deceasedName', message: '请填写牺牲病故者姓名，已在册的选择其档案' });
  if (row.deceasedId && row.deceasedId === row.personId) found.push({ field: 'deceasedId', message: '不能选择本人' });
  return found;
}

/** What is worked out of a member of the family: birth day from the id, name and number in one form. */
export function deriveKin(row: Values): Values {
  const id = text(row.citizenId) ? checkCitizenId(text(row.citizenId)) : undefined;
  const phone = text(row.phone) ? checkPhone(text(row.phone)) : undefined;
  return {
    name: text(row.name) ? normaliseName(text(row.name)) : row.name,
    ...(id?.ok ? { citizenId: id.id, birthOn: id.birthOn } : {}),
    phone: phone?.ok ? phone.phone : row.phone,
  };
}

/**
 * 家庭成员: named or linked, not the person themselves; the id number and telephone of a child under 14 only after the guardian's consent,
 * 依据《个人信息保护法》第三十一条.
 */
export function checkKin(row: Values, today: Day): Problem[] {
  const found = [...secretProblems(row, ['note']), ...futureProblems(row, today, { birthOn: '出生日期', guardianConsentOn: '监护人同意日期' })];
  if (!row.name && !row.memberId) found.push({ field: 'name', message: '请填写姓名，本人也在册的选择其档案' });
  if (row.memberId && row.memberId === row.personId) found.push({ field: 'memberId', message: '不能选择本人' });
  const protection = protectionOf(row as { birthOn?: string }, today);
  if (protection === 'child' && (row.citizenId || row.phone) && !row.guardianConsentOn) found.push({ field: 'guardianConsentOn', message: '不满十四周岁的，登记身份证号或电话须先取得监护人同意并填写日期' });
  return found;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
