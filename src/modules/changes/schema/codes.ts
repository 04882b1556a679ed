import { codeList } from '#base/pure/codes.ts';

/** 变动种类: the acts in the life of a file; each is done by one form and keeps one row. */
export const ChangeKind = codeList('变动种类', {
  eligible: '适龄登记|适龄人员登记',
  enlist: '应征入伍|入伍|征兵入伍',
  discharge: '退役报到|报到|退役返乡报到',
  move: '县内迁移|迁移|户籍迁移|县内迁入|县内迁出',
  moveOut: '调出本县|调出|迁出|县外迁出',
  moveIn: '调入本县|调入|迁入|县外迁入',
  death: '去世|死亡|病故|亡故',
  revive: '死亡更正|误报死亡更正',
  cancel: '注销|注销档案',
  reinstate: '恢复在册|恢复',
});

/** 变动的办理状态. */
export const ChangeState = codeList('办理状态', { done: '已办理|办结', waiting: '待对方接收|待接收|办理中', declined: '对方不接收|退回', withdrawn: '已撤回|撤回', undone: '已撤销|撤销', noted: '补录|仅登记' });

/** 去世信息来源. */
export const DeathSource = codeList('信息来源', { family: '亲属告知|家属告知', village: '村（社区）核实|村核实', police: '公安户籍注销|公安', civil: '民政火化信息|民政', health: '死亡医学证明|卫健', other: '其他' });

/** 注销原因; the words of the review model of an older system, with 重复建档 left to the module of duplicates. */
export const CancelReason = codeList('注销原因', { notServed: '不属于服务对象', identityLost: '身份取消', abroad: '出国定居', mistaken: '误建档案', other: '其他' });

/** 后续事项: what an act leaves to be done. */
export const FollowUpKind = codeList('后续事项', {
  crisisVisit: '重大变故必访',
  funeral: '丧葬补助办理',
  benefitOff: '停发待遇',
  cardOff: '优待证注销',
  bereaved: '遗属登记',
  plaqueOff: '光荣牌核对',
  plaqueOn: '悬挂光荣牌',
  familyOn: '登记军属身份',
  familyOff: '核对军属身份',
  disabilityIn: '残疾关系转入',
  archiveIn: '接收人事档案',
  benefitMove: '待遇转移',
  rolesCheck: '核对人员类别',
  headCheck: '改登户主（原户主已离户）|改登户主|核对户主',
  byHand: '人工恢复',
});

/** 后续事项的状态. */
export const FollowUpState = codeList('办理状态', { open: '待办|未办', done: '已办|办结', void: '不再需要|撤销' });

/** 迁出范围. */
export const DepartureReach = codeList('迁出范围', { county: '县内', beyond: '县外|外县' });
