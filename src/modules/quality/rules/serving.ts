import { addDays, ageOn } from '#base/pure/day.ts';
import { isAfter } from '#modules/registry/rules.ts';
import { VETERAN_ROLES } from '#modules/registry/schema/codes.ts';
import { earliest, holds, isLive, latest, type PersonFile, type PersonRule, when } from './file.ts';

/** The role that goes with a way of settlement, 依据《退役军人安置条例》第五条. */
const ROLE_OF: Record<string, string> = { self: 'vet_self_employed', assigned: 'vet_assigned', monthly: 'vet_monthly_pension', transfer: 'vet_transfer_officer', selfChosen: 'vet_self_chosen_officer', demobilised: 'vet_demobilised_officer', retired: 'retired_officer_nco', supported: 'state_supported' };
const SETTLED_ROLES = Object.values(ROLE_OF);
/** The ways that the table of《退役军人安置条例》第五条 does not give to a group of ranks. */
const NOT_FOR: Record<string, readonly string[]> = {
  private: ['retired', 'transfer', 'monthly', 'demobilised', 'selfChosen', 'supported'], nco: ['transfer', 'selfChosen'], officer: ['self', 'assigned', 'supported'],
};
/** The first day of a service branch that did not exist before. */
const FOUNDED: Record<string, string> = { navy: '1949-04-23', airForce: '1949-11-11', rocketForce: '1966-07-01' };

const veteran = (file: PersonFile) => isLive(file) && holds(file, VETERAN_ROLES);
const settledRoles = (file: PersonFile) => file.roles.filter((role) => SETTLED_ROLES.includes(role));
const group = (rank: string | null) => rank?.split('_')[0] ?? '';
/** Full years at enlistment, at most: a day known to the year only counts as its last. */
const enlistAge = (file: PersonFile) => (file.birthOn && file.enlistedOn ? ageOn(file.birthOn, latest(file.enlistedOn)) : undefined);
const row = { record: 'registry.person', kind: 'row', level: 'township' } as const;

/** Rules about service and settlement. */
export const serviceRules: readonly PersonRule[] = [
  { ...row, key: 'enlist.missing', title: '退役军人没有入伍时间', severity: 'must', fields: ['enlistedOn'], sentence: '请按档案或退役证补填入伍时间，只知道年月的填年月。', judge: (file) => when(veteran(file) && !file.enlistedOn) },
  { ...row, key: 'discharge.missing', title: '退役军人没有退役时间', severity: 'must', fields: ['dischargedOn'], sentence: '请按档案或退役证补填退役时间，只知道年月的填年月。', judge: (file) => when(veteran(file) && !file.dischargedOn) },
  { ...row, key: 'enlist.child', title: '入伍时年龄过小', severity: 'must', fields: ['enlistedOn', 'birthOn'], sentence: '按出生日期，入伍时还是儿童，请核对入伍时间和出生日期。', judge: (file, { limits }) => { const age = enlistAge(file); return when(age !== undefined && age < limits.childEnlistAge, `入伍时 ${age} 周岁`); } },
  {
    ...row, key: 'enlist.age', title: '入伍年龄不在通常范围', severity: 'check', fields: ['enlistedOn', 'birthOn'], sentence: '入伍年龄不在通常范围，请对照档案核对；情况属实的说明不适用。',
    judge: (file, { limits }) => { const age = enlistAge(file); return when(age !== undefined && age >= limits.childEnlistAge && (age < limits.enlistAgeFrom || age > limits.enlistAgeTo) && !group(file.rank).startsWith('officer'), `入伍时 ${age} 周岁`); },
  },
  { ...row, key: 'discharge.order', title: '退役时间早于入伍时间', severity: 'must', fields: ['dischargedOn', 'enlistedOn'], sentence: '退役时间应晚于入伍时间，请改正。', judge: (file) => when(file.enlistedOn && file.dischargedOn && !isAfter(file.dischargedOn, file.enlistedOn)) },
  { ...row, key: 'discharge.future', title: '退役时间晚于今天', severity: 'must', fields: ['dischargedOn'], sentence: '退役时间晚于今天，请改正。', judge: (file, { today }) => when(file.dischargedOn && earliest(file.dischargedOn) > today) },
  { ...row, key: 'discharge.afterDeath', title: '退役时间晚于去世日期', severity: 'must', fields: ['dischargedOn', 'diedOn'], sentence: '退役时间晚于去世日期，请改正其中一项。', judge: (file) => when(file.dischargedOn && file.diedOn && earliest(file.dischargedOn) > file.diedOn) },
  { ...row, key: 'service.long', title: '服役年限很长', severity: 'check', fields: ['enlistedOn', 'dischargedOn'], sentence: '服役年限很长，请核对入伍和退役时间。', judge: (file, { limits }) => when((file.serviceYears ?? 0) >= limits.longServiceYears, `服役 ${file.serviceYears} 年`) },
  { ...row, key: 'service.conscript', title: '义务兵服役年限很长', severity: 'check', fields: ['rank', 'enlistedOn', 'dischargedOn'], sentence: '军衔为义务兵而服役年限很长，请核对军衔和服役时间。', judge: (file, { limits }) => when(file.rank === 'private' && (file.serviceYears ?? 0) >= limits.conscriptYears, `服役 ${file.serviceYears} 年`) },
  { ...row, key: 'settle.missing', title: '已退役没有安置方式', severity: 'fill', fields: ['settlement'], sentence: '已登记退役时间，请补填安置方式。', judge: (file) => when(veteran(file) && file.dischargedOn && !file.settlement) },
  { ...row, key: 'settle.order', title: '安置时间早于退役时间', severity: 'check', fields: ['settledOn', 'dischargedOn'], sentence: '安置时间早于退役时间，请核对。', judge: (file) => when(file.settledOn && file.dischargedOn && latest(file.settledOn) < earliest(file.dischargedOn)) },
  { ...row, key: 'settle.role', title: '安置方式与人员类别不一致', severity: 'check', fields: ['settlement', 'roles'], sentence: '安置方式与退役类别对不上，请核对其中一项。', judge: (file) => { const role = ROLE_OF[file.settlement ?? '']; return when(isLive(file) && role && settledRoles(file).length > 0 && !settledRoles(file).includes(role)); } },
  { ...row, key: 'settle.rank', title: '安置方式不适用于这一军衔', severity: 'check', fields: ['settlement', 'rank'], sentence: '依据《退役军人安置条例》第五条，军官、军士、义务兵各有规定的安置方式，请核对军衔和安置方式。', judge: (file) => when(isLive(file) && NOT_FOR[group(file.rank)]?.includes(file.settlement ?? '')) },
  { ...row, key: 'settle.unit', title: '安排工作没有接收单位', severity: 'fill', fields: ['receivingUnit', 'settlement'], sentence: '由政府安排工作的请补填接收单位。', judge: (file) => when(isLive(file) && ['assigned', 'transfer'].includes(file.settlement ?? '') && !file.receivingUnit) },
  { ...row, key: 'report.early', title: '报到日期早于退役时间', severity: 'check', fields: ['reportedOn', 'dischargedOn'], sentence: '报到日期早于退役时间，请核对。', judge: (file) => when(file.reportedOn && file.dischargedOn && file.reportedOn < earliest(file.dischargedOn)) },
  {
    ...row, key: 'report.late', title: '报到日期与退役时间相隔过久', severity: 'check', fields: ['reportedOn', 'dischargedOn'], sentence: '依据《退役军人安置条例》第五十一条，退役后应在规定时间内报到，请核对报到日期；有正当理由的说明不适用。',
    judge: (file, { limits }) => when(isLive(file) && file.settlement === 'self' && file.reportedOn && file.dischargedOn && file.reportedOn > addDays(latest(file.dischargedOn), limits.reportDays)),
  },
  { ...row, key: 'rank.missing', title: '退役时军衔未填', severity: 'fill', fields: ['rank'], sentence: '请补填退役时军衔。', judge: (file) => when(veteran(file) && !file.rank) },
  { ...row, key: 'branch.missing', title: '军种未填', severity: 'fill', fields: ['branch'], sentence: '请补填军种，不填部队番号。', judge: (file) => when(veteran(file) && !file.branch) },
  { ...row, key: 'branch.founded', title: '退役时该军种尚未组建', severity: 'check', fields: ['branch', 'dischargedOn'], sentence: '退役时间早于该军种组建，请核对军种或退役时间。', judge: (file) => when(file.dischargedOn && FOUNDED[file.branch ?? ''] && latest(file.dischargedOn) < FOUNDED[file.branch ?? '']!) },
  { ...row, key: 'branch.militia', title: '民兵预备役登记为退役军人', severity: 'check', fields: ['branch', 'roles'], sentence: '军种为民兵预备役而类别为退役军人，请核对是否应为“伤残民警民兵等人员”。', judge: (file) => when(isLive(file) && file.branch === 'militia' && settledRoles(file).length > 0) },
  {
    ...row, key: 'rank.abolished', title: '退役时没有实行军衔制', severity: 'check', fields: ['rank', 'dischargedOn'], sentence: '1965 年 6 月至 1988 年 9 月没有实行军衔制，请核对军衔或退役时间。',
    judge: (file) => when(['nco', 'officer'].includes(group(file.rank)) && file.dischargedOn && earliest(file.dischargedOn) >= '1965-06-01' && latest(file.dischargedOn) < '1988-10-01'),
  },
  { ...row, level: 'village', key: 'cert.missing', title: '退役证号未填', severity: 'fill', fields: ['dischargeCertNo'], sentence: '请对照退役证补填证号；证件遗失的说明不适用。', judge: (file) => when(veteran(file) && file.dischargedOn && !file.dischargeCertNo) },
  { ...row, kind: 'set', key: 'cert.twice', title: '退役证号与另一份档案相同', severity: 'must', fields: ['dischargeCertNo'], sentence: '两份以上在册档案登记了同一个退役证号，请对照证件改正。', judge: (file) => when(isLive(file) && file.shared.dischargeCertNo > 1) },
];
