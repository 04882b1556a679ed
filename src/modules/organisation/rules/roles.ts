import { LINES, Role } from '../roles.ts';
import { isAdministrator } from './password.ts';

const LEVELS: Record<string, string> = {
  villageClerk: 'village', townshipClerk: 'township', stationHead: 'township',
  countyClerk: 'county', finance: 'county', leader: 'county', auditor: 'county', systemAdministrator: 'county', securityAdministrator: 'county',
};
const WORDS: Record<string, string> = { village: '村级', township: '乡级', county: '县级' };
const labelOfRole = (role: string) => Role.codes.find((one) => one.code === role)?.label ?? role;

/** 三员分立、岗位与机构层级相符: why these roles cannot be given together at a unit of this level, in one Chinese sentence; undefined where they can. */
export function rolesProblem(roles: readonly string[], lines: readonly string[], level: string): string | undefined {
  if (roles.length === 0) return '请至少选择一个岗位';
  const unknown = roles.find((role) => !(role in LEVELS));
  if (unknown) return `没有“${unknown}”这个岗位`;
  const administrators = roles.filter((role) => isAdministrator([role]));
  if (administrators.length > 1) return '系统管理员、安全保密管理员、安全审计员不能由同一账号兼任';
  if (administrators.length === 1 && roles.length > 1) return `${labelOfRole(administrators[0]!)}不能兼任业务岗位`;
  const misplaced = roles.find((role) => LEVELS[role] !== level);
  if (misplaced) return `${labelOfRole(misplaced)}须归属${WORDS[LEVELS[misplaced]!]}机构，所选机构是${WORDS[level] ?? level}`;
  if (roles.includes('countyClerk') && lines.length === 0) return '县级业务员请至少选择一条业务线';
  if (!roles.includes('countyClerk') && lines.length > 0) return '只有县级业务员需要选择业务线';
  if (lines.some((line) => !(LINES as readonly string[]).includes(line))) return '所选业务线不存在';
  return undefined;
}
