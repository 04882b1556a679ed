import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { rangeOf } from '#base/pure/division.ts';
import { labelOf } from '#base/pure/codes.ts';
import { transact } from '#base/server/database.ts';
import type { House } from '#base/server/house.ts';
import { LINES, Role } from '#modules/organisation/roles.ts';
import { placeAccount } from '#modules/organisation/setUp.ts';

type DemoAccount = { account: string; name: string; role: string; lines?: readonly string[]; place: 'county' | 'township' | 'village' };

const ACCOUNTS: DemoAccount[] = [
  { account: 'village', name: '演示村级经办', role: 'villageClerk', place: 'village' },
  { account: 'township', name: '演示乡级经办', role: 'townshipClerk', place: 'township' },
  { account: 'head', name: '演示乡级站长', role: 'stationHead', place: 'township' },
  { account: 'county', name: '演示县级业务员', role: 'countyClerk', lines: LINES, place: 'county' },
  { account: 'review', name: '演示优抚复核员', role: 'countyClerk', lines: ['registry', 'benefits'], place: 'county' },
  { account: 'finance', name: '演示财务', role: 'finance', place: 'county' },
  { account: 'leader', name: '演示局领导', role: 'leader', place: 'county' },
  { account: 'auditor', name: '演示安全审计员', role: 'auditor', place: 'county' },
  { account: 'system', name: '演示系统管理员', role: 'systemAdministrator', place: 'county' },
  { account: 'security', name: '演示安全保密管理员', role: 'securityAdministrator', place: 'county' },
];

/** An account of each role (and a second county clerk, whom a pay run needs) with a random password, written to `demo-accounts.txt` of the data folder and told once. Demo accounts may be used without changing the password first. */
export async function makeDemoAccounts(house: House, demoCounty: string, say: (line: string) => void): Promise<void> {
  const county = `${demoCounty}000000`;
  const lines: string[] = [];
  await transact(house.database, { county: demoCounty, ...rangeOf(county) }, async (tx) => {
    const { rows } = await sql<{ code: string }>`select code from organisation.division where county_code = ${demoCounty} and level = 'township' and name like '%榆林%'`.execute(tx);
    const township = rows[0]!.code;
    const { rows: villages } = await sql<{ code: string }>`select code from organisation.division where county_code = ${demoCounty} and parent_code = ${township} order by position limit 1`.execute(tx);
    const places = { county, township, village: villages[0]!.code };
    for (const one of ACCOUNTS) {
      const password = await placeAccount(tx, demoCounty, { account: one.account, name: one.name, roles: [one.role], lines: [...(one.lines ?? [])], division: places[one.place], mustChange: false }, house.clock());
      lines.push(`${labelOf(Role, one.role).padEnd(12, '　')}账号 ${one.account.padEnd(10)} 密码 ${password}`);
    }
  });
  writeFileSync(join(house.config.data, 'demo-accounts.txt'), `演示账号（人员与业务均为虚构）\n${lines.join('\n')}\n`, { mode: 0o600 });
  say('演示账号（也写在 demo-accounts.txt，仅显示这一次）：');
  for (const line of lines) say(`  ${line}`);
}
