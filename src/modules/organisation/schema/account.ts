import { z } from 'zod';
import { codeList } from '#base/pure/codes.ts';
import { Role } from '../roles.ts';

/** 账号状态. */
export const AccountState = codeList('账号状态', { active: '在用', disabled: '停用' });

/** 岗位申请的状态. */
export const RoleRequestState = codeList('申请状态', { pending: '待批准', approved: '已批准', refused: '未批准' });

const RoleCode = z.enum(Role.codes.map((one) => one.code) as [string, ...string[]], '没有这个岗位');

/** What an account is made from; the roles wait for the security administrator. */
export const AccountDraft = z.strictObject({
  unitId: z.guid('请选择机构'),
  name: z.string().trim().min(2, '请填写姓名').max(30),
  account: z.string().trim().toLowerCase().regex(/^[a-z][a-z0-9_]{2,29}$/, '账号以字母开头，由 3–30 个小写字母、数字、下划线组成'),
  workNumber: z.string().trim().max(30).nullable().optional(),
  roles: z.array(RoleCode).min(1, '请至少选择一个岗位'),
  lines: z.array(z.string().max(30)).default([]),
});
export type AccountDraft = z.infer<typeof AccountDraft>;

/** What of an account may be corrected by hand. */
export const AccountChange = z.strictObject({
  unitId: z.guid('请选择机构').optional(),
  name: z.string().trim().min(2, '请填写姓名').max(30).optional(),
  workNumber: z.string().trim().max(30).nullable().optional(),
});
export type AccountChange = z.infer<typeof AccountChange>;

/** One account in the list. */
export const Account = z.object({
  id: z.string(), version: z.number(), name: z.string(), account: z.string(), workNumber: z.string().nullable(),
  unitId: z.string(), unitName: z.string(), divisionCode: z.string(), level: z.string(),
  roles: z.array(z.string()), lines: z.array(z.string()), state: z.string(),
  lastSignInAt: z.string().nullable(), mustChangePassword: z.boolean(), secondFactor: z.boolean(), sessions: z.number(), pending: z.boolean(),
});
export type Account = z.infer<typeof Account>;

/** A change of roles that waits for, or has got, a decision. */
export const RoleRequest = z.object({
  id: z.string(), staffId: z.string(), name: z.string(), account: z.string(), unitName: z.string(),
  present: z.array(z.string()), roles: z.array(z.string()), lines: z.array(z.string()), reason: z.string().nullable(),
  state: z.enum(['pending', 'approved', 'refused']), askedBy: z.string(), askedAt: z.string(), decidedBy: z.string().nullable(), decidedAt: z.string().nullable(), refusal: z.string().nullable(),
});
export type RoleRequest = z.infer<typeof RoleRequest>;

/** A first or reset password, shown this once; null where the same call had been made before. */
export const FirstPassword = z.object({ id: z.string(), account: z.string(), password: z.string().nullable() });

/** One of a person's own sessions. */
export const OwnSession = z.object({ id: z.string(), startedAt: z.string(), lastSeenAt: z.string(), address: z.string(), agent: z.string(), current: z.boolean() });
export type OwnSession = z.infer<typeof OwnSession>;
