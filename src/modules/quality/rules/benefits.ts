import { checkBankCard } from '#base/pure/bankCard.ts';
import { labelOf } from '#base/pure/codes.ts';
import { addDays, addMonths } from '#base/pure/day.ts';
import { BENEFIT_ROLES, RoleCode } from '#modules/registry/schema/codes.ts';
import { ageOf, type Found, holds, isLive, latest, type PersonFile, type PersonRule, type RecipientRow, when } from './file.ts';

const person = { record: 'registry.person', kind: 'row', level: 'township' } as const;
const recipient = { record: 'benefits.recipient', kind: 'row', level: 'county' } as const;
const card = { record: 'cards.preferential_card', kind: 'row', level: 'township', fields: ['expiresOn', 'state'] } as const;
const cardsWhere = (file: PersonFile, condition: (day: string) => boolean): Found[] => file.cards.filter((one) => one.state === 'issued' && one.expiresOn && condition(one.expiresOn)).map((one) => ({ rowId: one.id }));
const GRADED = ['disabled', 'disabled_other'];
const OVER = ['moved', 'deceased', 'cancelled'];
const receiving = (one: RecipientRow) => one.state === 'receiving';
const rowsWhere = (file: PersonFile, condition: (row: RecipientRow) => unknown): Found[] => file.recipients.filter(condition).map((one) => ({ rowId: one.id, facts: labelOf(RoleCode, one.category) }));

/** Rules about disability: what is found never names grade or nature, which are sealed. */
const disabilityRules: readonly PersonRule[] = [
  { ...person, key: 'disability.grade', title: '残疾人员没有残疾等级', severity: 'must', fields: ['disabilityGrade', 'roles'], sentence: '请按残疾证补填等级。', judge: (file) => when(isLive(file) && holds(file, GRADED) && !file.disabilityGrade) },
  { ...person, key: 'disability.nature', title: '有残疾等级没有残疾性质', severity: 'fill', fields: ['disabilityNature', 'disabilityGrade'], sentence: '请按残疾证补填性质。', judge: (file) => when(isLive(file) && file.disabilityGrade && !file.disabilityNature) },
  { ...person, key: 'disability.cert', title: '有残疾等级没有证号', severity: 'fill', fields: ['disabilityCertNo', 'disabilityGrade'], sentence: '请按残疾证补填证号。', judge: (file) => when(isLive(file) && file.disabilityGrade && !file.disabilityCertNo) },
  { ...person, kind: 'set', key: 'disability.certTwice', title: '残疾证号与另一份档案相同', severity: 'must', fields: ['disabilityCertNo'], sentence: '两份以上在册档案登记了同一个残疾证号，请对照证件改正。', judge: (file) => when(isLive(file) && file.shared.disabilityCertNo > 1) },
  // 因病致残 is graded 1 to 6 only (《军人抚恤优待条例》第二十七条); the words keep silent about both, since both are sealed.
  { ...person, level: 'county', key: 'disability.illness', title: '残疾等级与残疾性质须核对', severity: 'check', fields: ['disabilityNature', 'disabilityGrade'], sentence: '请对照残疾证和《军人抚恤优待条例》第二十七条核对等级与性质；属历史遗留的说明不适用。', judge: (file) => when(isLive(file) && file.disabilityNature === '3' && (file.disabilityGrade ?? '') > '06') },
  { ...person, key: 'disability.role', title: '有残疾等级没有残疾类别', severity: 'check', fields: ['roles', 'disabilityGrade'], sentence: '登记了残疾等级，人员类别中没有残疾类，请核对。', judge: (file) => when(isLive(file) && file.disabilityGrade && !holds(file, [...GRADED, 'state_supported'])) },
  { ...person, level: 'county', key: 'support.grade', title: '国家供养人员的残疾等级不在范围内', severity: 'check', fields: ['disabilityGrade', 'roles'], sentence: '依据《退役军人安置条例》第三十八条，国家供养限一级至四级，请核对。', judge: (file) => when(isLive(file) && holds(file, ['state_supported']) && (!file.disabilityGrade || file.disabilityGrade > '04')) },
];

/** Rules about accounts and benefits. */
export const benefitRules: readonly PersonRule[] = [
  ...disabilityRules,
  { ...person, kind: 'set', key: 'bank.shared', title: '多人共用一个银行账号', severity: 'must', fields: ['bankAccount'], sentence: '多份在册档案登记了同一个账号，请逐人核对本人账户。', judge: (file, { limits }) => when(isLive(file) && file.shared.bankAccount >= limits.accountShared, `${limits.accountShared} 人以上共用`) },
  { ...person, key: 'bank.check', title: '银行账号校验不符', severity: 'check', fields: ['bankAccount'], sentence: '账号的位数或校验位不符，请与卡面核对；部分农村银行的账号本就不符，属实的说明不适用。', judge: (file) => { const read = file.bankAccount ? checkBankCard(file.bankAccount) : undefined; return when(read && (!read.ok || read.warning)); } },
  { ...person, key: 'bank.holder', title: '开户名与姓名不一致', severity: 'check', fields: ['bankHolder', 'name'], sentence: '开户名不是本人，请核对是否为监护人代领。', judge: (file) => when(isLive(file) && file.bankAccount && file.bankHolder && file.bankHolder.trim() !== file.name) },
  { ...person, key: 'bank.name', title: '有银行账号没有开户银行', severity: 'fill', fields: ['bankName', 'bankAccount'], sentence: '请补填开户银行。', judge: (file) => when(isLive(file) && file.bankAccount && !file.bankName) },
  { ...person, key: 'bank.missing', title: '享受待遇没有银行账号', severity: 'fill', fields: ['bankAccount'], sentence: '正在享受待遇，档案和待遇台账都没有账号，请补填。', judge: (file) => when(isLive(file) && !file.bankAccount && file.recipients.some((one) => receiving(one) && !one.hasAccount)) },
  { ...recipient, key: 'benefit.dead', title: '去世人员仍在享受待遇', severity: 'must', fields: ['state', 'endedOn'], sentence: '本人已去世，请停发待遇并填写终止时间。', judge: (file) => (file.state === 'dead' ? rowsWhere(file, receiving) : []) },
  { ...recipient, key: 'benefit.moved', title: '迁出或注销人员仍在享受待遇', severity: 'check', fields: ['state', 'endedOn'], sentence: '本人已不在册，请核对待遇是否移交；跨年移交的当年由迁出地发放（《烈士褒扬条例》第二十二条）。', judge: (file) => (file.state === 'moved' || file.state === 'cancelled' ? rowsWhere(file, receiving) : []) },
  { ...recipient, key: 'benefit.role', title: '享受待遇没有对应身份', severity: 'check', fields: ['category', 'state'], sentence: '待遇类别不在本人的人员类别之中，请核对身份记录。', judge: (file) => (isLive(file) ? rowsWhere(file, (one) => receiving(one) && !file.roles.includes(one.category)) : []) },
  { ...recipient, key: 'benefit.grade', title: '待遇台账与档案的残疾等级不同', severity: 'must', fields: ['grade', 'category'], sentence: '两处的残疾等级不同，请对照残疾证改正。', judge: (file) => rowsWhere(file, (one) => receiving(one) && one.grade && file.disabilityGrade && one.grade !== file.disabilityGrade) },
  { ...recipient, key: 'benefit.start', title: '待遇没有起始时间', severity: 'fill', fields: ['startedOn'], sentence: '请补填享受起始时间。', judge: (file) => rowsWhere(file, (one) => receiving(one) && !one.startedOn) },
  { ...recipient, key: 'benefit.end', title: '待遇已停没有终止时间', severity: 'fill', fields: ['endedOn', 'state'], sentence: '请补填享受终止时间。', judge: (file) => rowsWhere(file, (one) => OVER.includes(one.state) && !one.endedOn) },
  { ...recipient, key: 'benefit.ended', title: '已有终止时间仍在享受待遇', severity: 'must', fields: ['state', 'endedOn'], sentence: '终止时间已过而状态为享受待遇，请改正其中一项。', judge: (file, { today }) => rowsWhere(file, (one) => receiving(one) && one.endedOn && latest(one.endedOn) < today) },
  { ...recipient, key: 'benefit.basis', title: '待遇没有依据文号', severity: 'fill', fields: ['basis'], sentence: '请补填批准待遇的文号。', judge: (file) => rowsWhere(file, (one) => receiving(one) && !one.basis) },
  { ...recipient, key: 'benefit.twoRegular', title: '农村籍生活补助与其他定期待遇并存', severity: 'check', fields: ['category', 'state'], sentence: '农村籍退役士兵老年生活补助以不享受其他定期抚恤补助为条件，请核对。', judge: (file) => (file.recipients.some((one) => receiving(one) && one.category !== 'rural60' && one.category !== 'family_conscript') ? rowsWhere(file, (one) => receiving(one) && one.category === 'rural60') : []) },
  { ...person, level: 'county', key: 'benefit.none', title: '有优抚身份没有待遇记录', severity: 'fill', fields: ['roles'], sentence: '有优抚身份而优抚待遇台账没有记录，请登记待遇状态；不享受的登记为“身份认定不享受待遇”。', judge: (file) => when(isLive(file) && file.roles.some((role) => BENEFIT_ROLES.includes(role)) && file.recipients.length === 0) },
  { record: 'benefits.payment', kind: 'row', level: 'county', key: 'payment.dead', title: '去世次月以后仍有发放', severity: 'must', fields: ['month'], sentence: '所属月份晚于去世当月，请核对并按规定办理；属丧葬等一次性费用的说明不适用。', judge: (file) => (file.lastPayment && file.diedOn && file.lastPayment.month > file.diedOn.slice(0, 7) ? [{ rowId: file.lastPayment.id, facts: `所属月份 ${file.lastPayment.month}` }] : []) },
];

/** Rules about how the file stands, and what other ledgers say of the same person. */
export const stateRules: readonly PersonRule[] = [
  { ...person, level: 'village', key: 'dead.day', title: '去世人员没有去世日期', severity: 'must', fields: ['diedOn', 'state'], sentence: '请补填去世日期，待遇停发和丧葬补助以此为据。', judge: (file) => when(file.state === 'dead' && !file.diedOn && !holds(file, ['martyr_no_kin'])) },
  { ...person, level: 'village', key: 'dead.order', title: '去世日期早于出生日期', severity: 'must', fields: ['diedOn', 'birthOn'], sentence: '去世日期早于出生日期，请改正其中一项。', judge: (file) => when(file.diedOn && file.birthOn && file.diedOn < file.birthOn) },
  { ...person, key: 'moved.day', title: '迁出或注销没有变动日期', severity: 'fill', fields: ['changedOn', 'state'], sentence: '请补填变动日期。', judge: (file) => when((file.state === 'moved' || file.state === 'cancelled') && !file.changedOn) },
  { ...person, key: 'changed.future', title: '变动日期晚于今天', severity: 'must', fields: ['changedOn'], sentence: '变动日期晚于今天，请改正。', judge: (file, { today }) => when(file.changedOn && file.changedOn > today) },
  { ...person, level: 'village', key: 'state.unverified', title: '待核实时间过久', severity: 'check', fields: ['state'], sentence: '待核实已超过规定天数，请核实后改为在册或注销。', judge: (file, { today, limits }) => when(file.state === 'unverified' && file.updatedOn < addDays(today, -limits.unverifiedDays)) },
  { ...person, level: 'village', key: 'file.stale', title: '档案久未更新', severity: 'check', fields: ['state', 'mobile', 'residenceAddress'], sentence: '档案很久没有更新，请联系本人核对电话、住址和家庭情况；没有变化的说明不适用。', judge: (file, { today, limits }) => when(isLive(file) && file.updatedOn < addDays(today, -limits.staleDays)) },
  { ...person, level: 'village', key: 'registered.missing', title: '建档日期未填', severity: 'fill', fields: ['registeredOn'], sentence: '请补填建档日期。', judge: (file) => when(isLive(file) && !file.registeredOn) },
  { ...person, level: 'village', key: 'registered.future', title: '建档日期晚于今天', severity: 'must', fields: ['registeredOn'], sentence: '建档日期晚于今天，请改正。', judge: (file, { today }) => when(file.registeredOn && file.registeredOn > today) },
  { record: 'care.plaque', kind: 'row', level: 'township', key: 'plaque.dead', title: '去世人员的光荣牌没有处理', severity: 'check', fields: ['keptAfterDeath', 'cancelledOn'], sentence: '依据国办发〔2018〕72号，去世后可以保留不再更换，请登记“去世后保留不再更换”或取消。', judge: (file) => (file.state === 'dead' ? file.plaques.filter((one) => !one.cancelledOn && !one.keptAfterDeath).map((one) => ({ rowId: one.id })) : []) },
  { record: 'care.plaque', kind: 'row', level: 'township', key: 'plaque.moved', title: '迁出人员的光荣牌仍登记为有效', severity: 'check', fields: ['cancelledOn'], sentence: '本人已迁出，请核对光荣牌是否由迁入地重新登记，本地登记取消。', judge: (file) => (file.state === 'moved' ? file.plaques.filter((one) => !one.cancelledOn).map((one) => ({ rowId: one.id })) : []) },
  {
    ...card, key: 'card.expiring', title: '优待证即将到期', severity: 'check', sentence: '优待证即将到期，请核对有效期并提醒本人换发。',
    judge: (file, { today, limits }) => (isLive(file) ? cardsWhere(file, (day) => day >= today && day <= addMonths(today, limits.remindMonths)) : []),
  },
  { ...card, key: 'card.expired', title: '优待证已经过期', severity: 'check', sentence: '优待证已过有效期，请核对是否已换发并登记。', judge: (file, { today }) => (isLive(file) && !file.cards.some((one) => (one.expiresOn ?? '9999') >= today) ? cardsWhere(file, (day) => day < today) : []) },
  { ...card, key: 'card.dead', title: '去世人员的优待证没有注销', severity: 'check', sentence: '本人已去世，请收回并注销优待证。', judge: (file) => (file.state === 'dead' ? file.cards.map((one) => ({ rowId: one.id })) : []) },
  { record: 'employment.profile', kind: 'row', level: 'township', key: 'profile.stale', title: '就业台账久未确认', severity: 'check', fields: ['confirmedOn'], sentence: '就业情况很久没有确认，请联系本人核对。', judge: (file, { today, limits }) => (isLive(file) && file.profile && file.profile.confirmedOn < addDays(today, -limits.profileDays) ? [{ rowId: file.profile.id }] : []) },
  { ...person, key: 'profile.none', title: '自主就业退役士兵没有就业台账', severity: 'fill', fields: ['roles', 'birthOn'], sentence: '劳动年龄内的自主就业退役士兵请建立就业台账（一人一册）。', judge: (file, { today }) => { const age = ageOf(file, today); return when(isLive(file) && holds(file, ['vet_self_employed']) && age !== undefined && age >= 18 && age < 60 && !file.profile); } },
];
