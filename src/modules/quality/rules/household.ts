import { type HouseholdFile, type HouseholdRule, isLive, when } from './file.ts';

const row = { record: 'registry.household', level: 'village', kind: 'set' } as const;
const living = (file: HouseholdFile) => file.persons.filter(isLive);
const withRelation = (file: HouseholdFile, relation: string) => living(file).filter((one) => one.relation === relation);

/** Rules about a household and the files in it. */
export const householdRules: readonly HouseholdRule[] = [
  { ...row, key: 'house.empty', title: '户内没有在册人员', severity: 'check', fields: ['headName'], sentence: '没有在册人员属于这一户，请核对是否仍需保留。', judge: (file) => when(living(file).length === 0) },
  { ...row, key: 'house.headless', title: '户内没有户主', severity: 'check', fields: ['headName'], sentence: '户内两人以上都不是户主，请核对与户主关系；户主不是服务对象的可说明不适用。', judge: (file) => when(living(file).length > 1 && withRelation(file, '01').length === 0, `户内 ${living(file).length} 人`) },
  { ...row, key: 'house.heads', title: '户内有两个以上户主', severity: 'must', fields: ['headName'], sentence: '一户只有一个户主，请改正与户主关系。', judge: (file) => when(withRelation(file, '01').length > 1, `户主 ${withRelation(file, '01').length} 人`) },
  { ...row, key: 'house.headName', title: '户主姓名与户内户主不一致', severity: 'check', fields: ['headName'], sentence: '户台账的户主姓名与关系为户主的人不同，请核对。', judge: (file) => { const [head, more] = withRelation(file, '01'); return when(head && !more && head.name !== file.headName); } },
  { ...row, key: 'house.spouses', title: '户内有两人以上登记为户主配偶', severity: 'check', fields: ['headName'], sentence: '请核对与户主关系。', judge: (file) => when(withRelation(file, '10').length > 1) },
  { ...row, key: 'house.members', title: '家庭人口少于户内在册人数', severity: 'check', fields: ['members'], sentence: '家庭人口数少于已归入这一户的人数，请核对。', judge: (file) => when(file.members !== null && file.members < living(file).length, `家庭人口 ${file.members}，户内 ${living(file).length} 人`) },
  { ...row, kind: 'row', key: 'house.address', title: '户没有住址', severity: 'fill', fields: ['address'], sentence: '请补填家庭住址。', judge: (file) => when(!file.hasAddress) },
];
