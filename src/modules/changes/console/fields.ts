import { type Field, field } from '#base/pure/record.ts';
import { Branch, Rank, RoleCode, Settlement, VETERAN_ROLES } from '#modules/registry/schema/codes.ts';
import { DAY_LABELS } from '../rules/plan.ts';
import type { ActDraft } from '../schema/acts.ts';
import { CancelReason, DeathSource } from '../schema/codes.ts';

const day = (kind: ActDraft['kind']): Field => field.day(DAY_LABELS[kind], { required: true });
const document = field.text('依据文件', { max: 120, help: '证明、介绍信、批复等的名称或文号' });
const note = field.note('备注', { max: 1000, help: '请勿填写涉密内容' });
const reason = (label: string): Field => field.text(label, { required: true, max: 200 });
const veterans = { label: '人员类别', codes: RoleCode.codes.filter((one) => VETERAN_ROLES.includes(one.code)) };

/** What the form of each act asks for, in order; the place of a move is asked beside it. */
export const ACT_FIELDS: Record<ActDraft['kind'], Record<string, Field>> = {
  eligible: { effectiveOn: day('eligible'), document, note },
  enlist: { effectiveOn: day('enlist'), branch: field.code('军种', Branch), document, note },
  discharge: { dischargedOn: field.partialDay('退役时间', { required: true }), effectiveOn: day('discharge'), settlement: field.code('安置方式', Settlement, { required: true }), role: field.code('退役军人类别', veterans, { required: true }), rank: field.code('退役时军衔', Rank), document, note },
  move: { effectiveOn: day('move'), document, reason: field.text('原因', { max: 200 }), note },
  moveOut: { effectiveOn: day('moveOut'), otherCounty: field.text('接收的县（市、区）', { required: true, max: 120 }), document, reason: field.text('原因', { max: 200 }), note },
  moveIn: { effectiveOn: day('moveIn'), otherCounty: field.text('原来的县（市、区）', { required: true, max: 120 }), document, note },
  death: { effectiveOn: day('death'), source: field.code('信息来源', DeathSource, { required: true }), document, note },
  revive: { effectiveOn: day('revive'), reason: reason('更正原因'), document, note },
  cancel: { effectiveOn: day('cancel'), cause: field.code('注销原因', CancelReason, { required: true }), reason: field.text('说明', { max: 200 }), document, note },
  reinstate: { effectiveOn: day('reinstate'), reason: reason('恢复原因'), document, note },
};

/** What each act does, in one sentence, before it is done. */
export const ACT_WORDS: Record<ActDraft['kind'], string> = {
  eligible: '在册状态改为“适龄”，登记适龄人员身份。', enlist: '在册状态改为“现役”，适龄身份终止，现役身份开始。', discharge: '登记退役、报到和安置，现役身份终止，退役军人身份开始。',
  move: '迁往您管辖范围内的，立即迁移；迁往其他乡镇、村的，由对方接收后迁移，接收前档案不动。同户的人可以一起迁：在册的都走，户随人迁；有人留下的，户留在原地，走的人从户中转出。', moveOut: '先开移交单，对方接收并录入回执后，档案转为“迁出”。', moveIn: '已迁出的档案恢复在册；新建的档案记下来源。有对方移交文件的，请用“调入接收”。',
  death: '在册状态改为“去世”，有效身份按去世日期终止，列出后续事项。', revive: '撤销误报的去世，恰好恢复当初终止的身份。', cancel: '档案不再服务，有效身份终止；可以恢复。', reinstate: '档案恢复在册，恢复注销时终止的身份。',
};
