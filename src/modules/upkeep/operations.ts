import { z } from 'zod';
import { operation, Paging } from '#base/pure/operation.ts';
import { AuditQuery, AuditReport, AuditRow, BackupRow, JobRow, SettingRow } from './schema.ts';

const inspect = operation.meta({ permission: 'audit.inspect', audit: 'read' });
const administer = operation.meta({ permission: 'system.administer' });
const secure = operation.meta({ permission: 'system.secure' });
const tags = ['系统运维'];

/** 系统运维: the audit for its auditor, jobs and backups for the system administrator, settings for the security administrator. */
export const upkeepOperations = {
  audit: {
    list: inspect.route({ method: 'GET', path: '/upkeep/audit', summary: '审计记录：查询', tags }).input(AuditQuery).output(z.object({ rows: z.array(AuditRow), total: z.number(), page: z.number(), size: z.number() })),
    verify: inspect.route({ method: 'POST', path: '/upkeep/audit/verify', summary: '审计记录：核验', tags }).output(AuditReport),
  },
  jobs: administer.route({ method: 'GET', path: '/upkeep/jobs', summary: '后台任务：查询', tags })
    .input(Paging.extend({ name: z.string().max(80).optional(), state: z.string().max(20).optional() })).output(z.object({ rows: z.array(JobRow), total: z.number(), page: z.number(), size: z.number() })),
  backup: administer.route({ method: 'POST', path: '/upkeep/backups', summary: '备份：立即备份', tags }).output(z.object({ name: z.string() })),
  backups: administer.route({ method: 'GET', path: '/upkeep/backups', summary: '备份：查询', tags }).output(z.array(BackupRow)),
  settings: {
    list: secure.route({ method: 'GET', path: '/upkeep/settings', summary: '安全设置：查询', tags }).output(z.array(SettingRow)),
    set: secure.route({ method: 'PUT', path: '/upkeep/settings/{key}', summary: '安全设置：修改', tags }).input(z.object({ key: z.string().max(60), value: z.unknown() })).output(SettingRow),
  },
};
