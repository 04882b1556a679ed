import { z } from 'zod';
import type { Module } from '#base/server/house.ts';
import { organisationFigures } from './figures.ts';
import { organisationTasks } from './service/tasks.ts';
import { organisationOperations } from './operations.ts';
import { PasswordPolicy } from './rules/password.ts';
import { attendance, decisions, meetings, organisationHandlers, units } from './service.ts';

/** 机构：区划、服务中心（站）、人员、角色、会议、上报. */
export const organisation: Module = {
  name: 'organisation',
  label: '机构',
  operations: organisationOperations,
  handlers: organisationHandlers,
  stores: [units, meetings, attendance, decisions],
  figures: organisationFigures,
  tasks: organisationTasks,
  settings: [
    { key: 'password', label: '密码与会话策略', shape: PasswordPolicy },
    { key: 'twoFactor', label: '县级账号与管理员的动态口令', shape: z.enum(['required', 'optional'], '应为 required（必须）或 optional（自愿）').default('required').meta({ words: { required: '必须', optional: '自愿' } }) },
  ],
};
