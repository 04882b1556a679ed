import { z } from 'zod';
import { COMMON_PASSWORDS } from './commonPasswords.ts';

/** 密码与会话策略, a setting of the county (key `password`); defaults follow 等保 level 3 with the harmless parts of ASVS always on. */
export const PasswordPolicy = z.object({
  /** Shortest password in characters; never below 8. */
  shortest: z.number().int().min(8).max(64).default(12).meta({ title: '最短长度（字符）' }),
  /** How many of the four kinds (lower, upper, digit, other) it must hold. */
  kinds: z.number().int().min(1).max(4).default(3).meta({ title: '至少含几类字符（大写、小写、数字、其他）' }),
  /** How many former passwords may not come back. */
  former: z.number().int().min(0).max(24).default(5).meta({ title: '不得重复的历史密码个数' }),
  /** Days after which an administrator must change it. */
  administratorDays: z.number().int().min(1).max(3650).default(90).meta({ title: '管理员密码有效天数' }),
  /** Failures that lock an account. */
  failures: z.number().int().min(3).max(10).default(5).meta({ title: '连续失败几次后锁定' }),
  /** Minutes of a lock, 10 to 30. */
  lockMinutes: z.number().int().min(10).max(30).default(15).meta({ title: '锁定分钟数' }),
  /** Minutes without a request that end a session, at most 30. */
  idleMinutes: z.number().int().min(5).max(30).default(30).meta({ title: '无操作多少分钟后退出' }),
  /** Hours after which a session ends whatever happens. */
  absoluteHours: z.number().int().min(1).max(12).default(12).meta({ title: '登录后最长小时数' }),
  /** Sessions one account may have at once; the oldest ends. */
  sessions: z.number().int().min(1).max(20).default(5).meta({ title: '同一账号同时登录数' }),
  /** Days without sign-in after which an account is refused. */
  unusedDays: z.number().int().min(1).max(3650).default(90).meta({ title: '多少天未登录停用' }),
});
export type PasswordPolicy = z.infer<typeof PasswordPolicy>;

/** Whether one-time passwords are asked of county and administrator accounts (key `twoFactor`). */
export type SecondFactorRule = 'required' | 'optional';

const ADMINISTRATORS = ['systemAdministrator', 'securityAdministrator', 'auditor'];

/** The three administrator roles, which exclude each other in one account (三员分立). */
export const isAdministrator = (roles: readonly string[]): boolean => roles.some((role) => ADMINISTRATORS.includes(role));

/** 县级账号与三员须用动态口令: whether an account must have a one-time password enrolled. */
export function needsSecondFactor(rule: SecondFactorRule, level: string, roles: readonly string[]): boolean {
  return rule === 'required' && (level === 'county' || isAdministrator(roles));
}

const LONGEST = 128;

/** Why a password is refused, as one Chinese sentence; undefined where it is good. `words` are names that it must not hold (account, person, unit). */
export function passwordProblem(policy: PasswordPolicy, password: string, words: readonly string[]): string | undefined {
  const length = [...password].length;
  const shortest = Math.max(8, policy.shortest);
  if (length < shortest) return `密码至少 ${shortest} 个字符`;
  if (length > LONGEST) return `密码最多 ${LONGEST} 个字符`;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(password)).length;
  if (kinds < policy.kinds) return `密码须包含大写字母、小写字母、数字、其他符号中的 ${policy.kinds} 种`;
  const plain = password.toLowerCase();
  const held = words.map((word) => word.trim().toLowerCase()).find((word) => word.length >= 3 && plain.includes(word));
  if (held) return '密码不能包含账号、姓名或单位名称';
  if (isCommon(plain)) return '这个密码过于常见，容易被猜到，请换一个';
  return undefined;
}

/** True for a password on the list, or one that is on it once digits and signs around it, and the usual substitutions, are taken away. */
function isCommon(plain: string): boolean {
  const spell = (text: string) => text.replace(/@/g, 'a').replace(/\$/g, 's').replace(/0/g, 'o').replace(/1/g, 'i').replace(/3/g, 'e');
  const bare = plain.replace(/^[^a-z]+|[^a-z]+$/g, '');
  return [plain, spell(plain), bare, spell(bare)].some((form) => form.length >= 4 && COMMON_PASSWORDS.has(form)) || new Set(plain).size < 5;
}
