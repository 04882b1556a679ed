import { z } from 'zod';
import { isDay } from '#base/pure/day.ts';
import { Done, Id, operation, Paging, PUBLIC, SELF } from '#base/pure/operation.ts';
import { recordOperations } from '#base/pure/recordOperations.ts';
import { Account, AccountChange, AccountDraft, FirstPassword, OwnSession, RoleRequest } from './schema/account.ts';
import { Me, SavedView, Task } from './schema/me.ts';
import { Attendance, Decision, Meeting } from './schema/meeting.ts';
import { ReturnDetail, ReturnDraft, ReturnSummary } from './schema/returns.ts';
import { Division, Unit, UnitChange } from './schema/unit.ts';

const own = operation.meta({ permission: SELF, audit: 'none' });
const ownAct = operation.meta({ permission: SELF });
const open = operation.meta({ permission: PUBLIC, audit: 'none' });
const administer = operation.meta({ permission: 'accounts.administer' });
const grant = operation.meta({ permission: 'accounts.grant' });
const readAccounts = operation.meta({ permission: 'accounts.read' });
const ofAccounts = ['账号'];
const ofMe = ['个人'];
const OneId = z.object({ id: Id });
const Reason = z.string().trim().min(2, '请写明原因').max(200);
const First = z.strictObject({ account: AccountDraft.shape.account, name: AccountDraft.shape.name });
const units = recordOperations(Unit);

/** What one does with one's own account. */
const ownOperations = {
  me: own.route({ method: 'GET', path: '/me', summary: '当前登录人', tags: ofMe }).output(Me),
  tasks: own.route({ method: 'GET', path: '/me/tasks', summary: '待办', tags: ofMe }).output(z.array(Task)),
  changePassword: ownAct.route({ method: 'POST', path: '/me/password', summary: '修改密码', tags: ofMe }).input(z.object({ current: z.string().min(1, '请填写现在的密码').max(200), next: z.string().min(1, '请填写新密码').max(200) })).output(Done),
  sessions: {
    list: own.route({ method: 'GET', path: '/me/sessions', summary: '我的会话', tags: ofMe }).output(z.array(OwnSession)),
    end: ownAct.route({ method: 'DELETE', path: '/me/sessions/{id}', summary: '结束一个会话', tags: ofMe }).input(z.object({ id: z.string().min(1).max(64) })).output(Done),
  },
  views: {
    list: own.route({ method: 'GET', path: '/me/views', summary: '我的查询视图', tags: ofMe }).input(z.object({ record: z.string().max(60).optional() })).output(z.array(SavedView)),
    save: own.route({ method: 'POST', path: '/me/views', summary: '保存查询视图', tags: ofMe }).input(z.object({ id: Id, record: z.string().max(60), name: z.string().trim().min(1, '请填写视图名称').max(40), query: z.string().max(4000) })).output(SavedView),
    remove: own.route({ method: 'DELETE', path: '/me/views/{id}', summary: '删除查询视图', tags: ofMe }).input(OneId).output(Done),
  },
};

/** First set-up of a database without accounts. */
const setUpOperations = {
  setUpState: open.route({ method: 'GET', path: '/set-up', summary: '是否待首次设置', tags: ['首次设置'] }).output(z.object({ open: z.boolean() })),
  setUpCounties: open.route({ method: 'GET', path: '/set-up/counties', summary: '选择县（市、区）', tags: ['首次设置'] }).input(z.object({ search: z.string().trim().max(20).default('') })).output(z.array(z.object({ code: z.string(), name: z.string(), city: z.string(), province: z.string() }))),
  setUp: open.route({ method: 'POST', path: '/set-up', summary: '首次设置', tags: ['首次设置'] })
    .input(z.strictObject({ code: z.string().max(60), county: z.string().regex(/^\d{6}$/, '区划代码应为 6 位数字'), system: First, security: First, auditor: First }))
    .output(z.object({ county: z.string(), accounts: z.array(z.object({ account: z.string(), role: z.string(), password: z.string() })) })),
};

/** Accounts and their roles: one administrator opens accounts and asks for roles, another grants them. */
const accountOperations = {
  accounts: {
    list: readAccounts.route({ method: 'GET', path: '/accounts', summary: '账号：查询', tags: ofAccounts }).input(Paging.extend({ search: z.string().trim().max(40).optional(), state: z.enum(['active', 'disabled']).optional(), unitId: Id.optional() })).output(z.object({ rows: z.array(Account), total: z.number(), page: z.number(), size: z.number() })),
    create: administer.route({ method: 'POST', path: '/accounts', summary: '账号：新增', tags: ofAccounts }).input(z.object({ id: Id, draft: AccountDraft })).output(FirstPassword),
    update: administer.route({ method: 'PATCH', path: '/accounts/{id}', summary: '账号：修改', tags: ofAccounts }).input(z.object({ id: Id, version: z.number().int(), change: AccountChange })).output(Done),
    disable: administer.route({ method: 'POST', path: '/accounts/{id}/disable', summary: '账号：停用', tags: ofAccounts }).input(z.object({ id: Id, reason: Reason })).output(Done),
    enable: administer.route({ method: 'POST', path: '/accounts/{id}/enable', summary: '账号：启用', tags: ofAccounts }).input(OneId).output(Done),
    resetPassword: administer.route({ method: 'POST', path: '/accounts/{id}/password', summary: '账号：重置密码', tags: ofAccounts }).input(OneId).output(FirstPassword),
    endSessions: administer.route({ method: 'POST', path: '/accounts/{id}/sessions/end', summary: '账号：结束全部会话', tags: ofAccounts }).input(OneId).output(Done),
    askRoles: administer.route({ method: 'POST', path: '/accounts/{staffId}/roles', summary: '账号：申请岗位', tags: ofAccounts }).input(z.object({ id: Id, staffId: Id, roles: AccountDraft.shape.roles, lines: AccountDraft.shape.lines, reason: Reason.optional() })).output(Done),
    resetSecondFactor: grant.route({ method: 'POST', path: '/accounts/{id}/second-factor/reset', summary: '账号：重置动态口令', tags: ofAccounts }).input(z.object({ id: Id, reason: Reason })).output(Done),
  },
  roleRequests: {
    list: readAccounts.route({ method: 'GET', path: '/role-requests', summary: '岗位申请：查询', tags: ofAccounts }).input(z.object({ state: z.enum(['pending', 'approved', 'refused']).optional() })).output(z.array(RoleRequest)),
    approve: grant.route({ method: 'POST', path: '/role-requests/{id}/approve', summary: '岗位申请：批准', tags: ofAccounts }).input(OneId).output(Done),
    refuse: grant.route({ method: 'POST', path: '/role-requests/{id}/refuse', summary: '岗位申请：不批准', tags: ofAccounts }).input(z.object({ id: Id, reason: Reason })).output(Done),
  },
};

const unitAct = (verb: string, summary: string) => operation.meta({ permission: 'units.administer' }).route({ method: 'POST', path: `/organisation/unit-acts/${verb}`, summary, tags: ['机构沿革'] });
const Basis = z.strictObject({ id: Id, changedOn: z.string().refine(isDay, '请填写生效日期'), basis: z.string().trim().min(2, '请填写依据文件').max(200) });
const PlaceName = z.string().trim().min(2, '请填写区划名称').max(30);
const PlaceCode = z.string().regex(/^\d{12}$/, '区划代码应为 12 位数字').optional();

/** Acts on units and divisions, each with its day and the document behind it. */
const unitActs = {
  list: operation.meta({ permission: 'units.read' }).route({ method: 'GET', path: '/organisation/unit-acts', summary: '机构沿革', tags: ['机构沿革'] }).output(z.array(UnitChange)),
  add: unitAct('add', '设立').input(Basis.extend({ parentCode: z.string().regex(/^\d{12}$/, '请选择上级区划'), divisionName: PlaceName, code: PlaceCode })).output(Done),
  rename: unitAct('rename', '更名').input(Basis.extend({ unitId: Id, name: z.string().trim().min(2, '请填写名称').max(60), divisionName: PlaceName.optional() })).output(Done),
  merge: unitAct('merge', '合并').input(Basis.extend({ unitId: Id, successorId: Id })).output(Done),
  split: unitAct('split', '分设').input(Basis.extend({ unitId: Id, divisionName: PlaceName, code: PlaceCode })).output(Done),
  close: unitAct('close', '撤销').input(Basis.extend({ unitId: Id, withDivision: z.boolean().default(false) })).output(Done),
};

const answers = z.array(z.object({ key: z.string().max(20), value: z.string().max(2000).nullable() })).max(100);
const ofReturns = ['上报'];
const Choice = z.object({ key: z.string(), title: z.string() });
const ask = operation.meta({ permission: 'organisation.write' });
const reply = operation.meta({ permission: 'organisation.answer' });

/** 要求按时间节点上报: asked by the county, answered by units, figures answered by the product. */
const returns = {
  list: operation.meta({ permission: 'organisation.read' }).route({ method: 'GET', path: '/organisation/returns', summary: '上报：查询', tags: ofReturns }).input(z.object({ state: z.enum(['open', 'closed']).optional() })).output(z.array(ReturnSummary)),
  get: operation.meta({ permission: 'organisation.read' }).route({ method: 'GET', path: '/organisation/returns/{id}', summary: '上报：查看', tags: ofReturns }).input(z.object({ id: Id, unitId: Id.optional() })).output(ReturnDetail),
  answerable: ask.meta({ audit: 'none' }).route({ method: 'GET', path: '/organisation/returns/answerable', summary: '上报：可取数的指标和台账', tags: ofReturns }).output(z.object({ figures: z.array(Choice), ledgers: z.array(Choice) })),
  open: ask.route({ method: 'POST', path: '/organisation/returns', summary: '上报：发出', tags: ofReturns }).input(z.object({ id: Id, draft: ReturnDraft })).output(ReturnDetail),
  answer: reply.route({ method: 'PUT', path: '/organisation/returns/{id}/answers', summary: '上报：暂存', tags: ofReturns }).input(z.object({ id: Id, unitId: Id.optional(), answers })).output(ReturnDetail),
  submit: reply.route({ method: 'POST', path: '/organisation/returns/{id}/submit', summary: '上报：提交', tags: ofReturns }).input(z.object({ id: Id, unitId: Id.optional(), answers: answers.optional() })).output(ReturnDetail),
  sendBack: ask.route({ method: 'POST', path: '/organisation/returns/{id}/send-back', summary: '上报：退回', tags: ofReturns }).input(z.object({ id: Id, unitId: Id, reason: Reason })).output(Done),
  remind: ask.route({ method: 'POST', path: '/organisation/returns/{id}/remind', summary: '上报：催报', tags: ofReturns }).input(OneId).output(z.object({ units: z.array(z.string()) })),
  close: ask.route({ method: 'POST', path: '/organisation/returns/{id}/close', summary: '上报：结束', tags: ofReturns }).input(OneId).output(Done),
};

/** The contract of the module. */
export const organisationOperations = {
  ...ownOperations,
  ...setUpOperations,
  ...accountOperations,
  divisions: {
    tree: own.route({ method: 'GET', path: '/organisation/divisions', summary: '管辖范围内的区划', tags: ['区划'] }).output(z.array(Division)),
  },
  units: {
    ...units,
    list: units.list.meta({ permission: 'units.read' }),
    get: units.get.meta({ permission: 'units.read' }),
    history: units.history.meta({ permission: 'units.read' }),
    create: units.create.meta({ permission: 'units.administer' }),
    remove: units.remove.meta({ permission: 'units.administer' }),
    restore: units.restore.meta({ permission: 'units.administer' }),
  },
  unitActs,
  meetings: recordOperations(Meeting),
  attendance: recordOperations(Attendance),
  decisions: {
    ...recordOperations(Decision),
    finish: reply.route({ method: 'POST', path: '/organisation/decisions/{id}/finish', summary: '交办事项：办结', tags: [Decision.ledger] }).input(z.object({ id: Id, version: z.number().int(), doneNote: z.string().trim().min(2, '请填写办理结果').max(2000) })).output(Done),
  },
  returns,
};
