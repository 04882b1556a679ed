import { z } from 'zod';
import { notFound, refuse } from '#base/pure/refusal.ts';
import { verifyAudit } from '#base/server/audit/verify.ts';
import type { Act, Handlers, House, SettingDeclaration } from '#base/server/house.ts';
import { backupName, listBackups } from './jobs.ts';
import { listAudit, listJobs, listSettings, writeSetting } from './queries.ts';
import type { AuditQuery } from './schema.ts';

const BESIDE: Record<string, string> = { 'auth.signIn': '登录', 'auth.code': '输入动态口令', 'auth.lock': '账号锁定', 'auth.signOut': '退出登录', 'auth.enrol': '启用动态口令', command: '命令行' };

/** What a clerk calls an operation, from its contract; what happens at the door and on the command line has words of its own. */
function labelOf({ modules }: House, name: string): string {
  const [module, ...path] = name.split('.');
  let at: unknown = modules.find((one) => one.name === module)?.operations;
  for (const part of path) at = (at as Record<string, unknown> | undefined)?.[part];
  return (at as { '~orpc'?: { route?: { summary?: string } } } | undefined)?.['~orpc']?.route?.summary ?? BESIDE[name] ?? name;
}

const settingsOf = ({ modules }: House) => modules.flatMap((module) => module.settings ?? []);

/** A setting as it stands: the one made, or the shape's defaults. */
function settingRow({ key, label, shape }: SettingDeclaration, made: Map<string, unknown>) {
  const read = shape.safeParse(made.get(key));
  const defaults = [undefined, {}].map((empty) => shape.safeParse(empty)).find((one) => one.success)?.data;
  return { key, label, value: made.has(key) && read.success ? read.data : defaults, made: made.has(key), shape: z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' }) };
}

/** 系统运维: one handler per operation. */
export const upkeepHandlers = {
  audit: {
    list: async (act: Act, query: AuditQuery) => {
      const { rows, total } = await listAudit(act, query);
      act.note({ detail: { query: Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) } });
      const labelled = rows.map((row) => ({ ...row, operationLabel: labelOf(act.house, row.operation), recordLabel: row.record === null ? null : (act.house.records.get(row.record)?.label ?? row.record) }));
      return { rows: labelled, total, page: query.page, size: query.size };
    },
    verify: async (act: Act) => {
      const report = await verifyAudit(act.house, act.scope.county);
      act.note({ detail: { entries: report.entries, problems: report.problems.length } });
      return report;
    },
  },
  jobs: async (act: Act, query: { name?: string; state?: string; page: number; size: number }) => ({ ...(await listJobs(act.house, query)), page: query.page, size: query.size }),
  backup: async (act: Act) => {
    const name = backupName(act.now);
    await act.house.jobs.send('upkeep.backup', { name });
    act.note({ detail: { name } });
    return { name };
  },
  backups: async (act: Act) => listBackups(act.house),
  settings: {
    list: async (act: Act) => {
      const made = await listSettings(act.tx, act.scope.county);
      return settingsOf(act.house).map((one) => settingRow(one, made));
    },
    set: async (act: Act, { key, value }: { key: string; value?: unknown }) => {
      const declared = settingsOf(act.house).find((one) => one.key === key) ?? notFound('设置项');
      const read = declared.shape.safeParse(value);
      if (!read.success) {
        const first = read.error.issues[0]!;
        refuse('setting.value', `${declared.label}：${first.message}`, { path: ['value', ...first.path.map(String)], detail: read.error.issues.map((one) => ({ path: one.path.map(String), message: one.message })) });
      }
      const before = (await listSettings(act.tx, act.scope.county)).get(key) ?? null;
      await writeSetting(act.tx, act.scope.county, key, read.data);
      await declared.afterChange?.(act);
      act.note({ record: 'house.setting', rowId: key, detail: { before, after: read.data } });
      return settingRow(declared, new Map([[key, read.data]]));
    },
  },
} satisfies Handlers;
