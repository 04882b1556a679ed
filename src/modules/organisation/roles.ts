import { codeList } from '#base/pure/codes.ts';

/** 岗位: who may do what; the three administrator roles exclude each other in one account and see no business rows. */
export const Role = codeList('岗位', {
  villageClerk: '村级站工作人员',
  townshipClerk: '乡级站工作人员',
  stationHead: '乡级站长',
  countyClerk: '县级业务员',
  finance: '财务人员',
  leader: '局领导',
  auditor: '安全审计员',
  systemAdministrator: '系统管理员',
  securityAdministrator: '安全保密管理员',
});

/** 业务线: the modules that a county clerk may be given. */
export const LINES = ['registry', 'care', 'employment', 'training', 'benefits', 'relief', 'ratings', 'memorial', 'publicity', 'bulletin'] as const;
export type Line = (typeof LINES)[number];

/** 建档立卡 is one business line of several modules: who has it has all of them. */
const FILES = ['registry', 'recognition', 'changes', 'duplicates', 'cards', 'plans', 'quality', 'census'];
const withFiles = (lines: readonly string[]) => lines.flatMap((line) => (line === 'registry' ? FILES : [line]));

const EVERY_LINE = [...withFiles(LINES), 'organisation', 'figures', 'exchange'];
const STATION_LINES = [...FILES, 'care', 'employment', 'training', 'relief', 'publicity'];

/**
 * The permissions (`line.act`) of a role. Acts: read, write, reveal (one sealed value), approve (second or deciding person),
 * confirm (年度确认 at a station: who, not how much), progress (how far it is, in counts), export, administer (accounts, units), grant (roles), inspect (audit).
 * Units and divisions are no business rows: `units.read` is everyone's but the auditor's.
 * `lines` are the lines of a county clerk. Source: roles and scope of the privacy rules.
 */
export function permissionsOf(role: string, lines: readonly string[]): string[] {
  const on = (names: readonly string[], ...acts: string[]) => names.flatMap((name) => acts.map((act) => `${name}.${act}`));
  switch (role) {
    case 'villageClerk': return ['units.read', ...on(EVERY_LINE.filter((name) => !['benefits', 'bulletin'].includes(name)), 'read'), ...on(STATION_LINES.filter((name) => name !== 'training'), 'write'), ...on([...FILES, 'care'], 'reveal'), 'benefits.confirm', 'benefits.progress', 'exchange.write', 'organisation.answer'];
    case 'townshipClerk': return ['units.read', ...on(EVERY_LINE.filter((name) => name !== 'bulletin'), 'read'), ...on(STATION_LINES, 'write', 'reveal'), 'ratings.write', 'benefits.confirm', 'benefits.progress', 'exchange.write', 'exchange.export', 'organisation.answer'];
    case 'stationHead': return [...permissionsOf('townshipClerk', []), ...on(['relief', 'ratings', ...FILES], 'approve')];
    case 'countyClerk': return ['units.read', ...on([...FILES, 'organisation', 'figures', 'exchange'], 'read'), ...on(withFiles(lines), 'read', 'write', 'reveal'), ...(lines.includes('benefits') ? ['benefits.confirm', 'benefits.progress'] : []), 'exchange.write', 'exchange.export', 'organisation.write', 'organisation.answer'];
    case 'finance': return ['units.read', ...on(['registry', 'benefits', 'relief', 'figures', 'organisation', 'exchange'], 'read'), ...on(['benefits', 'relief'], 'write', 'reveal', 'approve'), 'benefits.confirm', 'benefits.progress', 'exchange.write', 'exchange.export'];
    case 'leader': return ['units.read', ...on(EVERY_LINE, 'read'), ...on(['bulletin', 'relief', 'ratings', 'benefits', 'exchange', 'recognition', 'changes'], 'approve'), 'benefits.progress'];
    case 'auditor': return ['audit.inspect'];
    case 'systemAdministrator': return ['units.read', 'accounts.read', 'accounts.administer', 'units.administer', 'system.administer'];
    case 'securityAdministrator': return ['units.read', 'accounts.read', 'accounts.grant', 'system.secure'];
    default: return [];
  }
}
