import { Select } from 'antd';
import { LINES, Role } from '../roles.ts';
import { Labelled } from './Labelled.tsx';

const LABELS: Record<(typeof LINES)[number], string> = { registry: '建档立卡', care: '尊崇走访', employment: '就业创业', training: '教育培训', benefits: '抚恤优待', relief: '慰问帮扶', ratings: '星级评定', memorial: '褒扬纪念', publicity: '宣传双拥', bulletin: '简报' };
const LEVEL_ROLES: Record<string, string[]> = { village: ['villageClerk'], township: ['townshipClerk', 'stationHead'] };

/** Chooses roles that fit a unit's level, and the lines of a county clerk. */
export function RolesChoice({ level, roles, lines, onChange }: { level: string | undefined; roles: string[]; lines: string[]; onChange: (roles: string[], lines: string[]) => void }) {
  const low = [...LEVEL_ROLES.village!, ...LEVEL_ROLES.township!];
  const fitting = Role.codes.filter(({ code }) => !level || (LEVEL_ROLES[level] ? LEVEL_ROLES[level].includes(code) : !low.includes(code)));
  return (
    <>
      <Labelled id="roles" label="岗位" must below="三员（系统管理员、安全保密管理员、安全审计员）互斥，也不兼业务岗位">
        <Select id="roles" mode="multiple" className="wide" value={roles} options={fitting.map(({ code, label }) => ({ value: code, label }))} onChange={(next: string[]) => onChange(next, next.includes('countyClerk') ? lines : [])} />
      </Labelled>
      {roles.includes('countyClerk') && (
        <Labelled id="lines" label="业务线" must>
          <Select id="lines" mode="multiple" className="wide" value={lines} options={LINES.map((line) => ({ value: line, label: LABELS[line] }))} onChange={(next: string[]) => onChange(roles, next)} />
        </Labelled>
      )}
    </>
  );
}
