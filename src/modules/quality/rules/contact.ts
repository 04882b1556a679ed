import { checkPhone } from '#base/pure/phone.ts';
import { levelOf } from '#base/pure/division.ts';
import { BENEFIT_ROLES } from '#modules/registry/schema/codes.ts';
import { ageOf, holds, isLive, type PersonRule, when } from './file.ts';

const record = 'registry.person';
const FAMILIES = ['family_active', 'family_conscript', 'kin_martyr', 'kin_duty', 'kin_illness'];
const row = { record, kind: 'row', level: 'village' } as const;

/** Rules about how a person is reached, where they live and their household. */
export const contactRules: readonly PersonRule[] = [
  { ...row, key: 'phone.none', title: '没有任何电话', severity: 'fill', fields: ['mobile', 'phone'], sentence: '本人没有登记电话，请补填本人或家人的号码。', judge: (file) => when(isLive(file) && !file.mobile && !file.phone && !file.emergencyPhone) },
  { ...row, key: 'mobile.none', title: '没有手机号码', severity: 'fill', fields: ['mobile'], sentence: '只有固定电话或亲属电话，有手机的请补填。', judge: (file) => when(isLive(file) && !file.mobile && (file.phone || file.emergencyPhone)) },
  { ...row, key: 'mobile.landline', title: '手机一栏不是手机号码', severity: 'check', fields: ['mobile'], sentence: '手机一栏填的不是 11 位手机号，固定电话请填在固定电话栏。', judge: (file) => { const read = file.mobile ? checkPhone(file.mobile) : undefined; return when(read && !(read.ok && read.kind === 'mobile')); } },
  { ...row, key: 'mobile.filler', title: '手机号码疑似随意填写', severity: 'check', fields: ['mobile'], sentence: '号码的后八位全部相同或是连号，请核对。', judge: (file) => when(file.mobile && (/(\d)\1{7}$/.test(file.mobile) || /(12345678|87654321)$/.test(file.mobile))) },
  { ...row, kind: 'set', key: 'mobile.shared', title: '多人共用一个手机号码', severity: 'check', fields: ['mobile'], sentence: '多份在册档案登记了同一个手机号码，请核对是否为本人号码。', judge: (file, { limits }) => when(isLive(file) && file.shared.mobile >= limits.phoneShared, `${limits.phoneShared} 人以上共用`) },
  { ...row, key: 'emergency.same', title: '紧急联系电话与本人手机相同', severity: 'check', fields: ['emergencyPhone', 'mobile'], sentence: '紧急联系电话应是另一人的号码，请核对。', judge: (file) => when(isLive(file) && file.emergencyPhone && file.emergencyPhone === file.mobile) },
  { ...row, key: 'emergency.nameless', title: '有紧急联系电话没有联系人姓名', severity: 'fill', fields: ['emergencyContact', 'emergencyPhone'], sentence: '请补填紧急联系人姓名。', judge: (file) => when(isLive(file) && file.emergencyPhone && !file.emergencyContact) },
  { ...row, key: 'emergency.phoneless', title: '有紧急联系人没有电话', severity: 'fill', fields: ['emergencyPhone', 'emergencyContact'], sentence: '请补填紧急联系人的电话。', judge: (file) => when(isLive(file) && file.emergencyContact && !file.emergencyPhone) },
  {
    ...row, key: 'emergency.none', title: '高龄人员没有紧急联系人', severity: 'fill', fields: ['emergencyContact', 'emergencyPhone', 'birthOn'], sentence: '年纪较大，请登记一位紧急联系人，方便照应。',
    judge: (file, { today, limits }) => { const age = ageOf(file, today); return when(isLive(file) && age !== undefined && age >= limits.contactAge && !file.emergencyContact && !file.emergencyPhone, `现年 ${age} 周岁`); },
  },
  { ...row, key: 'hukou.kind', title: '户籍类别未填', severity: 'fill', fields: ['hukouKind'], sentence: '请补填户籍类别，农村籍待遇以此为据。', judge: (file) => when(isLive(file) && !file.hukouKind) },
  { ...row, key: 'hukou.address', title: '优抚对象户籍地址未填', severity: 'fill', fields: ['hukouAddress', 'roles'], sentence: '抚恤和补助由户籍地发放，请补填户籍地址。', judge: (file) => when(isLive(file) && holds(file, BENEFIT_ROLES) && !file.hukouAddress) },
  { ...row, key: 'residence.missing', title: '常住地址未填', severity: 'fill', fields: ['residenceAddress'], sentence: '请补填常住地址，走访要用。', judge: (file) => when(isLive(file) && !file.residenceAddress) },
  { ...row, level: 'township', key: 'place.village', title: '档案没有落到村', severity: 'check', fields: ['hukouAddress'], sentence: '档案挂在乡级或县级，请按户籍地落到村（社区）。', judge: (file) => when(isLive(file) && levelOf(file.divisionCode) !== 'village') },
  { ...row, key: 'household.none', title: '家属、遗属没有归户', severity: 'fill', fields: ['householdId', 'roles'], sentence: '家属和遗属请归入所属户。', judge: (file) => when(isLive(file) && holds(file, FAMILIES) && !file.householdId) },
  { ...row, key: 'household.relation', title: '已归户未填与户主关系', severity: 'fill', fields: ['householdRelation', 'householdId'], sentence: '请补填与户主关系。', judge: (file) => when(isLive(file) && file.householdId && !file.householdRelation) },
  { ...row, key: 'household.relationOnly', title: '填了与户主关系没有所属户', severity: 'fill', fields: ['householdId', 'householdRelation'], sentence: '请选择所属户。', judge: (file) => when(isLive(file) && file.householdRelation && !file.householdId) },
  {
    ...row, key: 'family.link', title: '现役军人家属没有关联现役军人', severity: 'fill', fields: ['householdId', 'roles'], sentence: '请归入现役军人所在的户，或在身份记录的备注中写明现役军人姓名；不填部队番号。',
    judge: (file) => when(isLive(file) && holds(file, ['family_active', 'family_conscript']) && !file.householdId && !file.roleRows.some((one) => one.role.startsWith('family_') && one.status === 'current' && (one.note || one.document))),
  },
];
