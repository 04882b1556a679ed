import { resolve } from 'node:path';
import { z } from 'zod';
import type { SmsGateway } from './sms.ts';

const Environment = z.object({
  RONGGUI_DATA: z.string().default('./data'),
  RONGGUI_PORT: z.coerce.number('应为端口号').int().min(0).max(65535).default(8080),
  RONGGUI_HOST: z.string().default('127.0.0.1'),
  RONGGUI_ORIGIN: z.url('应为完整网址，如 https://tyjr.example.gov.cn').optional(),
  RONGGUI_KEYS: z.string().optional(),
  RONGGUI_LOG: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], '应为 fatal、error、warn、info、debug、silent 之一').default('info'),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, '应以 postgres:// 开头').optional(),
  RONGGUI_METRICS_TOKEN: z.string().min(16, '至少 16 个字符').optional(),
  RONGGUI_SMS_URL: z.url('应为完整网址，如 https://sms.example.gov.cn/send').optional(),
  RONGGUI_SMS_TOKEN: z.string().optional(),
  RONGGUI_POOL: z.coerce.number('应为连接数').int().min(2).max(200).default(16),
});

/** The product's settings, read once at start. `data` is an absolute folder. */
export type Config = {
  data: string;
  port: number;
  host: string;
  origin: string | undefined;
  keys: string | undefined;
  log: string;
  databaseUrl: string | undefined;
  pool: number;
  /** Who brings it as a bearer may read /metrics from elsewhere than this machine. */
  metricsToken: string | undefined;
  /** Where short messages are handed over; without it they wait to be taken out by hand. */
  sms: SmsGateway | undefined;
};

/** Reads settings from the environment. Throws one Chinese sentence that names each wrong variable. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const read = Environment.safeParse(Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== '')));
  if (!read.success) {
    const lines = read.error.issues.map((issue) => `  ${issue.path.join('.')}：${issue.message}`);
    throw new Error(`环境变量有误，未启动：\n${lines.join('\n')}`);
  }
  const values = read.data;
  return {
    data: resolve(values.RONGGUI_DATA),
    port: values.RONGGUI_PORT,
    host: values.RONGGUI_HOST,
    origin: values.RONGGUI_ORIGIN,
    keys: values.RONGGUI_KEYS,
    log: values.RONGGUI_LOG,
    databaseUrl: values.DATABASE_URL,
    pool: values.RONGGUI_POOL,
    metricsToken: values.RONGGUI_METRICS_TOKEN,
    sms: values.RONGGUI_SMS_URL ? { url: values.RONGGUI_SMS_URL, token: values.RONGGUI_SMS_TOKEN } : undefined,
  };
}
