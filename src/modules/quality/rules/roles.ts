import { addDays } from '#base/pure/day.ts';
import { labelOf } from '#base/pure/codes.ts';
import { BENEFIT_ROLES, RoleCode } from '#modules/registry/schema/codes.ts';
import { ageOf, earliest, type Found, holds, isLive, latest, type PersonFile, type PersonRule, type RoleRow, when } from './file.ts';
import { turnsSoon } from './identity.ts';

const person = { record: 'registry.person', kind: 'row', level: 'township' } as const;
const roleRow = { record: 'registry.person_role', kind: 'row', level: 'township' } as const;
const KIN = ['kin_martyr', 'kin_duty', 'kin_illness'];

const rowsWhere = (file: PersonFile, condition: (row: RoleRow) => unknown): Found[] => file.roleRows.filter(condition).map((one) => ({ rowId: one.id, facts: labelOf(RoleCode, one.role) }));
const current = (one: RoleRow) => one.status === 'current' && BENEFIT_ROLES.includes(one.role);
const aged = (file: PersonFile, today: string, role: string, below: number) => { const age = ageOf(file, today); return when(isLive(file) && holds(file, [role]) && age !== undefined && age < below, `现年 ${age} 周岁`); };

/** Rules about the roles of a person (人员类别) and their papers. */
export const roleRules: readonly PersonRule[] = [
  { ...person, level: 'village', key: 'role.none', title: '没有人员类别', severity: 'must', fields: ['roles'], sentence: '请填写人员类别，没有类别就不在任何服务名单中。', judge: (file) => when(isLive(file) && file.roles.length === 0) },
  { ...person, key: 'role.unclassified', title: '退役类别待核', severity: 'check', fields: ['roles'], sentence: '人员类别为“退役军人（类别待核）”，请按档案改为具体类别。', judge: (file) => when(isLive(file) && holds(file, ['vet_unclassified'])) },
  { ...roleRow, key: 'role.basis', title: '优抚身份没有认定依据', severity: 'fill', fields: ['basis', 'document'], sentence: '请补填认定依据或批准文号。', judge: (file) => (isLive(file) ? rowsWhere(file, (one) => current(one) && !one.basis && !one.document) : []) },
  { ...roleRow, key: 'role.from', title: '优抚身份没有起始时间', severity: 'fill', fields: ['fromOn'], sentence: '请补填认定的起始时间，待遇从何时起算以此为据。', judge: (file) => (isLive(file) ? rowsWhere(file, (one) => current(one) && !one.fromOn) : []) },
  { ...roleRow, key: 'role.future', title: '身份起始时间晚于今天', severity: 'must', fields: ['fromOn'], sentence: '起始时间晚于今天而状态为有效，请改正。', judge: (file, { today }) => rowsWhere(file, (one) => one.status === 'current' && one.fromOn && earliest(one.fromOn) > today) },
  { ...roleRow, key: 'role.beforeBirth', title: '身份起始时间早于出生', severity: 'must', fields: ['fromOn'], sentence: '起始时间早于出生日期，请改正。', judge: (file) => rowsWhere(file, (one) => one.fromOn && file.birthOn && latest(one.fromOn) < file.birthOn) },
  { ...roleRow, key: 'role.pending', title: '认定久未办结', severity: 'check', fields: ['status'], sentence: '认定中已超过规定天数，请办结或写明情况。', judge: (file, { today, limits }) => rowsWhere(file, (one) => one.status === 'pending' && one.updatedOn < addDays(today, -limits.pendingDays)) },
  { ...person, key: 'rural60.young', title: '不满 60 周岁登记为农村籍退役士兵', severity: 'must', fields: ['birthOn', 'roles'], sentence: '依据《军人抚恤优待条例》第六十二条，年满 60 周岁的农村籍退役士兵才列入，请核对。', judge: (file, { today }) => aged(file, today, 'rural60', 60) },
  { ...person, key: 'rural60.hukou', title: '农村籍退役士兵的户籍为城镇', severity: 'check', fields: ['hukouKind', 'roles'], sentence: '请核对户籍类别和资格。', judge: (file) => when(isLive(file) && holds(file, ['rural60']) && file.hukouKind === 'urban') },
  { ...person, key: 'rural60.period', title: '农村籍退役士兵的入伍时间不在范围内', severity: 'check', fields: ['enlistedOn', 'roles'], sentence: '入伍时间应在 1954 年 11 月 1 日至 2011 年 11 月 1 日之间（待核实），请核对。', judge: (file) => when(isLive(file) && holds(file, ['rural60']) && file.enlistedOn && (latest(file.enlistedOn) < '1954-11-01' || earliest(file.enlistedOn) > '2011-11-01')) },
  { ...person, key: 'rural60.soon', title: '农村籍退役士兵即将满 60 周岁', severity: 'check', fields: ['birthOn', 'hukouKind', 'roles'], sentence: '即将满 60 周岁，请核对是否符合老年生活补助条件并提前准备材料。', judge: (file, { today, limits }) => when(isRural(file) && turnsSoon(file.birthOn, 60, today, limits.remindMonths)) },
  { ...person, key: 'rural60.due', title: '农村户籍退役士兵已满 60 周岁没有认定', severity: 'check', fields: ['birthOn', 'hukouKind', 'roles'], sentence: '已满 60 周岁而没有农村籍退役士兵身份，请核对是否符合条件；不符合的说明不适用。', judge: (file, { today }) => when(isRural(file) && (ageOf(file, today) ?? 0) >= 60) },
  { ...person, key: 'martyrChild.young', title: '不满 60 周岁登记为烈士老年子女', severity: 'must', fields: ['birthOn', 'roles'], sentence: '依据《军人抚恤优待条例》第六十二条，年满 60 周岁才列入，请核对。', judge: (file, { today }) => aged(file, today, 'martyr_child_60', 60) },
  { ...person, key: 'kin.18', title: '遗属子女即将满 18 周岁', severity: 'check', fields: ['birthOn', 'roles'], sentence: '即将满 18 周岁，请核对就学情况和待遇是否继续。', judge: (file, { today, limits }) => when(isLive(file) && holds(file, KIN) && turnsSoon(file.birthOn, 18, today, limits.remindMonths)) },
  { ...person, key: 'kin.22', title: '遗属子女即将满 22 周岁', severity: 'check', fields: ['birthOn', 'roles'], sentence: '即将满 22 周岁，请核对就学情况和待遇是否继续。', judge: (file, { today, limits }) => when(isLive(file) && holds(file, KIN) && turnsSoon(file.birthOn, 22, today, limits.remindMonths)) },
  { ...person, key: 'demobilised.enlist', title: '在乡复员军人的入伍时间不在范围内', severity: 'check', fields: ['enlistedOn', 'roles'], sentence: '依据《军人抚恤优待条例》第六十二条，在乡复员军人指 1954 年 10 月 31 日前入伍的人员，请核对。', judge: (file) => when(isLive(file) && holds(file, ['demobilised_old']) && file.enlistedOn && earliest(file.enlistedOn) > '1954-10-31') },
  { ...person, key: 'redArmy.birth', title: '红军人员的出生日期不在范围内', severity: 'must', fields: ['birthOn', 'roles'], sentence: '出生日期与参加红军的年代不符，请核对。', judge: (file) => when(holds(file, ['red_army']) && file.birthOn && file.birthOn > '1930-12-31') },
  { ...person, key: 'ill.rank', title: '带病回乡人员的军衔不在范围内', severity: 'check', fields: ['rank', 'roles'], sentence: '带病回乡身份限义务兵和初级军士（民发〔2009〕166号），请核对军衔和身份。', judge: (file) => when(isLive(file) && holds(file, ['ill_returned']) && file.rank && !['private', 'nco_junior', 'other'].includes(file.rank)) },
  { ...person, key: 'martyr.alive', title: '烈士档案的状态不是去世', severity: 'must', fields: ['state', 'roles'], sentence: '烈士（无遗属）档案的在册状态应为去世，请改正；登记的若是遗属，请改人员类别。', judge: (file) => when(isLive(file) && holds(file, ['martyr_no_kin'])) },
  { ...roleRow, key: 'dead.roles', title: '去世人员仍有有效身份', severity: 'check', fields: ['status'], sentence: '本人已去世，请终止身份记录，终止时间填去世日期。', judge: (file) => (file.state === 'dead' && !holds(file, ['martyr_no_kin']) ? rowsWhere(file, (one) => one.status === 'current') : []) },
  { ...roleRow, key: 'moved.roles', title: '迁出或注销人员仍有有效优抚身份', severity: 'check', fields: ['status'], sentence: '本人已不在册，请核对身份是否移交并终止。', judge: (file) => (file.state === 'moved' || file.state === 'cancelled' ? rowsWhere(file, current) : []) },
];

/** A discharged soldier of a rural household who draws no other benefit. */
const isRural = (file: PersonFile) => isLive(file) && file.hukouKind === 'rural' && holds(file, ['vet_self_employed']) && !holds(file, BENEFIT_ROLES);
